"""The papers for a village's wall."""

from functools import partial
from typing import TYPE_CHECKING

from app.domain.case import Case
from ui.notices.view import say
from ui.press import Make
from ui.several.model import paper

if TYPE_CHECKING:
    from app.services.desk import Desk


def poster_papers(desk: "Desk", posters: tuple[tuple[Case, ...], ...]) -> tuple[Make, ...]:
    """Give the posters of these groups of households."""
    from app.services import step_papers  # noqa: PLC0415 - reportlab, which no start of the program needs

    return tuple(
        paper(say("paper.poster", number=_number(cases)), partial(step_papers.poster, desk, cases)) for cases in posters
    )


def result_papers(desk: "Desk", village: str, cases: tuple[Case, ...]) -> tuple[Make, ...]:
    """Give the list of results of a village."""
    from app.services import step_papers  # noqa: PLC0415 - as above

    name = say("paper.results", day=desk.today().isoformat())
    return (paper(name, partial(step_papers.announcement, desk, village, cases)),)


def _number(cases: tuple[Case, ...]) -> str:
    made = cases[0].progress.notice_made
    return made.number if made else ""
