"""The papers for a village's wall."""

from functools import partial
from typing import TYPE_CHECKING, Final

from app.domain.case import Case
from ui.notices.view import say
from ui.press import Make
from ui.several.model import paper

if TYPE_CHECKING:
    from app.services.desk import Desk

LIST: Final = "list:notices"


def poster_papers(desk: "Desk", posters: tuple[tuple[Case, ...], ...]) -> tuple[Make, ...]:
    """Give the posters of these groups of households."""
    from app.services.village_papers import poster  # noqa: PLC0415 - reportlab, which no start of the program needs

    return tuple(
        paper(say("paper.poster", number=number), partial(poster, desk, village, cases), LIST, len(cases))
        for cases in posters
        for number, village in [_named(cases)]
    )


def result_papers(desk: "Desk", village: str, cases: tuple[Case, ...]) -> tuple[Make, ...]:
    """Give the list of results of a village."""
    from app.services.village_papers import announcement  # noqa: PLC0415 - as above

    name = say("paper.results", day=desk.today().isoformat())
    return (paper(name, partial(announcement, desk, village, cases), LIST, len(cases)),)


def _named(cases: tuple[Case, ...]) -> tuple[str, str]:
    """Give number and village of a poster."""
    made = cases[0].progress.notice_made
    return (made.number, made.village) if made else ("", "")
