"""不予受理 by two persons, and 结束登记 for somebody who does not go on."""

from typing import TYPE_CHECKING

import resources
from app.services import second
from ui.intake.draft_keeper import DraftKeeper
from ui.intake.side import SideField, SideModel, SideView
from ui.jobs import FREE, Jobs

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.services.desk import Desk
    from app.vault.keys import SlotInfo

_ASKED = ("facts", "article", "colleague", "password")


class RefusalModel(SideModel):
    """Facts, article, and a colleague's password; `refuse((facts, article), (colleague, password))` writes it down."""

    def __init__(self, keeper: DraftKeeper, desk: "Desk", jobs: Jobs) -> None:
        super().__init__()
        self._keeper, self._desk, self._jobs = keeper, desk, jobs
        self._said: dict[str, str] = {}
        self._colleagues: tuple[SlotInfo, ...] | None = None
        self.refuse: Callable[[tuple[str, str], tuple[str, str]], None] = lambda _why, _second: None
        self.tell: Callable[[], None] = lambda: None
        self.busy, self.refused = False, ""

    @property
    def view(self) -> SideView:
        """What the page shows now."""
        alone, known = self._colleagues == (), self._colleagues or ()
        return SideView(
            title=_say("title"),
            note=self._keeper.draft.applicant.identity.name,
            lead=_say("lead"),
            fields=self._fields(tuple(one.name for one in known)) if known else (),
            verb=_say("verb"),
            why=self._why(),
            strip=_say("alone") if alone else self.refused,
            answers=((_say("tell_instead"), "T"),) if alone else (),
        )

    def _fields(self, names: tuple[str, ...]) -> tuple[SideField, ...]:
        articles = tuple(resources.texts("intake_side")["refusal"]["articles"])
        offered = {"article": articles, "colleague": names}
        return tuple(
            SideField(
                one, _say(f"field.{one}"), self._said.get(one, ""), words=offered.get(one, ()), secret=one == "password"
            )
            for one in _ASKED
        )

    def _why(self) -> str:
        if self.busy:
            return _say("busy")
        if not self._keeper.draft.applicant.identity.name.strip():
            return no_name()
        lacking = [one for one in _ASKED if not self._said.get(one, "").strip()]
        if not lacking:
            return ""
        names = resources.text("intake", "page.join").join(_say(f"field.{one}") for one in lacking)
        return resources.text("intake", "page.gap", what=names)

    def open(self) -> None:
        """Ask who else is here."""
        self._said, self.refused = {}, ""
        self._jobs.run(lambda: second.colleagues(self._desk), done=self._are_known, lane=FREE)

    def write(self, name: str, text: str) -> None:
        """Take what is typed or chosen."""
        self._said[name] = text
        self.shown.emit()

    def answer(self, nth: int) -> None:
        """Tell what is lacking instead: that one officer may do alone."""
        del nth
        self.tell()

    def forget_password(self) -> None:
        """Let go of a password that was not right."""
        self._said.pop("password", None)

    def finish(self) -> None:
        """Refuse, where nothing is missing."""
        if self._why() or not self._colleagues:
            return
        said = self._said
        who = next((one.officer_id for one in self._colleagues if one.name == said["colleague"].strip()), "")
        self.refuse((said["facts"].strip(), said["article"].strip()), (who, said["password"]))

    def _are_known(self, colleagues: "tuple[SlotInfo, ...]") -> None:
        self._colleagues = colleagues
        if len(colleagues) == 1:
            self._said["colleague"] = colleagues[0].name
        self.shown.emit()


class EndingModel(SideModel):
    """A reason that may stay empty; `end(reason)` writes it down."""

    def __init__(self, keeper: DraftKeeper) -> None:
        super().__init__()
        self._keeper, self._reason = keeper, ""
        self.end: Callable[[str], None] = lambda _reason: None
        self.busy, self.refused = False, ""

    @property
    def view(self) -> SideView:
        """What the page shows now."""
        name = self._keeper.draft.applicant.identity.name
        missing = (
            "" if name.strip() else resources.text("intake", "page.gap", what=resources.text("intake", "gap.name"))
        )
        say = resources.texts("intake_side")["ending"]
        return SideView(
            title=say["title"],
            note=name,
            lead=say["lead"],
            fields=(SideField("reason", say["reason"], self._reason, hint=say["hint"], words=tuple(say["reasons"])),),
            verb=say["verb"],
            why=say["busy"] if self.busy else missing,
            strip=self.refused,
        )

    def open(self) -> None:
        """Begin with no reason."""
        self._reason, self.refused = "", ""

    def write(self, name: str, text: str) -> None:
        """Take why."""
        del name
        self._reason = text.strip()

    def finish(self) -> None:
        """End it."""
        if not self.view.why:
            self.end(self._reason)


def no_name() -> str:
    """Say that nobody is known yet of whom something could be written down."""
    return resources.text("intake", "page.gap", what=resources.text("intake", "gap.name"))


def _say(name: str, /, **facts: object) -> str:
    return resources.text("intake_side", f"refusal.{name}", **facts)
