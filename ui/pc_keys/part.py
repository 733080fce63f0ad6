"""The part of the desk for the keys of this PC: route ``pc_keys``."""

from typing import TYPE_CHECKING, Final

from ui.pc_keys.model import PcKeysModel
from ui.pc_keys.window import PcKeysPage

if TYPE_CHECKING:
    from ui.desk_pages import DeskPages

PC_KEYS: Final = "pc_keys"


class PcKeysPart:
    """Opens the page; Esc leads home."""

    def __init__(self, pages: "DeskPages") -> None:
        self._pages = pages
        pages.route(PC_KEYS, self.open)

    def open(self) -> None:
        """Show who can open this PC."""
        pages = self._pages
        pages.leave_intake()
        model = PcKeysModel(pages.desk, pages.frame.jobs, pages.printing)
        model.back_asked.connect(pages.show_home)
        model.done.connect(pages.frame.window.say)
        model.colleague_asked.connect(pages.frame.shell.add_colleague)
        page = PcKeysPage(model)
        model.setParent(page)
        pages.show(PC_KEYS, page)
        model.start()
