"""A meeting over many cases, and what the leader decides after it."""

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from app.domain.case import Case
from app.domain.duties import Act
from app.domain.typed_day import read_day
from app.ids import uuid7
from app.services import decision_steps, meetings
from app.services.decision_steps import Meeting, Reasons
from app.services.meetings import Confirming, Item, Waiting
from ui.jobs import Jobs
from ui.meeting import view
from ui.meeting.view import DECIDE, MEET, say
from ui.printing import Printing
from ui.problems import Problems
from ui.several.model import SeveralModel, paper
from ui.several.view import names_in, only_read
from ui.widgets.row import Row

if TYPE_CHECKING:
    from app.forms.form import Form
    from app.services.desk import Desk

_HAND_ON = ("decision.acceptor", "decision.investigator", "decision.no_leader", "decision.kin")


@dataclass(frozen=True, slots=True)
class Said:
    """What was typed and said so far: `results`, `withdrew` and `notes` by the case's id."""

    held_on: str = ""
    present: str = ""
    results: Mapping[str, str] = field(default_factory=dict)
    withdrew: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)


class MeetingModel(SeveralModel):
    """The parts are `MEET` and `DECIDE`; what was said is kept here until it is written down."""

    LIST = "list:meeting"
    ACTS: ClassVar = {MEET: Act.RESOLVE, DECIDE: Act.DECIDE}

    def __init__(self, desk: "Desk", jobs: Jobs, printing: Printing, problems: Problems) -> None:
        super().__init__(desk, jobs, printing, problems, MEET)
        self._waiting, self._minutes = Waiting(), ()
        self.said = Said(view.today_word())

    def item(self, key: str) -> Item | None:
        """Give the case of a row."""
        return next((one for one in (*self._waiting.ready, *self._waiting.agreed) if one.case.id == key), None)

    def withdrew(self, item: Item) -> tuple[str, ...]:
        """Give who leaves while a case is spoken of: as typed, and whoever is present and known to be related."""
        typed = names_in(self.said.withdrew.get(item.case.id, ""))
        related = tuple(one for one in names_in(self.said.present) if item.case.progress.is_kin(one))
        return tuple(dict.fromkeys((*typed, *related)))

    # --- the meeting
    def write_down(self, **typed: str) -> None:
        """Take the day (`held_on`) and who is there (`present`) as typed."""
        self._say(**typed)

    def say_result(self, key: str, result: str) -> None:
        """Take what is said about a case; the same again takes it back."""
        if self.view.part == MEET and self.item(key):
            said = {one: what for one, what in self.said.results.items() if one != key}
            self._say(results=said if self.said.results.get(key) == result else {**said, key: result})

    def say_more(self, key: str, withdrew: str, note: str) -> None:
        """Take who leaves while a case is spoken of, and what is noted about it."""
        self._say(withdrew={**self.said.withdrew, key: withdrew}, notes={**self.said.notes, key: note.strip()})
        self.done.emit("")

    def close_meeting(self) -> None:
        """Write down what was said, and print the minutes."""
        said = self.said
        known = [one for one in self._waiting.ready if one.case.id in said.results]
        held = Meeting(
            held_on=self._day,
            present=names_in(said.present),
            results={one.case.id: said.results[one.case.id] for one in known},
            withdrew={one.case.id: self.withdrew(one) for one in known},
            notes=said.notes,
        )
        desk = self.desk
        self.write(lambda: decision_steps.deliberate(desk, held), self._is_held, on_sheet=False)

    def print_agenda(self) -> None:
        """Print what the meeting will speak of."""
        cases, present = tuple(one.case for one in self._waiting.ready), names_in(self.said.present)
        self._print("agenda", "", present, cases)

    def _print(self, name: str, meeting: str, present: tuple[str, ...], cases: tuple[Case, ...]) -> None:
        made = partial(_paper, self.desk, meeting, self._day, present, cases)
        self.print((paper(say(name, day=self._day), made, self.LIST, len(cases)),))

    @property
    def _day(self) -> str:
        """The ISO day of the meeting; what is no day goes on as it is, and the rule refuses it in its words."""
        found = read_day(self.said.held_on, self.desk.today())
        return found.isoformat() if found else self.said.held_on.strip() or "-"

    # --- the leader
    def confirm(self) -> None:
        """Confirm those that are chosen; what a guard refuses is said household by household."""
        desk, ids = self.desk, tuple(one.case.id for one in self._waiting.agreed if one.case.id in self.view.marked)
        self.refresh(busy=True, wrong="")
        self.write(lambda: _confirmed(desk, ids), self._is_confirmed, on_sheet=False)

    def refuse(self, case_id: str, reasons: Reasons) -> None:
        """Refuse one, with its facts and article."""
        desk = self.desk
        self.write(lambda: meetings.refuse(desk, case_id, reasons), self._is_refused_now)

    # --- within
    def _say(self, **changes: Any) -> None:
        kept = {name: getattr(self.said, name) for name in Said.__dataclass_fields__}
        self.said = Said(**(kept | changes))
        self.refresh(wrong="", said="")

    def _is_held(self, held: tuple[str, tuple[Case, ...]]) -> None:
        meeting, cases = held
        present = names_in(self.said.present)
        self.said = Said(self.said.held_on, self.said.present)
        self.done.emit(say("meet.done", count=len(cases)))
        self.refresh(wrong="")
        self._print("minutes", meeting, present, cases)

    def _is_confirmed(self, answer: tuple[Confirming, dict[str, tuple[str, ...]]]) -> None:
        told, others = answer
        if told.done:
            self.done.emit(say("decide.done", count=len(told.done)))
        self.refresh(busy=False, wrong=view.refusals(told, others))

    def _is_refused_now(self, _case: Case) -> None:
        self.done.emit(say("refuse.done"))

    def _read(self) -> Any:
        return meetings.waiting(self.desk)

    def _got(self, found: Any) -> None:
        self._waiting = found

    def _draw(self) -> dict[str, Any]:
        shown = self._waiting
        if self.view.part == DECIDE:
            drawn = view.decided(shown, self.view.marked, self.desk.today())
        else:
            drawn = view.meeting(shown, tuple(map(self._spoken_of, shown.ready)))
        return only_read(drawn) if self.view.why_not else drawn

    def _spoken_of(self, one: Item) -> Row:
        result, note = (kept.get(one.case.id, "") for kept in (self.said.results, self.said.notes))
        return view.spoken_of(one, result, self.withdrew(one), note, self.desk.today())


def _paper(desk: "Desk", meeting: str, held_on: str, present: tuple[str, ...], cases: tuple[Case, ...]) -> "Form":
    """Give the minutes of a meeting, or without the meeting's id its agenda."""
    from app.services.office_papers import Sitting, meeting_paper  # noqa: PLC0415 - reportlab, as everywhere

    return meeting_paper(desk, Sitting(meeting or uuid7(), "", held_on, present), cases, held=bool(meeting))


def _confirmed(
    desk: "Desk", ids: tuple[str, ...]
) -> Generator[None, None, tuple[Confirming, dict[str, tuple[str, ...]]]]:
    told = yield from meetings.confirm_all(desk, ids)
    handed_on = [case for case, error in told.refused if error.code in _HAND_ON]
    return told, {case.id: meetings.deciders(desk, case) for case in handed_on}
