"""The papers of one case by name: there when what they say is there, refused when it is not, the same again."""

from dataclasses import replace

import pypdfium2
import pytest

from app.domain.case import Case
from app.domain.steps.people import Died
from app.domain.steps.progress import Progress
from app.errors import Refused
from app.services import aid_papers, archive_papers, decision_papers, inquiry_papers
from app.services.desk import Desk
from app.services.inquiry_papers import Inquiry
from app.services.step_papers import STEP_PAPERS, in_one, printable, step_paper
from tests.forms import step_facts as facts
from tests.forms.step_cases import SAID, accepted, case, full, in_aid, proposed, urgent

NOTHING = Case("x", "t-0abcde")
ACCEPTED = ("survey", "testimony", "appraisal", "archive")


def words(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "".join("".join(page.get_textpage().get_text_bounded().split()) for page in document)


def refused(desk: Desk, of: Case, name: str) -> bool:
    try:
        STEP_PAPERS[name].make(desk, of)
    except Refused as reason:
        return reason.code == "case.content_missing"
    return False


def test_a_case_of_which_nothing_is_here_has_no_paper(desk: Desk) -> None:
    assert printable(NOTHING) == ()
    assert all(refused(desk, NOTHING, name) for name in STEP_PAPERS)


def test_an_accepted_case_has_the_papers_of_the_visit(desk: Desk) -> None:
    of = case()

    assert printable(of) == ACCEPTED
    for name in printable(of):
        assert step_paper(desk, of, name) == step_paper(desk, of, name)


@pytest.mark.parametrize("name", sorted(STEP_PAPERS))
def test_a_paper_without_its_step_is_refused(desk: Desk, name: str) -> None:
    of = replace(case(), progress=Progress())

    if name in ACCEPTED:
        assert step_paper(desk, of, name).pages
        return
    with pytest.raises(Refused, match=r"case\.content_missing"):
        step_paper(desk, of, name)


def test_a_case_that_has_seen_everything_has_all_papers_but_those_of_others(desk: Desk) -> None:
    of = full()

    assert set(STEP_PAPERS) - set(printable(of)) == {"survey", "not_confirmed", "relief", "self_care", "care"}
    for name in printable(of):
        paper = step_paper(desk, of, name)
        assert "王德贵" in words(paper.pdf)
        assert step_paper(desk, of, name) == paper


def test_a_tekun_case_has_its_assessment_and_agreement(desk: Desk) -> None:
    of = in_aid("tekun")

    assert {"self_care", "care"} <= set(printable(of))
    last = facts.MEMBERS[2]
    assert "李桂兰" in words(decision_papers.self_care(desk, of, last.id).pdf)
    assert words(decision_papers.care_agreement(desk, of).pdf).count("王德贵")
    assert decision_papers.self_care(desk, case("tekun")).pages
    with pytest.raises(Refused, match=r"case\.content_missing"):
        decision_papers.self_care(desk, NOTHING)


def test_a_refusal_says_why_how_it_was_reckoned_and_what_can_be_done(desk: Desk) -> None:
    head = facts.head(SAID)
    made = facts.not_confirmed(SAID, head)
    with_opinion = case(not_confirmed=made, opinion=facts.proposed(SAID, head))

    text = words(step_paper(desk, with_opinion, "not_confirmed").pdf)

    for said in ("640元", "620×3", "第二十一条", "低保边缘家庭认定", "渠县人民政府", "60日内"):
        assert said in text
    assert "怎么算的" not in words(decision_papers.refusal(desk, case(not_confirmed=made)).pdf)
    assert {"decision", "delivery"} <= set(printable(with_opinion))
    assert "不予确认告知书" in words(step_paper(desk, with_opinion, "delivery").pdf)


def test_a_confirmation_shows_the_end_of_an_account_and_no_more(desk: Desk) -> None:
    text = words(decision_papers.confirmation(desk, in_aid(account=facts.account(facts.head(SAID)))).pdf)

    assert "8901" in text
    assert "6217000012345678901" not in text
    assert "还没有登记账户" in words(decision_papers.confirmation(desk, in_aid()).pdf)


def test_a_sheet_names_the_county_where_it_decides(desk: Desk) -> None:
    ours, theirs = proposed(), proposed(of=accepted(confirmer="county"))

    assert "乡镇确认" in words(decision_papers.decision_sheet(desk, ours).pdf)
    assert "县民政局确认" in words(decision_papers.decision_sheet(desk, theirs).pdf)


def test_help_in_an_emergency_has_its_papers_without_an_acceptance(desk: Desk) -> None:
    of = urgent()

    assert printable(of) == ("relief", "relief_later")
    text = words(step_paper(desk, of, "relief").pdf)
    assert "全年上限10,000元，还可以给7,700元" in text
    assert "张三" in words(step_paper(desk, of, "relief_later").pdf)


@pytest.mark.parametrize(("programme", "kind"), [("linshi_jiuzhu", "支出型"), ("xiaoe_kuaijiu", "小额快救")])
def test_aid_once_that_was_applied_for_has_its_sheet(desk: Desk, programme: str, kind: str) -> None:
    of = case(programme)

    assert "relief" in printable(of)
    text = words(step_paper(desk, of, "relief").pdf)
    assert kind in text
    assert "12,600元" in text


def test_an_objection_is_found_by_its_id_else_the_last_one_counts(desk: Desk) -> None:
    named, nobody = facts.objection(SAID), replace(facts.objection(SAID, ""), id="o2", phone="")
    of = case(objections=(named, nobody), settled=(facts.SETTLED,))

    assert "匿名" in words(step_paper(desk, of, "objection").pdf)
    assert "周某" in words(inquiry_papers.objection_record(desk, of, "o1").pdf)
    with pytest.raises(Refused, match=r"case\.content_missing"):
        inquiry_papers.objection_record(desk, of, "o3")


def test_another_office_is_asked_about_a_member(desk: Desk) -> None:
    asked = Inquiry("渠县土溪镇人民政府", facts.MEMBERS[1].id, "石桥村5组", "有没有房子", "2026-10-21")

    text = words(inquiry_papers.inquiry_letter(desk, case(), asked).pdf)

    assert "渠县土溪镇人民政府" in text
    assert "王建军" in text
    with pytest.raises(Refused, match=r"case\.content_missing"):
        inquiry_papers.inquiry_letter(desk, NOTHING, asked)


def test_a_check_that_was_not_told_leaves_its_day_open(desk: Desk) -> None:
    told, open_day = case(report=facts.reported(SAID), check_told=facts.TOLD), case(report=facts.reported(SAID))

    assert "2026年10月21日" in words(inquiry_papers.check_result(desk, told).pdf)
    assert "2026年10月21日" not in words(inquiry_papers.check_result(desk, open_day).pdf)
    with pytest.raises(Refused, match=r"case\.content_missing"):
        inquiry_papers.check_record(desk, told)


def test_a_first_change_is_measured_against_the_confirmation(desk: Desk) -> None:
    once, twice = in_aid(changes=(facts.changed(SAID),)), full()

    assert "原来每月693.33元" in words(aid_papers.change_notice(desk, once).pdf)
    assert "原来每月300元" in words(aid_papers.change_notice(desk, twice).pdf)
    with pytest.raises(Refused, match=r"case\.content_missing"):
        aid_papers.phase_out(desk, once)


def test_a_recheck_goes_by_the_last_one(desk: Desk) -> None:
    first, again = in_aid(), in_aid(rechecked=facts.rechecked(SAID))

    assert "一年一次" in words(aid_papers.recheck_form(desk, first).pdf)
    assert "半年一次" in words(aid_papers.recheck_form(desk, again).pdf)
    assert "不变" in words(aid_papers.recheck_record(desk, again).pdf)


def test_an_archive_lists_what_was_signed_filed_and_decided(desk: Desk) -> None:
    text = words(archive_papers.archive_index(desk, full()).pdf)

    for said in ("授权与承诺（王德贵）", "身份证正面（王德贵）", "入户调查", "确认告知书", "送达回证", "动态核查表"):
        assert said in text
    refusal = case(not_confirmed=facts.not_confirmed(SAID, facts.head(SAID)))
    assert "不予确认告知书" in words(archive_papers.archive_index(desk, refusal).pdf)


def test_several_papers_are_one_in_order(desk: Desk) -> None:
    first, second = case(), in_aid(number=1)

    whole = in_one(desk, [(first, "survey"), (second, "confirmation")])

    assert in_one(desk, [(first, "survey"), (second, "confirmation")]) == whole
    pages = step_paper(desk, first, "survey").pages
    assert whole.pages == pages + 1
    text = words(whole.pdf)
    assert text.index("入户调查表") < text.index("确认告知书")
    with pytest.raises(Refused, match=r"papers\.none"):
        in_one(desk, [])


def test_a_household_that_is_gone_keeps_the_name_it_was_accepted_under(desk: Desk) -> None:
    dead = tuple(Died(one.id, "2026-12-01", "2026-12-02", "女儿", "女儿", "2027-03-01", "b") for one in facts.MEMBERS)

    assert "王德贵" in words(step_paper(desk, in_aid(deaths=dead), "confirmation").pdf)
    with pytest.raises(Refused, match=r"case\.content_missing"):
        decision_papers.care_agreement(desk, in_aid("tekun", deaths=dead))
