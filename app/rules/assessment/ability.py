"""无劳动能力 (特困人员认定办法 5): by age or by a listed disability."""

from app.rules.assessment.ground import Ground, answered
from app.rules.assessment.kleene import every, some
from app.rules.assessment.person import Person, listed


def cannot_work(ground: Ground, person: Person) -> bool | None:
    """Tell whether somebody is old, a child, or disabled as listed; None where that is open."""
    rule = ground.rules.find("tekun", "ability")
    if rule is None:
        return None
    old, young = person.is_at_least(rule.values["old_from"]), person.is_below(rule.values["young_below"])
    return some((old, young, listed(person.member.disability, rule.values["disabilities"])))


def could_be_tekun(ground: Ground, person: Person) -> bool | None:
    """Tell whether somebody has no ability to work and no livelihood; who owes him support is another question."""
    own = ground.incomes.a_month([person.id])
    below = own.below(ground.standard_fen) if own else None
    return every((cannot_work(ground, person), below, answered(ground.owned.tekun)))
