"""What goes on a village's wall: posters made, put up and taken down, objections, results published."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from app.domain.case import Case
from app.domain.duties import Act
from app.domain.steps.public_notice import Objection, Posted
from app.domain.typed_day import read_day
from app.errors import Refused
from app.services import boards, decision_steps, notice_steps
from app.services.boards import Board, Result, Sheet
from app.services.intake import Picture
from app.services.notice_steps import Poster
from ui.case.taker import PaperTaker, Pictures
from ui.jobs import Jobs
from ui.notices import view
from ui.notices.printed import LIST, poster_papers, result_papers
from ui.notices.view import ENDED, HANGS, POST, RESULTS, say
from ui.printing import Printing
from ui.problems import sentence
from ui.several.model import SeveralModel
from ui.several.view import only_read

if TYPE_CHECKING:
    from app.services.desk import Desk


@dataclass(frozen=True, slots=True)
class Made:
    """The posters that were made, and why no more were."""

    posters: tuple[Poster, ...]
    wrong: Refused | None = None


class NoticesModel(SeveralModel):
    """The parts are those of `ui.notices.view`; a row is known by what it is and its id."""

    LIST = LIST
    ACTS: ClassVar = dict.fromkeys((POST, HANGS, ENDED), Act.HANDLE) | {RESULTS: Act.RELEASE}

    def __init__(self, desk: "Desk", jobs: Jobs, printing: Printing, pictures: Pictures) -> None:
        super().__init__(desk, jobs, printing, pictures.problems, POST)
        self._pictures, self._board = pictures, Board()

    def taker(self) -> PaperTaker:
        """Give what takes one picture."""
        return PaperTaker(self._pictures, self.jobs)

    def sheet(self, key: str) -> Sheet | None:
        """Give the poster of a row."""
        known = (*self._board.made, *self._board.hanging, *self._board.ended)
        return next((one for one in known if view.key(one) == key), None)

    def result(self, key: str) -> Result | None:
        """Give the results of a row's village."""
        return next((one for one in self._board.results if view.key(one) == key), None)

    def handlers(self, case: Case) -> tuple[tuple[str, str], ...]:
        """Give who may look into an objection about a case."""
        return boards.handlers(self.desk, case)

    def ends(self, sheet: Sheet, typed: str) -> str:
        """Say until when a poster hangs that goes up on a day as typed, and from when it may be decided."""
        found = read_day(typed, self.desk.today())
        last = boards.last_day_of(self.desk, sheet, found.isoformat()) if found else ""
        return view.ends(last, boards.decide_from(last)) if last else say("post.no_day")

    def village_of(self, key: str) -> str:
        """Give the village of a household that waits for a poster."""
        return next((one.village for one in self._board.waiting if view.key(one) == key), "")

    # --- what is done
    def make(self) -> None:
        """Make a poster for each village of the households that are chosen, and print them."""
        desk, groups = self.desk, dict[tuple[str, str], list[str]]()
        for one in self._board.waiting:
            if view.key(one) in self.view.marked:
                groups.setdefault((one.village, one.purpose), []).append(one.case.id)
        self.write(lambda: _made(desk, groups), self._is_made, on_sheet=False)

    def post(self, sheet: Sheet, day: str, place: str, by: str, photo: Picture) -> None:
        """Note that a poster hangs."""
        desk, ids = self.desk, tuple(case.id for case in sheet.cases)
        posted = Posted(self._day(day), "", sheet.poster, place.strip(), by.strip(), "", sheet.purpose)
        self._keep(lambda: notice_steps.post_notice(desk, ids, posted, photo), say("post.done"))

    def take_down(self, sheet: Sheet, photo: Picture | None) -> None:
        """Note that a poster came down."""
        desk, ids = self.desk, tuple(case.id for case in sheet.cases if not case.progress.notice_down)
        self._keep(lambda: notice_steps.take_down(desk, ids, photo), say("down.done"))

    def object_to(self, case_id: str, said: Objection) -> None:
        """Take down an objection that came today."""
        desk = self.desk
        told = Objection("", "", said.content, said.handler, "", "", said.name.strip(), said.phone.strip())
        self._keep(lambda: notice_steps.raise_objection(desk, case_id, told), say("objection.done"))

    def announce(self, result: Result, place: str, photo: Picture | None) -> None:
        """Note that the new results of a village hang there."""
        desk, ids = self.desk, tuple(case.id for case in result.fresh)
        village, where = result.village, place.strip()
        done = say("announce.done", count=len(ids))
        self._keep(lambda: decision_steps.announce(desk, ids, village, where, photo), done)

    def print_row(self, key: str) -> None:
        """Print a poster once more, or the list of the new results of a village."""
        sheet, result = self.sheet(key), self.result(key)
        if sheet:
            self.print(poster_papers(self.desk, (sheet.cases,)))
        elif result and result.fresh:
            self.print(result_papers(self.desk, result.village, result.fresh))
        else:
            self.refresh(wrong=say("nothing"))

    def print_standing(self, key: str) -> None:
        """Print all that a village has in aid, for the list that hangs there the whole year."""
        result = self.result(key)
        if result:
            self.print(result_papers(self.desk, result.village, result.all))

    # --- within
    def _day(self, typed: str) -> str:
        """Give the ISO day that was typed; what is none goes on as it is, and the rule refuses it in its words."""
        found = read_day(typed, self.desk.today())
        return found.isoformat() if found else typed.strip() or "-"

    def _keep(self, job: Callable[[], Any], said: str) -> None:
        self.write(job, lambda _kept: self.done.emit(said))

    def _is_made(self, made: Made) -> None:
        self.refresh(marked=frozenset(), wrong=sentence(made.wrong) if made.wrong else "")
        if made.posters:
            self.done.emit(say("make.done", count=len(made.posters)))
            self.print(poster_papers(self.desk, tuple(one.cases for one in made.posters)))

    def _read(self) -> Any:
        return boards.board(self.desk)

    def _got(self, found: Any) -> None:
        self._board = found

    def _draw(self) -> dict[str, Any]:
        drawn = view.drawn(self.view.part, self._board, self.view.marked, self.desk.today())
        return only_read(drawn) if self.view.why_not else drawn


def _made(desk: "Desk", groups: dict[tuple[str, str], list[str]]) -> Made:
    made = list[Poster]()
    for (village, purpose), ids in groups.items():
        try:
            made.append(notice_steps.make_poster(desk, village, tuple(ids), purpose))
        except Refused as error:
            return Made(tuple(made), error)
    return Made(tuple(made))
