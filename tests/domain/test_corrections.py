"""What an officer put in the place of what was read is told with the picture, in the journal."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.acceptance import Terms, accept
from app.domain.corrections import corrections
from app.domain.draft import Capture, Draft
from app.domain.household import Member
from tests.made_up import household
from tests.made_up.readings import captured, disability_card, front, page_of

DAY = date(2026, 10, 12)


def read(slot: str, draft: Draft, **misread: str) -> Capture:
    """The picture of the applicant's card, of which the machine read some fields wrong."""
    said = {name: one.value for name, one in front(draft.applicant.identity).fields.items()}
    return captured(slot, draft.applicant.id, {**said, **misread})


def test_a_card_that_was_read_as_it_stands_has_no_corrections(draft: Draft) -> None:
    assert corrections(read("id_front", draft), draft) == {}


def test_what_the_draft_says_in_another_way_is_told_as_it_says_it(draft: Draft) -> None:
    wrong = read("id_front", draft, name="王德责", address="四川省渠县青龙镇青龙村8组")

    assert corrections(wrong, draft) == {"name": "王德贵", "address": "四川省渠县青龙镇青龙村3组"}


def test_a_field_that_was_not_read_is_no_correction_and_one_that_was_wiped_out_is(draft: Draft) -> None:
    without = draft.with_member(replace(draft.applicant, identity=replace(draft.applicant.identity, ethnic="", sex="")))

    assert corrections(read("id_front", without, ethnic="汉"), without) == {"ethnic": ""}
    assert corrections(read("id_front", draft, ethnic=""), draft) == {}


def test_the_address_in_a_booklet_is_another_matter_than_that_on_the_card(draft: Draft) -> None:
    said = page_of(draft.applicant.identity, "户主") | {"address": "四川省渠县某处", "name": "王得贵"}

    assert corrections(captured("hukou_page", draft.applicant.id, said), draft) == {"name": "王德贵"}


@pytest.mark.parametrize("slot", ["other", "expense", "hukou_head", "no_slot_of_ours"])
def test_of_other_papers_nothing_is_compared(draft: Draft, slot: str) -> None:
    assert corrections(read(slot, draft, name="王德责"), draft) == {}


def test_a_picture_of_nobody_here_is_compared_with_nobody(draft: Draft) -> None:
    assert corrections(captured("id_front", "", {"name": "王德责"}), draft) == {}


def test_kind_and_grade_of_a_disability_are_compared(draft: Draft) -> None:
    holder = Member("m", draft.applicant.identity, disability_kind=4, disability_grade=2)
    known = draft.with_member(holder)
    said = {name: one.value for name, one in disability_card(holder.identity, grade="3").fields.items()}

    assert corrections(captured("disability_card", "m", said), known) == {"disability_grade": "2"}
    assert corrections(captured("disability_card", "m", said), draft.with_member(Member("m"))) == {
        "name": "",
        "disability_kind": "",
        "disability_grade": "",
    }  # fmt: skip - one fact


def test_an_acceptance_tells_of_each_picture_what_was_read_what_was_corrected_and_what_was_photographed(
    draft: Draft,
) -> None:
    picture = read("id_front", draft, name="王德责")
    picture = replace(picture, original=replace(picture.original, sha256="d" * 64))
    terms = Terms("1", DAY, DAY, DAY, None, 30, "rules", household.office(), "officer-1")

    facts = accept(replace(draft, captures=(picture,)), terms, DAY)

    filed = next(fact.body for fact in facts if fact.kind == "case.document_filed")
    assert (filed["read"]["name"], filed["corrected"]) == ("王德责", {"name": "王德贵"})
    assert (filed["original"], filed["document"]["sha256"]) == ("d" * 64, picture.archive.sha256)
