"""Which paper is it, by the words that only this paper has."""

_WORDS = {
    "hukou_page": (
        "常住人口登记卡",
        "户主或与",
        "户主关系",
        "户别",
        "户主姓名",
        "户号",
        "居民户口簿",
        "曾用名",
        "籍贯",
        "承办人签章",
    ),
    "disability_card": ("残疾人证", "残疾类别", "残疾等级", "残疾证号", "残疾人联合会", "批准残联"),
}
_ENOUGH = 2
_TITLES = {"常住人口登记卡": "hukou_page", "居民户口簿": "hukou_page", "残疾人证": "disability_card"}


def kind_of(text: str) -> str:
    """Tell the kind of paper that bears this text: hukou_page, disability_card or other."""
    for title, kind in _TITLES.items():
        if title in text:
            return kind
    counts = {kind: sum(word in text for word in words) for kind, words in _WORDS.items()}
    best = max(counts, key=lambda kind: counts[kind])
    return best if counts[best] >= _ENOUGH else "other"
