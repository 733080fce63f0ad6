"""三个日子: when somebody came, when all was there (the clock starts), when it is recorded."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import resources
from app import clock
from app.domain.acceptance import findings
from app.domain.draft import Draft
from ui.intake import card_text
from ui.intake.draft_keeper import DraftKeeper
from ui.intake.side import SideField, SideModel, SideView

if TYPE_CHECKING:
    from app.services.desk import Desk


class DayModel(SideModel):
    """Writes `Draft.complete_on` and why it is recorded later."""

    def __init__(self, keeper: DraftKeeper, desk: "Desk") -> None:
        super().__init__()
        self._keeper, self._desk, self._typed = keeper, desk, ""

    @property
    def view(self) -> SideView:
        """What the page shows now."""
        draft, today = self._keeper.draft, self._desk.today()
        wrong = day_wrong(draft, today) or (_say("no_day") if self._typed else "")
        reasons = tuple(resources.texts("intake_side")["day"]["reasons"])
        shown = draft.complete_on or today.isoformat()
        late = bool(draft.complete_on) and draft.complete_on != today.isoformat()
        return SideView(
            title=_say("title"),
            lead=_say("lead"),
            lines=((_say("came"), came_on(draft)), (_say("recorded"), today.isoformat())),
            fields=(
                SideField("complete_on", _say("complete"), self._typed or shown, hint=_say("hint")),
                *([SideField("late_reason", _say("reason"), draft.late_reason, words=reasons)] if late else []),
            ),
            verb=_say("verb"),
            why=wrong,
            first="complete_on",
        )

    def open(self) -> None:
        """Begin with the day as it is known; what was half typed before is gone."""
        self._typed = ""

    def write(self, name: str, text: str) -> None:
        """Take a day as typed, or the reason."""
        if name == "complete_on":
            self._take_day(card_text.parse_day(text))
        else:
            self._keeper.change(lambda draft: replace(draft, late_reason=text.strip()))
        self.shown.emit()

    def _take_day(self, told: str) -> None:
        """Keep what is a day; the other is only shown until it is one."""
        self._typed = "" if _is_day(told) else told
        if not self._typed:
            today = self._desk.today().isoformat()
            self._keeper.change(lambda draft: replace(draft, complete_on="" if told == today else told))

    def finish(self) -> None:
        """Go back, where the day can be."""
        if not self.view.why:
            self.closed.emit()


def came_on(draft: Draft) -> str:
    """Give the day on which somebody came, as a text."""
    return clock.local_date(clock.parse(draft.started_at)).isoformat()


def days_text(draft: Draft, today: date) -> str:
    """Give the three days in one line."""
    return _say("all", came=_short(came_on(draft)), complete=_short(draft.complete_on or today.isoformat()))


def day_wrong(draft: Draft, today: date) -> str:
    """Give the sentence of what is wrong with the day; empty while it can be."""
    codes = [one.code for one in findings(draft, today) if one.place == "complete_on"]
    return resources.text("errors", f"refused.{codes[0]}") if codes else ""


def _short(iso: str) -> str:
    day = date.fromisoformat(iso)
    return _say("short", month=day.month, day=day.day)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _say(name: str, /, **facts: object) -> str:
    return resources.text("intake_side", f"day.{name}", **facts)
