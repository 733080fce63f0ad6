"""How the desk makes home."""

from typing import TYPE_CHECKING

from app.services.local_rules import countys
from ui import noting
from ui.home.model import HomeModel

if TYPE_CHECKING:
    from ui.desk_pages import DeskPages


def home_at(pages: "DeskPages") -> HomeModel:
    """Give the model of home: what is to be done here, and a line in the journal that it was read."""
    desk = pages.desk
    return HomeModel(
        desk.store,
        pages.frame.jobs,
        now=desk.now,
        has=pages.has,
        local=lambda: countys(desk),
        note=noting.lists(lambda: pages.desk, "list:home"),
    )
