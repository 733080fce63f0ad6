"""Where a page belongs that is no paper of ours."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.capture.reading import KINDS, Field, Quality, Reading
from app.domain.case import Case
from app.domain.draft import Draft, Slot
from app.domain.household import Member
from app.domain.person import Identity
from app.ids import uuid7
from app.services import afterwards, intake, placing, registration
from app.services.desk import Desk
from app.services.intake import Picture
from app.services.placing import Doubt, Home, Spot, home_of, number_on, place, whose
from tests.made_up import household, readings
from tests.made_up.household import uid
from tests.made_up.readings import captured
from tests.services.conftest import quickly_signed as signed

PAPER = Picture(b"raw", "image/jpeg", b"a page", {}, "ok", "camera")
GRANDMOTHER = household.person("李桂兰", "1935-12-30", 22)
OTHER_SON = household.person("王建军", "1990-01-02", 15)  # a namesake of the son


def with_numbers(draft: Draft) -> Draft:
    """The draft with the son's number, which it does not know at first."""
    son = draft.members[1]
    return draft.with_member(replace(son, identity=household.person("王建军", "1985-05-06", 13)))


def with_cards(draft: Draft, *places: tuple[str, str]) -> Draft:
    return replace(draft, captures=tuple(captured(slot, member) for slot, member in places))


def another(desk: Desk, *people: Identity) -> Draft:
    """Save another draft with these people, the applicant first."""
    members = tuple(Member(uuid7(), one) for one in people)
    draft = replace(intake.begin(desk), members=members)
    intake.save(desk, draft)
    return draft


def accepted(desk: Desk, draft: Draft) -> Case:
    return intake.accept(desk, signed(desk, draft)).case


def put(desk: Desk, draft: Draft, reading: Reading, last_front: str = "") -> tuple[str, str, Doubt]:
    """Where a page goes while this draft lies on the desk."""
    spot = place(desk, Home(draft), reading, last_front)
    assert spot.home.id == draft.id
    return spot.slot, spot.member, spot.doubt


def test_a_case_on_the_desk_is_a_draft_or_what_was_accepted(desk: Desk, draft: Draft) -> None:
    intake.save(desk, draft)
    begun = home_of(desk, draft.id)
    case = accepted(desk, draft)
    after = home_of(desk, draft.id)

    assert begun == Home(draft)
    assert after == Home(case=case)
    for home in (begun, after):
        assert home is not None
        assert (home.id, home.applicant, home.members) == (draft.id, "王德贵", draft.members)
        assert home.member(draft.members[1].id) == draft.members[1]
        assert home.member("nobody") is None


def test_a_case_that_was_withdrawn_is_still_a_home(desk: Desk, draft: Draft) -> None:
    case = afterwards.withdraw(desk, accepted(desk, draft).id, "王德贵", PAPER)

    assert home_of(desk, case.id) == Home(case=case)


def test_a_registered_case_is_the_draft_until_it_ends_and_then_a_case_of_nobody(desk: Desk, draft: Draft) -> None:
    registration.register(desk, draft)
    assert home_of(desk, draft.id) == Home(draft)

    case = registration.end(desk, draft)

    assert home_of(desk, case.id) == Home(case=case)
    assert Home(case=case).members == ()


def test_of_what_is_not_here_there_is_no_home(desk: Desk) -> None:
    assert home_of(desk, "") is None
    assert home_of(desk, "somewhere else") is None
    assert (Home().id, Home().applicant, Home().members) == ("", "", ())
    assert Home(case=Case("c", "scope")).members == ()


def test_a_card_goes_to_the_member_with_its_number(desk: Desk, draft: Draft) -> None:
    father, son = with_numbers(draft).members

    assert put(desk, with_numbers(draft), readings.front(son.identity)) == ("id_front", son.id, Doubt.NONE)
    assert put(desk, draft, readings.front(father.identity)) == ("id_front", father.id, Doubt.NONE)
    misread = replace(father.identity, name="王德责")
    assert put(desk, draft, readings.front(misread)) == ("id_front", father.id, Doubt.NONE)


def test_a_number_is_the_same_however_it_was_typed(draft: Draft) -> None:
    son = Member("son", replace(OTHER_SON, id_number=f" {OTHER_SON.id_number[:6]}-{OTHER_SON.id_number[6:].lower()}"))

    assert whose((draft.applicant, son), {"id_number": OTHER_SON.id_number}) == "son"


def test_a_card_whose_number_nobody_has_typed_yet_goes_by_its_name(desk: Desk, draft: Draft) -> None:
    son = draft.members[1]
    seen = household.person("王建军", "1985-05-06", 13)

    assert put(desk, draft, readings.front(seen)) == ("id_front", son.id, Doubt.NONE)


