"""The fold of a fund: what was paid stays paid, of two corrections of one line the first holds, all is total."""

from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.fund import Fund
from app.journal.entry import Entry
from app.journal.fold import Stored
from app.journal.fund import fold_fund
from tests.journal.conftest import BODIES, DEVICES, Writer
from tests.journal.test_desk import is_canonical

SUBJECT = "fund:x"
OPENED = {"line": "l1", "opened_on": "2026-10-08", "name": "备用金", "balance_fen": 500_000, "source": "拨款单12号",
          "keeper": "罗会计", "by": "o1"}  # fmt: skip
CAME = {"line": "l2", "topped_up_on": "2026-11-02", "amount_fen": 100_000, "reference": "拨款单15号", "by": "o1"}
PAID = {"line": "l3", "paid_on": "2026-11-05", "amount_fen": 30_000, "case": "c1", "number": "N1",
        "receiver": "王德贵", "by": "o1"}  # fmt: skip
COUNTED = {"line": "l4", "counted_on": "2026-11-24", "counted_fen": 490_000, "book_fen": 500_000, "reason": "零钱",
           "by": "o1"}  # fmt: skip
RIGHT = {"line": "l5", "corrected_on": "2026-11-24", "of": "l3", "amount_fen": 3_000, "reason": "写错", "by": "o1"}
KNOWN = {"fund.opened": OPENED, "fund.topped_up": CAME, "fund.paid_out": PAID, "fund.counted": COUNTED,
         "fund.corrected": RIGHT}  # fmt: skip


class Two:
    """Two windows of one office, and the order in which the county got their entries."""

    def __init__(self) -> None:
        self.here, self.there = (Writer(device) for device in DEVICES)
        self.stored: list[Stored] = []

    def write(self, at: Writer, kind: str, body: dict[str, Any], *parents: Entry, v: int = 1) -> Entry:
        entry = at.write(f"fund.{kind}", body, parents=parents, subject=SUBJECT, v=v)
        self.stored.append(Stored(entry, len(self.stored) + 1))
        return entry

    @property
    def fund(self) -> Fund:
        found = fold_fund("x", self.stored)
        assert found is not None
        assert fold_fund("x", self.stored[::-1]) == found
        return found


def test_two_payments_of_the_same_money_both_count_and_the_fund_says_so() -> None:
    two = Two()
    first = two.write(two.here, "opened", OPENED)
    two.write(two.here, "paid_out", PAID | {"amount_fen": 400_000}, first)
    two.write(two.there, "paid_out", PAID | {"line": "l9", "amount_fen": 400_000}, first)

    assert (two.fund.balance_fen, two.fund.trouble, two.fund.conflicts) == (-300_000, "overdrawn", ())


def test_of_two_corrections_of_one_line_the_first_holds_until_somebody_who_knows_both_chooses() -> None:
    two = Two()
    first = two.write(two.here, "opened", OPENED)
    paid = two.write(two.here, "paid_out", PAID, first)
    one = two.write(two.here, "corrected", RIGHT, paid)
    other = two.write(two.there, "corrected", RIGHT | {"line": "l6", "amount_fen": 300_000}, paid)

    assert (two.fund.balance_fen, two.fund.trouble) == (497_000, "disputed")
    assert two.fund.is_disputed("l3")
    assert not two.fund.is_disputed("l2")

    two.write(two.there, "corrected", RIGHT | {"line": "l7", "amount_fen": 31_000}, one, other)

    assert (two.fund.balance_fen, two.fund.trouble) == (469_000, "")


def test_corrections_of_two_lines_do_not_get_in_each_others_way() -> None:
    two = Two()
    first = two.write(two.here, "opened", OPENED)
    paid = two.write(two.here, "paid_out", PAID, first)
    two.write(two.here, "corrected", RIGHT, paid)
    two.write(two.there, "corrected", RIGHT | {"line": "l6", "of": "l1", "amount_fen": 400_000}, paid)

    assert (two.fund.balance_fen, two.fund.conflicts) == (397_000, ())


