"""A list of 核对 results through its pages: looked at first, written once, each case for itself."""

from datetime import timedelta

import pytest

from app import clock
from app.domain.household import Member
from app.domain.person import Identity
from app.errors import Refused
from sync.county.check_import import Plan
from sync.county.console.check_page import Plans
from tests.console.browser import Browser
from tests.county.at_the_county import Township
from tests.sync.window import until_quiet

HEAD = "编号,姓名,结论,疑点类别,疑点内容,金额,报告编号,有效期至\n"


def waiting(township: Township, name: str) -> tuple[str, str]:
    """A case that waits for its check: id and number."""
    case = township.accept(members=(Member("m1", Identity(name, birth="1950-03-08"), "01"),))
    township.ask_for_check(case)
    township.bring()
    return case, township.number()


def show(browser: Browser, text: str) -> Browser:
    return browser.get("/checks").post("/checks", {"list": ("名单.csv", text.encode())})


def claim(browser: Browser) -> str:
    return browser.page.text.split('name="claim" value="')[1].split('"')[0]


def test_a_list_is_shown_with_its_errors_and_then_written(worker: Browser, township: Township) -> None:
    good, number = waiting(township, "甲乙丙")
    poor, second = waiting(township, "丁戊己")
    bad, third = waiting(township, "庚辛壬")
    show(
        worker,
        HEAD
        + f"{number},甲乙丙,不符合,车辆,川S12345,35000,HD-7,2027-05-01\n{number},,不符合,存款,农行,,HD-7,2027-05-01\n"
        + f"{second},丁戊己,符合,,,,,\n{third},别人,符合,,,,,\n没有这一件,,符合,,,,,\n",
    )
    text = worker.text
    assert "可以写 2 户" in text
    assert "车 川S12345 35,000.00 元" in text
    assert "有问题 2 行" in text
    assert "别人 不是这一户的人" in text
    assert "没有等核对结果的这一件" in text
    until_quiet(township.window)
    before = township.window.store.case(good)
    assert before is not None
    assert before.progress.report is None  # a look writes nothing

    chosen = claim(worker)
    worker.post("/checks/write", claim=chosen)
    assert "写进了 2 户" in worker.text
    until_quiet(township.window)
    found = {name: township.window.store.case(name) for name in (good, poor, bad)}
    reports = {name: case.progress.report if case else None for name, case in found.items()}
    first = reports[good]
    assert first is not None
    assert (first.qualified, first.number, first.valid_until_on, len(first.doubts)) == (False, "HD-7", "2027-05-01", 2)
    assert [one.member for one in first.doubts] == ["m1", ""]
    assert reports[poor] is not None
    assert reports[bad] is None
    assert "重新选文件" in worker.post("/checks/write", claim=chosen).text  # once


def test_a_case_that_was_reported_meanwhile_is_told_and_the_others_go_on(worker: Browser, township: Township) -> None:
    case, number = waiting(township, "癸子丑")
    _, other = waiting(township, "寅卯辰")
    show(worker, f"{HEAD}{number},,符合,,,,,\n{other},,符合,,,,,\n")
    chosen = claim(worker)
    worker.get(f"/cases/{case}/check").post(f"/cases/{case}/check", qualified="yes")
    worker.post("/checks/write", claim=chosen)
    assert "写进了 1 户" in worker.text
    assert "1 户没写成" in worker.text
    assert number in worker.text


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ("{n},,,,,,,", "结论要写"),
        ("{n},,符合,,,,,\n{n},,不符合,,,,,", "和第 2 行是一户"),
        ("{n},,符合,飞机,一架,,,", "疑点“飞机”看不懂"),
        ("{n},,符合,车,,5,,", "看不懂"),
        ("{n},,符合,车,一辆,许多,,", "金额"),
        ("{n},,符合,,,,,明年", "日期"),
        ("{n},,符合,,,,,2020-01-01", ""),
    ],
)
def test_a_row_that_is_wrong_keeps_its_case_out(worker: Browser, township: Township, rows: str, sentence: str) -> None:
    _, number = waiting(township, "巳午未")
    show(worker, HEAD + rows.format(n=number) + "\n")
    assert "有问题 1 行" in worker.text
    assert sentence in worker.text
    assert 'name="claim"' not in worker.page.text


def test_what_is_no_list_is_refused(worker: Browser) -> None:
    assert "没有找到表头" in show(worker, "a,b\n").text
    assert "请先选一个名单文件" in worker.get("/checks").post("/checks").text
    assert worker.get("/checks").post("/checks", {"list": ("x.xls", b"\xd0\xcf\x11\xe0" + b"x" * 600)}).status == 409


def test_a_plan_is_kept_for_whom_it_was_shown_and_not_for_ever() -> None:
    plans, plan, now = Plans(), Plan((), (), 0), clock.now()
    mine = plans.keep("a", plan, now)
    for officer, name, at in (("b", mine, now), ("a", "x", now)):
        with pytest.raises(Refused, match=r"check\.list_gone"):
            plans.take(officer, name, at)
    late = plans.keep("a", plan, now)
    with pytest.raises(Refused, match=r"check\.list_gone"):
        plans.take("a", late, now + timedelta(minutes=31))
    names = [plans.keep("a", plan, now) for _ in range(30)]
    assert plans.take("a", names[-1], now) is plan
    with pytest.raises(Refused, match=r"check\.list_gone"):
        plans.take("a", names[0], now)