def test_a_name_that_two_have_is_not_enough_without_a_number(desk: Desk, draft: Draft) -> None:
    two = draft.with_member(Member(uuid7(), OTHER_SON))
    card = readings.front(OTHER_SON, unsure=("id_number",))

    assert put(desk, two, readings.disability_card(Identity(name="王建军"))) == ("disability_card", "", Doubt.WHOSE)
    assert put(desk, with_numbers(two), card) == ("id_front", two.members[2].id, Doubt.NONE)  # by the birth


def test_of_two_of_one_name_the_one_without_a_number_is_meant_by_a_number_nobody_has(draft: Draft) -> None:
    known, unknown = Member("known", OTHER_SON), Member("unknown", Identity(name="王建军"))
    told = {"name": "王建军", "id_number": household.id_number("1985-05-06", 13)}

    assert whose((draft.applicant, known, unknown), told) == "unknown"
    assert whose((draft.applicant, known, unknown, replace(unknown, id="third")), told) == ""
    assert whose((draft.applicant, known), told) == ""


def test_a_namesake_with_another_number_or_another_birth_is_somebody_else(desk: Desk, draft: Draft) -> None:
    ours = with_numbers(draft)
    without_number = readings.booklet_page(OTHER_SON, "长子", unsure=("id_number",))
    same_birth = readings.front(ours.members[1].identity, unsure=("id_number",))

    assert put(desk, ours, readings.front(OTHER_SON)) == ("id_front", "", Doubt.NONE)
    assert place(desk, Home(ours), readings.front(OTHER_SON)).is_new_person
    assert put(desk, ours, without_number) == ("hukou_page", "", Doubt.WHOSE)
    assert put(desk, ours, same_birth) == ("id_front", ours.members[1].id, Doubt.NONE)
    only_named = readings.front(ours.members[1].identity, unsure=("id_number", "birth"))
    assert put(desk, ours, only_named) == ("id_front", "", Doubt.WHOSE)


def test_a_disability_card_has_its_holders_number_within_its_own(desk: Desk, draft: Draft) -> None:
    son = with_numbers(draft).members[1]
    card = readings.disability_card(replace(son.identity, name="王建君"))

    assert put(desk, with_numbers(draft), card) == ("disability_card", son.id, Doubt.NONE)
    assert put(desk, draft, readings.disability_card(GRANDMOTHER)) == ("disability_card", "", Doubt.WHOSE)


def test_what_is_no_number_is_nobodys(desk: Desk, draft: Draft) -> None:
    wrong = replace(GRANDMOTHER, id_number=GRANDMOTHER.id_number[:17] + "*")

    assert number_on({"id_number": wrong.id_number}) == number_on({"disability_number": "42"}) == number_on({}) == ""
    assert number_on({"id_number": f" {GRANDMOTHER.id_number} "}) == GRANDMOTHER.id_number
    assert put(desk, draft, readings.front(wrong)) == ("id_front", "", Doubt.WHOSE)


def test_the_first_page_of_a_booklet_is_kept_with_the_applicant_whoever_its_head_is(desk: Desk, draft: Draft) -> None:
    seen = readings.booklet_head("别人")

    assert put(desk, draft, seen) == ("hukou_head", draft.applicant.id, Doubt.NONE)
    assert place(desk, Home(case=Case(draft.id, "scope")), seen).doubt is Doubt.WHOSE  # nobody is readable there


@pytest.mark.parametrize("page", [readings.front(GRANDMOTHER), readings.booklet_page(GRANDMOTHER, "母亲")])
def test_who_is_not_in_the_household_yet_is_new_in_a_draft_and_asked_about_in_a_case(
    desk: Desk, draft: Draft, page: Reading
) -> None:
    new = place(desk, Home(draft), page)
    assert (new.member, new.doubt, new.is_new_person) == ("", Doubt.NONE, True)

    asked = place(desk, Home(case=accepted(desk, draft)), page)
    assert (asked.member, asked.doubt, asked.is_new_person) == ("", Doubt.WHOSE, False)


@pytest.mark.parametrize("unsure", ["name", "id_number"])
def test_nobody_new_comes_of_a_page_that_cannot_be_read_well(desk: Desk, draft: Draft, unsure: str) -> None:
    assert put(desk, draft, readings.front(GRANDMOTHER, unsure=(unsure,))) == ("id_front", "", Doubt.WHOSE)


def test_a_name_that_cannot_be_read_is_no_matter_where_everybody_elses_number_is_known(
    desk: Desk, draft: Draft
) -> None:
    page = readings.front(GRANDMOTHER, unsure=("name",))

    assert place(desk, Home(with_numbers(draft)), page).is_new_person
    assert place(desk, Home(draft), page).doubt is Doubt.WHOSE  # it may be the son, whose number nobody has typed


