"""What the card page shows, in one value, and how it is made. No Qt."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import resources
from app import clock
from app.capture.reading import Corners, Reading
from app.domain import names
from app.domain.draft import Capture, Draft, Slot
from app.domain.household import Member, Relation
from app.domain.person import Identity
from ui.capture.overlay import Overlay
from ui.intake import card, choice, document
from ui.intake.agent_model import agent_text
from ui.intake.people import called

Readings = Mapping[tuple[str, str], Reading]


@dataclass(frozen=True, slots=True)
class SideView:
    """One side of the document: `picture` the straightened JPEG; `page` its corners before.

    `state` is empty, kept, or none where there is no such side.
    """

    slot: str
    state: str = "empty"
    picture: bytes = b""
    page: Corners | None = None
    boxes: tuple[Overlay, ...] = ()
    word: str = ""
    doubtful: bool = False
    taken: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked about a picture: a sentence, and what can be done, as (verb, key)."""

    why: str
    text: str
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CardView:
    """The card of one member; `refused` is a sentence about a picture that could not be used."""

    member: str
    note: str
    fields: tuple[card.CardField, ...]
    front: SideView
    back: SideView
    ask: Ask | None = None
    typing: bool = False
    revealed: bool = False
    busy: bool = False
    retaking: bool = False
    refused: str = ""
    applies: bool = True
    spellings: Mapping[str, str] = field(default_factory=dict)
    needs_spelling: bool = False

    @property
    def wants_front(self) -> bool:
        """Whether the large place is for the camera: no front yet, or another picture is to be taken."""
        return self.retaking or self.front.state == "empty"

    @property
    def wants_back(self) -> bool:
        """Whether the small place is for the camera: the front is there, the back is not."""
        return not self.wants_front and self.back.state == "empty"

    def named(self, name: str) -> card.CardField:
        """Give the field of that name; KeyError where there is none."""
        for one in self.fields:
            if one.name == name:
                return one
        raise KeyError(name)

    @property
    def first_doubt(self) -> str:
        """The first field that an officer has to look at; empty when there is none."""
        return next((one.name for one in self.fields if one.state == "doubt"), "")


@dataclass(frozen=True, slots=True)
class Moment:
    """What is going on beside the draft: modes, work, questions."""

    ask: Ask | None = None
    typing: bool = False
    revealed: bool = False
    busy: bool = False
    retaking: bool = False
    refused: str = ""
    readings: Readings = field(default_factory=dict)


def seen(draft: Draft, member: str, moment: Moment) -> card.Seen:
    """Give what is known of a member's card."""
    read: dict[str, str] = {}
    sides = document.sides(draft, member)
    for capture in captures(draft, member):
        read |= capture.read
    return card.Seen(
        identity=draft.member(member).identity,
        read=read,
        front=moment.readings.get((member, sides[0].value)),
        back=moment.readings.get((member, sides[-1].value)) if len(sides) > 1 else None,
        revealed=moment.revealed,
        is_card=document.is_card(draft, member),
    )


def captures(draft: Draft, member: str) -> tuple[Capture, ...]:
    """Give the kept pictures of a member's card."""
    slots = document.pictured(draft, member)
    return tuple(capture for capture in draft.captures if capture.member == member and capture.slot in slots)


def view(draft: Draft, member: str, moment: Moment, today: date) -> CardView:
    """Give the page for a member's card."""
    person = draft.member(member)
    known, sides = seen(draft, member, moment), document.sides(draft, member)
    return CardView(
        member=member,
        note=_note(person, draft),
        applies=person.id == draft.applicant.id,
        spellings=person.spellings,
        needs_spelling=bool(person.spellings) or names.needs_spelling(person.identity.name),
        fields=card.fields(known, today),
        front=_side(sides[0], draft, member, moment),
        back=_side(sides[1], draft, member, moment) if len(sides) > 1 else SideView("", "none"),
        ask=moment.ask,
        typing=moment.typing,
        revealed=moment.revealed,
        busy=moment.busy,
        retaking=moment.retaking,
        refused=moment.refused,
    )


def _note(person: Member, draft: Draft) -> str:
    if person.relation == Relation.SELF:
        agent = agent_text(draft.agent)
        who = (
            resources.text("intake", "card.for_other", agent=agent) if agent else resources.text("intake", "card.self")
        )
        shown = "" if document.is_card(draft, person.id) else document.word(draft.document)
        return resources.text("intake", "page.join").join(filter(None, (who, shown)))
    parts = (called(person), choice.word("relation", person.relation) if person.relation else "")
    return resources.text("intake", "page.join").join(filter(None, parts))


def _side(slot: Slot, draft: Draft, member: str, moment: Moment) -> SideView:
    capture = next((one for one in captures(draft, member) if one.slot == slot), None)
    reading = moment.readings.get((member, slot.value))
    if reading is None and capture is None:
        return SideView(slot.value)
    return SideView(
        slot=slot.value,
        state="kept" if capture else "new",
        picture=reading.archive if reading else b"",
        page=reading.page if reading else None,
        boxes=_boxes(reading, draft.member(member).identity, moment) if reading else (),
        word=_word(slot, capture, reading),
        doubtful=bool(reading and reading.quality.verdict != "ok") or bool(capture and capture.verdict != "ok"),
        taken=_taken(capture),
    )


def _boxes(reading: Reading, identity: Identity, moment: Moment) -> tuple[Overlay, ...]:
    """A field is amber until somebody has looked at it."""
    return tuple(
        Overlay(
            found.box,
            doubtful=found.is_doubtful and not getattr(identity, name, ""),
            covered=name == "id_number" and not moment.revealed,
        )
        for name, found in reading.fields.items()
    )


def _word(slot: Slot, capture: Capture | None, reading: Reading | None) -> str:
    verdict = capture.verdict if capture else reading.quality.verdict if reading else "ok"
    said = resources.text("intake", f"verdict.{verdict}")
    return resources.text("intake", f"card.side.{slot.value}", said=said)


def _taken(capture: Capture | None) -> str:
    if capture is None:
        return ""
    moment = clock.parse(capture.taken_at).astimezone(clock.SHANGHAI)
    return resources.text("intake", "card.taken", hour=moment.hour, minute=f"{moment.minute:02}")


def question(why: str, reading: Reading, name: str, *, has_camera: bool) -> Ask:
    """Give what is wrong with a picture and what can be done about it; `name` is whose card it should be."""
    facts = {"name": name, "other": card.name_on(reading)}
    text = resources.text("intake", f"ask.{why}.text", **facts)
    if why == "bad":
        remedies: dict[str, str] = resources.texts("capture")["remedy"]
        text = remedies.get(reading.quality.cause, text)
    answers = resources.texts("intake")["ask"][why]["answers"]
    return Ask(why, text, tuple((verb, key) for verb, key in answers if has_camera or key != "F8"))
