"""What a case says of itself: state, number, day, who goes on with it, who has to sign."""

from dataclasses import replace
from typing import Any

import pytest

from app.domain.case import Accepted, Case, Conflict, Signed, inside
from app.domain.course import Assigned, Ended, SignedOnPaper, Withdrawn
from app.domain.fact import BlobRef
from app.domain.household import Member
from app.domain.person import Identity
from app.domain.registration import NotAccepted, Registered, RegistrationEnded, SupplementAsked
from app.domain.urgent import UrgentRecorded

PAGE = BlobRef("a" * 64, 3, "application/pdf")
MEMBERS = tuple(
    Member(name, Identity(name, birth=birth), relation=relation)
    for name, birth, relation in (
        ("王德贵", "1950-03-08", "01"),
        ("王建军", "1978-07-01", "20"),
        ("雨欣", "2012-09-10", "42"),
    )
)
ACCEPTED = Accepted(
    "A", (), "2026-10-12", "2026-10-12", "2026-10-12", "2026-11-09", 20, "county", "", "", "", "officer-1", "h", MEMBERS
)
CAME = Registered("2026-10-12", "walk_in", Identity("王德贵"), (), "", "", "officer-0")
TOLD = SupplementAsked("2026-10-12", (), "S", "officer-0")
REFUSED = NotAccepted("2026-10-13", "", "", "N", ())
URGENT = UrgentRecorded("U", "fire", "", "", "2026-10-12", "", "cash", "2026-10-15", "desk", told_name="阿依")
WITHDRAWN = Withdrawn("2026-10-20", "王德贵", PAGE)
ENDED = Ended("2026-10-21", "", (), "2026-10-20", ())
EMPTY = Case("c", "t")


@pytest.mark.parametrize(
    ("known", "state"),
    [
        ({}, "unread"),
        ({"erased": 1}, "erased"),
        ({"registered": CAME}, "registered"),
        ({"registered": CAME, "urgent": URGENT}, "registered"),
        ({"registered": CAME, "supplement": TOLD}, "awaiting_supplement"),
        ({"registered": CAME, "supplement": TOLD, "registration_ended": RegistrationEnded("")}, "registration_ended"),
        ({"registered": CAME, "registration_ended": RegistrationEnded(""), "not_accepted": REFUSED}, "not_accepted"),
        ({"registered": CAME, "not_accepted": REFUSED, "accepted": ACCEPTED}, "accepted"),
        ({"accepted": ACCEPTED, "ended": ENDED}, "ended_noncoop"),
        ({"accepted": ACCEPTED, "ended": ENDED, "withdrawn": WITHDRAWN}, "withdrawn"),
    ],
)
def test_a_case_stands_where_the_strongest_word_puts_it(known: dict[str, Any], state: str) -> None:
    case = replace(EMPTY, **known)

    assert case.state == state
    assert case.closed is (state in {"registration_ended", "not_accepted", "ended_noncoop", "withdrawn"})


@pytest.mark.parametrize(
    ("known", "number", "due_on"),
    [
        ({}, "", ""),
        ({"registered": CAME}, "", ""),
        ({"not_accepted": REFUSED}, "N", ""),
        ({"urgent": URGENT}, "U", "2026-10-15"),
        ({"urgent": URGENT, "registration_ended": RegistrationEnded("")}, "U", ""),
        ({"urgent": URGENT, "supplement": TOLD}, "S", "2026-10-15"),
        ({"urgent": URGENT, "supplement": TOLD, "accepted": ACCEPTED}, "A", "2026-11-09"),
        ({"accepted": ACCEPTED, "withdrawn": WITHDRAWN}, "A", ""),
    ],
)
def test_a_case_has_the_number_that_was_handed_out_and_the_day_that_is_owed(
    known: dict[str, Any], number: str, due_on: str
) -> None:
    case = replace(EMPTY, **known)

    assert (case.number, case.due_on) == (number, due_on)
    assert case.is_urgent is (due_on == "2026-10-15")


def test_a_case_is_called_by_its_applicant_or_by_what_was_said_of_them() -> None:
    nameless = replace(CAME, applicant=Identity())

    assert EMPTY.applicant == ""
    assert replace(EMPTY, registered=CAME, urgent=URGENT).applicant == "王德贵"
    assert replace(EMPTY, registered=nameless, urgent=URGENT).applicant == "阿依"
    assert replace(EMPTY, registered=nameless).applicant == ""
    assert replace(EMPTY, urgent=replace(URGENT, told_name="", description="女")).applicant == "女"
    assert replace(EMPTY, accepted=ACCEPTED, urgent=URGENT).applicant == "王德贵"
    assert replace(EMPTY, accepted=replace(ACCEPTED, members=())).applicant == ""


def test_whoever_was_named_last_goes_on_with_it() -> None:
    assert EMPTY.handler == ""
    assert replace(EMPTY, registered=CAME).handler == "officer-0"
    assert replace(EMPTY, registered=CAME, accepted=ACCEPTED).handler == "officer-1"
    assert replace(EMPTY, accepted=ACCEPTED, assigned=Assigned("officer-2", "李", "")).handler == "officer-2"


def test_adults_sign_on_screen_or_on_paper() -> None:
    moment = "2026-10-12T01:02:03.004Z"
    signed = Signed("王德贵", "pen", (PAGE,), PAGE, PAGE, 2, moment, moment, "2026-10-12")
    inked = SignedOnPaper("王建军", "post", (PAGE,), "2026-10-12", "2026-10-15")

    assert EMPTY.missing_signers() == ()
    assert replace(EMPTY, accepted=ACCEPTED).missing_signers() == MEMBERS[:2]
    assert replace(EMPTY, accepted=ACCEPTED, signed=(signed,)).missing_signers() == MEMBERS[1:2]
    assert replace(EMPTY, accepted=ACCEPTED, signed=(signed,), signed_on_paper=(inked,)).missing_signers() == ()


def test_a_dispute_is_one_until_it_is_settled() -> None:
    dispute = Conflict("e" * 64, "f" * 64, "case.assigned", ("decision:handler",), settled=False)

    assert replace(EMPTY, conflicts=(dispute,)).is_disputed("decision:handler")
    assert not replace(EMPTY, conflicts=(dispute,)).is_disputed("decision:closed")
    assert not replace(EMPTY, conflicts=(replace(dispute, settled=True),)).is_disputed("decision:handler")


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("number", "A"),
        ("members.王建军.identity.birth", "1978-07-01"),
        ("members.nobody.identity.birth", None),
        ("legal_days", None),
        ("members", None),
        ("number.more", None),
    ],
)
def test_a_text_is_found_at_its_path(path: str, text: str | None) -> None:
    assert replace(EMPTY, accepted=ACCEPTED).text_at(path) == text
    assert EMPTY.text_at(path) is None


def test_what_is_in_a_list_is_named_by_its_id() -> None:
    assert inside([1, {"id": "a"}, {"id": "b", "x": 1}], "b") == {"id": "b", "x": 1}
