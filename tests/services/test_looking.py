"""Who looked at whose data."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import pytest

from app.domain import access
from app.domain.access import Looked, Purpose
from app.domain.draft import Draft
from app.errors import Refused
from app.services import intake, looking
from app.services.desk import Desk
from tests.services.conftest import MONDAY, quickly_signed


def lines(desk: Desk) -> list[tuple[str, str]]:
    """Give what the officer looked at, and for what."""
    bodies = [one.entry.body or {} for one in desk.store.entries(f"access:{desk.author.officer}")]
    return [(str(body["subject"]), str(body["purpose"])) for body in bodies]


def test_rule_53_every_look_at_a_case_is_a_line_with_officer_case_and_purpose(desk: Desk, draft: Draft) -> None:
    case = intake.accept(desk, quickly_signed(desk, draft)).case
    assert looking.case(desk, case.id) == case
    assert looking.case(desk, case.id, Purpose.COPY_OUT) == case

    assert lines(desk) == [(f"case:{case.id}", "handle"), (f"case:{case.id}", "copy_out")]


def test_a_quarter_of_an_hour_is_one_look_and_a_clock_that_was_put_back_is_another(desk: Desk, draft: Draft) -> None:
    case = intake.accept(desk, quickly_signed(desk, draft)).case
    for minutes in (0, 14, 15, 20, -60):
        looking.case(replace(desk, now=partial(_after, minutes)), case.id)

    assert len(lines(desk)) == 3


def _after(minutes: int) -> datetime:
    return MONDAY + timedelta(minutes=minutes)


def test_what_is_not_here_is_seen_by_nobody(desk: Desk) -> None:
    assert looking.case(desk, "01900000-0000-7000-8000-000000000009") is None
    assert lines(desk) == []


def test_a_look_of_nobody_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        access.looked("", Looked("case:c", "handle", "2026-10-12T01:31:00.000Z", "t-0A1B2C"))
    assert refused.value.code == "access.nobody"
