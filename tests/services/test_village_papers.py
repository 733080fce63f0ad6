"""The poster, the list of results and the papers of a walk: who stands there, and who may not."""

from dataclasses import replace
from datetime import date

import pypdfium2
import pytest

from app.domain.case import Case
from app.domain.steps.public_notice import Made
from app.errors import Refused
from app.services import office_papers, village_papers
from app.services.desk import Desk
from app.services.office_papers import Draw, Sitting
from tests.forms import step_facts as facts
from tests.forms.step_cases import POSTER, SAID, case, full, in_aid, proposed, urgent
from tests.services.test_step_papers import NOTHING, words


def test_a_village_has_one_poster_for_all_its_households(desk: Desk) -> None:
    cases = (proposed(), proposed("tekun", 1))

    paper = village_papers.poster(desk, "青龙村", cases)

    text = words(paper.pdf)
    assert "下列2户" in text
    assert "特困人员救助供养" in text
    assert "公示期7天，自张贴之日起" in text
    assert "渠县青龙镇人民政府社会救助窗口" in text
    assert village_papers.poster(desk, "青龙村", cases) == paper


def test_a_poster_counts_from_the_day_of_posting(desk: Desk) -> None:
    planned = village_papers.poster(desk, "青龙村", [proposed()], posted_on=date(2026, 10, 28), where="村委会")
    hangs = village_papers.poster(desk, "青龙村", [proposed(notice=facts.POSTED)])

    for paper in (planned, hangs):
        assert "2026年10月28日至2026年11月4日" in words(paper.pdf)
    assert "村委会当面说" in words(planned.pdf)


def test_a_period_past_the_last_calendar_is_left_open(desk: Desk) -> None:
    text = words(village_papers.poster(desk, "青龙村", [proposed()], posted_on=date(2199, 1, 1)).pdf)

    assert "公示期7天，自张贴之日起" in text


def test_an_end_of_tekun_is_shown_with_what_was_paid(desk: Desk) -> None:
    made = Made("2027-05-02", POSTER, "GS-2027-0001", "青龙村", facts.HANDLER, "stop")
    ends = in_aid("tekun", notice_made=made, notice_of_end=facts.POSTED)

    text = words(village_papers.poster(desk, "青龙村", [ends]).pdf)

    assert "拟终止" in text
    assert "693.33元/月" in text
    with pytest.raises(Refused, match=r"notice\.forbidden"):
        village_papers.poster(desk, "青龙村", [in_aid(notice_made=made)])


@pytest.mark.parametrize(
    "programme",
    [
        "dibao_bianyuan",
        "gangxing_zhichu",
        "xiaoe_kuaijiu",
        "canji_shenghuo",
        "canji_huli",
        "guer",
        "shishi_wuren_fuyang",
    ],
)
def test_who_may_not_be_shown_is_on_no_wall(desk: Desk, programme: str) -> None:
    with pytest.raises(Refused, match=r"notice\.forbidden"):
        village_papers.poster(desk, "青龙村", [proposed(), proposed(programme, 1)])
    with pytest.raises(Refused, match=r"announcement\.forbidden"):
        village_papers.announcement(desk, "青龙村", [in_aid(), in_aid(programme, 1)])


def test_a_household_of_another_poster_or_of_none_is_refused(desk: Desk) -> None:
    other = Made("2026-10-27", "another", "n", "青龙村", facts.HANDLER)
    for cases in ((), (case(),), (proposed(), proposed(number=1, notice_made=other)), (proposed(), case(number=1))):
        with pytest.raises(Refused, match=r"notice\.not_made"):
            village_papers.poster(desk, "青龙村", cases)


def test_who_is_not_aided_any_more_drops_out_of_the_list(desk: Desk) -> None:
    stopped = in_aid(number=1, changes=(facts.changed(SAID, "stop", monthly_fen=0),))

    assert "共1户" in words(village_papers.announcement(desk, "青龙村", (in_aid(), stopped, case())).pdf)
    with pytest.raises(Refused, match=r"aid\.none"):
        village_papers.announcement(desk, "青龙村", (stopped,), where="村委会")


def test_a_walk_has_its_list_and_the_forms_of_each_household_in_order(desk: Desk) -> None:
    doubtful = replace(full(), progress=replace(full().progress, explained=()))
    cases = (case(), doubtful)

    whole = village_papers.walk(desk, "青龙村", cases, date(2026, 10, 15))
    listed = words(village_papers.route_list(desk, "青龙村", cases).pdf)

    assert "问清" in listed
    assert "陈素华、刘文书" in listed
    text = words(whole.pdf)
    assert text.index("入户调查路线单") < text.index("入户调查表")
    assert whole.pages == len(pypdfium2.PdfDocument(whole.pdf))
    for nobody, code in (
        ((), r"papers\.none"),
        ((NOTHING,), r"case\.content_missing"),
        ((urgent(),), r"case\.content"),
    ):
        with pytest.raises(Refused, match=code):
            village_papers.walk(desk, "青龙村", nobody)
    with pytest.raises(Refused, match=r"case\.content_missing"):
        village_papers.route_list(desk, "青龙村", (urgent(),))


SITTING = Sitting(
    facts.deliberated(SAID).meeting, "HY-2026-0004", "2026-11-06", ("刘建国", "孙丽"), "三楼", "刘建国", "孙丽"
)


def test_an_agenda_has_no_results_and_minutes_only_those_of_their_meeting(desk: Desk) -> None:
    said = proposed(deliberated=facts.deliberated(SAID))
    elsewhere = proposed(number=1, deliberated=replace(facts.deliberated(SAID), meeting="other", note="别的会说的"))

    agenda = words(office_papers.meeting_paper(desk, SITTING, (said, elsewhere), held=False).pdf)
    minutes = words(office_papers.meeting_paper(desk, SITTING, (said, elsewhere, proposed(number=2)), held=True).pdf)

    assert "议程" in agenda
    assert "王书记" not in agenda
    assert "会议纪要" in minutes
    assert minutes.count("王书记") == 1
    assert "别的会说的" not in minutes
    with pytest.raises(Refused, match=r"meeting\.no_opinion"):
        office_papers.meeting_paper(desk, SITTING, (case(),), held=False)


def paid(number: int = 0) -> Case:
    return in_aid(number=number, account=facts.account(facts.head(SAID)))


def test_a_roster_adds_what_is_paid_and_holds_who_has_no_account(desk: Desk) -> None:
    late = paid(1)
    cases = (paid(), late, in_aid(number=2), case(number=3))

    text = words(office_papers.roster(desk, "2026-12", cases, {late.id: 4_700}).pdf)

    assert "发放2户，暂缓1户" in text
    assert "1,433.66" in text
    assert "缺账户" in text


def test_a_roster_of_nobody_or_of_two_programmes_is_refused(desk: Desk) -> None:
    with pytest.raises(Refused, match=r"papers\.none"):
        office_papers.roster(desk, "2026-11", (paid(),))
    with pytest.raises(Refused, match=r"papers\.mixed"):
        office_papers.roster(desk, "2026-12", (paid(), in_aid("tekun", 1)))


def test_a_sample_says_how_it_was_drawn(desk: Desk) -> None:
    kin = in_aid(number=1)
    draw = Draw("2026-11", 10, 30, "4711", "周明", {kin.id: "kin"})

    text = words(office_papers.sample_record(desk, draw, (in_aid(), kin)).pdf)

    for said in ("10户", "不低于30%", "4711", "随机抽取", "近亲属备案"):
        assert said in text