def test_the_first_card_or_page_is_the_applicants_while_nobody_knows_who_applies(desk: Desk) -> None:
    begun = intake.begin(desk)
    known = begun.with_member(replace(begun.applicant, identity=Identity(id_number=OTHER_SON.id_number)))

    for page in (readings.front(GRANDMOTHER), readings.booklet_page(GRANDMOTHER)):
        assert put(desk, begun, page)[1:] == (begun.applicant.id, Doubt.NONE)
        assert put(desk, known, page)[1:] == ("", Doubt.NONE)
    assert put(desk, begun, readings.disability_card(GRANDMOTHER))[1:] == ("", Doubt.WHOSE)


def test_a_paper_of_a_kind_that_is_not_read_is_asked_about(desk: Desk, draft: Draft) -> None:
    spot = place(desk, Home(draft), readings.reading("other", {"name": "王德贵"}))

    assert (spot.slot, spot.doubt, spot.is_new_person) == ("other", Doubt.WHAT, False)


@pytest.mark.parametrize("slot", [Slot.OTHER, Slot.EXPENSE])
def test_a_paper_of_the_whole_household_is_of_nobody_new(draft: Draft, slot: Slot) -> None:
    assert not Spot(Home(draft), slot.value).is_new_person


def test_only_what_was_read_without_doubt_is_told(desk: Desk, draft: Draft) -> None:
    spot = place(desk, Home(draft), readings.front(GRANDMOTHER, unsure=("address", "name", "birth")))

    assert spot.told == {"sex": "female", "ethnic": "汉", "id_number": GRANDMOTHER.id_number}


# --- the back of a card says nothing of its holder
BACK = readings.back(GRANDMOTHER)


def test_a_back_is_of_the_card_whose_front_came_before(desk: Desk, draft: Draft) -> None:
    father, son = (one.id for one in draft.members)
    both = with_cards(draft, ("id_front", father), ("id_front", son))

    assert put(desk, both, BACK, father) == ("id_back", father, Doubt.NONE)
    assert put(desk, both, BACK, son) == ("id_back", son, Doubt.NONE)
    assert put(desk, both, BACK) == ("id_back", "", Doubt.WHOSE)


def test_a_back_is_of_the_only_card_that_lacks_one(desk: Desk, draft: Draft) -> None:
    father, son = (one.id for one in draft.members)
    one_lacks = with_cards(draft, ("id_front", father), ("id_back", father), ("id_front", son))

    assert put(desk, one_lacks, BACK) == ("id_back", son, Doubt.NONE)


def test_a_back_taken_again_goes_to_the_same_card_unless_another_lacks_one(desk: Desk, draft: Draft) -> None:
    father, son = (one.id for one in draft.members)
    done = with_cards(draft, ("id_front", father), ("id_back", father))
    son_lacks = with_cards(draft, ("id_front", father), ("id_back", father), ("id_front", son))

    assert put(desk, done, BACK, father) == ("id_back", father, Doubt.NONE)
    assert put(desk, son_lacks, BACK, father) == ("id_back", "", Doubt.WHOSE)


def test_a_back_without_a_front_is_asked_about(desk: Desk, draft: Draft) -> None:
    assert put(desk, draft, BACK) == ("id_back", "", Doubt.WHOSE)
    assert put(desk, intake.begin(desk), BACK)[1:] == ("", Doubt.WHOSE)


def test_a_back_after_a_front_of_another_home_is_of_nobody_here(desk: Desk, draft: Draft) -> None:
    father = draft.applicant.id
    lacking = with_cards(draft, ("id_front", father))

    assert put(desk, lacking, BACK, "a member of another case") == ("id_back", "", Doubt.WHOSE)
    assert put(desk, draft, BACK, "a member of another case") == ("id_back", "", Doubt.WHOSE)


def test_in_a_case_it_is_the_filed_fronts_that_count(desk: Desk, draft: Draft) -> None:
    father = draft.applicant.id
    case = accepted(desk, draft)
    assert place(desk, Home(case=case), BACK).doubt is Doubt.WHOSE

    case = afterwards.add_paper(desk, case.id, "id_front", father, PAPER)

    assert place(desk, Home(case=case), BACK).member == father


# --- no case on the desk
def test_without_a_case_on_the_desk_the_number_finds_the_one_that_has_the_person(desk: Desk, draft: Draft) -> None:
    intake.save(desk, draft)
    card, stranger = readings.front(draft.applicant.identity), readings.front(GRANDMOTHER)

    in_draft = place(desk, None, card)
    assert (in_draft.home.id, in_draft.member, in_draft.doubt) == (draft.id, draft.applicant.id, Doubt.NONE)

    case = accepted(desk, draft)
    in_case = place(desk, None, card)
    assert (in_case.home, in_case.member, in_case.doubt) == (Home(case=case), draft.applicant.id, Doubt.NONE)

    assert place(desk, None, stranger).doubt is Doubt.NO_HOME
    assert place(desk, None, readings.back(GRANDMOTHER)).doubt is Doubt.NO_HOME
    nowhere = place(desk, None, readings.reading("other", {}))
    assert (nowhere.home, nowhere.slot, nowhere.doubt) == (Home(), "other", Doubt.NO_HOME)


