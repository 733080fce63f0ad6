"""What models outside the services are given to write down looks with; each is called in the store's lane."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.domain.access import Purpose
from app.services import looking

if TYPE_CHECKING:
    from app.services.desk import Desk
    from ui.jobs import Jobs
    from ui.printing import Note, Paper


def prints(desk: "Callable[[], Desk]") -> "Note":
    """Give what writes down that a paper goes out, by the officer who is at the desk then."""

    def note(paper: "Paper", as_file: bool) -> None:  # noqa: FBT001 - as `ui.printing.Note` is called
        (looking.kept_as_file if as_file else looking.printed)(desk(), paper.about, paper.people)

    return note


def lists(desk: "Callable[[], Desk]", subject: str) -> Callable[[int], None]:
    """Give what writes down that a list named so many people, to the officer who is at the desk then."""
    return lambda people: looking.listed(desk(), subject, people)


def reveal(desk: "Desk", jobs: "Jobs", subject: str, then: Callable[[], None]) -> None:
    """Have it written down that numbers of a subject are wanted whole, then go on."""
    jobs.run(lambda: looking.note(desk, subject, Purpose.REVEAL), done=lambda _noted: then())


def cover(_desk: "Desk", _jobs: "Jobs", _subject: str, then: Callable[[], None]) -> None:
    """Go on at once: what is masked again needs no line."""
    then()
