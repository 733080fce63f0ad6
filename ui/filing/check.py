"""What a page says of a person, for the officer's eye: clear fields as text, doubtful ones to answer. No Qt."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import resources
from app.domain import id_number
from app.domain.household import Relation
from app.domain.person import LONG_TERM
from app.domain.told import Told
from app.errors import Refused
from ui.intake import card_text
from ui.intake.card import CardField

_LISTS = {"sex": "sex", "relation": "relation", "disability_kind": "disability_kind"}
_GRADES = "disability_grade"


@dataclass(frozen=True, slots=True)
class Check:
    """What is asked about a page: `told` as read, `typed` what the officer made of it (stored values), by field.

    `seen` are the doubtful fields that the officer let stand, `wrong` those whose text means nothing, as typed.
    """

    title: str
    where: str
    told: tuple[Told, ...]
    strips: Mapping[str, bytes] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)
    seen: frozenset[str] = frozenset()
    wrong: Mapping[str, str] = field(default_factory=dict)

    @property
    def open(self) -> tuple[str, ...]:
        """The fields that still have to be looked at, in the order of the page."""
        return tuple(one.name for one in self.told if one.name in self.wrong or self._is_open(one))

    def _is_open(self, one: Told) -> bool:
        if one.name in self.typed or one.name in self.seen:
            return False
        return one.is_doubt and bool(one.read or _is_needed(one.name))

    @property
    def values(self) -> dict[str, str]:
        """What goes into the household: typed, or read clearly, or let stand; what is known already is left alone."""
        found = {}
        for one in self.told:
            taken = one.read if one.is_sure or one.name in self.seen else ""
            found[one.name] = self.typed.get(one.name, taken)
        return {name: value for name, value in found.items() if value}


def fields(check: Check, today: date) -> tuple[CardField, ...]:
    """Give the rows of the page."""
    return tuple(_field(check, one, today) for one in check.told)


def written(check: Check, name: str, text: str, today: date) -> Check:
    """Give the check with a field as an officer typed it; what means nothing is kept as it is and said."""
    others = {key: words for key, words in check.wrong.items() if key != name}
    try:
        value = _parsed(name, text, today)
    except Refused:
        return replace(check, wrong={**others, name: text})
    return replace(check, typed={**check.typed, name: value}, wrong=others)


def let_stand(check: Check, name: str) -> Check:
    """Give the check with a doubtful reading that the officer looked at and found right."""
    return replace(check, seen=check.seen | {name})


def shown(name: str, value: str) -> str:
    """Give a stored value as it is read."""
    if name in _LISTS or name == _GRADES:
        words: Mapping[str, str] = resources.texts("codes")[_LISTS.get(name, name)]
        return words.get(value, value)
    return resources.text("codes", "validity.long_term") if value == LONG_TERM else value


def _field(check: Check, one: Told, today: date) -> CardField:
    known = one.known if one.known and not one.is_news else ""
    value = check.typed.get(one.name, one.read or known)
    text = check.wrong.get(one.name, shown(one.name, value))
    made = CardField(
        one.name,
        resources.text("intake", f"card.label.{one.name}"),
        text=text,
        full=text,
        strips=_strips(check, one.name),
    )
    if one.name in check.wrong:
        return replace(made, state="wrong", sentence=_sentence(one.name, text, today))
    if one.name in check.open and not text:
        return replace(made, state="unread", word=_text("ask.unread"))
    if one.name in check.open:
        return replace(made, state="doubt", question=_question(one), offers=_offers(one))
    if not text:
        return replace(made, state="waiting")
    if one.name in check.typed:
        return replace(made, word=_text("typed"))
    return replace(made, word=_text("clear"), ticked=True) if one.is_news else replace(made, word=_text("known"))


def _strips(check: Check, name: str) -> tuple[bytes, ...]:
    return (check.strips[name],) if name in check.strips else ()


def _question(one: Told) -> str:
    if one.known and one.is_sure:
        return _text("differs", known=shown(one.name, one.known))
    return _text(f"ask.{one.name}")


def _offers(one: Told) -> tuple[str, ...]:
    return tuple(filter(None, dict.fromkeys((shown(one.name, one.read), shown(one.name, one.known)))))


def _is_needed(name: str) -> bool:
    """Whether a person cannot be written down without it; the rest may stay empty and is asked elsewhere."""
    return name in {"name", "relation", "disability_kind", "disability_grade"}


def _parsed(name: str, text: str, today: date) -> str:
    """Give a typed text as it is stored; Refused where it means nothing."""
    tidy = text.strip()
    if name in _LISTS or name == _GRADES:
        return _code(name, tidy)
    if name == "id_number" and tidy:
        return id_number.parse(tidy, today).text
    return card_text.tidied(name, tidy) if name in {"name", "address", "ethnic", "birth", "issuer"} else tidy


def _code(name: str, text: str) -> str:
    words: Mapping[str, str] = resources.texts("codes")[_LISTS.get(name, name)]
    found = [code for code, word in words.items() if text and (text == code or word.startswith(text))]
    exact = [code for code in found if words[code] == text]
    if not (exact or len(found) == 1) or (exact or found)[0] == Relation.SELF:
        raise Refused("check.unknown_word")
    return (exact or found)[0]


def _sentence(name: str, text: str, today: date) -> str:
    try:
        _parsed(name, text, today)
    except Refused as refused:
        return resources.text("errors", f"refused.{refused.code}", **refused.facts)
    return ""


def _text(name: str, /, **facts: object) -> str:
    return resources.text("filing", f"check.{name}", **facts)
