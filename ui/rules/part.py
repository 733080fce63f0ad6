"""The part of the desk for the county's own packs: route ``rules``."""

from typing import TYPE_CHECKING, Final

from ui.rules.model import RulesModel
from ui.rules.window import RulesPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.desk_pages import DeskPages

RULES: Final = "rules"


class RulesPart:
    """Opens the county's packs; Esc leads to `back`, or home."""

    def __init__(self, pages: "DeskPages") -> None:
        self._pages = pages
        pages.route(RULES, self.open)

    def open(self, back: "Callable[[], None] | None" = None) -> None:
        """Show what is in force."""
        pages = self._pages
        model = RulesModel(pages.desk, pages.frame.jobs, pages.syncing)
        model.back_asked.connect(back or pages.show_home)
        model.raise_asked.connect(self._show_raises)
        model.adopted.connect(pages.frame.window.say)
        page = RulesPage(model)
        model.setParent(page)
        pages.show(RULES, page)
        model.start()

    def _show_raises(self) -> None:
        self._pages.go("standards")
