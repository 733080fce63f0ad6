"""Which paper is it, by the words that only this paper has."""

_WORDS = {
    "hukou_page": (
        "常住人口登记卡",
        "户主或与",
        "户主关系",
        "曾用名",
        "出生地",
        "籍贯",
        "其他住址",
        "宗教信仰",
        "兵役状况",
        "文化程度",
        "服务处所",
        "迁来本址",
    ),
    "hukou_head": ("户别", "户主姓名", "户号", "户口专用章", "户口登记机关", "省级公安机关", "日签发"),
    "disability_card": ("残疾人证", "残疾类别", "残疾等级", "残疾证号", "残疾人联合会", "批准残联"),
}
_PERSON = ("姓名", "性别", "民族", "住址", "户主")
_ENOUGH = 2
_TITLES = {"常住人口登记卡": "hukou_page", "残疾人证": "disability_card"}
_OTHERS = (
    "居住证",
    "居住地",
    "户籍地",
    "社会保障",
    "通行证",
    "银行",
    "借记卡",
    "驾驶证",
    "行驶证",
    "居民健康卡",
    "结婚证",
    "出生医学证明",
)


def kind_of(text: str) -> str:
    """Tell the kind of paper that bears this text: hukou_head, hukou_page, disability_card or other."""
    for title, kind in _TITLES.items():
        if title in text:
            return kind
    counts = {kind: sum(word in text for word in words) for kind, words in _WORDS.items()}
    best = max(counts, key=lambda kind: counts[kind])
    return best if counts[best] >= _ENOUGH else "other"


def is_read(text: str) -> bool:
    """Tell whether a paper whose first words these are may have fields that are read."""
    return any(word in text for words in (_PERSON, *_WORDS.values()) for word in words)


def is_another(text: str) -> bool:
    """Tell whether these words name a paper that looks like an ID card and is none."""
    return any(word in text for word in _OTHERS)
