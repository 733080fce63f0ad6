"""What a digit means in a cell or beside a question."""

from dataclasses import dataclass

import resources
from app.domain.household import Away, Health, Relation, Work

MORE = "…"
HOME = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer: the key that gives it, the code that is stored, the word that is shown."""

    key: str
    code: str
    word: str


def word(area: str, code: str) -> str:
    """Give the Chinese word of a stored code; an unknown code (from a newer program) as it is, none as nothing."""
    words: dict[str, str] = resources.texts("codes")[area]
    return words.get(code, code)


def numbered(area: str, codes: tuple[str, ...]) -> tuple[Choice, ...]:
    """Give codes as choices 1, 2, 3 …"""
    return tuple(Choice(str(nth), code, word(area, code)) for nth, code in enumerate(codes, 1))


def homes() -> tuple[Choice, ...]:
    """Give where a member may be: 1 at home (stored as nothing), then the reasons for being away."""
    away = (Choice(str(nth), code.value, word("away", code)) for nth, code in enumerate(Away, 2))
    return (Choice("1", HOME, word("away", "home")), *away)


def healths() -> tuple[Choice, ...]:
    """Give how a member is, in the member's own words."""
    return numbered("health", tuple(Health))


def works() -> tuple[Choice, ...]:
    """Give what an adult may do now."""
    return numbered("work", tuple(Work))


def disability_kinds() -> tuple[Choice, ...]:
    """Give the seven kinds of a disability card."""
    return numbered("disability_kind", tuple("1234567"))


def disability_grades() -> tuple[Choice, ...]:
    """Give the four grades of a disability card."""
    return numbered("disability_grade", tuple("1234"))


_NEAR = (
    Relation.SPOUSE,
    Relation.SON,
    Relation.DAUGHTER,
    Relation.FATHER,
    Relation.MOTHER,
    Relation.GRANDSON,
    Relation.GRANDDAUGHTER,
    Relation.DAUGHTER_IN_LAW,
)  # fmt: skip - in the order of the keys
_FAR = (
    Relation.SON_IN_LAW,
    Relation.DAUGHTERS_SON,
    Relation.DAUGHTERS_DAUGHTER,
    Relation.FATHER_IN_LAW,
    Relation.MOTHER_IN_LAW,
    Relation.BROTHER,
    Relation.SISTER,
    Relation.GRANDFATHER,
    Relation.GRANDMOTHER,
    Relation.OTHER_RELATIVE,
    Relation.NOT_RELATED,
)  # fmt: skip - in the order of the keys


def relations(*, far: bool = False) -> tuple[Choice, ...]:
    """Give the near relations and a last choice for more of them, or the far ones."""
    if far:
        return numbered("relation", _FAR)
    more = Choice(str(len(_NEAR) + 1), MORE, resources.text("intake", "people.more"))
    return (*numbered("relation", _NEAR), more)


def key_of(choices: tuple[Choice, ...], code: str) -> str:
    """Give the key of a stored code; nothing where it is no choice here."""
    return next((choice.key for choice in choices if choice.code == code), "")


def place_of(choices: tuple[Choice, ...], code: str) -> int:
    """Give where a stored code stands among choices, from 0; -1 where it is none of them."""
    return next((nth for nth, choice in enumerate(choices) if choice.code == code), -1)
