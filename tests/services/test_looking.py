"""Who looked at whose data."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import pytest

from app.domain import access
from app.domain.access import Looked, Purpose, Reason
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


def test_lists_searches_prints_and_exports_say_how_many_and_why(desk: Desk) -> None:
    looking.listed(desk, "list:home", 7)
    looking.searched(desk, "list:find", 3)
    looking.printed(desk, "list:roster", 12)
    looking.kept_as_file(desk, "case:c")
    looking.exported(desk, "list:roster", 12, Reason.OTHER.value, " 县上要 ")
    bodies = [one.entry.body or {} for one in desk.store.entries(f"access:{desk.author.officer}")]
    told = [(one["subject"], one["purpose"], one["count"], one["reason"], one["note"]) for one in bodies]
    assert told == [
        ("list:home", "list", 7, "", ""),
        ("list:find", "search", 3, "", ""),
        ("list:roster", "print", 12, "", ""),
        ("case:c", "export", 1, "no_printer", ""),
        ("list:roster", "export", 12, "other", "县上要"),
    ]
    assert {one.entry.v for one in desk.store.entries(f"access:{desk.author.officer}")} == {2}


def test_what_names_nobody_leaves_no_line(desk: Desk) -> None:
    looking.listed(desk, "list:home", 0)
    looking.searched(desk, "list:find", 0)
    looking.printed(desk, looking.NOBODY)
    looking.kept_as_file(desk, looking.NOBODY)
    assert lines(desk) == []


def test_looks_are_one_in_a_quarter_of_an_hour_and_acts_are_each_a_line(desk: Desk) -> None:
    for _ in range(3):
        looking.listed(desk, "list:home", 7)
        looking.note(desk, "case:c", Purpose.REVEAL)
        looking.printed(desk, "case:c")
    assert [purpose for _, purpose in lines(desk)] == ["list", "reveal", "print", "print", "print"]


@pytest.mark.parametrize(("reason", "note"), [("", ""), ("curious", "x"), ("other", " ")])
def test_nothing_is_exported_without_a_reason(desk: Desk, reason: str, note: str) -> None:
    with pytest.raises(Refused) as refused:
        looking.exported(desk, "list:roster", 12, reason, note)
    assert refused.value.code == "access.no_reason"
    assert lines(desk) == []


def test_a_draft_and_a_document_are_looked_at_once_the_line_is_there(desk: Desk, draft: Draft) -> None:
    intake.save(desk, draft)
    assert looking.draft(desk, draft.id) == draft
    assert looking.draft(desk, "01900000-0000-7000-8000-000000000009") is None
    case = intake.accept(desk, quickly_signed(desk, draft)).case
    ref = case.signed[0].signed
    assert looking.document(desk, ref, f"case:{case.id}") == desk.document(ref)
    assert lines(desk) == [(f"case:{draft.id}", "handle"), (f"case:{case.id}", "document")]


def test_a_look_of_nobody_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        access.looked("", Looked("case:c", "handle", "2026-10-12T01:31:00.000Z", "t-0A1B2C"))
    assert refused.value.code == "access.nobody"
