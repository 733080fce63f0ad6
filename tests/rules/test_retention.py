"""How long files are locked."""

from datetime import date

import pytest

from app.rules.retention import Kind, kept_until, locked_until
from tests.domain.steps.walk import Walk
from tests.domain.steps.ways import confirmed


@pytest.mark.parametrize(
    ("kind", "start", "until"),
    [
        (Kind.DECISION, "2026-10-12", "2029-10-12"),
        (Kind.DECISION, "2028-02-29", "2031-02-28"),
        (Kind.DAILY, "2026-12-31", "2031-12-31"),
        (Kind.PAYMENT, "2026-12-31", "2056-12-31"),
    ],
)
def test_rule_52_files_are_locked_for_their_years(kind: Kind, start: str, until: str) -> None:
    assert kept_until(kind, date.fromisoformat(start)) == date.fromisoformat(until)


def test_rule_52_while_nothing_is_decided_or_aid_runs_no_end_is_reckoned() -> None:
    assert locked_until(Walk().case) is None
    assert locked_until(confirmed().case) is None


def test_rule_52_a_refusal_counts_from_its_day_and_aid_from_its_end() -> None:
    refused = Walk().request().report().visit().give_opinion(proposal="refuse", members=(), monthly_fen=0)
    refused.refuse()
    assert locked_until(refused.case) == kept_until(Kind.DECISION, date.fromisoformat(refused.on))

    ended = confirmed().hear(proposed="stop").later().stop()
    assert locked_until(ended.case) == kept_until(Kind.DECISION, date.fromisoformat(ended.on))
