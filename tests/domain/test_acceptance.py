from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.domain import acceptance
from app.domain.acceptance import LOOK, STOP, Terms
from app.domain.draft import Capture, Draft
from app.domain.fact import BlobRef
from app.domain.household import Member
from app.domain.office import Office
from app.domain.person import Identity
from app.errors import Refused

TODAY = date(2026, 10, 12)
OFFICE = Office("t-0A1B2C", "511725123", "青龙镇人民政府", confirmer="township")
SON = Member("member-2", Identity("王建军", "male", birth="1978-05-06"), relation="20")
GRANDDAUGHTER = Member("member-3", Identity("王雨欣", "female", birth="2016-05-06"), relation="42")


def terms(**changes: Any) -> Terms:
    return replace(
        Terms(
            "511725123-261012-0A-00147-L",
            TODAY,
            TODAY,
            TODAY,
            date(2026, 11, 9),
            20,
            "dibao-2026.1",
            OFFICE,
            "officer-1",
        ),
        **changes,
    )


def codes(draft: Draft, level: str) -> set[tuple[str, str]]:
    return {(found.place, found.code) for found in acceptance.findings(draft, TODAY) if found.level == level}


def with_identity(draft: Draft, **changes: str) -> Draft:
    return draft.with_member(replace(draft.applicant, identity=replace(draft.applicant.identity, **changes)))


def test_a_complete_draft_has_nothing_to_find(draft: Draft) -> None:
    assert acceptance.findings(draft, TODAY) == ()


def test_acceptance_gives_the_facts_in_the_order_in_which_they_happened(draft: Draft) -> None:
    card = Capture("1", "id_front", "member-1", BlobRef("b" * 64, 9, "image/jpeg"), BlobRef("c" * 64, 5, "image/jpeg"),
                   "camera", "ok", "2026-10-12T01:02:03.004Z", read={"name": "王德责"})  # fmt: skip
    facts = acceptance.accept(replace(draft, captures=(card,)), terms(), TODAY)

    assert [fact.kind for fact in facts] == ["case.accepted", "case.document_filed", "case.signed", "case.declared"]
    assert {fact.subject for fact in facts} == {"case:case-1"}
    assert facts[0].body["number"] == "511725123-261012-0A-00147-L"
    assert facts[0].body["due_on"] == "2026-11-09"
    assert facts[1].body["read"] == {"name": "王德责"}
    assert facts[1].body["document"]["sha256"] == "c" * 64
    assert facts[3].body == {"near_relative": {"answer": "no", "note": ""}, "truth": True}


def test_a_time_limit_past_the_known_calendars_is_recorded_without_a_day(draft: Draft) -> None:
    facts = acceptance.accept(draft, terms(due_on=None, legal_days=30), TODAY)

    assert (facts[0].body["due_on"], facts[0].body["legal_days"]) == ("", 30)


@pytest.mark.parametrize(
    ("changes", "place", "code"),
    [
        ({"name": " "}, "members.0.name", "identity.name_missing"),
        ({"id_number": ""}, "members.0.id_number", "identity.number_missing"),
        ({"id_number": "511725196002290019"}, "members.0.id_number", "id_number.check_digit"),
        ({"id_number": "51172519600229"}, "members.0.id_number", "id_number.length"),
    ],
)
def test_an_identity_that_does_not_hold_stops_acceptance(
    draft: Draft, changes: dict[str, str], place: str, code: str
) -> None:
    wrong = with_identity(draft, **changes)

    assert (place, code) in codes(wrong, STOP)
    with pytest.raises(Refused) as refused:
        acceptance.accept(wrong, terms(), TODAY)
    assert (refused.value.code, refused.value.facts["place"]) == (code, place)


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"birth": "1960-02-28"}, "birth", "identity.birth_differs"),
        ({"sex": "female"}, "sex", "identity.sex_differs"),
        ({"valid_to": "2026-10-11"}, "valid_to", "identity.expired"),
    ],
)
def test_what_does_not_fit_is_shown_but_does_not_stop(
    draft: Draft, changes: dict[str, str], field: str, code: str
) -> None:
    assert codes(with_identity(draft, **changes), LOOK) == {(f"members.0.{field}", code)}
    assert codes(with_identity(draft, **changes), STOP) == set()


@pytest.mark.parametrize("valid_to", ["long_term", "2026-10-12", ""])
def test_a_card_that_is_still_valid_is_not_remarked(draft: Draft, valid_to: str) -> None:
    assert codes(with_identity(draft, valid_to=valid_to), LOOK) == set()


def test_the_question_about_kin_in_office_must_be_touched(draft: Draft) -> None:
    assert codes(replace(draft, replies={}), STOP) == {("replies.near_relative", "household.near_relative_unasked")}


def test_without_the_applicants_signature_nothing_is_accepted(draft: Draft) -> None:
    assert codes(replace(draft, signatures=()), STOP) == {("signatures", "signatures.applicant_missing")}


def test_an_absent_adult_may_sign_later_and_a_child_need_not(draft: Draft) -> None:
    family = draft.with_member(SON).with_member(GRANDDAUGHTER)

    assert ("signatures.member-2", "signatures.member_missing") in codes(family, LOOK)
    assert not any(place.endswith("member-3") and "signatures" in place for place, _ in codes(family, LOOK))
    assert codes(family, STOP) == set()
    assert acceptance.adults(family, TODAY) == (family.applicant, SON)


def test_a_child_who_applies_signs_all_the_same(draft: Draft) -> None:
    child = with_identity(draft, birth="2016-05-06", id_number="")

    assert acceptance.adults(child, TODAY) == (child.applicant,)


def test_the_same_number_twice_in_a_household_stops_acceptance(draft: Draft) -> None:
    twice = draft.with_member(replace(SON, identity=replace(SON.identity, id_number="5117251960 02290018", birth="")))

    assert ("members.1.id_number", "household.same_number") in codes(twice, STOP)


def test_a_members_missing_number_or_relation_deserves_a_look_only(draft: Draft) -> None:
    family = draft.with_member(replace(SON, relation=""))

    assert {
        ("members.1.id_number", "identity.number_missing"),
        ("members.1.relation", "household.relation_missing"),
    } <= (codes(family, LOOK))
