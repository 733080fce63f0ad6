"""法定义务人: who by law supports a person, and whether each is unable to (特困人员认定办法 8)."""

from dataclasses import dataclass

from app.rules.assessment.ability import could_be_tekun
from app.rules.assessment.ground import Ground, answered
from app.rules.assessment.household import Disability, Obligor
from app.rules.assessment.kleene import every, some
from app.rules.assessment.person import ADULT, Person, age_on, listed

_INCAPABLE = ("no_capacity", "missing", "imprisoned")
# By how people stand to the applicant: who owes support to whom.
_OWES = {
    "self": ("spouse", "parent", "child"),
    "spouse": ("self", "parent_in_law", "child"),
    "child": ("self", "spouse", "child_in_law"),
    "child_in_law": ("child",),
    "parent": ("self", "sibling", "parent"),
    "parent_in_law": ("spouse", "parent_in_law"),
    "grandparent": ("parent", "grandparent"),
    "sibling": ("parent",),
    "grandchild": ("child", "child_in_law"),
}
# Who owes support when none of those is there (民法典 1074, 1075).
_OWES_NEXT = {"grandparent": ("self",), "sibling": ("self", "sibling"), "grandchild": ("self", "spouse")}
_OF_PARENTS = ("child", "child_in_law", "grandchild", "sibling")


@dataclass(frozen=True, slots=True)
class Duty:
    """Somebody who owes support, with what decides whether he is able to; None is what nobody has said.

    Without a name it is whoever outside the household nobody has asked about.
    """

    name: str
    age: int | None
    disability: Disability | None
    programmes: tuple[str, ...]
    fen_last_12_months: int | None
    property: str | None
    incapable: bool
    himself: bool = False  # may be 特困 himself: in one household both are looked at together


def duties(ground: Ground, person: Person) -> tuple[Duty, ...] | None:
    """Give who owes a person support, in the household and outside; None where nobody has asked for those outside."""
    inside = tuple(_inside(ground, other) for other in _owing(ground, person))
    outside = ground.household.obligors
    if outside is None:
        return None if not inside else (*inside, _NOBODY_ASKED)
    return (*inside, *(_outside(ground, one) for one in outside))


_NOBODY_ASKED = Duty("", None, None, (), None, None, incapable=False)


def unable(ground: Ground, duty: Duty) -> bool | None:
    """Tell whether an obligor is unable by one of the five cases of article 8; one that holds is enough."""
    rule = ground.rules.find("tekun", "obligors")
    if rule is None or duty is _NOBODY_ASKED:
        return None
    poor = every((_below_disposable(ground, duty), answered(duty.property)))
    return some(
        (
            "tekun" in duty.programmes or (None if duty.himself else False),
            every(("dibao" in duty.programmes, _at_least(duty.age, rule.values["dibao_from"]))),
            every((_at_least(duty.age, rule.values["old_from"]), poor)),
            every((listed(duty.disability, rule.values["disabilities"]), poor)),
            every((duty.incapable, answered(duty.property))),
        )
    )


def _at_least(age: int | None, years: int) -> bool | None:
    return None if age is None else age >= years


def _below_disposable(ground: Ground, duty: Duty) -> bool | None:
    limit = ground.disposable_fen_per_year
    return None if limit is None or duty.fen_last_12_months is None else duty.fen_last_12_months < limit


def _owing(ground: Ground, person: Person) -> list[Person]:
    """Give who in the household owes a person support; parents of an orphan are not among them."""
    place = person.stands
    first = () if person.has("orphan") and place in _OF_PARENTS else _OWES.get(place, ())
    return _standing(ground, person, first) or _standing(ground, person, _OWES_NEXT.get(place, ()))


def _standing(ground: Ground, person: Person, places: tuple[str, ...]) -> list[Person]:
    there = [other for other in ground.people if other.stands in places and other is not person]
    return [other for other in there if _may_owe(other, person.stands)]


def _may_owe(other: Person, place: str) -> bool:
    """Parents owe support at any age; everybody else only when grown up."""
    return other.is_below(ADULT) is not True or place in _OF_PARENTS


def _inside(ground: Ground, other: Person) -> Duty:
    programmes = tuple(one.programme for one in ground.household.current or () if one.member in {None, other.id})
    return Duty(
        other.name,
        other.age,
        other.member.disability,
        programmes,
        ground.incomes.a_year([other.id])[1] if ground.incomes.asked else None,
        ground.owned.bianyuan,
        incapable=other.has(*_INCAPABLE),
        himself=could_be_tekun(ground, other) is not False,
    )


def _outside(ground: Ground, one: Obligor) -> Duty:
    return Duty(
        one.id,
        age_on(one.birth, ground.on) if one.birth else None,
        one.disability,
        (one.programme or "",),
        one.fen_last_12_months,
        one.property,
        incapable=any(word in _INCAPABLE for word in one.circumstances or ()),
    )
