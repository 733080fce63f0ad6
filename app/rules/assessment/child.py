"""孤儿 (国办发〔2010〕54号) and 事实无人抚养儿童 (民发〔2019〕62号)."""

from dataclasses import replace

from app.rules.assessment.finding import Finding, Reason
from app.rules.assessment.ground import Ground
from app.rules.assessment.household import Obligor
from app.rules.assessment.kleene import every, negated, some
from app.rules.assessment.person import ADULT, Person, listed

GUER, SHISHI = "guer", "shishi_wuren_fuyang"
# What stands in a child's `circumstances` about a parent who is not in the file: father_dead, mother_detox …
_ROLES = ("father", "mother")
_DEAD = ("dead",)
_NOT_THERE = ("missing", "imprisoned", "detox", "restricted", "lost_contact", "severely_disabled", "seriously_ill")
_UNFOUND = ("not_found",)
_SELF_AND_SPOUSE, _CHILDREN = ("self", "spouse"), ("child", "child_in_law")
_PARENTS_OF = {
    "self": ("parent",),
    "sibling": ("parent",),
    "child": _SELF_AND_SPOUSE,
    "grandchild": _CHILDREN,
}
_BOTH = 2
_Parents = tuple[str | bool | None, str | bool | None]
DEAD = "dead"


def guer(ground: Ground, person: Person) -> Finding:
    """Give whether a member is an orphan: under 18, both parents dead or not to be found."""
    age = _age(ground, GUER, person)
    if age.holds is False:
        return Finding(GUER, (age,), person.id)
    orphan = ground.reason("guer.orphan", _orphan(person, _parents(ground, person)), name=person.name)
    return _with_amount(ground, Finding(GUER, (age, orphan, *_other(ground, GUER, person)), person.id))


def shishi(ground: Ground, person: Person) -> Finding:
    """Give whether a member is a child whom nobody raises in fact: each parent is dead, away or unable."""
    age = _age(ground, SHISHI, person)
    if age.holds is False:
        return Finding(SHISHI, (age,), person.id)
    parents = _parents(ground, person)
    reasons = (
        age,
        ground.reason("shishi_wuren_fuyang.not_orphan", negated(_orphan(person, parents)), name=person.name),
        ground.reason("shishi_wuren_fuyang.parents", _unraised(parents), name=person.name),
        *_other(ground, SHISHI, person),
    )
    return _with_amount(ground, Finding(SHISHI, reasons, person.id))


def _age(ground: Ground, programme: str, person: Person) -> Reason:
    limit = ground.rules.number(programme, "age", "minor_below")
    holds = None if limit is None else person.is_below(limit)
    return ground.reason(f"{programme}.age", holds, person.age, limit, name=person.name)


def _orphan(person: Person, parents: _Parents) -> bool | None:
    """Tell whether both parents are lost: as stated, or both dead or not to be found."""
    if person.has("orphan"):
        return True
    lost = [state == DEAD for state in parents if state is not None]
    if len(lost) == _BOTH:
        return all(lost)
    if not lost and person.member.circumstances is None:
        return None
    return None if lost and all(lost) else False


def _unraised(parents: _Parents) -> bool | None:
    """Tell whether each parent is dead or unable; two dead ones make an orphan instead."""
    return every(True if state == DEAD else _truth(state) for state in parents)


def _truth(state: str | bool | None) -> bool | None:  # noqa: FBT001 - a parent's state
    return state if isinstance(state, bool) else None


def _parents(ground: Ground, person: Person) -> _Parents:
    """Give the state of both parents: dead, True where unable or away, False where able, None where nobody says."""
    states: list[str | bool | None] = [state for role in _ROLES if (state := _told(person, role)) is not None]
    classes = _PARENTS_OF.get(person.stands, ())
    there = [other for other in ground.people if other.stands in classes and other is not person]
    states += [_unable(ground, other) for other in there if other.is_below(ADULT) is not True]
    obligors = ground.household.obligors or ()
    if len(states) + len(obligors) <= _BOTH:  # who owes a child support is a parent before anybody else
        states += [_unable_obligor(ground, one) for one in obligors]
    if len(states) > _BOTH:  # uncles and aunts among them: who the parents are is not said
        return None, None
    first, second = (*states, None, None)[:_BOTH]
    return first, second


def _told(person: Person, role: str) -> str | bool | None:
    """Give what the child's own circumstances say of a parent who is not in the file."""
    if not person.member.circumstances:
        return None
    names = (role, "parents")
    if person.has(*(f"{name}_{word}" for name in names for word in (*_DEAD, *_UNFOUND))):
        return DEAD
    return person.has(*(f"{name}_{word}" for name in names for word in _NOT_THERE)) or None


def _unable(ground: Ground, parent: Person) -> bool | None:
    """Tell whether a parent is heavily disabled, seriously ill, held or out of contact."""
    rule = ground.rules.find(SHISHI, "parents")
    disabled = listed(parent.member.disability, rule.values["disabilities"]) if rule else None
    return some((parent.has(*_NOT_THERE), disabled, parent.member.serious_illness))


def _unable_obligor(ground: Ground, one: Obligor) -> bool | None:
    """Give True where an obligor outside the household could not raise a child; that one could proves nothing."""
    rule = ground.rules.find(SHISHI, "parents")
    disabled = listed(one.disability, rule.values["disabilities"]) if rule else None
    away = any(word in _NOT_THERE for word in one.circumstances or ())
    return True if away or disabled else None


def _other(ground: Ground, programme: str, person: Person) -> tuple[Reason, ...]:
    """A child in 特困 or in the other aid for children chooses; one aid ends before another begins."""
    others = {"tekun", GUER, SHISHI} - {programme}
    received = next((one for one in sorted(others) if ground.receives_alone(one, person.id)), None)
    return (ground.reason(f"{programme}.choice", holds=None, value=received, name=person.name),) if received else ()


def _with_amount(ground: Ground, found: Finding) -> Finding:
    """Add what is paid a month; beside 低保 the difference only, which the county reckons."""
    if not found.holds:
        return found
    tops_up = found.programme == SHISHI and ground.receives("dibao", found.member)
    fen = None if tops_up else ground.rules.number(found.programme, "standard", "fen")
    paid = ground.paid(found.programme, fen)
    if tops_up:
        paid = replace(paid, said=f"{SHISHI}.top_up")
    return replace(found, reasons=(*found.reasons, paid), fen_per_month=fen)
