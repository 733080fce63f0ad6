"""What an office wrote to a case that had moved, before its window heard of it, is sent after the case."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.course import Withdrawn
from app.domain.steps.decision import Confirmed
from app.domain.steps.opinion import Opinion
from app.domain.steps.relief import Given
from sync.client.steps import drive
from sync.county.elsewhere import Elsewhere
from tests.county.offices import LINBA, NAMES, Offices, at, two_offices, whats
from tests.sync.window import picture


@pytest.fixture
def offices(tmp_path: Path) -> Iterator[Offices]:
    with two_offices(tmp_path) as both:
        yield both


def test_what_comes_when_the_case_has_gone_is_sent_after_it(offices: Offices) -> None:
    case = offices.one.accept()
    offices.one.bring()
    new = offices.hand_over(case).goes_on.id
    # The window of the old office has not heard of it yet.
    offices.one.window.note(case, "没联网时记的")
    paper = offices.one.window.file(case, content := picture(2_000))
    offices.one.say(case, "case.opinion_given", Opinion("2026-11-03", "dibao", "grant", ("m1",), "符合", "o", 30_000))
    offices.one.bring()

    here = at(offices.one, case)
    assert (len(here.left_behind), here.state, whats(here)) == (3, "handed_over", {"send_after"})
    assert [(loss.kind, loss.settled) for loss in here.conflicts] == [("case.opinion_given", False)]
    assert [one.waits for one in offices.county.deciding.waiting()] == ["send-after"]

    sent = offices.send_after(case)

    assert (sent.carried, sent.not_carried, sent.office, sent.goes_on.id) == (2, 1, "三汇镇", new)
    here, there = at(offices.one, case), at(offices.other, new)
    assert (here.left_behind, whats(here), here.state) == ((), set(), "handed_over")
    assert [loss.settled for loss in here.conflicts] == [True]
    assert [(one.carried, one.not_carried) for one in here.progress.sent_after] == [(2, 1)]
    assert (there.notes, there.progress.opinion, len(there.filed)) == (("没联网时记的",), None, 1)
    assert drive(offices.other.window.engine.fetch(paper)) == content
    assert offices.refused(lambda: offices.send_after(case)) == "move.nothing"
    assert offices.county.deciding.waiting() == ()


def test_a_late_correction_and_one_of_the_new_office_are_settled_there(offices: Offices) -> None:
    case = offices.one.accept(phone="1")
    offices.one.bring()
    new = offices.hand_over(case).goes_on.id
    at(offices.other, new)
    offices.other.window.write(new, "case.corrected", {"fields": {"phone": "13900000002"}, "reason": "新的"})
    offices.other.bring()
    offices.one.window.write(case, "case.corrected", {"fields": {"phone": "13900000001"}, "reason": "旧的"})
    offices.one.bring()
    offices.send_after(case)

    there = at(offices.other, new)
    assert there.accepted is not None
    assert there.accepted.phone == "13900000002"
    assert [loss.settled for loss in there.conflicts] == [False]


def test_who_took_the_application_back_there_took_it_back(offices: Offices) -> None:
    case = offices.one.accept()
    offices.one.bring()
    new = offices.hand_over(case).goes_on.id
    paper = offices.one.window.file(case, b"a signed withdrawal")
    offices.one.say(case, "case.withdrawn", Withdrawn("2026-11-03", "王德贵", paper))
    offices.one.bring()
    assert at(offices.one, case).state == "handed_over"
    offices.send_after(case)
    assert at(offices.other, new).state == "withdrawn"


def test_a_late_decision_of_the_old_office_does_not_hold_anywhere(offices: Offices) -> None:
    case = offices.one.accept()
    offices.one.bring()
    new = offices.hand_over(case).goes_on.id
    body = Confirmed("2026-11-03", "dibao", ("m1",), "青龙镇人民政府", "陈", "N1", monthly_fen=30_000)
    offices.one.say(case, "case.confirmed", body)
    offices.one.bring()
    offices.send_after(case)
    here, there = at(offices.one, case), at(offices.other, new)
    assert (here.progress.confirmed, here.state) == (None, "handed_over")
    assert there.progress.confirmed is None
    assert "case.confirmed" in {one.entry.kind for one in offices.one.window.store.entries(f"case:{case}")}


def test_what_came_late_follows_the_case_from_office_to_office(offices: Offices) -> None:
    case = offices.one.accept()
    offices.one.bring()
    offices.county.enrol_code(LINBA, NAMES[LINBA])
    new = offices.hand_over(case).goes_on.id
    last = offices.hand_over(new, LINBA).goes_on.id
    offices.one.window.note(case, "走了两次以后才到")
    offices.one.bring()

    assert offices.send_after(case).goes_on.left_behind
    sent = offices.send_after(new)
    assert (sent.goes_on.id, sent.goes_on.notes, sent.left.left_behind) == (last, ("走了两次以后才到",), ())


def test_what_a_window_wrote_again_after_a_restore_goes_once(offices: Offices) -> None:
    """It stands for what went along already."""
    case = offices.one.accept()
    lost = offices.one.window.note(case, "写了两遍的")
    offices.one.bring()
    new = offices.hand_over(case).goes_on.id
    offices.one.window.write(case, "case.noted", {"text": "写了两遍的", "reissue_of": lost.hash})
    offices.one.window.note(case, "以后写的")
    offices.one.bring()

    assert offices.send_after(case).carried == 1
    assert at(offices.other, new).notes == ("写了两遍的", "以后写的")


def test_the_county_sees_no_second_person_in_the_case_that_was_left(offices: Offices) -> None:
    case = offices.one.accept()
    offices.one.bring()
    new = offices.hand_over(case).goes_on.id
    offices.one.say(case, "case.aid_given", Given("2026-11-02", "cash", "王德贵", "孙主任", "o", 600_000))
    offices.one.bring()
    offices.send_after(case)
    assert Elsewhere(offices.county.site).look() == ()
    assert at(offices.other, new).progress.given_fen == 600_000
