"""The identity card as the page shows it: each field's value, how sure it is, what is asked about it. No Qt."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import resources
from app.capture.reading import Reading
from app.domain import id_number
from app.domain.acceptance import STOP, identity_findings
from app.domain.id_card import term_fits
from app.domain.person import LONG_TERM, Identity, Sex, age_on
from app.errors import Refused
from ui.intake import card_text

FRONT = ("name", "sex", "ethnic", "birth", "id_number", "address")
BACK = ("issuer", "valid")
FIELDS = (*FRONT, *BACK)
Edit = Callable[[Identity], Identity]
_EXPIRED = "identity.expired"


@dataclass(frozen=True, slots=True)
class CardField:
    """One field of the card.

    `state` is read (clear or typed), doubt (looked at by nobody yet), wrong, or waiting (no picture yet).
    `word` says why it can be trusted, `strips` are JPEGs of its place, `offers` the values a key away; `full`
    is the text without a mask.
    """

    name: str
    label: str
    text: str = ""
    full: str = ""
    state: str = "read"
    word: str = ""
    ticked: bool = False
    hint: str = ""
    sentence: str = ""
    question: str = ""
    offers: tuple[str, ...] = ()
    strips: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """What machines and people know of one card: stored values, what was read, and this sitting's readings."""

    identity: Identity
    read: Mapping[str, str] = field(default_factory=dict)
    front: Reading | None = None
    back: Reading | None = None
    revealed: bool = False
    is_card: bool = True


def fields(seen: Seen, today: date) -> tuple[CardField, ...]:
    """Give all fields in the order of the card; other documents have no term and no issuer that matter."""
    wrong = {place: (code, level) for place, code, level in identity_findings(seen.identity, today)}
    return tuple(_field(name, seen, today, wrong) for name in (FIELDS if seen.is_card else FRONT))


def doubts(seen: Seen) -> tuple[str, ...]:
    """Give the stored names of fields that were read with doubt and that nobody has looked at."""
    return tuple(name for name, value in seen.read.items() if value and is_open(seen.identity, name))


def is_open(identity: Identity, name: str) -> bool:
    """Tell whether a stored field is still empty; a doubtful reading stays outside until an officer takes it."""
    return not getattr(identity, name)


def with_reading(identity: Identity, reading: Reading, earlier: Mapping[str, str]) -> Identity:
    """Give the identity with what was read clearly; typed values stay, doubtful ones wait for an officer.

    `earlier` is what a former picture of the same side said: only that may be replaced.
    """
    changes: dict[str, str] = {}
    for name, found in reading.fields.items():
        known = getattr(identity, name, None)
        if known is None or (known and known != earlier.get(name)):
            continue
        changes[name] = "" if found.is_doubtful else found.value
    return replace(identity, **changes)


def doubted(identity: Identity, before: Identity, read: Mapping[str, str]) -> Identity:
    """Give the identity with its last day in doubt again, where a new reading made that day one the law does not know.

    What an officer typed (other than `read`) stands.
    """
    same = (identity.birth, identity.valid_from, identity.valid_to) == (
        before.birth,
        before.valid_from,
        before.valid_to,
    )
    fits = term_fits(identity.birth, identity.valid_from, identity.valid_to)
    return identity if same or fits or identity.valid_to != read.get("valid_to") else replace(identity, valid_to="")


def other_person(identity: Identity, reading: Reading) -> str:
    """Give the name on a front side that is another person's than the one known; empty when it fits."""
    found, known = reading.fields.get("id_number"), id_number.tidy(identity.id_number)
    if found is None or found.is_doubtful or known in ("", found.value):
        return ""
    return name_on(reading)


def name_on(reading: Reading) -> str:
    """Give the name that stands on a front side, else the masked number; empty on other pictures."""
    name, number = reading.fields.get("name"), reading.fields.get("id_number")
    if name:
        return name.value
    return id_number.masked(number.value) if number else ""


def written(identity: Identity, name: str, text: str) -> Identity:
    """Give the identity with a field as an officer typed it; a good number brings birth and sex with it."""
    if name == "valid":
        valid_from, valid_to = card_text.parse_term(text)
        return replace(identity, valid_from=valid_from, valid_to=valid_to)
    return replace(identity, **{name: card_text.tidied(name, text)})


def completed(identity: Identity, today: date, read: Collection[str] = ()) -> Identity:
    """Give the identity with birth and sex from a good number, where they are empty and no picture says them.

    What a picture said with doubt (`read` names what it said) is for the officer, even when the number knows better.
    """
    try:
        number = id_number.parse(identity.id_number, today)
    except Refused:
        return identity
    said = {"birth": number.birth.isoformat(), "sex": number.sex.value}
    return replace(identity, **{name: said[name] for name in said if not getattr(identity, name) and name not in read})


def term_text(identity: Identity) -> str:
    """Give the validity as it is shown and typed."""
    last = resources.text("codes", "validity.long_term") if identity.valid_to == LONG_TERM else identity.valid_to
    if identity.valid_from and last:
        return _text("term", first=identity.valid_from, last=last)
    return identity.valid_from or last


