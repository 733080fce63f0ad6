"""低保 for the household as a whole: who is counted, income below the standard, property, and the amount."""

from dataclasses import replace
from fractions import Fraction

from app.domain.income import MONTHS
from app.rules.amount import tiers_fen, topped_up
from app.rules.assessment.finding import Finding, Reason
from app.rules.assessment.ground import Ground, also
from app.rules.assessment.income import Range
from app.rules.assessment.kleene import some
from app.rules.assessment.person import ADULT, Person
from app.rules.tapering import tapering_months

DIBAO = "dibao"
_HEAVY_GRADES = (1, 2)


def dibao(ground: Ground, others: tuple[Finding, ...]) -> Finding:
    """Give whether the household as a whole comes below the standard (社会救助法 18), and what it would get a month.

    `others` are who can have 特困, 孤儿 or 事实无人抚养 instead.
    """
    per_head = income_per_head(ground)
    reasons = (
        *(reason for person in ground.people for reason in _member(ground, person)),
        *_people(ground),
        *_choice(ground, others),
        below_standard(ground, "dibao.income", per_head),
        ground.owning("dibao.property", ground.owned.dibao),
        *_tapering(ground, per_head),
    )
    found = Finding(DIBAO, reasons)
    if not found.holds:
        return found
    fen = monthly_fen(ground)
    return replace(found, reasons=(*reasons, ground.paid(DIBAO, fen)), fen_per_month=fen)


def income_per_head(ground: Ground) -> Range | None:
    """Give the monthly income per counted person; None where nobody is counted or incomes were not asked for."""
    sure = [person.id for person in ground.people if person.counted]
    return ground.incomes.per_head(sure, [person.id for person in ground.people if person.counted is None])


def below_standard(ground: Ground, rule: str, income: Range | None) -> Reason:
    """Give the reason that an income a month is below the standard of 低保: strictly."""
    limit = ground.standard_fen
    holds = income.below(limit) if income else None
    reason = ground.compared(rule, holds, income.shown if income else None, limit)
    return also(reason, ground.rules.find(DIBAO, "standard"))


def counted(ground: Ground) -> tuple[Person, ...]:
    """Give who is counted; who is open is counted until somebody says otherwise."""
    return tuple(person for person in ground.people if person.counted is not False)


def _member(ground: Ground, person: Person) -> tuple[Reason, ...]:
    """Say of one member why he is counted or is not: that holds either way, and is open where somebody must say."""
    holds = None if person.counted is None else True
    reason = ground.reason("dibao.member", holds, value=person.id, name=person.name)
    placed = replace(reason, said=f"dibao.member.{person.why}")
    return (placed, replace(reason, holds=True, said="dibao.sex")) if person.doubtful_sex else (placed,)


def _people(ground: Ground) -> tuple[Reason, ...]:
    """Say what is wrong with the people as a whole: nobody is left to count, or no adult is among them."""
    if all(person.counted is False for person in ground.people):
        return (ground.reason("dibao.one_aid", holds=False),)
    adult = some(person.is_at_least(ADULT) for person in ground.people)
    return (ground.reason("dibao.adult", holds=None),) if adult is False else ()


def _choice(ground: Ground, others: tuple[Finding, ...]) -> tuple[Reason, ...]:
    """Say who can have another basic aid as well: one person has one of them."""
    names = {person.id: person.name for person in counted(ground)}
    both = dict.fromkeys(names[one.member] for one in others if one.holds and one.member in names)
    if not both:
        return ()
    reason = ground.reason("dibao.one_aid", holds=True, name="、".join(both))
    return (replace(reason, said="dibao.choice"),)


def _tapering(ground: Ground, per_head: Range | None) -> tuple[Reason, ...]:
    """Remind of the months that a household keeps its 低保 for, when work has lifted it over the line."""
    works = any(person.member.work in {"employed", "self_employed"} for person in ground.people)
    standard, rule = ground.standard_fen, ground.rules.find(DIBAO, "tapering")
    if not (works and rule and per_head and standard and ground.receives(DIBAO)):
        return ()
    months = tapering_months(rule, "employment", per_head.shown, standard)
    return (ground.reason("dibao.tapering", holds=None, value=months, months=months),) if months else ()


def monthly_fen(ground: Ground) -> int | None:
    """Give the amount in fen a month: what is lacking to the standard, or the tiers; with 分类施保 where it is set."""
    rule, people = ground.rules.hold(DIBAO, "amount"), counted(ground)
    if rule.values["mode"] == "tiers":
        table = ground.rules.find(DIBAO, "tier")
        fen = tiers_fen((person.member.tier for person in people), table, ground.household.residence or "")
    else:
        income = Fraction(ground.incomes.a_year(person.id for person in people)[1], MONTHS)
        standards = Fraction((ground.standard_fen or 0) * len(people))
        fen = topped_up(standards, income, rule.values["rounding"])
    return None if fen is None else fen + sum(_extra(ground, person) for person in people)


def _extra(ground: Ground, person: Person) -> int:
    """Give a person's 分类施保 in fen a month: the largest that fits him; nothing while the county has set none."""
    rule = ground.rules.find(DIBAO, "fenlei_shibao")
    if rule is None:
        return 0
    fitting = {
        "old_fen": person.is_at_least(rule.values.get("old_from", 60)),
        "minor_fen": person.is_below(ADULT),
        "disabled_fen": person.member.disability is not None and person.member.disability.grade in _HEAVY_GRADES,
        "ill_fen": person.member.serious_illness,
    }
    return max([int(rule.values.get(key, 0)) for key, fits in fitting.items() if fits], default=0)
