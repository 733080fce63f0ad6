"""The card of one member: pictures come in, are read in the background, kept, and fill the fields."""

from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.capture.reading import Reading
from app.domain.course import DocumentKind
from app.domain.draft import Capture, Draft, Slot
from app.domain.person import Identity
from app.errors import Refused, Unavailable
from app.services import intake, looking
from ui import noting
from ui.capture.model import CaptureModel
from ui.capture.shot import PictureReader, Shot
from ui.intake import card, card_view, document
from ui.intake.card_held import Held
from ui.intake.card_view import CardView, Moment
from ui.intake.draft_keeper import DraftKeeper
from ui.jobs import FREE, Jobs
from ui.problems import Problems, sentence

if TYPE_CHECKING:
    from app.services.desk import Desk

_SIDES = (Slot.ID_FRONT.value, Slot.ID_BACK.value)
_BOOKLET = (Slot.HUKOU_HEAD.value, Slot.HUKOU_PAGE.value)


class CardModel(QObject):
    """Reads pictures of one member's card, keeps them, and holds what is asked about them. `shown(CardView)`."""

    shown = Signal(object)

    def __init__(
        self,
        keeper: DraftKeeper,
        desk: "Desk",
        jobs: Jobs,
        reader: PictureReader,
        problems: Problems,
        capture: CaptureModel,
    ) -> None:  # fmt: skip - one line per thought
        super().__init__()
        self.capture = capture
        self._keeper, self._desk, self._jobs, self._reader = keeper, desk, jobs, reader
        self._problems = problems
        self._member = keeper.draft.applicant.id
        self._moment = Moment()
        self._shots: deque[Shot] = deque()
        self._held: Held | None = None

    # --- what is shown
    @property
    def member(self) -> str:
        """Whose card it is."""
        return self._member

    @property
    def view(self) -> CardView:
        """What the page shows now."""
        return self.view_of(self._member)

    def view_of(self, member: str) -> CardView:
        """What the page would show of a member's card."""
        moment = self._moment if member == self._member else Moment(readings=self._moment.readings)
        return card_view.view(self._keeper.draft, member, moment, self._desk.today())

    def open(self, member: str) -> None:
        """Turn to the card of a member; pictures kept before the program was started again are read again."""
        self._member, self._held = member, None
        typing = not document.is_card(self._keeper.draft, member)
        self._now(ask=None, typing=typing, revealed=False, retaking=False, refused="")
        missing = [one for one in self._captures() if (member, one.slot) not in self._moment.readings]
        for capture in missing:
            self._read_again(capture)

    # --- pictures
    def take(self, shot: Shot) -> None:
        """Read a picture, wherever it came from; while a bad one is asked about, another one is the answer."""
        self._shots.append(shot)
        if self._held and self._held.why == "bad":
            self._release()
        self._next()

    def keep_anyway(self, reason: str) -> None:
        """Keep the picture that the program would not use, with the officer's reason."""
        held = self._held
        if held is None or (held.why == "bad" and not reason.strip()):
            return
        if held.why == "hukou":
            self.choose(DocumentKind.HUKOU.value)
        if held.why == "other_person":
            self._change(lambda _: Identity(), self._member)
        self._release()
        self._keep(held.shot, held.reading, reason.strip() if held.why != "other_person" else "")

    def drop(self) -> None:
        """Leave the picture that is asked about."""
        self._release()
        self._next()

    def shoot(self) -> None:
        """Take a picture of what the camera sees; where it sees nothing now, let it look again first."""
        view = self.view
        if self._held:
            self._release()
        elif view.wants_front or view.wants_back:
            self.capture.shoot()
        else:
            self._now(retaking=True)

    # --- fields
    def write(self, member: str, name: str, text: str) -> None:
        """Put a typed text into a field of a member's card; birth and sex follow a good number."""
        today, read = self._desk.today(), self._read(member)
        self._change(lambda identity: card.completed(card.written(identity, name, text), today, read), member)

    def take_offer(self, name: str, nth: int) -> None:
        """Accept the nth value offered for a doubtful field."""
        offers = self.view.named(name).offers
        if nth < len(offers):
            self.write(self._member, name, offers[nth])

    def reveal(self, *, revealed: bool) -> None:
        """Show the whole number once that is written down, or only its ends."""
        member, show = self._member, noting.reveal if revealed else noting.cover
        show(self._desk, self._jobs, self._subject, lambda: self._now(revealed=revealed and member == self._member))

    @property
    def _subject(self) -> str:
        return f"case:{self._keeper.draft.id}"

    def type_by_hand(self) -> None:
        """Show every field as one to type in."""
        self._now(typing=not self._moment.typing, refused="")

    def choose(self, kind: str) -> None:
        """Take another kind of document of the applicant; what no machine reads is typed."""
        self._keeper.change(lambda draft: replace(draft, document=kind))
        self._now(typing=not document.is_card(self._keeper.draft, self._member), retaking=False, refused="")

    def spell(self, name: str, text: str) -> None:
        """Take how the name is written elsewhere; it never replaces the name."""

        def spelt(draft: Draft) -> Draft:
            person = draft.member(self._member)
            others = {key: known for key, known in person.spellings.items() if key != name}
            said = {name: text.strip()} if text.strip() else {}
            return draft.with_member(replace(person, spellings={**others, **said}))

        self._keeper.change(spelt)

    # --- within
    def _captures(self) -> tuple[Capture, ...]:
        return card_view.captures(self._keeper.draft, self._member)

    def _read(self, member: str) -> set[str]:
        """Give the fields of a member's card that pictures said something about."""
        return {name for name, value in self._said(member).items() if value}

    def _said(self, member: str) -> dict[str, str]:
        """Give what pictures of a member's card say."""
        kept = card_view.captures(self._keeper.draft, member)
        return {name: value for capture in kept for name, value in capture.read.items()}

    def _change(self, edit: card.Edit, member: str) -> None:
        def changed(draft: Draft) -> Draft:
            if all(person.id != member for person in draft.members):
                return draft
            person = draft.member(member)
            return draft.with_member(replace(person, identity=edit(person.identity)))

        self._keeper.change(changed)

    def _now(self, **changes: object) -> None:
        self._moment = replace(self._moment, **changes)  # type: ignore[arg-type]  # fields of Moment by name
        view = self.view
        self.capture.take_by_itself(on=not (view.busy or view.ask) and (view.wants_front or view.wants_back))
        self._redraw()

    def _redraw(self) -> None:
        if any(person.id == self._member for person in self._keeper.draft.members):
            self.shown.emit(self.view)

    def _next(self) -> None:
        if self._moment.busy or self._held or not self._shots:
            return
        shot = self._shots.popleft()
        self._now(busy=True, retaking=False, refused="")
        self._jobs.run(
            lambda: self._reader.read(shot.data),
            done=lambda reading: self._is_read(shot, reading),
            failed=self._is_unread,
            lane=FREE,
        )

    def _is_read(self, shot: Shot, reading: Reading) -> None:
        self._now(busy=False)
        why = self._objection(reading)
        if not why:
            self._keep(shot, reading, "")
            return
        self._held = Held(why, shot, reading)
        self._now(ask=card_view.question(why, reading, self._name(), has_camera=self.capture.view.has_camera))

    def _is_unread(self, error: BaseException) -> None:
        known = isinstance(error, Refused | Unavailable)
        said = sentence(error) if isinstance(error, Refused | Unavailable) else ""
        self._now(busy=False, refused=said)
        if not known:
            self._problems.show(error)
        self._next()

    def _objection(self, reading: Reading) -> str:
        if reading.quality.verdict == "bad":
            return "bad"
        if reading.kind not in _SIDES:
            return self._other_paper(reading)
        identity = self._keeper.draft.member(self._member).identity
        return "other_person" if card.other_person(identity, reading) else ""

    def _other_paper(self, reading: Reading) -> str:
        """Say what a paper is that is no card, where a card is expected."""
        if not document.is_card(self._keeper.draft, self._member):
            return ""
        applies = self._member == self._keeper.draft.applicant.id
        return "hukou" if applies and reading.kind in _BOOKLET else "kind"

    def _name(self) -> str:
        return self._keeper.draft.member(self._member).identity.name

    def _release(self) -> None:
        self._held = None
        self._now(ask=None)

    def _keep(self, shot: Shot, reading: Reading, reason: str) -> None:
        slot = self._slot(reading)
        earlier = next((one.read for one in self._captures() if one.slot == slot), {})
        picture = intake.Picture(
            original=shot.data,
            original_type=shot.media_type,
            archive=reading.archive or shot.data,
            read={name: found.value for name, found in reading.fields.items()},
            verdict=reading.quality.verdict,
            source=shot.source,
            overruled=reason,
        )
        member, today = self._member, self._desk.today()
        if reading.kind in _SIDES and not document.is_card(self._keeper.draft, member):
            self.choose(DocumentKind.ID_CARD.value)  # the card was found after all
        self._now(busy=True, readings={**self._moment.readings, (member, slot): reading})
        read = {*self._read(member), *reading.fields}
        said = self._said(member) | picture.read
        self._change(
            lambda one: card.doubted(card.completed(card.with_reading(one, reading, earlier), today, read), one, said),
            member,
        )
        self._jobs.run(
            lambda: intake.add_picture(self._desk, self._keeper.draft, slot, member, picture),
            done=self._is_kept,
            failed=lambda error: self._is_unkept(error, shot, reading),
        )

    def _slot(self, reading: Reading) -> str:
        """A side that was recognised goes to its place; a bad picture to the first side that is missing."""
        wanted = document.sides(self._keeper.draft, self._member)
        if reading.kind in (*_SIDES, *wanted):
            return reading.kind
        have = {capture.slot for capture in self._captures()}
        is_card = document.is_card(self._keeper.draft, self._member)
        last = Slot.OTHER if is_card else wanted[-1]
        return next((slot for slot in wanted if slot not in have), last).value

    def _is_kept(self, draft: Draft) -> None:
        self._keeper.adopt(draft)
        self._now(busy=False)
        self._next()

    def _is_unkept(self, error: BaseException, shot: Shot, reading: Reading) -> None:
        """The picture is still here: the officer can have it stored again."""
        self._held = Held("unkept", shot, reading)
        self._now(busy=False, ask=card_view.question("unkept", reading, "", has_camera=False))
        self._problems.show(error)

    def _read_again(self, capture: Capture) -> None:
        member = capture.member

        def known(reading: Reading) -> None:
            self._now(readings={**self._moment.readings, (member, capture.slot): reading})

        def read(data: bytes) -> None:
            self._jobs.run(lambda: self._reader.read(data), done=known, lane=FREE)

        self._jobs.run(lambda: looking.document(self._desk, capture.original, self._subject), done=read)
