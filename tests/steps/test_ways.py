"""From the windows, with keys and no line: a case of each kind goes from its acceptance to its end."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.fact import Fact, plain
from app.domain.steps.elsewhere import Seen
from app.services import fund, urgent
from app.services.fund import Opening
from app.services.urgent import Emergency
from tests.desk.counter import Counter
from tests.intake.at_the_window import front
from tests.made_up import household
from tests.some import some
from tests.steps.way import LEADER, WINDOW, Way
from ui.case.window import CasePage
from ui.steps.page import StepFormPage
from ui.steps.spec import Place
from ui.steps.specs import SPECS

CHECKED = {"reported_on": "1015", "qualified": "yes"}
TEAM = {"second": "李成", "second_is": "staff"}
VISITED = {**TEAM, "found": "砖房两间，老两口住", "matches": "yes"}
POSTED = {"posted_on": "1016", "posted_by": "赵书记", "place": "村委会公示栏"}
GRANT = {"decision": "grant"}


def looked_at(way: Way) -> Way:
    """Check and visit are there: it is the 15th of October."""
    way.take("request_check").on("2026-10-15").take("await_check", CHECKED)
    return way.take("prepare_visit", TEAM).take("visit", VISITED, photo=True)


def proposed(way: Way, programme: str, **more: str) -> Way:
    """Bring a case as far as its opinion."""
    return looked_at(way).take("give_opinion", {"programme": programme, "proposal": "grant", "reason": "符合", **more})


def posted(way: Way) -> Way:
    """The notice was put up on the 16th, and has run out: it is the 26th."""
    way.take("make_notice").on("2026-10-16").take("post_notice", POSTED, photo=True)
    return way.on("2026-10-26")


def decided(way: Way, **answers: str) -> Way:
    """The leader says yes, and the window tells the applicant."""
    way.let(LEADER).take("decide", {**GRANT, **answers})
    return way.let(WINDOW).take("deliver")


def test_dibao_goes_from_acceptance_to_its_yearly_check(counter: Counter) -> None:
    way = Way(counter)
    assert way.todo == ["request_check", "prepare_visit"]
    proposed(way, "dibao", monthly="693.33")
    assert way.case.state == "opinion"
    way.take("make_notice").on("2026-10-16").take("post_notice", POSTED, photo=True)
    assert way.case.progress.notice is not None
    assert way.case.progress.notice.ends_on == "2026-10-23"

    way.on("2026-10-23").let(LEADER).choose("decide", GRANT)
    assert "2026-10-23" in way.refused()
    way.on("2026-10-26").take("decide", {**GRANT, "unsteady": "no"})
    made = way.case.progress.confirmed
    assert made is not None
    assert (made.monthly_fen, made.from_month, made.next_check_on) == (69_333, "2026-11", "2027-10-26")

    way.let(WINDOW).take("deliver").take("announce").take("give_account", {"account": "6217000000000000000"})
    assert (way.case.state, way.todo) == ("in_aid", ["recheck"])
    counter.pages.go("case", way.id)
    assert counter.settle().shown(CasePage)._model.view.state_word == "在保"  # noqa: SLF001 - what the head says


def test_what_the_check_contradicts_is_told_and_refused(counter: Counter) -> None:
    way = Way(counter).take("request_check").on("2026-10-15")
    way.take("await_check", {**CHECKED, "qualified": "no", "doubt_1": "1 名下有小轿车一辆"})
    assert "explain_doubts" in way.todo
    way.take("explain_doubts", {"verdict": "true", "note": "本人承认是他的车", "evidence": "车管所查询"})
    way.choose("give_opinion", {"proposal": "refuse", "reason": "有小轿车"})
    assert "告诉本人" in way.refused()
    way.take("tell_check", {"way": "phone"})
    way.choose("give_opinion", {"proposal": "refuse", "reason": "有小轿车"})
    refusal = {"decision": "refuse", "facts": "名下有小轿车", "article": "第14条", "other_aid": "医疗救助"}
    way.let(LEADER).take("decide", refusal)
    assert way.case.state == "refused"
    assert way.case.progress.not_confirmed is not None
    assert way.case.progress.not_confirmed.notice_by_on == "2026-10-20"
    way.let(WINDOW).take("deliver")
    assert (way.case.state, way.case.closed, way.todo) == ("refusal_delivered", True, [])


@pytest.mark.parametrize("programme", some(["dibao_bianyuan", "gangxing_zhichu"]))
def test_a_recognition_hangs_on_no_wall(counter: Counter, programme: str) -> None:
    way = proposed(Way(counter), programme)
    assert way.todo == ["decide"]
    way.choose("make_notice")
    assert "不公示" in way.refused()
    decided(way)
    assert way.case.state == "recognised"
    assert "announce" not in way.todo


@pytest.mark.slow
def test_tekun_is_publicised_again_after_an_objection_and_ends_after_hearing_and_notice(counter: Counter) -> None:
    way = proposed(Way(counter), "tekun", monthly="806")
    way.take("make_notice").on("2026-10-16").take("post_notice", POSTED, photo=True).on("2026-10-19")
    way.choose("raise_objection", {"content": "他有儿子在外面"})
    way.choose("settle_objection", {"settling": "reinvestigated", "result": "查了，没有儿子"})
    assert "重新调查" in way.refused()
    way.choose("visit", VISITED, photo=True)
    way.choose("settle_objection", {"settling": "reinvestigated", "result": "查了，没有儿子"})
    way.take("give_opinion", {"programme": "tekun", "proposal": "grant", "monthly": "806", "reason": "复查符合"})
    assert way.todo == ["make_notice"]
    way.take("make_notice").take("post_notice", {**POSTED, "posted_on": "1019"}, photo=True).on("2026-10-27")
    decided(way)
    way.take("announce").take("give_account", {"account": "6217000000000000000"})
    assert way.case.state == "in_aid"

    way.on("2026-11-02").choose("hear", {"proposed": "stop", "facts": "女儿回来赡养", "words_of": "我同意"})
    way.let(LEADER).on("2026-11-03").choose(
        "change_aid", {"what": "stop", "cause": "household", "facts": "女儿回来赡养", "article": "第24条"}
    )
    assert "公示" in way.refused()
    way.let(WINDOW).choose("make_notice").take("post_end", {**POSTED, "posted_on": "1103"}, photo=True)
    way.on("2026-11-11").let(LEADER)
    way.take("change_aid", {"what": "stop", "cause": "household", "facts": "女儿回来赡养", "article": "第24条"})
    assert way.case.state == "stopped"
    way.let(WINDOW).take("deliver_change")
    assert (way.case.state, way.case.closed) == ("stop_delivered", True)


@pytest.mark.slow
def test_spending_of_a_recognised_household_is_not_checked_again(counter: Counter) -> None:
    way = Way(counter).take("prepare_visit", TEAM).take("visit", VISITED, photo=True)
    asked = {
        "programme": "linshi_jiuzhu",
        "proposal": "grant",
        "once": "3000",
        "reason": "住院自付",
    }
    way.choose("give_opinion", asked)
    assert "还没有核对" in way.refused()
    way.choose("give_opinion", {**asked, "recognised": "dibao", "recognised_number": "渠低保〔2026〕12号"})
    posted(way)
    decided(way)
    way.take("announce")
    assert way.todo == ["give_aid"]
    way.take("give_aid", {"way_of_aid": "card", "witness": "赵书记"})
    assert (way.case.state, way.case.closed) == ("relieved", True)


def emergency(counter: Counter, amount_fen: int) -> Way:
    """Register somebody whose house has burnt."""
    desk = Way(counter).at.desk
    who = household.person("何家福", "1949-05-06", 19)
    told = Emergency("fire", "房子起火", "青龙村3组", "2026-10-12", "吃住", "cash", amount_fen)
    told = replace(told, document="id_card", identity=who)
    return Way(counter, urgent.record(desk, told).id)


def test_an_emergency_is_helped_first_and_its_papers_follow(counter: Counter) -> None:
    way = emergency(counter, 80_000)
    assert way.todo == ["give_aid"]
    way.take("give_aid", {"witness": "赵书记"}, photo=True)
    assert (way.case.state, way.todo) == ("aid_first", ["end_emergency"])
    way.on("2026-10-14").take("end_emergency", {"ended_on": "1014"})
    assert way.case.progress.emergency_ended is not None
    assert way.case.progress.emergency_ended.due_on == "2026-10-28"
    way.take("supplement", {"explanation": "当天先给了八百元买吃的"})
    assert (way.case.state, way.case.closed) == ("relieved", True)


def test_beyond_the_yearly_cap_the_rest_goes_to_the_county(counter: Counter) -> None:
    way = emergency(counter, 950_000).take("give_aid", {"witness": "赵书记"})
    way.choose("give_aid", {"amount": "501", "witness": "赵书记"})
    assert "500 元" in way.refused()
    way.choose("give_aid", {"amount": "500", "witness": "赵书记"})
    way.choose("route_up", {"amount": "1", "reason": "还差一元"})
    assert way.case.progress.given_fen == 1_000_000
    assert "lift_cap" in way.todo


def test_the_money_of_an_emergency_is_taken_from_the_fund(counter: Counter) -> None:
    book = fund.begin(counter.desk, Opening("备用金", 100_000, "渠民拨〔2026〕12号", "罗会计", date(2026, 10, 8)))
    way = emergency(counter, 80_000).take("give_aid", {"witness": "赵书记"})
    way.choose("give_aid", {"amount": "300", "witness": "赵书记"})
    assert "只剩 200 元" in way.refused()
    way.choose("give_aid", {"amount": "300", "paid_from": "none", "witness": "赵书记"})
    way.choose("give_aid", {"way_of_aid": "goods", "goods": "棉被", "amount": "150", "witness": "赵书记"})
    way.choose("give_aid", {"way_of_aid": "goods", "goods": "大米", "amount": "", "witness": "赵书记"})
    found = counter.desk.store.fund(book.id)
    assert found is not None
    assert [(line.kind, line.balance_fen) for line in found.lines[1:]] == [("paid_out", 20_000), ("paid_out", 5_000)]
    assert [one.fund for one in way.case.progress.given] == [book.id, "", book.id, ""]


@pytest.mark.parametrize("programme", some(["canji_shenghuo", "guer", "canji_huli", "shishi_wuren_fuyang"], 2))
def test_what_the_county_decides_the_window_does_not(counter: Counter, programme: str) -> None:
    way = Way(counter).take("prepare_visit", TEAM).take("visit", VISITED, photo=True)
    way.choose("give_opinion", {"programme": programme, "proposal": "grant", "monthly": "80", "reason": "符合"})
    assert way.todo == ["decide"]
    way.let(LEADER).choose("decide", GRANT)
    assert "县民政局" in way.refused()


def in_aid(counter: Counter) -> Way:
    """Give a couple that has 低保: it is the 26th of October."""
    way = posted(proposed(Way(counter), "dibao", monthly="693.33"))
    return decided(way).take("announce")


@pytest.mark.slow
def test_situation_9_a_death_leaves_the_others_their_hearing(counter: Counter) -> None:
    way = in_aid(counter).take("give_account", {"account": "6217000000000000000"})
    dead = way.case.members[1]
    way.on("2026-11-12")
    way.choose("record_death", {"member": dead.id, "died_on": "1108", "told_by": "王小明", "relation": "儿子"})
    told = way.case.progress.deaths[0]
    assert (told.died_on, told.change_by_on) == ("2026-11-08", "2027-02-08")
    assert [member.identity.name for member in way.case.members] == ["王明德"]
    assert "death_change" in way.todo

    less = {"what": "reduce", "cause": "death", "monthly": "346.67", "facts": "刘玉珍去世", "article": "第32条"}
    way.let(LEADER).on("2026-11-13").choose("change_aid", less)
    assert "听本人怎么说" in way.refused()
    heard = {"proposed": "reduce", "facts": "家里少了一人", "answer": "agrees", "words_of": "知道了"}
    way.let(WINDOW).choose("hear", heard)
    way.let(LEADER).on("2026-11-16").choose("change_aid", less)
    change = way.case.progress.changes[0]
    assert (change.monthly_fen, change.from_month) == (34_667, "2026-12")
    assert way.let(WINDOW).todo == ["deliver_change", "recheck"]


def test_situation_12_money_goes_to_a_member_or_by_agreement(counter: Counter) -> None:
    way = in_aid(counter)
    assert way.todo == ["give_account", "recheck"]
    way.take("give_account", {"holder": "王不是", "account": "6217000000000000000"})
    assert "不在这户里" in way.refused()
    way.choose("give_account", {"payee": "carer", "holder": "赵勇", "account": "6217000000000000000"})
    assert "协议" in way.refused()
    way.choose("give_account", {"payee": "carer", "holder": "赵勇", "account": "1", "agreement": "代领协议一份"})
    assert way.case.progress.account is not None
    assert (way.case.state, way.todo) == ("in_aid", ["recheck"])


@pytest.mark.slow
def test_situation_17_of_dibao_the_notice_does_not_begin_anew(counter: Counter) -> None:
    way = proposed(Way(counter), "dibao", monthly="693.33").take("make_notice").on("2026-10-16")
    way.take("post_notice", POSTED, photo=True).on("2026-10-19")
    way.choose("raise_objection", {"content": "他家有车", "name": "李四"})
    way.choose("visit", VISITED, photo=True)
    way.choose("settle_objection", {"settling": "reinvestigated", "result": "查了，没有车", "feedback_on": ""})
    assert "答复" in way.refused()
    way.choose("settle_objection", {"settling": "reinvestigated", "result": "查了，没有车", "feedback_on": "1019"})
    way.take("give_opinion", {"programme": "dibao", "proposal": "grant", "monthly": "693.33", "reason": "复查符合"})
    assert "make_notice" not in way.todo
    way.on("2026-10-26")
    decided(way)
    assert way.case.state == "in_aid" or "announce" in way.todo


def test_what_was_typed_is_there_again_when_the_officer_comes_back(counter: Counter) -> None:
    way = Way(counter)
    way.choose("raise_objection", {"content": "有人打电话来说"})
    counter.pages.go("case", way.id)
    counter.settle()
    way.at.pages.go("step", way.case, "raise_objection")
    counter.settle()
    page: StepFormPage = counter.shown(StepFormPage)
    page.fields["content"].edit.setFocus()
    counter.type("又说")
    counter.press("Esc")
    way.at.pages.go("step", way.case, "raise_objection")
    counter.settle()
    assert counter.shown(StepFormPage).fields["content"].text.endswith("又说")


@pytest.mark.slow
def test_a_case_is_withdrawn_before_its_decision_and_not_after(counter: Counter) -> None:
    way = proposed(Way(counter), "dibao", monthly="100")
    counter.pages.go("case", way.id)
    counter.settle().press("5").lay(front()).press("Enter", "Enter")
    assert (way.case.state, way.todo) == ("withdrawn", [])

    after = in_aid(counter)
    counter.pages.go("case", after.id)
    assert not counter.settle().shown(CasePage).acts["withdraw"].isVisible()


def test_the_papers_of_a_step_are_printed_from_its_case(counter: Counter) -> None:
    way = proposed(Way(counter), "dibao", monthly="693.33")
    counter.pages.go("case", way.id)
    counter.settle().press("0", "Enter")
    counter.press("Enter") if not counter.tray.papers else None
    counter.settle()
    assert counter.tray.papers[0].name.startswith("核对委托书")
    assert way.case.printed[-1].paper == "J"


def test_time_is_extended_once_for_a_reason_and_self_care_is_assessed(counter: Counter) -> None:
    way = Way(counter)
    way.choose("extend", {"why_longer": "other"})
    assert way.case.progress.extended is None
    way.choose("extend", {"why_longer": "other", "note": "洪水冲了路"})
    assert (way.case.due_on, way.case.progress.extended is not None) == ("2026-12-14", True)
    way.choose("extend", {"why_longer": "lives_elsewhere"})
    assert "2026-12-14" in way.refused()

    head = way.case.members[0].id
    way.choose("assess_self_care", {"member": head, "unmet": "eat,dress,wash", "assessors": "郑敏 李成"}, photo=True)
    counter.pages.go("case", way.id)
    events = counter.settle().shown(CasePage)._model.view.events  # noqa: SLF001 - what the list says
    assert "自己吃饭、自己穿衣、自己洗澡" in events[0].text


def test_what_the_county_saw_elsewhere_is_settled_on_its_page(counter: Counter) -> None:
    way = Way(counter)
    seen = Seen("2026-10-12", "person", way.case.members[0].id, "渠县三汇镇人民政府", "2026-10-09", "县里比对")
    cap = replace(seen, about="cap", on="2026-10-02")
    with counter.desk.store.work(counter.desk.author) as work:
        work.append([Fact(f"case:{way.id}", "case.seen_elsewhere", 1, plain(one)) for one in (seen, cap)])
    assert way.todo == ["settle_elsewhere", "settle_elsewhere", "request_check", "prepare_visit"]
    said = [SPECS["settle_elsewhere"].lines(Place(counter.desk, way.case, one.name)) for one in (seen, cap)]
    assert said == [
        ("王明德：渠县三汇镇人民政府，10月9日也受理了。",),
        ("王明德：渠县三汇镇人民政府，10月2日也给过救助，今年合起来超过一户一年的限额。给出去的不用收回。",),
    ]

    way.take("settle_elsewhere", {"elsewhere": "both", "note": "电话问了三汇，那边是他弟弟"})

    assert way.todo == ["settle_elsewhere", "request_check", "prepare_visit"]
    assert way.case.progress.open_elsewhere == (cap,)
    assert [one.found for one in way.case.progress.elsewhere_settled] == ["both"]
