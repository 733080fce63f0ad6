"""Every page, sheet and side of the desk, one after the other, with little, the usual or far too much on it.

Run as a program it saves a picture of each: `python -m tests.desk.every_page FOLDER STATE WIDTH HEIGHT [dark] [large]`,
with QT_SCALE_FACTOR for the scale of the screen.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.draft import Draft
from app.domain.form_code import FormCode, Paper
from app.domain.visit import Agent
from app.services import intake
from app.services.visits import Coming
from tests.desk import assessed, backups, frames, line_states, many, register, standards, steps, sticks, visits
from tests.desk import signed_pdfs as seals
from tests.desk.counter import Counter, at_work
from tests.desk.fund_sheets import fund_sheets
from tests.desk.stocked import Stock, stock
from tests.intake.at_the_window import back, front
from ui.applicant import context as contexts
from ui.demo.township import Township
from ui.intake.side import Side
from ui.intake.steps import Step

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

Pages = Iterator[str]


class Tour:
    """Goes from page to page over a counter; `each` gives the name of the page that stands there now."""

    def __init__(self, at: Counter, lies: Stock) -> None:
        self._at, self._lies = at, lies
        self.glass: QWidget = at.program.window

    def each(self) -> Pages:
        """Show every page."""
        at, lies = self._at, self._lies
        yield from self._doors()
        yield from self._intake()
        yield from self._beside()
        yield from self._matters()
        yield from self._lists()
        yield from many.pages(at)
        yield from standards.pages(at, lies)
        if lies.case:
            yield from self._sends_away()
            yield from self._case()
        yield from seals.pages(at, lies)
        yield from self._told()
        yield from self._applicant()
        at.pages.show_home()

    def _go(self, name: str, *facts: object) -> Counter:
        self._at.pages.go(name, *facts)
        return self._at.settle()

    def _home(self) -> Counter:
        self._at.pages.leave_intake()
        self._at.pages.show_home()
        return self._at.settle()

    # --- where everything begins
    def _doors(self) -> Pages:
        at = self._at
        at.press("Ctrl L")
        yield "unlock"
        at.unlock(1).in_front()
        self._home()
        yield "home"
        at.press("F1")
        yield "keys"
        at.press("Esc")
        at.pages.frame.shell.add_colleague()
        at.settle()
        yield "colleague"
        at.press("Esc")
        self._go("visit")
        yield "visit"
        at.press("0")
        yield "visit for another"

    # --- an application
    def _take(self, step: Step, draft: Draft | None = None) -> Counter:
        draft = draft or self._lies.household
        if not self._lies.case:
            draft = replace(intake.begin(self._at.desk), step=step.value)
        self._at.pages.take_in(replace(draft, step=step.value))
        self._at.settle()
        if not self._lies.strips and self._at.intake.view.notice:
            self._at.press("Enter")
        return self._at

    def _intake(self) -> Pages:
        at, who = self._at, self._lies.household.applicant.identity
        self._take(Step.CARD)
        yield "intake card"
        if self._lies.case:
            at.lay(front(who), back(who))
            yield "intake card read"
        for step in (Step.CONTACT, Step.HOUSEHOLD, Step.QUESTIONS, Step.SIGN):
            self._take(step)
            yield f"intake {step.value}"
        if self._lies.case:
            yield from self._signs()

    def _signs(self) -> Pages:
        at = self._at
        at.press("F9").write()
        yield "intake sign with pen"
        self._take(Step.SIGN).press("F7")
        yield "intake thumb"

    def _beside(self) -> Pages:
        at = self._at
        for side in Side:
            if side is not Side.RESULT:
                self._take(Step.CARD)
                at.intake.beside.open(side)
                at.settle()
                yield f"intake {side.value}"

    def _sends_away(self) -> Pages:
        """What is lacking is told on paper, for which a printer is asked for once."""
        at = self._at
        self._take(Step.CONTACT, replace(self._lies.household, id=intake.begin(at.desk).id)).press("F12", "PgDn")
        yield "printer"
        at.press("Enter")
        yield "intake result"
        self._home()

    # --- the short matters
    def _coming(self, reason: str) -> Coming:
        agent = self._lies.household.agent or Agent("赵勇", relation="女儿")
        return Coming(reason, self._lies.who, agent, note=self._lies.said) if self._lies.case else Coming(reason)

    def _matters(self) -> Pages:
        for reason in ("urgent", "change", "card", "ask", "referral"):
            self._go(reason, self._coming("ask" if reason == "referral" else reason))
            yield "referral new" if reason == "referral" else reason

    # --- lists and what is found
    def _lists(self) -> Pages:
        at, lies = self._at, self._lies
        yield from self._files()
        for name in ("register", "blank_forms", "referral", "fund"):
            self._go(name)
            yield name
        yield from fund_sheets(at, can_correct=bool(lies.case))
        self._go("batch").say(lies.cadre)
        yield "batch"
        yield from register.tour(at, lies)
        yield from line_states.pages(at)
        yield from sticks.pages(at)
        yield from backups.pages(at)
        if lies.referrals:
            self._go("referral", f"referral:{lies.referrals[0]}")
            yield "referral one"
        self._home().press("Ctrl K").type(lies.who.name[:3] if lies.case else "")
        yield "find"
        at.type("没有这个人")
        yield "find nothing"
        at.press("Esc")

    def _files(self) -> Pages:
        at = self._at
        self._go("file")
        yield "file"
        if self._lies.case:
            case = visits.case_with(at, self._lies.case)
            signer = case.missing_signers()[0].id
            visits.signed_page(at, FormCode(Paper.AUTHORISATION, case.id, signer, 1, 1, "0000"))
            yield "file asks"
            at.press("Ctrl D")
        yield from frames.household_papers(at, self._lies.household)
        self._go("file")
        visits.signed_page(at, FormCode(Paper.AUTHORISATION, "0" * 8 + "-0000-7000-8000-" + "0" * 12, "", 1, 1, "0000"))
        yield "file in the way"
        at.press("Esc")

    # --- a case
    def _case(self) -> Pages:
        at, lies = self._at, self._lies
        at.pages.show_accepted(intake.accepted(at.desk, at.desk.store.case(lies.case)))
        at.settle()
        yield "accepted"
        for case, name in ((lies.registered, "case registered"), (lies.case, "case")):
            self._go("case", case)
            yield name
        for key, name in zip("123456", ("correct", "paper", "note", "hand over", "withdraw", "end"), strict=True):
            at.press(key)
            yield f"case {name}"
            at.press("Esc")
        self._go("case", lies.disputed).press("7")
        yield "case settle"
        at.press("Esc")
        yield from steps.pages(at, lies)
        self._go("case", lies.case).press("Enter")
        yield "case paper shown"
        at.press("Esc")
        yield from assessed.pages(at, lies.case)
        self._go("copy_out", lies.case)
        yield "copy out"
        self._home().press("Ctrl K").type(self._number_of_change()).press("Enter")
        yield "change shown"
        at.press("Esc")

    def _number_of_change(self) -> str:
        found = self._at.desk.store.change(self._lies.change)
        assert found is not None
        assert found.reported is not None
        return found.reported.number

    # --- what was done, with its paper
    def _told(self) -> Pages:
        at, lies = self._at, self._lies
        self._home()
        if not lies.case:
            return
        visits.reports_a_change(at, lies.who.name, "6", "8")
        yield "change done"
        visits.is_sent_on(at, lies.who.name, lies.said, "2")
        yield "referral done"
        visits.is_stranded(at, lies.who.name, lies.said)
        yield "urgent done"

    # --- the other screen
    def _applicant(self) -> Pages:
        at = self._at
        self._home()
        self.glass = at.applicants[0]
        for one in self._contexts():
            self._go("applicant", one)
            yield f"applicant {type(one).__name__.lower()}"
        if self._lies.case:
            self._take(Step.SIGN)
            yield "applicant promises"
            at.press("F9")
            yield "applicant signs"
        self.glass = at.program.window
        self._home()

    def _contexts(self) -> list[contexts.Context]:
        desk, draft = self._at.desk, self._lies.household
        if not self._lies.case:
            return [contexts.Idle(desk.office.phone), contexts.Welcome()]
        shown = contexts.card(replace(draft, agent=None))
        told = desk.store.case(self._lies.registered)
        accepted = intake.accepted(desk, desk.store.case(self._lies.case))
        assert isinstance(shown, contexts.CardShown)
        assert accepted.case.accepted is not None
        contact = (desk.officer_name, desk.office.phone)
        return [
            shown,
            replace(shown, denied=True),
            contexts.Told(desk.office.name),
            contexts.people(draft),
            contexts.money(draft.incomes),
            contexts.Promise(),
            contexts.others(draft.members),
            contexts.accepted(accepted.number, accepted.dates, contact),
            *([contexts.lacking(told.supplement)] if told and told.supplement else []),
        ]


def main(folder: str, state: str, wide: str, high: str, *look: str) -> None:
    """Save a picture of every page."""
    from ui.main import make_application  # noqa: PLC0415 - a window, which a test has already

    to = Path(folder)
    to.mkdir(parents=True, exist_ok=True)
    application = make_application()
    with tempfile.TemporaryDirectory() as place:
        township = Township(Path(place) / "window", Path(place) / "county")
        township.open()
        township.close()
        lies = stock(Path(place), state)
        with at_work(application, Path(place) / "window", Path(place)) as at:
            at.program.theme.set_dark(dark="dark" in look)
            at.program.theme.set_large(large="large" in look)
            tour = Tour(at, lies)
            for window in (at.program.window, *at.applicants):
                window.resize(int(wide), int(high))
            for nth, name in enumerate(tour.each()):
                at.settle()
                tour.glass.grab().save(str(to / f"{nth:02} {name}.png"))


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    main(*sys.argv[1:])
