"""The keys of this PC: reading who can open it, and what is asked of the services."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.services import officer_keys
from app.services.looking import NOBODY
from app.services.officer_keys import PcKeys
from ui.jobs import FREE, STORE, Jobs
from ui.one_paper import OnePaper
from ui.pc_keys.act import Act
from ui.pc_keys.view import PcKeysView, make_view, name_of, removal_text, say
from ui.printing import Printing

if TYPE_CHECKING:
    from app.services.desk import Desk


class PcKeysModel(QObject):
    """`shown(PcKeysView)`; `done(sentence)` what was done; `back_asked()`, `colleague_asked()`."""

    shown = Signal(object)
    done = Signal(str)
    back_asked = Signal()
    colleague_asked = Signal()

    def __init__(self, desk: "Desk", jobs: Jobs, printing: Printing) -> None:
        super().__init__()
        self._desk, self._jobs, self.printing = desk, jobs, printing
        self.paper = OnePaper(jobs, printing, "pc_keys")
        self.paper.setParent(self)
        self.paper.said.connect(self._say)
        self._found: PcKeys | None = None
        self._chosen, self._said = "", ""
        self._view = PcKeysView()

    @property
    def view(self) -> PcKeysView:
        """What the page shows now."""
        return self._view

    def start(self) -> None:
        """Read who can open."""
        desk = self._desk
        self._jobs.run(lambda: officer_keys.pc_keys(desk), done=self._is_read)

    def choose(self, officer: str) -> None:
        """Take the officer whose key is to be changed."""
        if officer != self._chosen:
            self._chosen = officer
            self._show()

    def change_own(self) -> Act:
        """Give what a new password of one's own asks for."""
        desk = self._desk
        return self._act(
            Act("own", say("own.text"), ("own", "password", "again"), say("own.done")),
            lambda typed: officer_keys.change_password(desk, typed["own"], typed["password"]),
        )

    def change_token(self) -> Act:
        """Give what enrolling one's own UKey asks for, or giving it up."""
        desk = self._desk
        if self._view.has_token:
            act = Act("no_token", say("no_token.text"), ("own",), say("no_token.done"))
            return self._act(act, lambda typed: officer_keys.forget_token(desk, typed["own"]))
        act = Act("token", say("token.text"), ("own", "pin"), say("token.done"))
        return self._act(act, lambda typed: officer_keys.enrol_token(desk, typed["own"], typed["pin"]))

    def give_password(self) -> Act | None:
        """Give what a new password for the chosen officer asks for; None where nobody is."""
        desk, chosen = self._desk, self._officer()
        if chosen is None or self._view.why_give:
            return None
        officer = chosen.officer_id
        text = say("give.token_text" if chosen.token else "give.text", name=chosen.name)
        return self._act(
            Act("give", text, ("password", "again", "own"), say("give.done", name=chosen.name)),
            lambda typed: officer_keys.give_password(desk, typed["own"], officer, typed["password"]),
        )

    def remove(self) -> Act | None:
        """Give what the removal of the chosen officer asks for; None where nobody is."""
        desk, chosen = self._desk, self._officer()
        if chosen is None or self._found is None or self._view.why_remove:
            return None
        officer = chosen.officer_id
        act = Act("remove", removal_text(self._found, chosen), ("own",), say("remove.done", name=chosen.name))
        act.danger = True
        return self._act(act, lambda typed: officer_keys.remove(desk, typed["own"], officer), STORE)

    def print_sheet(self) -> None:
        """Print the recovery sheet."""
        from app.services.key_paper import recovery_sheet  # noqa: PLC0415 - reportlab, which no start needs

        desk = self._desk
        if not self._view.why_sheet:
            self.paper.print(lambda: recovery_sheet(desk), NOBODY, 0)

    def add_colleague(self) -> None:
        """Ask for the sheet on which somebody is added."""
        self.colleague_asked.emit()

    def _act(self, act: Act, work: Callable[[dict[str, str]], object], lane: Any = FREE) -> Act:
        act.begin(self._jobs, work, lane)
        act.done.connect(self._is_done)
        return act

    def _officer(self) -> Any:
        return name_of(self._found, self._chosen) if self._found else None

    def _is_read(self, found: PcKeys) -> None:
        self._found = found
        if name_of(found, self._chosen) is None:
            self._chosen = found.officers[0].officer_id if found.officers else ""
        self._show()

    def _is_done(self, said: str) -> None:
        self.done.emit(said)
        self.start()

    def _say(self, said: str) -> None:
        self._said = said
        self._show()

    def _show(self) -> None:
        if self._found is not None:
            self._view = make_view(self._found, self._chosen, self._desk.now(), self._said)
            self.shown.emit(self._view)
