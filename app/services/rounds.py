"""出门, 收回: the homes that wait for a visit, village by village, and what has come back of those prepared."""

from collections.abc import Generator
from dataclasses import dataclass

from app.domain.case import Case
from app.domain.duties import Act
from app.domain.steps.home_visit import Investigator
from app.services.desk import Desk
from app.services.duty import needs
from app.services.local_rules import countys
from app.services.visit_steps import filed_survey
from app.store.todo_values import CaseTodo
from app.vault.keys import Keyring

PREPARE, VISIT = "prepare_visit", "visit"


@dataclass(frozen=True, slots=True)
class Home:
    """A household to be visited: since when it is prepared and by whom, and how many pages of its survey came back."""

    case: Case
    village: str
    group: str
    due_on: str
    prepared_on: str = ""
    team: tuple[Investigator, ...] = ()
    pages: int = 0

    @property
    def people(self) -> int:
        """How many live there."""
        return len(self.case.members)


@needs(Act.SEE)
def homes(desk: Desk, what: str) -> Generator[None, None, tuple[Home, ...]]:
    """Give the homes of `PREPARE` or `VISIT`, village by village, the nearest due first; a slice for each."""
    found = list[Home]()
    for todo in desk.store.todos(desk.today(), what, countys(desk)):
        found += _home(desk, todo)
        yield
    first = {home.village: home.due_on for home in reversed(found)}
    return tuple(sorted(found, key=lambda home: (first[home.village] or "9", home.village, home.group, home.case.id)))


@needs(Act.SEE)
def colleagues(desk: Desk) -> tuple[Investigator, ...]:
    """Give the officers who have a key here, as investigators: all of them are of the township's staff."""
    return tuple(Investigator(one.name, staff=True, officer=one.officer_id) for one in Keyring(desk.data).officers())


def _home(desk: Desk, todo: CaseTodo) -> tuple[Home, ...]:
    case = desk.store.case(todo.case_id)
    if case is None or case.accepted is None:
        return ()
    accepted, prepared = case.accepted, case.progress.visit_prepared
    home = Home(case, accepted.village, accepted.group, todo.due_on)
    if prepared is None:
        return (home,)
    pages = len(filed_survey(case))
    return (Home(case, home.village, home.group, home.due_on, prepared.prepared_on, prepared.investigators, pages),)