def test_a_doubtful_number_finds_no_case(desk: Desk, draft: Draft) -> None:
    intake.save(desk, draft)

    unsure = readings.front(draft.applicant.identity, unsure=("id_number",))

    assert place(desk, None, unsure).doubt is Doubt.NO_HOME


def test_a_person_in_two_drafts_or_in_a_case_and_a_draft_is_asked_about(desk: Desk, draft: Draft) -> None:
    card = readings.front(draft.applicant.identity)
    intake.save(desk, draft)
    other = another(desk, draft.applicant.identity)
    assert place(desk, None, card).doubt is Doubt.NO_HOME
    assert place(desk, Home(other), card).member == other.applicant.id  # the one on the desk is meant

    accepted(desk, draft)
    assert place(desk, None, card).doubt is Doubt.NO_HOME

    intake.discard(desk, other.id)
    assert place(desk, None, card).home.id == draft.id


def test_a_closed_case_is_no_home_for_a_page_by_number(desk: Desk, draft: Draft) -> None:
    afterwards.withdraw(desk, accepted(desk, draft).id, "王德贵", PAPER)

    assert place(desk, None, readings.front(draft.applicant.identity)).doubt is Doubt.NO_HOME


def test_a_number_that_stands_twice_in_one_case_finds_that_case(desk: Desk, draft: Draft) -> None:
    case = accepted(desk, with_numbers(draft))
    number = draft.applicant.identity.id_number
    twice = {f"members.{draft.members[1].id}.identity.id_number": number}
    afterwards.correct(desk, case.id, twice, "号码录错")
    assert len(desk.store.find_person(number)) == 2

    home = placing.home_by_number(desk, number)

    assert home is not None
    assert home.id == case.id


def test_the_card_of_somebody_with_an_open_case_can_be_found_there_while_another_lies_on_the_desk(
    desk: Desk, draft: Draft
) -> None:
    case = accepted(desk, draft)
    on_desk = another(desk, GRANDMOTHER)

    spot = place(desk, Home(on_desk), readings.front(draft.applicant.identity))
    elsewhere = placing.home_by_number(desk, number_on(spot.told))

    assert (spot.home.id, spot.is_new_person) == (on_desk.id, True)  # nothing is put elsewhere by itself
    assert elsewhere == Home(case=case)
    assert whose(elsewhere.members, spot.told) == draft.applicant.id


# --- whatever a reading says
VALUES = st.text(max_size=20) | st.sampled_from(("王德贵", "王建军", "511725196002290018", GRANDMOTHER.id_number))
NAMES = st.sampled_from(("name", "id_number", "disability_number", "birth", "relation", "sex")) | st.text(max_size=5)
BOX = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kind=st.sampled_from((*KINDS, "hukou_head")) | st.text(max_size=5),
    said=st.dictionaries(NAMES, st.tuples(VALUES, st.floats(0, 1)), max_size=6),
    last_front=st.sampled_from(("", uid(1), uid(2), "nobody")),
    which=st.sampled_from(("none", "draft", "case", "fresh")),
)
def test_whatever_a_reading_says_there_is_a_place_or_a_doubt(
    kept: dict[str, Home | None],
    desk: Desk,
    kind: str,
    said: dict[str, tuple[str, float]],
    last_front: str,
    which: str,
) -> None:
    fields = {name: Field(value, confidence, BOX) for name, (value, confidence) in said.items()}
    home = kept[which]

    spot = place(desk, home, Reading(1, 1, None, kind, Quality("ok"), fields=fields), last_front)

    assert spot.slot in set(Slot)
    assert home is None or spot.home == home
    assert spot.home.member(spot.member) or spot.doubt or (spot.is_new_person and spot.home.draft)
    assert not (spot.doubt and spot.member)


@pytest.fixture
def kept(desk: Desk, draft: Draft) -> dict[str, Home | None]:
    """A draft, an accepted case, a fresh application, and nothing, to lie on the desk."""
    ours = with_cards(household.draft(), ("id_front", uid(1)), ("id_front", uid(2)))
    fresh = intake.begin(desk)
    for one in (ours, fresh):
        intake.save(desk, one)
    return {"none": None, "draft": Home(ours), "case": Home(case=accepted(desk, draft)), "fresh": Home(fresh)}
