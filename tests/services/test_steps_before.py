"""Check, visit, opinion, notice: each service at a real desk, with its pictures and numbers, all or nothing."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from app.domain.case import Case
from app.domain.draft import Draft
from app.domain.fact import Fact
from app.domain.steps.home_visit import KinNamed
from app.domain.steps.means_check import Doubt, Explained, Obligor
from app.domain.steps.opinion import Opinion
from app.domain.steps.public_notice import Appraised, Objection, Posted, Settled
from app.domain.steps.self_care import Assessed
from app.errors import Refused
from app.services import afterwards, check_steps, decision_steps, intake, notice_steps, tray, visit_steps
from app.services.check_steps import Report
from app.services.desk import Desk
from tests.services.on_the_way import (
    TEAM,
    accepted,
    leader,
    looked_into,
    on,
    page,
    picture,
    posted,
    proposed,
)


@pytest.fixture
def case(desk: Desk, draft: Draft) -> Case:
    return accepted(desk, draft)


@pytest.fixture
def other(desk: Desk, draft: Draft) -> Case:
    again = replace(intake.begin(desk), members=draft.members, replies=draft.replies)
    return accepted(desk, again, "511725196203050010")


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.code


def test_a_check_is_asked_for_and_reported_with_its_paper(desk: Desk, case: Case) -> None:
    asked = (Obligor("王建国", "儿子"), Obligor("王秀芬", "女儿", refusal="不愿意"))
    after = check_steps.request_check(desk, case.id, asked, (picture("consent"),))
    request = after.progress.request
    assert request is not None
    assert (request.members, request.again) == (tuple(member.id for member in case.members), False)
    assert request.obligors[0].consent is not None
    assert desk.document(request.obligors[0].consent) == picture("consent").archive
    assert request.obligors[1].consent is None

    doubts = (Doubt("", "vehicle", "有一辆车"), Doubt("", "company", "法人"))
    report = Report("2026-10-13", qualified=False, number="H1", doubts=doubts)
    after = check_steps.report_check(on(desk, "2026-10-14"), case.id, report, picture("report"))
    told = after.progress.report
    assert told is not None
    assert told.document is not None
    assert (told.valid_until_on, len({doubt.id for doubt in told.doubts})) == ("2027-04-13", 2)
    for doubt in told.doubts:
        said = Explained(doubt.id, "false", "卖了", "合同", "", "")
        after = check_steps.explain_doubt(on(desk, "2026-10-14"), case.id, said, picture("sale"))
    assert after.progress.open_doubts == ()
    assert desk.document(after.progress.explained[0].document or told.document) == picture("sale").archive
    after = check_steps.tell_check(on(desk, "2026-10-14"), case.id, "phone")
    assert after.progress.check_told is not None
    after = check_steps.contest_check(on(desk, "2026-10-15"), case.id, "不是我的")
    again = check_steps.request_check(on(desk, "2026-10-15"), case.id)
    assert after.progress.check_objected is not None
    assert again.progress.request is not None
    assert again.progress.request.again


def test_what_lies_ahead_or_is_no_day_is_not_taken_down(desk: Desk, case: Case) -> None:
    check_steps.request_check(desk, case.id)

    assert code_of(lambda: check_steps.report_check(desk, case.id, Report("2026-10-13", qualified=True))) == (
        "day.in_future"
    )
    assert code_of(lambda: check_steps.report_check(desk, case.id, Report("昨天", qualified=True))) == "day.unreadable"
    assert code_of(lambda: check_steps.request_check(desk, "nobody")) == "case.content_missing"


def test_a_round_is_prepared_for_all_or_for_none(desk: Desk, case: Case, other: Case) -> None:
    visit_steps.name_kin(
        desk, other.id, KinNamed(other.members[0].id, "赵勇", "镇", "", "侄", "2026-10-12", "说的", "")
    )

    assert code_of(lambda: visit_steps.prepare_round(desk, (case.id, other.id), TEAM)) == "visit.kin"
    untouched = desk.store.case(case.id)
    assert untouched is not None
    assert untouched.progress.visit_prepared is None
    (done,) = visit_steps.prepare_round(desk, (case.id, case.id), TEAM)
    assert done.progress.visit_prepared is not None
    assert [entry.kind for entry in desk.store.outbox()][-1:] == ["case.visit_prepared"]


def test_a_visit_keeps_pages_given_now_and_pages_filed_before(desk: Desk, case: Case) -> None:
    afterwards.add_paper(desk, case.id, visit_steps.SURVEY, "", picture("filed"))

    after = looked_into(desk, case)

    pages = after.progress.visits[0].pages
    assert [desk.document(one) for one in pages] == [picture("filed").archive, picture("survey").archive]
    assert visit_steps.filed_survey(after) == ()
    assessed = Assessed("2026-10-14", case.members[0].id, ("eat",), ("郑敏",), "")
    again = visit_steps.assess_self_care(on(desk, "2026-10-14"), case.id, assessed, (picture("form"),))
    assert desk.document(again.progress.assessed[0].pages[0]) == picture("form").archive


def test_a_picture_leaves_the_tray_with_the_step_that_names_it(desk: Desk, case: Case) -> None:
    proposed(desk, case)
    posted(desk, case)
    down, handed = (tray.put(desk, words, "image/jpeg", "camera") for words in (b"\xff\xd8down", b"\xff\xd8handed"))

    notice_steps.take_down(on(desk, "2026-10-22"), (case.id,), replace(picture("down"), taken=down.id))
    assert [one.id for one in tray.waiting(desk)] == [handed.id]
    check_steps.request_check(desk, case.id, (Obligor("王建国", "儿子"),), (replace(picture("c"), taken=handed.id),))

    assert tray.waiting(desk) == ()


def test_an_opinion_is_given_and_sent_back(desk: Desk, case: Case) -> None:
    after = proposed(desk, case)
    assert after.progress.opinion is not None
    assert (after.progress.opinion.by, after.progress.opinion.given_on) == (desk.author.officer, "2026-10-14")
    assert code_of(lambda: proposed_of_nothing(desk)) == "case.content_missing"
    back = decision_steps.send_back(on(desk, "2026-10-15"), case.id, "visit", "没有看到厨房")
    assert (back.state, back.progress.visits) == ("sent_back", ())


def proposed_of_nothing(desk: Desk) -> Case:
    return decision_steps.give_opinion(desk, "nobody", Opinion("", "dibao", "grant", ("x",), "r", ""))


def test_a_case_of_which_only_a_note_is_here_has_no_opinion(desk: Desk, draft: Draft) -> None:
    with desk.store.work(desk.author) as work:
        work.append([Fact(f"case:{draft.id}", "case.noted", 1, {"text": "x"})])
    said = Opinion("", "dibao", "grant", ("x",), "r", "")

    assert code_of(lambda: decision_steps.give_opinion(desk, draft.id, said)) == "case.not_accepted_yet"
    assert code_of(lambda: decision_steps.extend(desk, draft.id, "objection")) == "case.not_accepted_yet"


def test_a_sheet_of_several_households_is_written_for_all_or_for_none(desk: Desk, case: Case, other: Case) -> None:
    proposed(desk, case)
    day = on(desk, "2026-10-15")
    serial = desk.store.outbox()[-1].seq
    assert code_of(lambda: notice_steps.make_poster(day, "青龙村", (case.id, other.id))) == "notice.no_opinion"
    assert desk.store.outbox()[-1].seq == serial

    proposed(desk, other)
    one, two = posted(desk, case, other)

    assert one.progress.notice is not None
    assert two.progress.notice is not None
    assert (one.progress.notice.ends_on, one.progress.notice.poster) == ("2026-10-22", two.progress.notice.poster)
    assert one.progress.notice.photo == two.progress.notice.photo
    assert one.progress.notice.photo is not None
    assert desk.document(one.progress.notice.photo) == picture("poster").archive
    assert notice_steps.posters((case, one, two)) == {one.progress.notice.poster: (one, two)}
    down = notice_steps.take_down(on(desk, "2026-10-22"), (case.id, other.id), picture("end"))
    assert [made.progress.notice_down is not None for made in down] == [True, True]
    assert notice_steps.take_down(on(desk, "2026-10-22"), (case.id,))[0].progress.notice_down is not None


def test_the_last_day_of_a_sheet_is_of_a_rule(desk: Desk) -> None:
    assert notice_steps.last_day("dibao", "2026-02-13") == "2026-02-24"
    assert code_of(lambda: notice_steps.last_day("dibao", "昨天")) == "day.unreadable"
    assert code_of(lambda: notice_steps.last_day("guer", "2026-10-12")) == "notice.forbidden"
    assert desk.training is False


def test_a_recognition_hangs_on_no_wall(desk: Desk, case: Case) -> None:
    proposed(desk, case, "dibao_bianyuan")

    sheet = Posted("2026-10-15", "", "p1", "村务公开栏", "孙主任", "")
    day = on(desk, "2026-10-15")
    assert code_of(lambda: notice_steps.make_poster(day, "青龙村", (case.id,))) == "notice.forbidden"
    assert code_of(lambda: notice_steps.post_notice(day, (case.id,), sheet, picture("p"))) == "notice.forbidden"


def test_an_objection_is_numbered_dated_and_settled(desk: Desk, case: Case) -> None:
    proposed(desk, case)
    posted(desk, case)
    day = on(desk, "2026-10-19")
    after = notice_steps.raise_objection(day, case.id, Objection("", "", "有车", leader(desk).author.officer, "", ""))
    (said,) = after.progress.objections
    assert (said.received_on, said.due_on, bool(said.id)) == ("2026-10-19", "2026-10-26", True)
    held = Appraised("2026-10-20", "村委会", "孙主任", "周芳", "有异议", 9, 7, 1, 1, "困难", "")
    day = on(desk, "2026-10-20")
    after = notice_steps.appraise(day, case.id, held, (picture("minutes"),))
    assert desk.document(after.progress.appraisals[0].pages[0]) == picture("minutes").archive
    settled = Settled(said.id, "", "appraised", "车已卖", "")
    after = notice_steps.settle_objection(day, case.id, settled)
    assert (after.progress.settled[0].settled_on, after.progress.settled[0].notice_again) == ("2026-10-20", False)


def test_more_time_is_taken_to_the_day_of_the_rule(desk: Desk, case: Case) -> None:
    after = decision_steps.extend(desk, case.id, "hard_to_look_into")

    assert after.due_on == "2026-12-14"
    proposed(desk, case, "tekun")
    assert code_of(lambda: decision_steps.extend(on(desk, "2026-10-14"), case.id, "objection")) == "extension.no_rule"


def test_the_survey_s_page_is_kept(desk: Desk, case: Case) -> None:
    assert desk.document(page(looked_into(desk, case))) == picture("survey").archive
