"""The page on which all that is lacking is told at once, and only once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import resources
from app.domain.case import Case
from app.domain.registration import Lack, LackKind, SupplementAsked
from ui.intake import lacks
from ui.intake.draft_keeper import DraftKeeper
from ui.intake.lacks import Proposal
from ui.intake.side import SideField, SideModel, SideView

if TYPE_CHECKING:
    from app.services.desk import Desk


class LacksModel(SideModel):
    """Told once, a second time is refused: then the page offers to accept first and to get the rest ourselves.

    `tell` writes it down, `accept` and `refusal` are the other ways.
    """

    def __init__(self, keeper: DraftKeeper, desk: "Desk", case: Callable[[], Case | None]) -> None:
        super().__init__()
        self._keeper, self._desk, self._case = keeper, desk, case
        self._proposed: tuple[Proposal, ...] = ()
        self.tell: Callable[[tuple[Lack, ...]], None] = lambda _lacks: None
        self.accept: Callable[[], None] = lambda: None
        self.refusal: Callable[[], None] = lambda: None
        self.busy, self.refused = False, ""

    @property
    def view(self) -> SideView:
        """What the page shows now."""
        case = self._case()
        if case and case.supplement:
            return _told(case.supplement)
        return SideView(
            title=_say("title"),
            note=self._keeper.draft.applicant.identity.name,
            lead=_say("lead"),
            fields=tuple(_field(nth, one) for nth, one in enumerate(self._proposed, 1)),
            verb=_say("verb"),
            why=self._why(),
            strip=self.refused,
            other=_say("other"),
            ending=_say("ending"),
        )

    def _why(self) -> str:
        if self.busy:
            return _say("busy")
        if not self._keeper.draft.applicant.identity.name.strip():
            return resources.text("intake", "page.gap", what=resources.text("intake", "gap.name"))
        return "" if any(one.told for one in self._proposed) else _say("nothing")

    def open(self) -> None:
        """Propose what the draft shows to be lacking."""
        self.refused = ""
        self._proposed = lacks.proposals(self._keeper.draft, self._desk.today())

    def write(self, name: str, text: str) -> None:
        """Say otherwise how a lack is made good."""
        self._change(LackKind(name), how=text)

    def tick(self, name: str, *, ticked: bool) -> None:
        """Tell of a kind of lack, or not."""
        self._change(LackKind(name), told=ticked)
        self.shown.emit()

    def answer(self, nth: int) -> None:
        """Accept first: the only thing that the strip offers."""
        del nth
        self.accept()

    def other(self) -> None:
        """Go to the refusal by two persons."""
        self.refusal()

    def finish(self) -> None:
        """Tell all that is ticked; once told, accept first."""
        case = self._case()
        if case and case.supplement:
            self.accept()
        elif not self._why():
            self.tell(tuple(one.lack for one in self._proposed if one.told))

    def _change(self, kind: LackKind, **changes: object) -> None:
        self._proposed = tuple(
            replace(one, **changes) if one.kind is kind else one  # type: ignore[arg-type]  # fields of Proposal
            for one in self._proposed
        )


def _told(told: SupplementAsked) -> SideView:
    """Say what was told, and that it cannot be told again."""
    day = date.fromisoformat(told.told_on)
    return SideView(
        title=_say("title"),
        lead=_say("told_lead"),
        lines=tuple(lacks.said(one) for one in told.lacks),
        strip=_say("second", month=day.month, day=day.day),
        answers=((_say("accept_first"), "A"),),
        verb=_say("accept_first"),
        other=_say("other"),
        ending=_say("ending"),
    )


def _field(nth: int, one: Proposal) -> SideField:
    label = _say("numbered", nth=nth, what=lacks.word(one.kind))
    return SideField(one.kind.value, label, one.how, hint=one.of, ticked=one.told)


def _say(name: str, /, **facts: object) -> str:
    return resources.text("intake_side", f"lacks.{name}", **facts)
