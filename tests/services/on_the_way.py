"""An accepted case on its way at a real desk: who sits there, on which day."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from app.domain.case import Case
from app.domain.draft import Draft
from app.domain.fact import BlobRef
from app.domain.steps.home_visit import Investigator, Visited
from app.domain.steps.opinion import Opinion
from app.domain.steps.public_notice import Posted
from app.rules.procedure import procedure
from app.services import check_steps, decision_steps, intake, notice_steps, visit_steps
from app.services.check_steps import Report
from app.services.desk import Desk
from app.services.intake import Picture
from tests.services.conftest import MONDAY
from tests.services.conftest import quickly_signed as signed
from tests.services.test_intake import CARD

LEADER = "01900000-0000-7000-8000-0000000000f9"
WALKER = "01900000-0000-7000-8000-0000000000f2"
TEAM = (Investigator("赵勇", staff=True, officer=WALKER), Investigator("孙主任", staff=False))


def picture(words: str) -> Picture:
    """Give a picture with bytes of its own."""
    return Picture(f"raw {words}".encode(), "image/jpeg", b"\xff\xd8" + words.encode(), {}, "ok", "camera")


def on(desk: Desk, day: str) -> Desk:
    """Give the desk on the morning of a day."""
    days = (date.fromisoformat(day) - date(2026, 10, 12)).days
    return replace(desk, now=lambda: MONDAY + timedelta(days=days))


def leader(desk: Desk) -> Desk:
    """Give the desk with the leader at it."""
    return replace(desk, author=replace(desk.author, officer=LEADER), officer_name="刘强", roles=("leader",))


def accepted(desk: Desk, draft: Draft, number: str = "511725196002290018") -> Case:
    """Accept a household in which everybody has signed: the father alone."""
    own = replace(draft.applicant, identity=replace(draft.applicant.identity, id_number=number))
    alone = replace(draft, members=(own,))
    return intake.accept(desk, signed(desk, intake.add_picture(desk, alone, "id_front", own.id, CARD))).case


def looked_into(desk: Desk, case: Case, programme: str = "dibao") -> Case:
    """Check and visit: it is the 14th."""
    if procedure(programme, date(2026, 10, 12)).check:
        check_steps.request_check(desk, case.id)
        check_steps.report_check(on(desk, "2026-10-14"), case.id, Report("2026-10-14", qualified=True))
    visited = Visited("2026-10-14", "家里", TEAM, ("王德贵",), "土墙房两间", True, "")
    return visit_steps.record_visit(on(desk, "2026-10-14"), case.id, visited, (picture("survey"),))


def proposed(desk: Desk, case: Case, programme: str = "dibao", **changes: Any) -> Case:
    """Give the opinion on the 14th."""
    looked_into(desk, case, programme)
    pays = procedure(programme, date(2026, 10, 12)).pays
    sums: dict[str, Any] = {"monthly": {"monthly_fen": 69_300}, "once": {"once_fen": 300_000}, "nothing": {}}[pays]
    said = Opinion("", programme, "grant", tuple(one.id for one in case.members), "符合条件", "", **sums)
    return decision_steps.give_opinion(on(desk, "2026-10-14"), case.id, replace(said, **changes))


def posted(desk: Desk, *cases: Case) -> tuple[Case, ...]:
    """Put up one sheet for all on the 15th: it hangs to the 22nd."""
    day, names = on(desk, "2026-10-15"), tuple(case.id for case in cases)
    made = notice_steps.make_poster(day, "青龙村", names)
    sheet = Posted("2026-10-15", "", made.poster, "村务公开栏", "孙主任", "")
    return notice_steps.post_notice(day, names, sheet, picture("poster"))


def confirmed(desk: Desk, case: Case, programme: str = "dibao") -> Case:
    """Confirm on the 23rd."""
    proposed(desk, case, programme)
    if procedure(programme, date(2026, 10, 12)).notice:
        posted(desk, case)
    return decision_steps.confirm(on(leader(desk), "2026-10-23"), case.id)


def page(case: Case) -> BlobRef:
    """Give the survey's page."""
    return case.progress.visits[-1].pages[0]
