"""特困人员 (特困人员认定办法): no ability to work, no livelihood, nobody who could support."""

from dataclasses import replace

from app.rules.assessment.ability import cannot_work
from app.rules.assessment.dibao import below_standard
from app.rules.assessment.finding import TEXTS, Finding, Reason
from app.rules.assessment.ground import Ground, also
from app.rules.assessment.income import Incomes
from app.rules.assessment.kleene import every, some
from app.rules.assessment.obligor import duties, unable
from app.rules.assessment.person import Person, birth_of, birthday
from app.rules.pack import Rule
from resources import text

TEKUN = "tekun"
_GONE = ("imprisoned", "missing")
_SOON_DAYS = 92  # the longest that a case may take, about 45 working days, and some more


def tekun(ground: Ground, person: Person, own: Incomes, children: tuple[Finding, ...]) -> Finding:
    """Give whether a member is 特困, with the basic standard a month; `children` is what a child can have instead."""
    reasons = (
        _ability(ground, person),
        *([ground.reason("tekun.present", holds=False, name=person.name)] if person.has(*_GONE) else []),
        below_standard(ground, "tekun.income", own.a_month([person.id])),
        ground.owning("tekun.property", ground.owned.tekun),
        _obligors(ground, person),
        *_choice(ground, person, children),
    )
    found = Finding(TEKUN, reasons, person.id)
    if found.holds is False:
        return found
    fen = basic_fen(ground, person)
    reasons = (*reasons, *_self_care(ground), _standard(ground, _area(ground, person), fen))
    return replace(found, reasons=reasons, fen_per_month=fen if found.holds else None)


def basic_fen(ground: Ground, person: Person) -> int | None:
    """Give the basic standard of a person in fen a month; None while nobody knows where he lives or the figure."""
    if ground.household.residence is None:
        return None
    return ground.rules.number(TEKUN, "standard", f"{_area(ground, person)}_fen")


def _area(ground: Ground, person: Person) -> str:
    return "rural" if _is_rural(ground, person) else "urban"


def _ability(ground: Ground, person: Person) -> Reason:
    """Old, a child, or disabled as listed; between 16 and 18 a person looks at it; who is in it already is kept."""
    rule = ground.rules.find(TEKUN, "ability")
    value = person.age
    if rule is None:
        return ground.reason("tekun.ability", None, value, name=person.name)
    holds = cannot_work(ground, person)
    if holds is False and _kept(ground, person):
        return ground.reason("tekun.kept", holds=True, value=value, name=person.name)
    if holds is False and person.is_below(rule.values["minor_below"]):
        return also(ground.reason("tekun.minor", None, value, name=person.name), rule)
    return _soon(ground, person, rule, ground.reason("tekun.ability", holds, value, name=person.name))


def _soon(ground: Ground, person: Person, rule: Rule, reason: Reason) -> Reason:
    """Say by which day somebody comes of the age, if that day is near."""
    birth, years = birth_of(person.member), rule.values["old_from"]
    if reason.holds is not False or birth is None:
        return reason
    full = birthday(birth, birth.year + years)
    if (full - ground.on).days > _SOON_DAYS:
        return reason
    return replace(reason, said="tekun.soon", facts={**reason.facts, "day": full.isoformat(), "years": years})


def _kept(ground: Ground, person: Person) -> bool:
    """Tell whether a minor in 特困 stays in it: until 18, and after that while at school."""
    rule = ground.rules.find(TEKUN, "kept")
    if rule is None or not ground.receives_alone(TEKUN, person.id) or person.age is None:
        return False
    return bool(person.is_below(18)) or person.member.student in rule.values["schools"]


def _obligors(ground: Ground, person: Person) -> Reason:
    owing = duties(ground, person)
    if owing is None:
        return ground.reason("tekun.obligors", None, name=person.name, who="")
    each = {duty.name: unable(ground, duty) for duty in owing}
    holds = every(each.values())
    who = "、".join(name or text(TEXTS, "outside") for name, value in each.items() if value is holds)
    reason = ground.reason("tekun.obligors", holds, len(owing), name=person.name, who=who)
    return reason if owing else replace(reason, said="tekun.no_obligor")


def _choice(ground: Ground, person: Person, children: tuple[Finding, ...]) -> tuple[Reason, ...]:
    """A child that can be 孤儿 or 事实无人抚养 chooses; one that receives that is not 特困."""
    if any(ground.receives_alone(one.programme, person.id) for one in children):
        return (ground.reason("tekun.choice", holds=False, name=person.name),)
    open_to = some(one.holds for one in children)
    return (ground.reason("tekun.choice", holds=None, name=person.name),) if open_to else ()


def _self_care(ground: Ground) -> tuple[Reason, ...]:
    """Say the grade of self-care from the six that are not met, and what is paid a month for the care besides."""
    unmet = ground.household.self_care_unmet
    grade = self_care(ground.rules.find(TEKUN, "self_care"), unmet)
    reason = ground.reason("tekun.self_care", True, unmet, unmet=unmet)
    placed = replace(reason, said=f"tekun.self_care.{grade or 'not_assessed'}")
    if not grade:
        return (placed,)
    fen = ground.rules.number(TEKUN, "care", f"{grade}_fen")
    paid = ground.reason("tekun.care", holds=True, value=fen)
    return placed, replace(paid, said="tekun.care.known" if fen is not None else "tekun.care.unknown")


def self_care(rule: Rule | None, unmet: int | None) -> str:
    """Give the grade by 特困人员认定办法 22, ``none``, ``half`` or ``full`` care; empty while it is not assessed."""
    if rule is None or unmet is None:
        return ""
    if unmet >= rule.values["full_from"]:
        return "full"
    return "half" if unmet >= rule.values["half_from"] else "none"


def _is_rural(ground: Ground, person: Person) -> bool:
    """Who has land in contract is rural wherever he lives; who was moved to a town from the mountains is urban."""
    if person.has("relocated_to_town"):
        return False
    return bool(ground.household.land_contract) or ground.household.residence == "rural"


def _standard(ground: Ground, area: str, fen: int | None) -> Reason:
    reason = also(ground.reason("tekun.area", holds=True, value=fen), ground.rules.find(TEKUN, "standard"))
    if fen is None:
        return replace(reason, said="tekun.area.unknown")
    land_open = area == "urban" and ground.household.land_contract is None
    return replace(reason, said="tekun.area.urban_land_open" if land_open else f"tekun.area.{area}")
