"""The part of the desk for 代班: sheets over whatever page is shown."""

from typing import TYPE_CHECKING, Final

from ui.case.act_sheet import ActSheet
from ui.stand_in.model import People, StandInModel, people, roles, said_of, say

if TYPE_CHECKING:
    from ui.desk_pages import DeskPages

STAND_IN: Final = "stand_in"
_NEW: Final = "new"


class StandInPart:
    """Answers to the officer's menu of a leader."""

    def __init__(self, pages: "DeskPages") -> None:
        self._pages = pages
        pages.route(STAND_IN, self.open)

    def open(self) -> None:
        """See who stands in now, and ask for one more."""
        desk = self._pages.desk
        self._pages.frame.jobs.run(lambda: people(desk), done=self._show)

    def _show(self, found: People) -> None:
        if found.now:
            self._show_now(found)
        else:
            self.ask(found)

    def _model(self, found: People) -> StandInModel:
        model = StandInModel(self._pages.desk, self._pages.frame.jobs, found)
        model.done.connect(self._pages.frame.window.say)
        return model

    def _show_now(self, found: People) -> None:
        """Offer one more, or the end of one that is."""
        model = self._model(found)
        sheet = ActSheet(self._pages.frame.window, model, "now", area="stand_in")
        model.setParent(sheet)
        rows = ((_NEW, say("now.new")), *((str(nth), said_of(one)) for nth, one in enumerate(found.now)))
        which = sheet.add_list("which", rows)

        def go() -> None:
            if which.current == _NEW:
                sheet.close_sheet()
                self.ask(found)
            else:
                model.take_back(int(which.current))

        sheet.show_act(go)

    def ask(self, found: People) -> None:
        """Ask who stands in for whom, with which duty, until when and why; without a colleague it says what to do."""
        model = self._model(found)
        sheet = ActSheet(self._pages.frame.window, model, "give" if found.colleagues else "nobody", area="stand_in")
        model.setParent(sheet)
        if not found.colleagues:
            sheet.show_act(sheet.close_sheet)
            return
        sheet.begin_row()
        who, other = sheet.add_list("who", found.colleagues, most=4), sheet.add_list("other", found.everybody, most=4)
        sheet.end_row()
        who.setFixedHeight(max(who.minimumHeight(), other.minimumHeight()))  # side by side, from the same line on
        other.setFixedHeight(who.minimumHeight())
        role = sheet.add_list("role", roles())
        until, reason = sheet.add_field("until", short=True), sheet.add_field("reason")
        sheet.show_act(lambda: model.hand_on(who.current, role.current, other.current, until.text, reason.text))
