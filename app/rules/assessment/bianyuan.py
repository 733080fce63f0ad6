"""低保边缘家庭: not 低保, income below a multiple of the standard, property."""

from fractions import Fraction

from app.rules.assessment.dibao import income_per_head
from app.rules.assessment.finding import Finding
from app.rules.assessment.ground import Ground, also
from app.rules.assessment.kleene import negated

BIANYUAN = "dibao_bianyuan"
_TENTHS = 10


def bianyuan(ground: Ground, dibao: Finding) -> Finding:
    """Give whether the household is just above the line; also below it, where only the property is over 低保's."""
    per_head, limit = income_per_head(ground), _limit(ground)
    income = ground.compared(
        "dibao_bianyuan.income",
        per_head.below(limit) if per_head else None,
        per_head.shown if per_head else None,
        limit,
    )
    rules = ground.rules
    return Finding(
        BIANYUAN,
        (
            ground.reason("dibao_bianyuan.not_dibao", negated(dibao.holds), dibao.result.value),
            also(income, rules.find("dibao", "standard"), rules.find("dibao", "borderline")),
            ground.owning("dibao_bianyuan.property", ground.owned.bianyuan),
        ),
    )


def _limit(ground: Ground) -> Fraction | None:
    tenths = ground.rules.number("dibao", "borderline", "tenths")
    if tenths is None or ground.standard_fen is None:
        return None
    return Fraction(ground.standard_fen * tenths, _TENTHS)
