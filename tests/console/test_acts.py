"""The county's steps through their pages: what is asked, what is refused, and what windows hear."""

import pytest

from app import clock
from app.domain.steps.opinion import Proposal
from sync.county import case_files
from sync.county.embedded import County
from sync.county.officers import Officers
from sync.county.site import state as county_row
from tests.console.browser import Browser
from tests.console.conftest import PASSWORD
from tests.county.at_the_county import Township
from tests.sync.window import until_quiet

TODAY = clock.local_date(clock.now()).isoformat()


def state(township: Township, case: str) -> str:
    until_quiet(township.window)
    found = township.window.store.case(case)
    assert found is not None
    return found.state


def ready(township: Township, worker: Browser, proposal: Proposal = Proposal.GRANT) -> str:
    """A case as far as the county's decision, its check reported on the page."""
    case = township.accept()
    township.ask_for_check(case)
    township.visit(case)
    township.bring()
    worker.get(f"/cases/{case}/check").post(f"/cases/{case}/check", qualified="yes")
    until_quiet(township.window)
    if proposal is Proposal.GRANT:
        township.propose(case)
        township.post(case)
    else:
        township.propose(case, proposal.value, monthly_fen=0)
    township.bring()
    return case


def test_a_report_with_doubts_goes_to_the_window_under_the_officers_own_id(
    worker: Browser, county: County, township: Township
) -> None:
    case = township.accept()
    township.ask_for_check(case)
    township.bring()
    assert township.number() in worker.get("/?waits=check").text

    worker.get(f"/cases/{case}/check").post(
        f"/cases/{case}/check", qualified="no", number="HD-9", valid_until="2027-05-01", on="2026-10-20",
        item=["vehicle", "", "deposit"], text=["川S12345 小车", "", "农行"], yuan=["35,000", "", ""],
    )  # fmt: skip

    assert worker.path == "/"
    assert f"已写进 {township.number()} 王德贵" in worker.text
    assert state(township, case) == "means_check_doubts"
    found = township.window.store.case(case)
    assert found is not None
    report = found.progress.report
    assert report is not None
    assert (report.qualified, report.number, report.valid_until_on, report.reported_on, report.by) == (
        False, "HD-9", "2027-05-01", "2026-10-20", "周敏",
    )  # fmt: skip
    assert [(one.item, one.text, one.amount_fen) for one in report.doubts] == [
        ("vehicle", "川S12345 小车", 3_500_000), ("deposit", "农行", 0),
    ]  # fmt: skip
    with county.site.database.reading() as connection:
        row = county_row(connection)
    assert row is not None
    (me,) = [one.id for one in Officers(county.site).all() if one.name == "周敏"]
    written = [one for one in county.entries(row.device) if one.subject == f"case:{case}"]
    assert [(one.kind, one.actor) for one in written] == [("case.check_reported", me)]
    assert "周敏 县里" in worker.get(f"/cases/{case}").text


@pytest.mark.parametrize("typed", ["2026年10月13日", "2026.10.13", "20261013", " 2026-10-13 "])
def test_a_day_is_read_as_people_write_it(worker: Browser, township: Township, county: County, typed: str) -> None:
    case = township.accept()
    township.ask_for_check(case)
    township.bring()
    shown = worker.get(f"/cases/{case}/check").page.text
    assert 'type="date"' not in shown  # such a field speaks the browser's language
    assert 'placeholder="如 2026-11-30"' in shown
    worker.post(f"/cases/{case}/check", qualified="yes", on=typed, valid_until="2027-1-5")
    assert worker.path == "/"
    with county.site.database.reading() as connection:
        report = case_files.read_case(connection, case).progress.report
    assert report is not None
    assert (report.reported_on, report.valid_until_on) == ("2026-10-13", "2027-01-05")


