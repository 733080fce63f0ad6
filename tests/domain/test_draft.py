import json
from dataclasses import replace
from datetime import date

import pytest

from app.domain import draft as drafts
from app.domain.draft import Capture, Draft, Question, Reply
from app.domain.fact import BlobRef
from app.domain.household import Member
from app.domain.income import Income
from app.domain.person import age_on, is_adult_by

FRONT = BlobRef("b" * 64, 9, "image/jpeg")


def test_a_draft_survives_json(draft: Draft) -> None:
    written = json.dumps(drafts.to_json(draft))

    assert drafts.from_json(json.loads(written)) == draft


def test_a_draft_of_a_newer_program_keeps_what_this_one_knows(draft: Draft) -> None:
    assert drafts.from_json({**drafts.to_json(draft), "later": 1}) == draft


@pytest.mark.parametrize("values", [None, [], {}, {"id": 1}, "draft"])
def test_what_is_no_draft_is_refused(values: object) -> None:
    with pytest.raises(ValueError, match=r"Expected|missing"):
        drafts.from_json(values)


def test_a_member_is_changed_in_place_and_found_by_id(draft: Draft) -> None:
    family = draft.with_member(Member("member-2"))

    changed = family.with_member(Member("member-2", work="farm"))

    assert [member.id for member in changed.members] == ["member-1", "member-2"]
    assert changed.member("member-2").work == "farm"
    with pytest.raises(KeyError):
        changed.member("member-9")


def test_a_member_who_goes_takes_along_all_that_was_said_of_them(draft: Draft) -> None:
    family = replace(
        draft.with_member(Member("member-2")),
        incomes=(Income("i", "wage", "member-2"),),
        captures=(Capture("c", "id_front", "member-2", FRONT, FRONT, "file", "ok", "2026-10-12T01:02:03.004Z"),),
        sign_later={"member-2": "post"},
    )

    assert family.without_member("member-2") == draft


def test_a_question_that_nobody_touched_is_unasked(draft: Draft) -> None:
    assert draft.reply(Question.VEHICLE) == Reply("unasked", "")


def test_a_draft_names_each_document_that_it_needs_once(draft: Draft) -> None:
    form = BlobRef("d" * 64, 4, "application/pdf")
    capture = Capture("c", "id_front", "member-1", FRONT, FRONT, "file", "ok", "2026-10-12T01:02:03.004Z")

    assert replace(draft, captures=(capture,), form=form).blobs() == (FRONT, draft.signatures[0].ink, form)


@pytest.mark.parametrize(
    ("birth", "day", "adult"),
    [("2008-10-12", "2026-10-12", True), ("2008-10-13", "2026-10-12", False), ("", "2026-10-12", True)],
)
def test_who_is_eighteen_today_is_an_adult_and_so_is_who_has_no_birth_date(
    birth: str, day: str, *, adult: bool
) -> None:
    assert is_adult_by(birth, day) is adult


def test_an_age_needs_a_birth_date() -> None:
    assert age_on("1950-10-13", date(2026, 10, 12)) == 75
    assert age_on("unknown", date(2026, 10, 12)) is None