def test_a_difference_that_was_booked_beside_an_unknown_payment_is_to_be_counted_again() -> None:
    """The cash was already gone when it was counted, and the payment comes on top."""
    two = Two()
    first = two.write(two.here, "opened", OPENED)
    count = two.write(two.there, "counted", COUNTED, first)
    assert two.fund.trouble == ""
    paid = two.write(two.here, "paid_out", PAID | {"amount_fen": 10_000}, first)
    assert (two.fund.balance_fen, two.fund.trouble) == (480_000, "recount")

    again = COUNTED | {"line": "l8", "counted_fen": 490_000, "book_fen": 480_000}
    two.write(two.here, "counted", again, count, paid)

    assert (two.fund.balance_fen, two.fund.trouble) == (490_000, "")


def test_a_count_that_agreed_is_right_whatever_happened_beside_it() -> None:
    two = Two()
    first = two.write(two.here, "opened", OPENED)
    two.write(two.there, "counted", COUNTED | {"counted_fen": 500_000}, first)
    two.write(two.here, "paid_out", PAID, first)

    assert two.fund.trouble == ""


def test_the_first_opening_counts() -> None:
    two = Two()
    first = two.write(two.here, "opened", OPENED)
    two.write(two.here, "opened", OPENED | {"line": "l9", "balance_fen": 1}, first)

    assert two.fund.balance_fen == 500_000


def test_what_is_erased_is_counted_and_what_is_newer_is_marked() -> None:
    two = Two()
    first = two.write(two.here, "opened", OPENED)
    erased = Stored(two.here.write("fund.topped_up", CAME, parents=(first,), subject=SUBJECT).without_body(), 2)
    gone = fold_fund("x", [*two.stored, erased])
    two.write(two.here, "borrowed", {}, first)

    assert gone is not None
    assert (gone.erased, gone.trouble) == (1, "incomplete")
    assert (two.fund.needs_newer, two.fund.balance_fen) == (True, 500_000)


@pytest.mark.parametrize(
    ("kind", "body", "v"),
    [
        ("paid_out", PAID | {"amount_fen": "30"}, 1),
        ("paid_out", PAID | {"paid_on": "昨天"}, 1),
        ("corrected", RIGHT | {"of": 7}, 1),
        ("topped_up", CAME, 2),
    ],
)
def test_a_body_of_another_shape_is_kept_and_not_understood(kind: str, body: dict[str, Any], v: int) -> None:
    two = Two()
    first = two.write(two.here, "opened", OPENED)
    two.write(two.here, kind, body, first, v=v)

    assert (two.fund.needs_newer, two.fund.balance_fen) == (True, 500_000)


def test_of_nothing_there_is_no_fund_and_who_looked_is_none() -> None:
    looked = Stored(Writer().write("access.viewed", {"why": "x"}, subject=SUBJECT), 1)

    assert fold_fund("x", []) is None
    assert fold_fund("x", [looked]) is None


@settings(max_examples=60)
@given(seed=st.integers(0, 2**64), strange=BODIES.filter(is_canonical))
def test_the_fold_is_total_and_the_same_for_any_order_of_arrival(seed: int, strange: dict[str, Any]) -> None:
    chance, writers = Random(seed), [Writer(device) for device in DEVICES]
    made: list[Entry] = []
    for nth in range(chance.randint(1, 9)):
        kind = chance.choice(list(KNOWN))
        body = chance.choice([KNOWN[kind], KNOWN[kind] | {"line": f"l{nth}"}, strange])
        parents = tuple(chance.sample(made, min(len(made), chance.randint(0, 2))))
        name = chance.choice([kind, kind, "fund.unheard_of"])
        made.append(
            chance.choice(writers).write(name, body, parents=parents, subject=SUBJECT, v=chance.choice([1, 1, 2]))
        )
    shown = [one.without_body() if chance.random() < 0.1 else one for one in made]
    history = [Stored(one, chance.choice([order, None])) for order, one in enumerate(shown)]

    state = fold_fund("x", history)

    assert state is not None
    assert state.lines == () or state.lines[-1].balance_fen == state.balance_fen
    assert fold_fund("x", chance.sample(history, len(history))) == state
    assert fold_fund("x", [*history, *history]) == state
