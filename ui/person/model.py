"""Who it is: takes what is typed or read from a card, and looks what the store knows of the number."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.capture.reading import Reading
from app.domain.person import Identity
from app.domain.visit import Agent, Visitor
from app.errors import Refused, Unavailable
from app.services import looking
from ui.capture.model import CaptureModel
from ui.capture.shot import PictureReader, Shot
from ui.intake.card import completed
from ui.intake.card_text import tidied
from ui.intake.contact import place_in, tidy_phone
from ui.jobs import FREE, Jobs
from ui.person.who import Known, WhoView, filled, look_up, number_of
from ui.problems import Problems, sentence

if TYPE_CHECKING:
    from app.services.desk import Desk

_READ = ("name", "id_number")


class WhoModel(QObject):
    """`shown(WhoView)`. A picture of a card fills name and number; a good number brings what the store knows."""

    shown = Signal(object)

    def __init__(
        self, desk: "Desk", jobs: Jobs, reader: PictureReader, problems: Problems, capture: CaptureModel
    ) -> None:
        super().__init__()
        self.capture = capture
        self._desk, self._jobs, self._reader, self._problems = desk, jobs, reader, problems
        self._view, self._identity = WhoView(), Identity()
        capture.taken.connect(self.take)

    # --- what is known
    @property
    def view(self) -> WhoView:
        """What the block shows now."""
        return self._view

    @property
    def visitor(self) -> Visitor:
        """Who it is, as far as it is known."""
        return self._view.visitor

    @property
    def identity(self) -> Identity:
        """The same as an identity, with what the card said beside name and number."""
        visitor = self._view.visitor
        same = self._identity.id_number in ("", visitor.id_number)
        begun = self._identity if same else Identity()
        named = replace(begun, name=visitor.name, id_number=visitor.id_number)
        return completed(named, self._desk.today())

    @property
    def agent(self) -> Agent | None:
        """Who stands here for the person; None while nobody has a name."""
        agent = self._view.agent
        return agent if agent and agent.name.strip() else None

    # --- begin and end
    def begin(self, visitor: Visitor, agent: Agent | None = None) -> None:
        """Begin with what is known already of the person, and of who stands here for them."""
        self._change(visitor=visitor, agent=agent)
        self._look(visitor.id_number)

    def look_out(self) -> None:
        """Let the camera take a card that lies still, while nobody is known."""
        self.capture.start()
        self.capture.take_by_itself(on=not self._view.picture and not self.visitor.id_number)

    def stop(self) -> None:
        """Let the camera go."""
        self.capture.stop()

    # --- what comes
    def write(self, name: str, text: str) -> None:
        """Take a field as it was typed; typing settles a doubt about it."""
        value = tidy_phone(text) if name == "phone" else tidied(name, text)
        doubts = tuple(one for one in self._view.doubts if one != name)
        remembered = tuple(one for one in self._view.remembered if one != name)
        visitor = replace(self.visitor, **{name: value})
        self._change(visitor=visitor, doubts=doubts, remembered=remembered)
        if name == "id_number":
            self._look(value)

    def write_agent(self, name: str, text: str) -> None:
        """Take name or relation of who stands here for the person."""
        agent = self._view.agent or Agent("")
        self._change(agent=replace(agent, **{name: text.strip()}))

    def settle(self, name: str) -> None:
        """Take a doubtful reading as it is: the officer has looked at it."""
        if name in self._view.doubts:
            self._change(doubts=tuple(one for one in self._view.doubts if one != name))

    def take(self, shot: Shot) -> None:
        """Read a picture of a card."""
        self._change(busy=True, refused="")
        self._jobs.run(lambda: self._reader.read(shot.data), done=self._is_read, failed=self._is_unread, lane=FREE)

    def shoot(self) -> None:
        """Take a picture of what the camera sees."""
        self.capture.shoot()

    # --- within
    def _is_read(self, reading: Reading) -> None:
        said = {name: reading.fields[name].value for name in _READ if name in reading.fields}
        if not said:
            self._change(busy=False, picture=reading.archive, refused="")
            return
        self._identity = _identity_on(reading)
        doubts = tuple(name for name in said if reading.fields[name].is_doubtful)
        village, group = place_in(self._identity.address)
        begun = Visitor() if self._is_other(said) else self.visitor
        visitor = replace(begun, **said)
        visitor = replace(visitor, village=visitor.village or village, group=visitor.group or group)
        self._change(visitor=visitor, doubts=doubts, busy=False, picture=reading.archive, refused="", remembered=())
        self._look(visitor.id_number)

    def _is_other(self, said: Mapping[str, str]) -> bool:
        """Tell whether another person's card lies there now: nothing of the one before is kept."""
        known = self.visitor.id_number
        return bool(known and said.get("id_number", known) != known)

    def _is_unread(self, error: BaseException) -> None:
        if isinstance(error, Refused | Unavailable):
            self._change(busy=False, refused=sentence(error))
        else:
            self._change(busy=False)
            self._problems.show(error)

    def _look(self, text: str) -> None:
        number, wrong = number_of(text, self._desk.today())
        self._change(wrong=wrong)
        if number == self._view.known.number:
            return
        self._change(known=Known(number))
        if number:
            self._jobs.run(lambda: _look_up(self._desk, number), done=self._is_known)

    def _is_known(self, known: Known) -> None:
        """What was found fills what is empty; another number may stand there meanwhile."""
        if known.number == self._view.known.number:
            visitor, names = filled(self.visitor, known.visitor)
            self._change(known=known, visitor=visitor, remembered=(*self._view.remembered, *names))

    def _change(self, **changes: object) -> None:
        self._view = replace(self._view, **changes)  # type: ignore[arg-type]  # fields of WhoView by name
        self.shown.emit(self._view)


def _look_up(desk: "Desk", number: str) -> Known:
    """Give what the store knows of a number; who is known was looked for."""
    known = look_up(desk.store, number)
    looking.searched(desk, "list:person", len(known.cases) + len(known.visits))
    return known


def _identity_on(reading: Reading) -> Identity:
    """Give what the card says clearly."""
    names = Identity.__dataclass_fields__
    said = {name: one.value for name, one in reading.fields.items() if name in names and not one.is_doubtful}
    return Identity(**said)
