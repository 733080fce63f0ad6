"""渐退期: the months for which a household keeps its 低保 after it has come over the line."""

from fractions import Fraction

from app.rules.pack import Rule


def tapering_months(rule: Rule, cause: str, per_head_fen: Fraction, standard_fen: int) -> int:
    """Give the most months by 最低生活保障审核确认办法 33, 0 where the cause or the income gives none.

    For households that were in 低保 before; what is paid meanwhile the county says.
    """
    lifted = per_head_fen >= standard_fen and cause in rule.values["causes"]
    return int(rule.values["months"]) if lifted else 0
