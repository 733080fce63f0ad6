"""The papers of one application as a list."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.case import Accepted, Case, Filed, Signed
from app.domain.checklist import SIGNED, Line, Need, of_case, of_draft, pages_missing, sides
from app.domain.course import DocumentKind, SignedOnPaper
from app.domain.draft import Draft, Slot
from app.domain.fact import BlobRef
from tests.domain.conftest import PAGE, signature
from tests.made_up import household
from tests.made_up.household import uid
from tests.made_up.readings import captured

FATHER, SON, MOTHER, CHILD = (uid(number) for number in range(1, 5))
TODAY = household.TODAY
MORE = BlobRef("b" * 64, 3, "image/jpeg")


def on_paper(member: str, *pages: BlobRef) -> SignedOnPaper:
    return SignedOnPaper(member, "post", pages, "2026-10-12", "2026-10-12")


def places(lines: tuple[Line, ...], need: Need) -> list[tuple[str, str]]:
    return [(line.slot, line.member) for line in lines if line.need == need]


def line(lines: tuple[Line, ...], slot: str, member: str) -> Line:
    """The one line of a slot and member."""
    (found,) = (one for one in lines if (one.slot, one.member) == (slot, member))
    return found


def test_one_document_and_the_signatures_are_all_that_is_asked_for() -> None:
    lines = of_draft(household.draft(), TODAY)

    assert places(lines, Need.WANTED) == [("id_front", FATHER), (SIGNED, FATHER), (SIGNED, MOTHER)]
    assert places(lines, Need.LATER) == [(SIGNED, SON)]  # he is away; the child signs nothing
    assert places(lines, Need.OFFERED) == [
        ("id_back", FATHER),
        ("hukou_head", FATHER),
        ("hukou_page", FATHER),
        ("hukou_page", SON),
        ("hukou_page", MOTHER),
        ("hukou_page", CHILD),
    ]  # fmt: skip - one line of the booklet is one line
    assert all(one.is_open for one in lines)


def test_a_child_that_has_grown_up_signs() -> None:
    grown = of_draft(household.draft(), date(2030, 9, 10))

    assert (SIGNED, CHILD) in places(grown, Need.WANTED)


def test_who_brings_a_booklet_is_asked_for_the_booklet_and_each_page_stands_once() -> None:
    lines = of_draft(replace(household.draft(), document=DocumentKind.HUKOU.value), TODAY)

    assert places(lines, Need.WANTED)[:2] == [("hukou_head", FATHER), ("hukou_page", FATHER)]
    assert ("id_front", FATHER) not in {(one.slot, one.member) for one in lines}
    assert len({(one.slot, one.member) for one in lines}) == len(lines)


@pytest.mark.parametrize(
    ("kind", "of_applicant"),
    [
        ("id_card", (Slot.ID_FRONT, Slot.ID_BACK)),
        ("hukou", (Slot.HUKOU_HEAD, Slot.HUKOU_PAGE)),
        ("residence", (Slot.DOCUMENT,)),
        ("none", ()),
    ],
)
def test_the_sides_of_a_document_go_by_its_kind_and_others_than_the_applicant_have_cards(
    kind: str, of_applicant: tuple[Slot, ...]
) -> None:
    draft = replace(household.draft(), document=kind)

    assert sides(draft, FATHER) == of_applicant
    assert sides(draft, SON) == (Slot.ID_FRONT, Slot.ID_BACK)


def test_a_line_has_all_its_pictures_and_the_verdict_of_the_last() -> None:
    bill, again = captured("expense", MOTHER), captured("expense", MOTHER, nth=1, verdict="bad", overruled="只有这张")
    draft = replace(household.draft(), captures=(bill, captured("id_front", FATHER), again))

    lines = of_draft(draft, TODAY)

    assert line(lines, "id_front", FATHER) == Line("id_front", FATHER, "wanted", (draft.captures[1].id,), "ok")
    assert line(lines, "expense", MOTHER) == Line("expense", MOTHER, "offered", (bill.id, again.id), "bad", "只有这张")
    assert not line(lines, "expense", MOTHER).is_open
    assert line(lines, "id_back", FATHER).is_open


def test_who_has_signed_on_the_screen_or_on_paper_is_not_waited_for() -> None:
    draft = replace(household.draft(), signatures=(signature(FATHER),), paper_signatures=(on_paper(SON, PAGE, MORE),))

    lines = of_draft(draft, TODAY)

    assert line(lines, SIGNED, FATHER).pictures == (PAGE.sha256,)
    assert line(lines, SIGNED, SON).pictures == (PAGE.sha256, MORE.sha256)
    assert line(lines, SIGNED, MOTHER).is_open


def test_who_signs_another_day_by_word_is_later_too() -> None:
    lines = of_draft(replace(household.draft(), sign_later={MOTHER: "return"}), TODAY)

    assert line(lines, SIGNED, MOTHER).need == Need.LATER


def test_a_case_shows_what_lies_in_it_and_who_has_still_to_sign() -> None:
    filed = tuple(
        Filed(slot, FATHER, BlobRef(nth * 64, 1, "image/webp"), "camera", verdict, "")
        for slot, nth, verdict in (("id_front", "1", "bad"), ("other", "2", "ok"), ("id_front", "3", "ok"))
    )
    mark = signature(FATHER)
    signed = Signed(**{name: getattr(mark, name) for name in Signed.__slots__})
    case = Case(
        "c",
        "scope",
        _accepted(household.draft()),
        filed=filed,
        signed=(signed,),
        signed_on_paper=(on_paper(SON, PAGE, MORE),),
    )  # fmt: skip - one case

    assert of_case(case) == (
        Line("id_front", FATHER, "offered", ("1" * 64, "3" * 64), "ok"),
        Line("other", FATHER, "offered", ("2" * 64,), "ok"),
        Line(SIGNED, FATHER, "wanted", (PAGE.sha256,)),
        Line(SIGNED, SON, "wanted", (PAGE.sha256, MORE.sha256)),
        Line(SIGNED, MOTHER, "later"),
    )


def test_a_case_of_which_nothing_can_be_read_has_an_empty_list() -> None:
    assert of_case(Case("c", "scope")) == ()


def _accepted(draft: Draft) -> Accepted:
    day = TODAY.isoformat()
    return Accepted(
        "1",
        draft.programmes,
        day,
        day,
        day,
        day,
        30,
        "township",
        "rules",
        "511725123",
        "某镇",
        "officer",
        draft.household,
        draft.members,
    )  # fmt: skip - one acceptance


SETS = st.dictionaries(
    st.tuples(st.sampled_from("ASW"), st.sampled_from(("0000", "7H2K"))),
    st.integers(1, 12).flatmap(lambda pages: st.tuples(st.just(pages), st.sets(st.integers(1, pages), min_size=1))),
)


@given(SETS, st.randoms())
def test_the_pages_that_are_here_and_those_that_are_missing_make_the_set(
    sets: dict[tuple[str, str], tuple[int, set[int]]], chance: Random
) -> None:
    codes = [(*key, page, pages) for key, (pages, have) in sets.items() for page in have]
    twice = codes + codes[:2]
    chance.shuffle(twice)

    missing = pages_missing(twice)

    assert missing.keys() == {key for key, (pages, have) in sets.items() if len(have) < pages}
    for key, lacking in missing.items():
        pages, have = sets[key]
        assert sorted([*lacking, *have]) == list(range(1, pages + 1))


def test_a_page_that_is_missing_is_said_by_its_number() -> None:
    assert pages_missing([("S", "7H2K", 1, 3), ("S", "7H2K", 3, 3), ("A", "7H2K", 1, 1)]) == {("S", "7H2K"): (2,)}