def test_what_cannot_be_done_is_said_and_what_was_typed_stays(worker: Browser, township: Township) -> None:
    case = township.accept()
    township.ask_for_check(case)
    township.bring()
    page, typed = f"/cases/{case}/check", {"item": "vehicle", "text": "很贵的小车", "yuan": "许多"}
    worker.get(page)
    for fields, sentence in (
        ({}, "请选结论"),
        ({"qualified": "yes", **typed}, "金额"),
        ({"qualified": "yes", **typed, "yuan": "5", "item": ""}, "疑点"),
        ({"qualified": "yes", **typed, "yuan": "5", "on": "2999-01-01"}, "不能写今天以后的日子"),
        ({"qualified": "yes", "on": "那一天"}, "日期“那一天”看不懂"),
        ({"qualified": "yes", "on": "2026-10-01"}, ""),
    ):
        worker.post(page, **fields)
        assert worker.status == 409, fields
        assert sentence in worker.text
        if "text" in fields:
            assert "很贵的小车" in worker.page.text
    assert state(township, case) == "means_check_sent"
    worker.post(page, qualified="yes", more="1", item=["vehicle"] * 4, text=["a"] * 4, yuan=[""] * 4)
    assert worker.page.text.count('class="doubt"') == 5  # a browser without scripts asks for another row
    assert 'class="doubt"' in worker.get("/doubt").page.text


def test_a_second_report_is_refused(worker: Browser, township: Township) -> None:
    case = ready(township, worker)
    worker.get(f"/cases/{case}/check").post(f"/cases/{case}/check", qualified="yes")
    assert (worker.status, "没有等核对结果" in worker.text) == (409, True)


def test_a_leader_confirms_what_the_township_proposed(worker: Browser, leader: Browser, township: Township) -> None:
    case = ready(township, worker)
    assert "等分管领导" in worker.get("/?waits=decide").text
    assert leader.get(f"/cases/{case}/decide").path == f"/cases/{case}/confirm"
    leader.post(f"/cases/{case}/confirm", unsteady="yes", number="渠民保1号")
    assert leader.path == "/"
    assert state(township, case) == "confirmed"
    found = township.window.store.case(case)
    assert found is not None
    made = found.progress.confirmed
    assert made is not None
    assert (made.by, made.number, made.unsteady, made.monthly_fen) == ("郑直", "渠民保1号", True, 30_000)
    leader.get(f"/cases/{case}/confirm").post(f"/cases/{case}/confirm", unsteady="no")
    assert leader.status == 409


def test_a_leader_refuses_what_is_to_be_refused(worker: Browser, leader: Browser, township: Township) -> None:
    case = ready(township, worker, Proposal.REFUSE)
    assert leader.get(f"/cases/{case}/decide").path == f"/cases/{case}/refuse"
    leader.post(f"/cases/{case}/refuse", facts=" ", article="第45条")
    assert leader.status == 409
    leader.post(f"/cases/{case}/refuse", facts="人均 900 元", article="社会救助法第45条", other_aid="临时救助")
    assert state(township, case) == "refused"


def test_kin_are_visited_and_who_went_does_not_decide(county: County, worker: Browser, township: Township) -> None:
    case = ready(township, worker)
    township.name_kin(case)
    township.bring()
    assert "县里入户" in worker.get(f"/cases/{case}").text
    worker.get(f"/cases/{case}/visit").post(f"/cases/{case}/visit", officer=["郑敏", ""], result="属实")
    assert worker.status == 409
    worker.post(f"/cases/{case}/visit", officer=["郑敏", "何平", ""], result="两间土房，属实")
    assert worker.path == "/"
    until_quiet(township.window)
    Officers(county.site).add("郑敏", "leader", PASSWORD)
    went = Browser(county.url).sign_in("郑敏", PASSWORD)
    went.get(f"/cases/{case}/confirm").post(f"/cases/{case}/confirm", unsteady="no")
    assert (went.status, state(township, case)) == (409, "notice_posted")
    went.close()


