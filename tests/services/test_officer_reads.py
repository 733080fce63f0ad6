"""What stands open all day shows no name to who sees no case."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.draft import Draft
from app.domain.visit import Reason
from app.services import fund, intake, tray, visits
from app.services.desk import Desk
from app.services.fund import Opening
from app.services.officer_reads import OfficerReads
from app.services.visits import Coming
from tests.services.conftest import quickly_signed
from tests.services.test_intake import CARD

DAY = date(2026, 10, 12)


@pytest.fixture
def busy(desk: Desk, draft: Draft) -> Desk:
    """A desk with a case, a draft, a visit, a picture that lies nowhere, and a fund."""
    filled = intake.add_picture(desk, draft, "id_front", draft.applicant.id, CARD)
    intake.accept(desk, quickly_signed(desk, filled))
    begun = intake.begin(desk)
    intake.save(desk, replace(begun, village="青龙村"))
    visits.record(desk, Coming(Reason.ASK.value), note="问低保")
    tray.put(desk, b"\xff\xd8 picture", "image/jpeg", "camera")
    fund.begin(desk, Opening("备用金", 100_000, "渠民发", "陈素华"))
    return desk


def read(desk: Desk, *roles: str) -> dict[str, object]:
    """Give what each of the reads gives to an officer with these roles."""
    one = replace(desk, roles=roles)
    reads, case = OfficerReads(lambda: one), desk.store.cases()[0]
    return {
        "device": reads.device(),
        "pending": reads.pending(),
        "blobs": reads.blobs_pending(),
        "outbox": reads.outbox(100, 1_000_000),
        "held": reads.held_back(),
        "rules": reads.rules_adopted("ref:rules"),
        "funds": reads.funds(),
        "tasks": reads.tasks(),
        "todos": reads.todos(DAY),
        "drafts": reads.drafts(),
        "cases": reads.cases(),
        "summary": reads.case_summary(case.case_id),
        "delivery": reads.delivery([case.case_id]),
        "matters": reads.matters("referral"),
        "tray": reads.tray(),
        "visits": reads.visits(DAY),
    }


def test_it_sees_how_much_waits_and_nobody_s_name(busy: Desk) -> None:
    found = read(busy, "it")

    assert found["device"]
    assert found["outbox"]
    names = ("funds", "tasks", "todos", "drafts", "cases", "summary", "matters", "tray", "visits")
    assert [name for name in names if found[name]] == []


def test_who_works_on_cases_reads_what_the_store_has(busy: Desk) -> None:
    found, store = read(busy, "window", "reviewer"), busy.store

    assert found["tasks"] == store.tasks()
    assert found["cases"] == store.cases()
    assert found["visits"] == store.visits(DAY)
    for name in ("funds", "todos", "drafts", "cases", "summary", "tray", "visits"):
        assert found[name], name


def test_who_takes_nothing_in_is_offered_no_draft(busy: Desk) -> None:
    found = read(busy, "leader")

    assert found["cases"]
    assert found["drafts"] == ()
    assert found["tray"] == ()