def _field(name: str, seen: Seen, today: date, wrong: Mapping[str, tuple[str, str]]) -> CardField:
    made = CardField(
        name, _text(f"label.{name}"), text=_shown(name, seen), full=_full(name, seen), strips=_strips(name, seen)
    )
    stored = ("valid_from", "valid_to") if name == "valid" else (name,)
    open_doubts = [one for one in stored if seen.read.get(one) and is_open(seen.identity, one)]
    if open_doubts:
        return _doubtful(made, seen, today)
    code, level = next((wrong[one] for one in stored if one in wrong), ("", ""))
    if code and level == STOP:
        return replace(made, state="wrong", sentence=_sentence(code, seen, today), hint=_hint(name, seen, today))
    if not made.text:
        return _empty(made, seen)
    made = replace(made, hint=_hint(name, seen, today))
    if code:
        word = _text("expired" if code == _EXPIRED else "differs")
        return replace(made, word=word, state="look", sentence=_sentence(code, seen, today))
    return _trusted_term(made, seen) if name == "valid" else _trusted(made, seen, today)


def _shown(name: str, seen: Seen) -> str:
    text = _full(name, seen)
    return id_number.masked(text) if name == "id_number" and not seen.revealed else text


def _full(name: str, seen: Seen) -> str:
    if name == "valid":
        return term_text(_with_read_term(seen))
    value: str = getattr(seen.identity, name) or seen.read.get(name, "")
    if name == "sex":
        return str(resources.texts("codes")["sex"].get(value, value))
    return value


def _with_read_term(seen: Seen) -> Identity:
    known = {name: getattr(seen.identity, name) or seen.read.get(name, "") for name in ("valid_from", "valid_to")}
    return Identity(**known)


def _strips(name: str, seen: Seen) -> tuple[bytes, ...]:
    side = seen.front if name in FRONT else seen.back
    if side is None:
        return ()
    wanted = ("valid_from", "valid_to") if name == "valid" else (name,)
    return tuple(side.strips[one] for one in wanted if one in side.strips)


def _doubtful(made: CardField, seen: Seen, today: date) -> CardField:
    offers = tuple(dict.fromkeys(filter(None, (made.full, _from_number(made.name, seen, today)))))
    return replace(made, state="doubt", question=_text(f"doubt.{made.name}"), offers=offers)


def _from_number(name: str, seen: Seen, today: date) -> str:
    """Give what the number says of birth or sex, as shown; empty without a good number."""
    try:
        number = id_number.parse(seen.identity.id_number, today)
    except Refused:
        return ""
    if name == "sex":
        return resources.text("codes", f"sex.{Sex(number.sex).value}")
    return number.birth.isoformat() if name == "birth" else ""


def _empty(made: CardField, seen: Seen) -> CardField:
    side = seen.front if made.name in FRONT else seen.back
    if side is not None and made.strips:
        return replace(made, state="unread", word=_text("unread"))
    if not seen.is_card:
        return replace(made, state="waiting", hint=resources.text("intake_side", "document.by_hand"))
    return replace(made, state="waiting", hint=_text("wait_back" if made.name in BACK else "wait_front"))


def _hint(name: str, seen: Seen, today: date) -> str:
    if name == "birth":
        age = age_on(seen.identity.birth, today)
        return "" if age is None else _text("age", age=age)
    return ""


def _trusted(made: CardField, seen: Seen, today: date) -> CardField:
    """Say in one word why a value can be trusted."""
    if made.name == "id_number":
        return replace(made, word=_text("checked"), ticked=True)
    if _from_number(made.name, seen, today):
        return replace(made, word=_text("agrees"), ticked=True)
    if seen.read.get(made.name) == getattr(seen.identity, made.name):
        return replace(made, word=_text("clear"), ticked=True)
    return replace(made, word=_text("typed"))


def _trusted_term(made: CardField, seen: Seen) -> CardField:
    """The term must be the one for the age at issue; if it is not, something was misread, or turned over wrongly."""
    identity = seen.identity
    if not term_fits(identity.birth, identity.valid_from, identity.valid_to):
        odd = resources.text("findings", "look.identity.term_odd")
        return replace(made, word=_text("look"), state="look", sentence=odd)
    if identity.birth and identity.valid_from:
        return replace(made, word=_text("agrees"), ticked=True)
    read = seen.read.get("valid_to") == identity.valid_to
    return replace(made, word=_text("clear" if read else "typed"), ticked=read)


def _sentence(code: str, seen: Seen, today: date) -> str:
    """Give the sentence of a finding: what to do next."""
    try:
        id_number.parse(seen.identity.id_number, today)
    except Refused as refused:
        if refused.code == code:
            return resources.text("errors", f"refused.{code}", **refused.facts)
    return resources.text("findings", f"look.{code}")


def _text(name: str, /, **facts: object) -> str:
    return resources.text("intake", f"card.{name}", **facts)
