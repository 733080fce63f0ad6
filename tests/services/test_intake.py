from dataclasses import replace
from datetime import date, timedelta

import pytest

from app import clock
from app.domain.draft import Draft
from app.domain.fact import Fact
from app.errors import Refused
from app.journal.entry import Entry
from app.journal.merkle import grown, receipt_code
from app.services import intake, signing
from app.services.desk import Desk
from app.services.intake import Picture
from tests.services.conftest import MONDAY, hand_of

CARD = Picture(b"original", "image/png", b"archive", {"name": "王德责"}, "ok", "file")


def signed(desk: Desk, draft: Draft) -> Draft:
    """The draft with its applicant's signature."""
    prepared, forms = signing.prepare(desk, draft)
    return signing.add_signature(desk, prepared, forms, hand_of(prepared, forms))


def chain(desk: Desk) -> list[Entry]:
    """All entries of cases, in the order of the chain."""
    return sorted((held.entry for held in desk.store.entries_of_type("case")), key=lambda entry: entry.seq)


def test_a_draft_is_kept_from_the_first_save_until_it_is_discarded(desk: Desk, draft: Draft) -> None:
    assert desk.store.drafts() == ()

    intake.save(desk, draft)
    assert desk.store.drafts() == (draft,)

    intake.discard(desk, draft.id)
    assert desk.store.drafts() == ()


def test_a_picture_is_kept_whole_and_takes_the_place_of_an_earlier_one(desk: Desk, draft: Draft) -> None:
    once = intake.add_picture(desk, draft, "id_front", draft.applicant.id, CARD)
    back = intake.add_picture(desk, once, "id_back", draft.applicant.id, CARD)
    again = intake.add_picture(
        desk, back, "id_front", draft.applicant.id, replace(CARD, archive=b"better", overruled="急用")
    )

    slots = {capture.slot: capture for capture in again.captures}
    assert len(again.captures) == 2
    assert desk.document(slots["id_front"].archive) == b"better"
    assert desk.document(slots["id_back"].original) == b"original"
    assert (slots["id_front"].overruled, slots["id_back"].read) == ("急用", {"name": "王德责"})
    assert desk.store.drafts() == (again,)


def test_acceptance_writes_all_entries_and_a_checkpoint_over_them(desk: Desk, draft: Draft) -> None:
    ready = signed(desk, intake.add_picture(desk, draft, "id_front", draft.applicant.id, CARD))

    accepted = intake.accept(desk, ready)

    entries = chain(desk)
    assert [entry.kind for entry in entries] == [
        "case.accepted", "case.document_filed", "case.signed", "case.declared",
    ]  # fmt: skip
    assert accepted.number == "511725123-261012-0A-00001-" + accepted.number[-1]
    assert (accepted.size, accepted.code) == (4, receipt_code(grown(entry.hash for entry in entries).root()))
    assert accepted.dates.due_on == date(2026, 11, 9)
    assert [member.identity.name for member in accepted.missing] == ["王建军"]
    assert desk.store.drafts() == ()
    assert desk.store.pending().entries == 4


def test_accepting_the_same_draft_again_gives_the_same_acceptance(desk: Desk, draft: Draft) -> None:
    ready = signed(desk, draft)

    first, second = intake.accept(desk, ready), intake.accept(desk, ready)

    assert second == first
    assert len(chain(desk)) == 3


def test_a_save_that_comes_after_the_acceptance_brings_no_draft_back(desk: Desk, draft: Draft) -> None:
    ready = signed(desk, draft)
    intake.accept(desk, ready)

    intake.save(desk, replace(ready, phone="13900000000"))

    assert desk.store.drafts() == ()


def test_serials_go_on_from_case_to_case(desk: Desk, draft: Draft) -> None:
    other = replace(intake.begin(desk), members=draft.members, replies=draft.replies)

    numbers = [intake.accept(desk, signed(desk, one)).number for one in (draft, other)]

    assert [number[-7:-2] for number in numbers] == ["00001", "00002"]


def test_a_draft_that_says_something_else_than_what_was_signed_is_not_accepted(desk: Desk, draft: Draft) -> None:
    changed = replace(signed(desk, draft), phone="13800000001")

    with pytest.raises(Refused) as refused:
        intake.accept(desk, changed)

    assert refused.value.code == "case.form_changed"
    assert chain(desk) == []


def test_what_is_not_on_the_form_may_change_after_the_signature(desk: Desk, draft: Draft) -> None:
    ready = replace(signed(desk, draft), step="sign", sign_later={draft.members[1].id: "post"}, duplicate_reason="分户")

    assert intake.accept(desk, ready).case.accepted is not None


def test_an_incomplete_draft_is_refused_and_nothing_is_written(desk: Desk, draft: Draft) -> None:
    with pytest.raises(Refused) as refused:
        intake.accept(desk, draft)

    assert refused.value.code == "signatures.applicant_missing"
    assert refused.value.code in {finding.code for finding in intake.findings(draft, desk.today())}
    assert chain(desk) == []
    assert desk.store.pending().entries == 0


def test_the_day_of_coming_is_that_of_the_first_word_even_after_midnight_in_china(desk: Desk, draft: Draft) -> None:
    begun = replace(draft, started_at="2026-10-09T16:30:00.000Z")

    case = intake.accept(desk, signed(desk, begun)).case

    assert case.accepted is not None
    assert (case.accepted.came_on, case.accepted.accepted_on) == ("2026-10-10", "2026-10-12")


def test_a_clock_that_was_set_back_makes_nobody_come_after_acceptance(desk: Desk, draft: Draft) -> None:
    begun = replace(draft, started_at=clock.text(MONDAY + timedelta(days=9)))

    case = intake.accept(desk, signed(desk, begun)).case

    assert case.accepted is not None
    assert case.accepted.came_on == "2026-10-12"


def test_the_same_person_is_found_in_cases_and_in_drafts(desk: Desk, draft: Draft) -> None:
    accepted = intake.accept(desk, signed(desk, draft))
    begun = replace(intake.begin(desk), members=draft.members[:1])
    another = replace(intake.begin(desk), members=draft.members[:1])
    intake.save(desk, begun)

    found = intake.duplicates(desk, another)

    assert [(hit.where, hit.id, hit.name) for hit in found] == [
        ("case", accepted.case.id, "王德贵"),
        ("draft", begun.id, "王德贵"),
    ]
    assert [(hit.where, hit.id) for hit in intake.duplicates(desk, begun)] == [("case", accepted.case.id)]


def test_nobody_without_a_number_is_a_duplicate(desk: Desk, draft: Draft) -> None:
    intake.save(desk, draft)

    assert intake.duplicates(desk, intake.begin(desk)) == ()


def test_a_case_whose_content_was_erased_has_no_acceptance_to_show(desk: Desk, draft: Draft) -> None:
    case = intake.accept(desk, signed(desk, draft)).case

    with pytest.raises(Refused) as refused:
        intake.accepted(desk, replace(case, accepted=None))

    assert refused.value.code == "case.content_missing"


def test_a_case_goes_on_after_acceptance(desk: Desk, draft: Draft) -> None:
    case = intake.accept(desk, signed(desk, draft)).case
    correction = {"fields": {"phone": "13800000002"}, "reason": "说错了"}

    with desk.store.work(desk.author) as work:
        work.append([Fact(f"case:{case.id}", "case.corrected", 1, correction)])

    known = desk.store.case(case.id)
    assert known is not None
    assert known.accepted is not None
    assert known.accepted.phone == "13800000002"