@pytest.mark.parametrize(("answer", "yuan", "fen"), [("yes", "3,000", 300_000), ("no", "", 0)])
def test_the_county_answers_what_lies_beyond_the_cap(
    worker: Browser, leader: Browser, township: Township, answer: str, yuan: str, fen: int
) -> None:
    case = township.accept(("linshi_jiuzhu",))
    township.ask_for_check(case)
    township.visit(case)
    township.bring()
    worker.get(f"/cases/{case}/check").post(f"/cases/{case}/check", qualified="yes")
    until_quiet(township.window)
    township.propose(case, programme="linshi_jiuzhu", monthly_fen=0, once_fen=1_300_000)
    township.post(case)
    township.route_up(case)
    township.bring()
    leader.get(f"/cases/{case}/confirm").post(f"/cases/{case}/confirm", unsteady="no")
    leader.get(f"/cases/{case}/lift-cap")
    assert "3,000 元，医疗费超过限额" in leader.text
    for wrong in ({"reference": "1"}, {"answer": "yes", "reference": "1"}, {"answer": answer, "yuan": yuan}):
        assert leader.post(f"/cases/{case}/lift-cap", **wrong).status == 409
    leader.post(f"/cases/{case}/lift-cap", answer=answer, yuan=yuan, reference="渠府函2号")
    until_quiet(township.window)
    found = township.window.store.case(case)
    assert found is not None
    assert [one.amount_fen for one in found.progress.cap_lifted] == [fen]


def test_who_confirms_is_completed_where_nobody_had_said_it(leader: Browser, township: Township) -> None:
    case = township.accept(confirmer="")
    township.bring()
    assert "补写由谁确认" in leader.get(f"/cases/{case}").text
    leader.get(f"/cases/{case}/confirmer")
    assert leader.post(f"/cases/{case}/confirmer", basis="x").status == 409
    leader.post(f"/cases/{case}/confirmer", confirmer="county", basis="社会救助法第44条")
    until_quiet(township.window)
    found = township.window.store.case(case)
    assert found is not None
    assert found.confirmer == "county"
    assert "补写由谁确认" not in leader.get(f"/cases/{case}").text


def test_a_month_is_drawn_and_can_be_drawn_again(worker: Browser, leader: Browser, township: Township) -> None:
    case = ready(township, worker)
    leader.get(f"/cases/{case}/confirm").post(f"/cases/{case}/confirm", unsteady="no")
    assert "抽查" in worker.get("/lots").text
    assert worker.post("/lots", month="2999-01").status == 409
    worker.post("/lots", month=TODAY[:7], seed="s")
    assert "抽签的种子：s" in worker.text
    assert "新救助" in worker.text
    assert "县里入户" in worker.get("/?waits=visit").text


def test_a_leader_says_who_confirms_for_several_townships_at_once(
    worker: Browser, leader: Browser, county: County
) -> None:
    for division in ("511725301", "511725302"):
        county.enrol_code(division, f"{division}镇")
    assert "还没写" in leader.get("/settings").text
    assert "请先选乡镇" in leader.post("/settings", confirmer="county").text
    assert "请选由谁确认" in leader.post("/settings", division="511725301", confirmer="x").text
    leader.post("/settings", division=["511725301", "511725302"], confirmer="township", basis="渠委办发〔2022〕26号")
    assert leader.path == "/settings"
    assert leader.status == 200
    assert leader.text.count("本乡镇") >= 2
    assert "只有分管领导可以改" in worker.get("/settings").text


def test_the_list_is_narrowed_by_office_and_by_what_waits(worker: Browser, county: County, township: Township) -> None:
    case = township.accept()
    township.ask_for_check(case)
    township.bring()
    scope = township.window.scope()
    assert township.number() in worker.get(f"/?office={scope}&waits=check").text
    assert township.number() not in worker.get(f"/?office={scope}&waits=lift-cap").text
    assert township.number() not in worker.get("/?office=t-000000").text
    assert county.deciding.waiting()
