"""备用金: what may be written to its ledger, and what the ledger then says."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import fund
from app.domain.case import Conflict
from app.domain.fact import Fact
from app.domain.fund import Fund
from app.domain.fund_ledger import Body, Corrected, Counted, Opened, PaidOut, ToppedUp
from app.domain.money import LARGEST_FEN
from app.errors import Refused

TODAY = date(2026, 11, 24)
OPENED = Opened("l1", "2026-10-08", "临时救助备用金", 500_000, "渠民拨〔2026〕12号", "罗会计", "o1")
CAME = ToppedUp("l2", "2026-11-02", 200_000, "渠民拨〔2026〕15号", "o1")
PAID = PaidOut("l3", "2026-11-05", 30_000, "c1", "511725123-261105-0A-00001-1", "王德贵", "o2")
COUNT = Counted("l4", "2026-11-24", 670_000, 0, "", "o1")
RIGHT = Corrected("l5", "2026-11-24", "l3", 3_000, "多写了一个零", "o1")
BOOK = Fund("f", "t", (OPENED, CAME, PAID))


def refusal_of(act: Callable[[], Fact]) -> Refused:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value


def test_the_ledger_says_what_came_and_went_and_what_is_left() -> None:
    assert [(line.kind, line.in_fen, line.out_fen, line.balance_fen) for line in BOOK.lines] == [
        ("opened", 500_000, 0, 500_000),
        ("topped_up", 200_000, 0, 700_000),
        ("paid_out", 0, 30_000, 670_000),
    ]
    assert BOOK.balance_fen == 670_000
    assert (BOOK.lines[2].note, BOOK.lines[2].case, BOOK.lines[2].number) == ("王德贵", "c1", PAID.number)
    assert BOOK.trouble == ""


def test_lines_stand_by_their_days_whenever_they_were_written() -> None:
    late = Fund("f", "t", (OPENED, PAID, CAME))

    assert [line.id for line in late.lines] == ["l1", "l2", "l3"]
    assert late.lines[-1].balance_fen == late.balance_fen


def test_every_fact_is_of_the_fund_with_all_that_was_said() -> None:
    facts = [
        fund.opened("f", OPENED, TODAY),
        fund.topped_up(BOOK, CAME, TODAY),
        fund.paid_out(BOOK, PAID, TODAY),
        fund.counted(BOOK, COUNT, TODAY),
        fund.corrected(BOOK, RIGHT, TODAY),
    ]

    assert {(fact.subject, fact.v) for fact in facts} == {("fund:f", 1)}
    assert [fact.kind.removeprefix("fund.") for fact in facts] == [
        "opened", "topped_up", "paid_out", "counted", "corrected",
    ]  # fmt: skip
    assert facts[2].body == {
        "line": "l3", "paid_on": "2026-11-05", "amount_fen": 30_000, "case": "c1", "number": PAID.number,
        "receiver": "王德贵", "by": "o2",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": " "}, "fund.no_name"),
        ({"source": ""}, "fund.no_source"),
        ({"keeper": ""}, "fund.no_keeper"),
        ({"balance_fen": -1}, "fund.amount"),
        ({"balance_fen": LARGEST_FEN + 1}, "fund.amount"),
        ({"opened_on": "2026-11-25"}, "fund.in_future"),
        ({"opened_on": ""}, "fund.in_future"),
        ({"opened_on": "上个月"}, "day.unreadable"),
    ],
)
def test_a_fund_that_lacks_something_is_not_opened(changes: dict[str, object], code: str) -> None:
    opening = replace(OPENED, **changes)  # type: ignore[arg-type]  # one field of several types

    assert refusal_of(lambda: fund.opened("f", opening, TODAY)).code == code


def test_a_fund_may_begin_with_an_empty_box() -> None:
    assert fund.opened("f", replace(OPENED, balance_fen=0), TODAY).body["balance_fen"] == 0


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (replace(CAME, amount_fen=0), "fund.amount"),
        (replace(CAME, reference=" "), "fund.no_source"),
        (replace(CAME, topped_up_on="2026-11-25"), "fund.in_future"),
        (replace(CAME, topped_up_on="2026-10-07"), "fund.before_opening"),
    ],
)
def test_money_that_comes_has_an_amount_a_paper_and_a_day(body: ToppedUp, code: str) -> None:
    assert refusal_of(lambda: fund.topped_up(BOOK, body, TODAY)).code == code


def test_the_fund_pays_its_last_fen_and_not_one_more() -> None:
    assert fund.paid_out(BOOK, replace(PAID, amount_fen=670_000), TODAY).body["amount_fen"] == 670_000

    refused = refusal_of(lambda: fund.paid_out(BOOK, replace(PAID, amount_fen=670_001), TODAY))

    assert (refused.code, refused.facts) == ("fund.too_little", {"balance": "6,700", "amount": "6,700.01"})


def test_a_payment_has_an_amount_and_somebody_who_got_it() -> None:
    assert refusal_of(lambda: fund.paid_out(BOOK, replace(PAID, amount_fen=0), TODAY)).code == "fund.amount"
    assert refusal_of(lambda: fund.paid_out(BOOK, replace(PAID, receiver=" "), TODAY)).code == "fund.no_receiver"


def test_a_count_that_agrees_needs_no_words_and_one_that_differs_does() -> None:
    assert fund.counted(BOOK, COUNT, TODAY).body["book_fen"] == 670_000

    refused = refusal_of(lambda: fund.counted(BOOK, replace(COUNT, counted_fen=660_050), TODAY))

    assert (refused.code, refused.facts) == ("fund.no_explanation", {"difference": "-99.50", "book": "6,700"})
    assert refusal_of(lambda: fund.counted(BOOK, replace(COUNT, counted_fen=-1), TODAY)).code == "fund.amount"


@pytest.mark.parametrize(("counted", "moved"), [(660_000, (0, 10_000)), (670_100, (100, 0)), (670_000, (0, 0))])
def test_what_a_count_finds_is_the_balance_from_then_on(counted: int, moved: tuple[int, int]) -> None:
    body = replace(COUNT, counted_fen=counted, book_fen=670_000, reason="零钱数错")

    after = Fund("f", "t", (*BOOK.bodies, body))

    assert after.balance_fen == counted
    assert (after.lines[-1].in_fen, after.lines[-1].out_fen) == moved


def test_a_correction_moves_the_balance_and_leaves_the_line_as_it_was() -> None:
    after = Fund("f", "t", (*BOOK.bodies, RIGHT))

    assert [(line.kind, line.out_fen, line.balance_fen) for line in after.lines[2:]] == [
        ("paid_out", 30_000, 670_000),
        ("corrected", -27_000, 697_000),
    ]
    assert [line.now_fen for line in after.lines[2:]] == [3_000, 0]
    assert (after.lines[3].of, after.lines[3].case) == ("l3", "c1")


def test_a_line_is_taken_back_whole_and_put_right_again() -> None:
    gone = Fund("f", "t", (*BOOK.bodies, replace(RIGHT, amount_fen=0)))
    back = Fund("f", "t", (*gone.bodies, replace(RIGHT, line="l6", amount_fen=20_000)))

    assert (gone.balance_fen, back.balance_fen) == (700_000, 680_000)
    less = Fund("f", "t", (*BOOK.bodies, replace(RIGHT, of="l2", amount_fen=150_000)))
    assert (less.lines[-1].in_fen, less.balance_fen) == (-50_000, 620_000)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"of": "nowhere"}, "fund.no_such_line"),
        ({"of": "l4"}, "fund.no_such_line"),
        ({"amount_fen": -1}, "fund.amount"),
        ({"amount_fen": 30_000}, "fund.same_amount"),
        ({"reason": ""}, "fund.no_reason"),
        ({"amount_fen": 700_001}, "fund.below_zero"),
        ({"of": "l1", "amount_fen": 0}, ""),
    ],
)
def test_a_correction_names_a_line_another_amount_and_why(changes: dict[str, object], code: str) -> None:
    book = Fund("f", "t", (*BOOK.bodies, replace(COUNT, book_fen=670_000)))
    body = replace(RIGHT, **changes)  # type: ignore[arg-type]  # one field of several types

    if code:
        assert refusal_of(lambda: fund.corrected(book, body, TODAY)).code == code
    else:
        assert fund.corrected(book, body, TODAY).body["amount_fen"] == 0


def test_an_overdrawn_fund_may_be_put_right_upwards() -> None:
    """Two windows paid the same money; one of the payments was none."""
    over = Fund("f", "t", (OPENED, replace(PAID, amount_fen=400_000), replace(PAID, line="l9", amount_fen=400_000)))
    better = replace(RIGHT, of="l9", amount_fen=200_000)

    assert (over.balance_fen, over.trouble) == (-300_000, "overdrawn")
    assert fund.corrected(over, better, TODAY).body["of"] == "l9"
    assert (
        refusal_of(lambda: fund.corrected(over, replace(better, amount_fen=500_000), TODAY)).code == "fund.below_zero"
    )
    assert refusal_of(lambda: fund.paid_out(over, PAID, TODAY)).code == "fund.too_little"


def test_a_line_of_which_two_windows_said_different_amounts_may_be_given_the_standing_one_again() -> None:
    fields = (fund.claim("l3"),)
    disputed = replace(BOOK, conflicts=(Conflict("e2", "e1", "fund.corrected", fields, settled=False),))
    settled = replace(BOOK, conflicts=(Conflict("e2", "e1", "fund.corrected", fields, settled=True),))
    same = replace(RIGHT, amount_fen=30_000)

    assert fund.corrected(disputed, same, TODAY).body["amount_fen"] == 30_000
    assert (disputed.trouble, settled.trouble) == ("disputed", "")
    assert refusal_of(lambda: fund.corrected(settled, same, TODAY)).code == "fund.same_amount"


def test_nothing_is_written_to_a_fund_that_is_not_whole_here() -> None:
    unread, gone = replace(BOOK, needs_newer=True), Fund("f", "t", (PAID,))

    assert refusal_of(lambda: fund.topped_up(unread, CAME, TODAY)).code == "fund.needs_newer"
    assert refusal_of(lambda: fund.topped_up(gone, CAME, TODAY)).code == "fund.content_missing"
    assert (unread.trouble, gone.trouble, replace(BOOK, erased=1).trouble) == (
        "needs_newer", "incomplete", "incomplete",
    )  # fmt: skip


def test_a_count_made_beside_another_line_asks_for_one_more() -> None:
    assert replace(BOOK, uncertain=True).trouble == "recount"


@pytest.mark.parametrize(
    "odd",
    [
        replace(RIGHT, of="unknown"),
        replace(RIGHT, of="l4"),
        replace(RIGHT, line="l3", of="l2"),
        replace(PAID, amount_fen=99),
    ],
)
def test_what_makes_no_sense_moves_nothing(odd: Body) -> None:
    """A correction of nothing or of a count, and an id that stands already."""
    book = Fund("f", "t", (*BOOK.bodies, replace(COUNT, book_fen=670_000)))

    assert Fund("f", "t", (*book.bodies, odd)).balance_fen == book.balance_fen


SUMS, WORD = st.integers(0, 10**9), st.just("x")
ABOUT = st.sampled_from("abcdefghijklmn")
BODIES = st.lists(
    st.one_of(
        st.builds(ToppedUp, st.sampled_from("abcde"), st.just("2026-11-02"), SUMS, WORD, WORD),
        st.builds(PaidOut, st.sampled_from("fghij"), st.just("2026-11-03"), SUMS, WORD, WORD, WORD, WORD),
        st.builds(Counted, st.sampled_from("klm"), st.just("2026-11-04"), SUMS, SUMS, WORD, WORD),
        st.builds(Corrected, st.sampled_from("nopq"), st.just("2026-11-05"), ABOUT, SUMS, WORD, WORD),
    ),
    max_size=12,
)


@given(BODIES)
def test_what_came_less_what_went_is_always_what_is_left(bodies: list[Body]) -> None:
    book = Fund("f", "t", (OPENED, *bodies))

    came, went = (sum(getattr(line, name) for line in book.lines) for name in ("in_fen", "out_fen"))

    assert came - went == book.balance_fen == book.lines[-1].balance_fen
    assert len({line.id for line in book.lines}) == len(book.lines)


@given(BODIES, st.integers(1, 10**10))
def test_no_payment_that_is_allowed_takes_a_fund_below_zero(bodies: list[Body], amount: int) -> None:
    book = Fund("f", "t", (OPENED, *bodies))
    payment = replace(PAID, line="new", amount_fen=amount)

    try:
        fund.paid_out(book, payment, TODAY)
    except Refused:
        assert amount > book.balance_fen
    else:
        assert Fund("f", "t", (*book.bodies, payment)).balance_fen >= 0
