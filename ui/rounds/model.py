"""Which homes are gone to next, by whom, and what came back of the rounds before."""

from collections.abc import Generator
from functools import partial
from typing import TYPE_CHECKING, Any

from app.domain.case import Case
from app.domain.steps.home_visit import Investigator
from app.services import rounds, visit_steps
from app.services.rounds import Home
from ui.jobs import Jobs
from ui.press import Make
from ui.printing import Printing
from ui.problems import Problems
from ui.rounds import view
from ui.rounds.view import BACK, GO, say
from ui.several.model import SeveralModel, paper
from ui.several.view import names_in

if TYPE_CHECKING:
    from app.services.desk import Desk


class RoundsModel(SeveralModel):
    """The parts are `GO` and `BACK`; `team` is who was chosen last, `helpers` and `cadres` the names typed then."""

    LIST = "list:rounds"

    def __init__(self, desk: "Desk", jobs: Jobs, printing: Printing, problems: Problems) -> None:
        super().__init__(desk, jobs, printing, problems, GO)
        self._homes: dict[str, tuple[Home, ...]] = {GO: (), BACK: ()}
        self.team: frozenset[str] = frozenset()
        self.typed = ("", "")

    @property
    def colleagues(self) -> tuple[Investigator, ...]:
        """Who has a key at this window."""
        return rounds.colleagues(self.desk)

    def village_of(self, key: str) -> str:
        """Give the village of a home."""
        return next((one.village for one in self._shown if one.case.id == key), "")

    def go(self, officers: frozenset[str], helpers: str, cadres: str) -> None:
        """Note who goes to the homes that are chosen, and print their papers."""
        self.team, self.typed = officers, (helpers, cadres)
        chosen = [one for one in self.colleagues if one.officer in officers]
        chosen += [Investigator(name, staff=True) for name in names_in(helpers)]
        chosen += [Investigator(name, staff=False) for name in names_in(cadres)]
        desk, team, ids = self.desk, tuple(chosen), tuple(one.case.id for one in self._marked)
        self.write(lambda: visit_steps.prepare_round(desk, ids, team), self._is_prepared)

    def print_round(self) -> None:
        """Print the papers of the homes that are chosen once more, or of the round printed last."""
        made = [one for one in self._marked if one.team]
        if made:
            self.print(_papers(self.desk, tuple(one.case for one in made)))
        else:
            self.print_again()

    # --- within
    @property
    def _shown(self) -> tuple[Home, ...]:
        return self._homes[self.view.part]

    @property
    def _marked(self) -> tuple[Home, ...]:
        return tuple(one for one in self._shown if one.case.id in self.view.marked)

    def _is_prepared(self, cases: tuple[Case, ...]) -> None:
        self.done.emit(say("done", count=len(cases)))
        self.print(_papers(self.desk, cases))

    def _read(self) -> Any:
        return _both(self.desk)

    def _got(self, found: Any) -> None:
        self._homes = {GO: found[0], BACK: found[1]}

    def _draw(self) -> dict[str, Any]:
        return view.drawn(self.view.part, self._homes, self.view.marked, self.desk.today())


def _both(desk: "Desk") -> Generator[None, None, tuple[tuple[Home, ...], tuple[Home, ...]]]:
    go = yield from rounds.homes(desk, rounds.PREPARE)
    back = yield from rounds.homes(desk, rounds.VISIT)
    return go, back


def _papers(desk: "Desk", cases: tuple[Case, ...]) -> tuple[Make, ...]:
    """Give the papers of a round, village by village: the route, and for each home what is filled in there."""
    from app.services.village_papers import walk  # noqa: PLC0415 - reportlab, which no start of the program needs

    villages: dict[str, list[Case]] = {}
    for case in cases:
        villages.setdefault(case.accepted.village if case.accepted else "", []).append(case)
    today = desk.today()
    name = say("paper", day=today.isoformat())
    return tuple(
        paper(name, partial(walk, desk, village, homes, today), RoundsModel.LIST, len(homes))
        for village, homes in villages.items()
    )
