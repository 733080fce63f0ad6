"""Which papers can be signed on the screen where a case stands, and who is likely to sign where."""

from dataclasses import replace
from typing import Any

import pytest

from app.domain.case import Case
from app.domain.fact import BlobRef
from app.domain.paper_signed import PaperSigned, line, put_mark, survey_waits
from app.domain.signable import likely, signable
from app.domain.steps.handover import HandedOver
from app.domain.steps.home_visit import Visited
from app.domain.steps.self_care import Assessed
from app.errors import Refused
from tests.forms import step_facts as facts
from tests.forms.step_cases import SAID, case, full, in_aid, urgent

HEAD = facts.head(SAID)


def with_progress(of: Case, **changes: Any) -> Case:
    return replace(of, progress=replace(of.progress, **changes))


def visited(**changes: Any) -> Visited:
    return replace(facts.visited(SAID), on_screen=True, **changes)


def test_nothing_is_signed_on_a_blank() -> None:
    assert signable(case()) == ()
    assert signable(urgent()) == ()
    assert signable(Case("x", "t-0abcde")) == ()


def test_a_case_that_has_seen_everything_has_all_but_the_survey() -> None:
    told = signable(full())

    assert "survey" not in told
    assert {"testimony", "appraisal", "objection", "hearing", "recheck_record"} <= set(told)


def test_a_survey_is_offered_until_the_decision_where_its_visit_says_so() -> None:
    assert signable(case(visits=(visited(heard=()),))) == ("survey",)
    assert signable(case(visits=(replace(visited(heard=()), on_screen=False),))) == ()
    decided = case(visits=(visited(heard=()),), confirmed=facts.confirmed(HEAD))
    assert "survey" not in signable(decided)


def test_a_letter_is_signed_for_when_it_is_told_how_it_came() -> None:
    refusal = facts.not_confirmed(SAID, HEAD)
    told = replace(facts.delivered(SAID), paper="B", delivered_on=refusal.decided_on)

    assert "delivery" in signable(case(not_confirmed=refusal, deliveries=(told,)))
    assert "delivery" not in signable(case(not_confirmed=refusal, deliveries=(replace(told, paper="Y"),)))
    assert "delivery" not in signable(in_aid())


def test_somebody_without_a_name_signs_no_answer() -> None:
    nobody = replace(facts.objection(SAID, ""), id="o1")

    assert "objection" not in signable(case(objections=(nobody,), settled=(facts.SETTLED,)))


def test_an_assessment_is_signed_once_it_is_made() -> None:
    made = Assessed("2026-10-14", facts.MEMBERS[0].id, ("eat",), ("陈素华", "刘文书"), "b")
    tekun = case("tekun", assessed=(made,))

    assert signable(tekun) == ("self_care",)
    assert signable(case("tekun")) == ()
    assert [likely(tekun, f"assessor:{nth}") for nth in (1, 2, 3)] == ["陈素华", "刘文书", ""]


def test_what_another_office_goes_on_with_is_not_signed_here() -> None:
    gone = HandedOver("2026-10-14", "渠县土溪镇人民政府", "c2", "迁走了", "b")

    assert signable(with_progress(case(visits=(visited(),)), handed_over=gone)) == ()
    assert signable(replace(case(visits=(visited(),)), needs_newer=True)) == ()


@pytest.mark.parametrize(
    "place",
    ["member:1", "neighbour:1", "investigator:1", "person:1", "recipient:1", "objector:1", "chair:1", "recorder:1"],
)
def test_who_is_likely_to_sign_is_told_by_the_steps(place: str) -> None:
    name = facts.MEMBERS[0].identity.name
    of = with_progress(full(), visits=(visited(present=(name, "路人"), heard=facts.neighbours(SAID)),))

    assert likely(of, place)


@pytest.mark.parametrize("place", ["member:1", "investigator:1", "member:2", "witness:1", "handler:1"])
def test_where_no_step_tells_it_the_name_is_typed(place: str) -> None:
    assert likely(case(), place) == ""


def marked(**changes: Any) -> PaperSigned:
    """Give a mark of the survey of a first visit that lacks nothing."""
    shown, made = (BlobRef(digit * 64, 1, "application/pdf") for digit in "12")
    body = PaperSigned("survey", "1" * 64, shown, made, "member:1", "王德贵", "pen", "2026-10-14", 1, "", "", step=1)
    return replace(body, **changes)


def test_a_survey_waits_until_all_have_signed_that_of_the_last_visit() -> None:
    first, second = visited(found="一次"), visited(found="两次")
    one = case(visits=(first,))
    two = case(visits=(first, second))

    assert not survey_waits(case())
    assert survey_waits(one)
    assert survey_waits(replace(one, inked=(marked(awaits=("investigator:1",)),)))
    assert survey_waits(replace(one, inked=(marked(step=7), marked(step=0), marked(paper="testimony"))))
    assert not survey_waits(replace(one, inked=(marked(),)))
    assert survey_waits(replace(two, inked=(marked(),)))
    assert not survey_waits(replace(two, inked=(marked(), marked(step=2))))


def test_of_two_marks_on_the_same_bytes_the_first_one_counts() -> None:
    first = marked()
    late, other = replace(first, name="李成"), replace(first, paper="hearing")
    on_top = replace(first, shown=first.document, document=replace(first.document, sha256="3" * 64))

    assert line((first, late, other, on_top), "survey", "1" * 64) == (first, on_top)
    assert line((first,), "survey", "9" * 64) == ()


def test_an_id_that_is_not_of_that_name_makes_nobody_an_officer() -> None:
    ink = BlobRef("3" * 64, 1, "application/json")
    body = marked(place="investigator:1", name="路人", officer="o1", ink=ink)
    places = ("investigator:1",)

    with pytest.raises(Refused, match=r"mark\.not_official"):
        put_mark(case(), body, (), places, {"o1": "陈素华"})
    assert put_mark(case(), replace(body, name="陈素华"), (), places, {"o1": "陈素华"}).kind == "case.paper_signed"


def test_a_mark_at_a_place_that_is_not_on_the_paper_is_refused() -> None:
    body = marked(place="member:9", ink=BlobRef("3" * 64, 1, "application/json"))

    with pytest.raises(Refused, match=r"mark\.no_place"):
        put_mark(case(), body, (), ("member:1",), {})
