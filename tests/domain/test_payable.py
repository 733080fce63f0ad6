"""What is due for a month: from the first one on, as it was changed, nothing after the end."""

import pytest

from app.domain.steps.payable import payable_in
from app.domain.steps.progress import Progress
from tests.forms import step_facts as facts
from tests.forms.step_cases import SAID, case, in_aid

REDUCED = facts.changed(SAID)
PHASED = facts.changed(SAID, "phase_out", monthly_fen=20_000)


@pytest.mark.parametrize(
    ("month", "fen"),
    [("2026-11", 0), ("2026-12", 69_333), ("2027-05", 69_333), ("2027-06", 30_000)],
)
def test_a_change_counts_from_its_month_on(month: str, fen: int) -> None:
    assert payable_in(in_aid(changes=(REDUCED,)).progress, month) == fen


@pytest.mark.parametrize(("month", "fen"), [("2027-06", 20_000), ("2027-11", 20_000), ("2027-12", 0)])
def test_a_phase_ends_with_its_last_month(month: str, fen: int) -> None:
    assert payable_in(in_aid(changes=(PHASED,)).progress, month) == fen


def test_what_is_paid_once_or_not_decided_is_due_in_no_month() -> None:
    once = facts.confirmed(facts.head(SAID), monthly_fen=0, once_fen=100)

    assert payable_in(Progress(confirmed=once), "2026-12") == 0
    assert payable_in(case().progress, "2026-12") == 0
