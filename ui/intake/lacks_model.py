"""The page on which all that is lacking is told at once, and only once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import resources
from app.domain.case import Case
from app.domain.registration import Lack, LackKind
from ui.intake import lacks
from ui.intake.draft_keeper import DraftKeeper
from ui.intake.side import SideField, SideModel, SideView

if TYPE_CHECKING:
    from app.services.desk import Desk
    from ui.intake.lacks import Proposal


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
        ending, other = _say("ending"), _say("other")
        if case and case.supplement:
            told_on = date.fromisoformat(case.supplement.told_on)
            return SideView(
                title=_say("title"),
                lead=_say("told_lead"),
                lines=tuple(lacks.said(one) for one in case.supplement.lacks),
                strip=_say("second", month=told_on.month, day=told_on.day),
                answers=((_say("accept_first"), "A"),),
                verb=_say("accept_first"),
                other=other,
                ending=ending,
            )
        fields = tuple(
            SideField(
                one.kind.value,
                _say("numbered", nth=nth, what=lacks.word(one.kind)),
                one.how,
                hint=one.of,
                ticked=one.told,
            )
            for nth, one in enumerate(self._proposed, 1)
        )
        return SideView(
            title=_say("title"),
            note=self._keeper.draft.applicant.identity.name,
            lead=_say("lead"),
            fields=fields,
            verb=_say("verb"),
            why=self._why(),
            strip=self.refused,
            other=other,
            ending=ending,
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


def _say(name: str, /, **facts: object) -> str:
    return resources.text("intake_side", f"lacks.{name}", **facts)
