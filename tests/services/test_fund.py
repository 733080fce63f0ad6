"""备用金 at the window: opened, filled, counted, put right, and paid from in the same breath as the help is given."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.domain.fact import Fact
from app.domain.fund import Fund
from app.domain.steps.relief import Given
from app.errors import Refused
from app.services import fund, relief_steps, urgent
from app.services.desk import Desk
from app.services.fund import Opening
from app.services.fund_paper import fund_ledger
from tests.services.conftest import MONDAY
from tests.services.test_urgent import STRANDED

OPENING = Opening(" 临时救助备用金 ", 500_000, "渠民拨〔2026〕12号", "罗会计", date(2026, 10, 8))
HANDED = Given(given_on="", way="cash", receiver="阿依古丽", witness="刘建国", by="", amount_fen=30_000)


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.code


@pytest.fixture
def book(desk: Desk) -> Fund:
    return fund.begin(desk, OPENING)


def test_a_fund_begins_with_what_lies_in_the_box(desk: Desk, book: Fund) -> None:
    (row,) = desk.store.funds()

    assert (row.id, row.name, row.keeper, row.balance_fen) == (book.id, "临时救助备用金", "罗会计", 500_000)
    assert (row.opened_on, row.came_on, row.came_fen, row.trouble) == ("2026-10-08", "2026-10-08", 500_000, "")
    assert desk.store.fund(book.id) == book


def test_without_a_day_it_is_today(desk: Desk) -> None:
    fund.begin(desk, replace(OPENING, on=None))

    assert desk.store.funds()[0].opened_on == "2026-10-12"


def test_a_second_ledger_of_the_same_name_is_refused_and_another_one_is_not(desk: Desk, book: Fund) -> None:
    assert code_of(lambda: fund.begin(desk, replace(OPENING, name="临时救助备用金"))) == "fund.exists"
    fund.begin(desk, replace(OPENING, name="春荒备用金"))

    assert [row.name for row in desk.store.funds()] == ["临时救助备用金", "春荒备用金"]
    assert book.balance_fen == 500_000


def test_money_comes_is_counted_and_a_line_is_put_right(desk: Desk, book: Fund) -> None:
    fund.top_up(desk, book.id, 200_000, "渠民拨〔2026〕15号", date(2026, 10, 10))
    short = fund.count(desk, book.id, 690_000, "找零少了")
    right = fund.correct(desk, book.id, short.lines[1].id, 20_000, "多写了一个零")

    assert [(line.kind, line.balance_fen) for line in right.lines] == [
        ("opened", 500_000), ("topped_up", 700_000), ("counted", 690_000), ("corrected", 510_000),
    ]  # fmt: skip
    assert {line.by for line in right.lines} == {desk.author.officer}
    (row,) = desk.store.funds()
    assert (row.balance_fen, row.came_on, row.came_fen) == (510_000, "2026-10-10", 20_000)


def test_what_is_refused_leaves_nothing_behind(desk: Desk, book: Fund) -> None:
    before = desk.store.fund(book.id)

    assert code_of(lambda: fund.count(desk, book.id, 1)) == "fund.no_explanation"
    assert code_of(lambda: fund.top_up(desk, book.id, 0, "x")) == "fund.amount"
    assert code_of(lambda: fund.correct(desk, book.id, "nowhere", 0, "x")) == "fund.no_such_line"
    assert code_of(lambda: fund.top_up(desk, "nowhere", 1, "x")) == "fund.content_missing"
    assert desk.store.fund(book.id) == before


def test_help_in_an_emergency_is_paid_from_the_fund_in_the_same_breath(desk: Desk, book: Fund) -> None:
    case = urgent.record(desk, STRANDED)

    after = relief_steps.give_aid(desk, case.id, replace(HANDED, fund=book.id))

    paid = desk.store.fund(book.id)
    assert paid is not None
    line = paid.lines[-1]
    assert (line.kind, line.out_fen, line.balance_fen) == ("paid_out", 30_000, 470_000)
    assert (line.case, line.number, line.note, line.day) == (case.id, case.number, "阿依古丽", "2026-10-12")
    assert [one.fund for one in after.progress.given] == [book.id]


def test_help_without_a_fund_moves_none(desk: Desk, book: Fund) -> None:
    relief_steps.give_aid(desk, urgent.record(desk, STRANDED).id, HANDED)

    assert desk.store.fund(book.id) == book


def test_what_the_fund_cannot_pay_is_not_given_either(desk: Desk, book: Fund) -> None:
    case = urgent.record(desk, STRANDED)

    def give(amount_fen: int, name: str) -> Callable[[], object]:
        return lambda: relief_steps.give_aid(desk, case.id, replace(HANDED, amount_fen=amount_fen, fund=name))

    assert code_of(give(500_100, book.id)) == "fund.too_little"
    assert code_of(give(30_000, "nowhere")) == "fund.content_missing"
    assert code_of(give(0, book.id)) == "urgent.no_aid"
    assert desk.store.case(case.id) == case
    assert desk.store.fund(book.id) == book


def test_what_the_rules_of_help_refuse_takes_nothing_out_of_the_fund(desk: Desk, book: Fund) -> None:
    case = urgent.record(desk, STRANDED)
    fund.top_up(desk, book.id, 5_000_000, "渠民拨〔2026〕16号")
    before = desk.store.fund(book.id)

    code = code_of(lambda: relief_steps.give_aid(desk, case.id, replace(HANDED, amount_fen=1_000_100, fund=book.id)))

    assert code == "relief.over_cap"
    assert desk.store.fund(book.id) == before


def test_the_paper_of_a_month_is_the_same_whenever_it_is_printed(desk: Desk, book: Fund) -> None:
    fund.top_up(desk, book.id, 200_000, "渠民拨〔2026〕15号")
    first = fund_ledger(desk, book.id, "2026-10")
    later = replace(desk, now=lambda: MONDAY + timedelta(days=40))
    fund.top_up(later, book.id, 100, "渠民拨〔2026〕17号")

    assert fund_ledger(later, book.id, "2026-10") == first
    assert fund_ledger(later, book.id, "2026-11").pdf != first.pdf


def test_a_fund_whose_beginning_is_not_here_has_no_paper(desk: Desk) -> None:
    body = {"line": "l", "topped_up_on": "2026-10-12", "amount_fen": 1, "reference": "x", "by": "o"}
    with desk.store.work(desk.author) as work:
        work.append([Fact("fund:f", "fund.topped_up", 1, body)])

    assert code_of(lambda: fund_ledger(desk, "f", "2026-10")) == "fund.content_missing"
    assert code_of(lambda: fund_ledger(desk, "g", "2026-10")) == "fund.content_missing"
    assert code_of(lambda: fund.top_up(desk, "f", 1, "x")) == "fund.content_missing"


def test_only_who_keeps_the_fund_pays_from_it(desk: Desk) -> None:
    window = replace(desk, roles=("window",))
    handed = Given("", "cash", "王德贵", "孙主任", "", 10_000, fund="f1")
    with pytest.raises(Refused, match=r"duty\.role"):
        relief_steps.give_aid(window, "x", handed)
    with pytest.raises(Refused, match=r"case\.content_missing"):
        relief_steps.give_aid(window, "x", replace(handed, fund=""))
