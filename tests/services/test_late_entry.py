"""补录: which number, which day, and what has to be said with it."""

from datetime import timedelta

import pytest

from app.domain.form_code import FormCode, Paper, payload, subject_of
from app.errors import Refused
from app.ids import uuid7
from app.services import blank_forms, intake, late_entry
from app.services.desk import Desk


@pytest.fixture
def number(desk: Desk) -> str:
    """The number of a blank form that was printed today."""
    batch = blank_forms.reserve(desk, 1).reserved
    assert batch is not None
    return batch.numbers[0]


def code_of(about: str) -> str:
    return payload(FormCode(Paper.APPLICATION, about, "", 1, 6, "0000"))


def test_a_number_is_typed_or_read_from_its_code(number: str) -> None:
    assert late_entry.number_of(f"  {number.lower()} ") == number
    assert late_entry.number_of(code_of(subject_of(number))) == number


@pytest.mark.parametrize(("written", "code"), [("nothing of ours", "case_number.check"), ("YM1", "form_code.check")])
def test_what_is_no_number_is_refused(written: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        late_entry.number_of(written)
    assert refused.value.code == code


def test_the_code_of_a_case_is_no_number() -> None:
    with pytest.raises(Refused) as refused:
        late_entry.number_of(code_of(uuid7()))
    assert refused.value.code == "form_code.check"


def test_a_form_of_today_is_begun_and_gone_on_with(desk: Desk, number: str) -> None:
    today = desk.today().isoformat()
    begun = late_entry.begin(desk, number, today, " 停电 ")
    assert (begun.paper_number, begun.complete_on, begun.late_reason) == (number, today, "停电")
    intake.save(desk, begun)

    assert late_entry.begin(desk, number, "", "") == begun


@pytest.mark.parametrize(
    ("days", "reason", "code"),
    [(1, "停电", "acceptance.in_future"), (-1, "停电", "paper.before_printed")],
)
def test_a_day_that_cannot_be_is_refused(desk: Desk, number: str, days: int, reason: str, code: str) -> None:
    day = desk.today() + timedelta(days)
    with pytest.raises(Refused) as refused:
        late_entry.begin(desk, number, day.isoformat(), reason)
    assert refused.value.code == code


def test_a_form_of_an_earlier_day_needs_a_reason(
    desk: Desk, number: str, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip - as the others
    printed = desk.today()
    monkeypatch.setattr(type(desk), "today", lambda _desk: printed + timedelta(2))
    with pytest.raises(Refused) as refused:
        late_entry.begin(desk, number, printed.isoformat(), "  ")
    assert refused.value.code == "acceptance.no_late_reason"

    assert late_entry.begin(desk, number, printed.isoformat(), "停电").late_reason == "停电"
