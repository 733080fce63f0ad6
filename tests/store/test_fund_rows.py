"""The funds in lists: made from the entries, by months, the same at every window, found and made again when lost."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.domain.fact import Fact
from app.domain.fund import Fund, paid_out
from app.domain.fund_ledger import PaidOut
from app.services import fund
from app.services.desk import Desk
from app.services.fund import Opening
from app.services.verify import verify
from app.store import Store
from app.vault import BlobVault
from tests.store import township
from tests.store.damage import run
from tests.store.exchange import Exchange, other_device
from tests.store.township import AUTHOR, TODAY

OPENING = Opening("临时救助备用金", 500_000, "渠民拨〔2026〕12号", "罗会计", date(2026, 9, 8))


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Desk]:
    """A second window of the same office."""
    (tmp_path / "other").mkdir()
    store = township.open_store(tmp_path / "other", device=other_device())
    yield township.desk_of(tmp_path / "other", store)
    store.close()


def pay(desk: Desk, fund_id: str, amount_fen: int, line: str) -> None:
    body = PaidOut(line, TODAY.isoformat(), amount_fen, "c1", "N1", "王德贵", AUTHOR.officer)
    with desk.store.work(AUTHOR) as work:
        known = work.fund(fund_id)
        assert known is not None
        work.append([paid_out(known, body, TODAY)])


def everything(store: Store, fund_id: str) -> tuple[object, ...]:
    return store.funds(), store.fund_lines(fund_id, "2026-11"), store.fund(fund_id)


def three_months(desk: Desk) -> Fund:
    book = fund.begin(desk, OPENING)
    fund.top_up(desk, book.id, 100_000, "渠民拨〔2026〕13号", date(2026, 10, 31))
    fund.top_up(desk, book.id, 200_000, "渠民拨〔2026〕15号", date(2026, 11, 1))
    pay(desk, book.id, 30_000, "l9")
    return book


def test_a_month_has_its_own_lines_and_what_was_left_before_it(desk: Desk) -> None:
    book = three_months(desk)

    before, lines = desk.store.fund_lines(book.id, "2026-11")

    assert (before, [(line.kind, line.balance_fen) for line in lines]) == (
        600_000,
        [("topped_up", 800_000), ("paid_out", 770_000)],
    )
    whole = desk.store.fund(book.id)
    assert whole is not None
    assert lines == whole.lines[2:]
    assert desk.store.fund_lines(book.id, "2026-08") == (0, ())
    assert desk.store.fund_lines(book.id, "2026-12") == (770_000, ())
    assert desk.store.fund_lines("nowhere", "2026-11") == (0, ())


def test_what_is_written_to_a_fund_changes_funds_and_no_case(desk: Desk) -> None:
    book = fund.begin(desk, OPENING)
    with desk.store.work(AUTHOR) as work:
        known = work.fund(book.id)
        assert known is not None
        body = PaidOut("l9", TODAY.isoformat(), 1, "c1", "N1", "王德贵", AUTHOR.officer)
        work.append([paid_out(known, body, TODAY)])
        work.finish()
        assert work.changed & {"cases", "desk", "funds"} == {"funds"}


def test_two_windows_that_paid_the_same_money_show_the_same_afterwards_and_say_so(desk: Desk, other: Desk) -> None:
    book, exchange = fund.begin(desk, OPENING), Exchange()
    exchange.sync(desk.store, other.store)
    pay(desk, book.id, 400_000, "l8")
    pay(other, book.id, 400_000, "l9")

    exchange.sync(desk.store, other.store)

    assert everything(desk.store, book.id) == everything(other.store, book.id)
    (row,) = desk.store.funds()
    assert (row.balance_fen, row.trouble) == (-300_000, "overdrawn")
    fund.top_up(other, book.id, 300_000, "渠民拨〔2026〕18号")
    exchange.sync(desk.store, other.store)
    assert (desk.store.funds()[0].balance_fen, desk.store.funds()[0].trouble) == (0, "")


def test_whatever_another_window_wrote_stops_no_round(desk: Desk, other: Desk) -> None:
    facts = [
        Fact("fund:f", "fund.paid_out", 1, {"amount_fen": "x"}),
        Fact("fund:g", "fund.lent", 1, {}),
        Fact("fund:h", "fund.counted", 1, {"line": "l", "counted_on": "2026-11-24", "counted_fen": 9, "book_fen": 1,
                                           "reason": "", "by": "o"}),
    ]  # fmt: skip
    with other.store.work(AUTHOR) as work:
        work.append(facts)

    Exchange().sync(other.store, desk.store)

    assert [(row.name, row.trouble) for row in desk.store.funds()] == [
        ("", "needs_newer"), ("", "needs_newer"), ("", "incomplete"),
    ]  # fmt: skip
    assert verify(desk.store, BlobVault(desk.data / "blobs")).ok


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM fund_line",
        "UPDATE fund SET balance_fen = 1",
        "INSERT INTO fund VALUES ('fund:none', 'x', '', '', 1, '', 0, '')",
    ],
)
def test_a_ledger_that_was_lost_or_spoilt_is_found_and_made_again(desk: Desk, tmp_path: Path, damage: str) -> None:
    book = three_months(desk)
    before = everything(desk.store, book.id)
    run(tmp_path / "yimen.db", damage)

    report = verify(desk.store, BlobVault(desk.data / "blobs"))

    assert not report.ok
    with desk.store.work() as work:
        work.refold([f"fund:{book.id}", "fund:none"])
    assert everything(desk.store, book.id) == before
    assert verify(desk.store, BlobVault(desk.data / "blobs")).ok


def test_several_funds_stand_by_the_day_on_which_they_began(desk: Desk) -> None:
    fund.begin(desk, OPENING)
    fund.begin(desk, replace(OPENING, name="老备用金", on=date(2026, 1, 2)))

    assert [row.name for row in desk.store.funds()] == ["老备用金", "临时救助备用金"]
