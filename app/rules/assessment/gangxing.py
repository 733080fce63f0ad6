"""刚性支出困难家庭 (刚性支出困难家庭认定办法 4): spending that cannot be avoided eats the income."""

from dataclasses import replace
from fractions import Fraction

from app.domain.income import MONTHS
from app.rules.assessment.dibao import counted, income_per_head
from app.rules.assessment.finding import Finding, Reason, shown
from app.rules.assessment.ground import Ground, also, answered
from app.rules.assessment.income import Range
from app.rules.assessment.kleene import every, negated, some

GANGXING = "gangxing_zhichu"
_PERCENT = 100


def gangxing(ground: Ground, classes: tuple[Finding, ...], tekun: tuple[Finding, ...]) -> Finding:
    """Give whether the household is one; who can have a better class is told so instead."""
    return Finding(
        GANGXING,
        (
            _better(ground, classes, tekun),
            below_disposable(ground, "gangxing_zhichu.income"),
            ground.reason("gangxing_zhichu.property", answered(ground.owned.gangxing)),
            _spending(ground),
        ),
    )


def below_disposable(ground: Ground, rule: str) -> Reason:
    """Give the reason that the yearly income per person is below last year's local figure."""
    per_head, limit = income_per_head(ground), ground.disposable_fen_per_year
    yearly = Range(per_head.low * MONTHS, per_head.shown * MONTHS, per_head.high * MONTHS) if per_head else None
    holds = yearly.below(limit) if yearly else None
    reason = ground.reason(rule, holds, yearly.shown if yearly else None, limit)
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
        return _ratio_reason(ground, holds=False, ratio=Fraction(0), limit=limit)
    if not income[2] and sure:
        reason = ground.reason("gangxing_zhichu.spending", holds=True, value=sure, limit=limit)
        return replace(also(reason, rule), said="gangxing_zhichu.no_income")
    shown = Fraction(most, income[1]) if income[1] else None
    return _ratio_reason(ground, _above(sure, most, income, limit), shown, limit)


def _above(sure: int, most: int, income: tuple[int, int, int], limit: Fraction | None) -> bool | None:
    """Compare products, not quotients: an income of nothing needs no case of its own."""
    if limit is None:
        return None
    least, greatest = sure > limit * income[2], most > limit * income[0]
    return least if least == greatest else None


def _ratio_reason(ground: Ground, holds: bool | None, ratio: Fraction | None, limit: Fraction | None) -> Reason:  # noqa: FBT001 - what the reason says
    reason = ground.reason(
        "gangxing_zhichu.spending", holds, ratio, limit, share=_percent(ratio), least=_percent(limit)
    )
    return also(reason, ground.rules.find(GANGXING, "ratio"))


def _percent(share: Fraction | None) -> str:
    return shown(None) if share is None else f"{int(share * _PERCENT)}%"
