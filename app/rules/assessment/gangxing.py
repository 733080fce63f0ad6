"""刚性支出困难家庭 (刚性支出困难家庭认定办法 4): spending that cannot be avoided eats the income."""

from dataclasses import replace
from fractions import Fraction

from app.domain.income import MONTHS
from app.rules.assessment.dibao import counted, income_per_head
from app.rules.assessment.finding import TEXTS, Finding, Reason
from app.rules.assessment.ground import Ground, also
from app.rules.assessment.income import Range
from app.rules.assessment.kleene import every, negated, some
from resources import text

GANGXING = "gangxing_zhichu"
_SPENDING = "gangxing_zhichu.spending"
_PERCENT = 100


def gangxing(ground: Ground, classes: tuple[Finding, ...], tekun: tuple[Finding, ...]) -> Finding:
    """Give whether the household is one; who can have a better class is told so instead."""
    return Finding(
        GANGXING,
        (
            _better(ground, classes, tekun),
            below_disposable(ground, "gangxing_zhichu.income"),
            ground.owning("gangxing_zhichu.property", ground.owned.gangxing),
            _spending(ground),
        ),
    )


def below_disposable(ground: Ground, rule: str) -> Reason:
    """Give the reason that the yearly income per person is below last year's local figure."""
    per_head, limit = income_per_head(ground), ground.disposable_fen_per_year
    yearly = Range(per_head.low * MONTHS, per_head.shown * MONTHS, per_head.high * MONTHS) if per_head else None
    holds = yearly.below(limit) if yearly else None
    reason = ground.compared(rule, holds, yearly.shown if yearly else None, limit)
    return also(reason, ground.rules.find("place", "disposable_income"))


def _better(ground: Ground, classes: tuple[Finding, ...], tekun: tuple[Finding, ...]) -> Reason:
    """Fail where the household can have 低保 or 低保边缘, or everybody in it 特困: those are better."""
    ids = {person.id for person in counted(ground)}
    all_tekun = every(one.holds for one in tekun if one.member in ids) if ids else False
    open_to = {one.programme: one.holds for one in classes} | {"tekun": all_tekun}
    received = next((one for one in open_to if ground.receives(one)), None)
    better = received or next((name for name, holds in open_to.items() if holds), None)
    if not better:
        return ground.reason("gangxing_zhichu.better", negated(some(open_to.values())))
    reason = ground.reason("gangxing_zhichu.better", holds=False, value=better)
    return replace(reason, said=f"gangxing_zhichu.{'received' if received else 'better'}.{better}")


def _spending(ground: Ground) -> Reason:
    """Give whether spending is more than the local share of income; of no income it is more, and a person looks."""
    lines, rule = ground.household.rigid_spending, ground.rules.find(GANGXING, "ratio")
    limit = Fraction(int(rule.values["percent"]), _PERCENT) if rule else None
    if lines is None or not ground.incomes.asked:
        return _ratio_reason(ground, None, None, limit)
    sure = sum(line.fen_last_12_months for line in lines if line.kind != "other")
    most = sum(line.fen_last_12_months for line in lines)
    income = ground.incomes.a_year(person.id for person in counted(ground))
    if not most:
        return replace(_ratio_reason(ground, holds=False, ratio=Fraction(0), limit=limit), said=f"{_SPENDING}.none")
    if not income[2] and sure:
        reason = ground.reason(_SPENDING, holds=True, value=sure)
        return replace(also(reason, rule), said=f"{_SPENDING}.no_income")
    shown = Fraction(most, income[1]) if income[1] else None
    return _ratio_reason(ground, _above(sure, most, income, limit), shown, limit)


def _above(sure: int, most: int, income: tuple[int, int, int], limit: Fraction | None) -> bool | None:
    """Compare products, not quotients: an income of nothing needs no case of its own."""
    if limit is None:
        return None
    least, greatest = sure > limit * income[2], most > limit * income[0]
    return least if least == greatest else None


def _ratio_reason(ground: Ground, holds: bool | None, ratio: Fraction | None, limit: Fraction | None) -> Reason:  # noqa: FBT001 - what the reason says
    share = text(TEXTS, "not_asked") if ratio is None else _percent(ratio)
    least = text(TEXTS, "not_set") if limit is None else _percent(limit)
    reason = ground.reason(_SPENDING, holds, ratio, limit, share=share, least=least)
    return replace(also(reason, ground.rules.find(GANGXING, "ratio")), said=f"{_SPENDING}.share")


def _percent(share: Fraction) -> str:
    return f"{float(share * _PERCENT):.2f}".rstrip("0").rstrip(".") + "%"
