"""单人保: one member alone, where the household as a whole gets no 低保."""

from dataclasses import replace

from app.rules.assessment.dibao import below_standard
from app.rules.assessment.finding import Finding, Reason
from app.rules.assessment.ground import Ground
from app.rules.assessment.kleene import every, negated, some
from app.rules.assessment.person import Person, listed

DANREN = "dibao_danren"
_ORDER = (True, None, False)
_GONE = ("imprisoned", "detox", "missing")
_BASIC_AIDS = ("tekun", "guer", "shishi_wuren_fuyang")


def danren(ground: Ground, person: Person, family: Finding, classes: tuple[Finding, ...]) -> Finding:
    """Give whether a member can have 低保 alone: the road that goes furthest of the three that the rules know.

    A household that qualifies as a whole is not reduced to some of its members.
    """
    if person.has("clergy_3y"):
        reasons = _clergy(ground, person)
    else:
        whole = ground.reason("dibao_danren.family", negated(family.holds), family.result.value)
        roads = [_in_household(ground, person, classes), *_alone(ground, person)]
        best = min(roads, key=lambda road: _ORDER.index(every(reason.holds for reason in road)))
        reasons = (whole, *best)
    reasons = (*reasons, *_one_aid(ground, person))
    if not every(reason.holds for reason in reasons):
        return Finding(DANREN, reasons, person.id)
    fen = ground.rules.number(DANREN, "standard", "fen")
    return Finding(DANREN, (*reasons, ground.paid(DANREN, fen)), person.id, fen_per_month=fen)


def _in_household(ground: Ground, person: Person, classes: tuple[Finding, ...]) -> tuple[Reason, ...]:
    """Heavily disabled or seriously ill, in a household of 低保边缘 (or what else the county counts as low income)."""
    rule = ground.rules.find(DANREN, "household")
    wanted = rule.values["classes"] if rule else ()
    recognised = some(_is_recognised(ground, one) for one in classes if one.programme in wanted)
    return (
        ground.reason("dibao_danren.household", every((recognised, person.counted)), name=person.name),
        _condition(ground, person),
        _own_income(ground, person),
    )


def _is_recognised(ground: Ground, one: Finding) -> bool | None:
    """A class that is received and that nothing speaks against holds; else it is as this assessment finds."""
    return True if one.holds is None and ground.receives(one.programme) else one.holds


def _condition(ground: Ground, person: Person) -> Reason:
    rule = ground.rules.find(DANREN, "condition")
    disabled = listed(person.member.disability, rule.values["disabilities"]) if rule else None
    return ground.reason("dibao_danren.condition", some((disabled, person.member.serious_illness)), name=person.name)


def _own_income(ground: Ground, person: Person) -> Reason:
    """Say what the person's own income is: the rule sets no limit to it, what is paid depends on it."""
    own = ground.incomes.a_month([person.id])
    shown = own.shown if own else None
    reason = ground.reason("dibao_danren.own_income", holds=True, value=shown, limit=ground.standard_fen)
    return replace(reason, said="dibao_danren.own_income_stated")


def _alone(ground: Ground, person: Person) -> tuple[tuple[Reason, ...], ...]:
    """A heavily disabled adult without work may be reckoned alone, whatever the household: the county may allow it."""
    rule = ground.rules.find(DANREN, "alone")
    if rule is None or person.has(*_GONE) or person.member.work not in {"none", "unable", None}:
        return ()
    adult, heavy = (
        person.is_at_least(rule.values["adult_from"]),
        listed(person.member.disability, rule.values["disabilities"]),
    )
    fits = every((adult, heavy, None))
    if fits is False:
        return ()
    own = below_standard(ground, "dibao_danren.own_income", ground.incomes.a_month([person.id]))
    return ((ground.reason("dibao_danren.alone", holds=None, name=person.name), own),)


def _clergy(ground: Ground, person: Person) -> tuple[Reason, ...]:
    """Three years in a religious place and in hardship: reckoned by the person alone, in no household."""
    own = ground.incomes.a_month([person.id])
    return (
        ground.reason("dibao_danren.clergy", holds=True, name=person.name),
        below_standard(ground, "dibao_danren.own_income", own),
        ground.owning("dibao_danren.property", ground.owned.dibao),
    )


def _one_aid(ground: Ground, person: Person) -> tuple[Reason, ...]:
    received = next((one for one in _BASIC_AIDS if ground.receives_alone(one, person.id)), None)
    return (ground.reason("dibao_danren.one_aid", holds=False, value=received, name=person.name),) if received else ()
