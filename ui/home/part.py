"""How the desk makes home."""

from typing import TYPE_CHECKING

from app.domain.officer import Standing
from app.services.local_rules import countys
from ui import noting
from ui.home.facts import HomeReads
from ui.home.model import HomeModel

if TYPE_CHECKING:
    from ui.desk_pages import DeskPages


def home_at(pages: "DeskPages", reads: HomeReads) -> HomeModel:
    """Give the model of home: what the officer may see, and a line in the journal that it was read."""
    desk = pages.desk

    def standing() -> Standing:
        return pages.desk.standing()

    return HomeModel(
        reads,
        pages.frame.jobs,
        now=desk.now,
        has=pages.has,
        local=lambda: countys(desk),
        standing=standing,
        note=noting.lists(lambda: pages.desk, "list:home"),
    )
