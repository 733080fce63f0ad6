"""What a page says of a person, beside what is known."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.draft import Draft, Slot
from app.domain.household import Health, Member, Relation
from app.domain.told import Told, known_of, told, with_told
from tests.made_up import household, readings
from tests.made_up.household import uid

FATHER, SON, MOTHER, CHILD = (uid(number) for number in range(1, 5))
FIELDS = (
    "name",
    "sex",
    "ethnic",
    "birth",
    "address",
    "id_number",
    "issuer",
    "valid_from",
    "valid_to",
    "relation",
    "disability_kind",
    "disability_grade",
)  # fmt: skip - as a reader names them
SAID = st.dictionaries(
    st.sampled_from(FIELDS),
    st.tuples(
        st.text(max_size=8) | st.sampled_from(("户主", "次子", "妻", "male", "female", "3", "11")), st.booleans()
    ),
)


@pytest.fixture
def draft() -> Draft:
    """王德贵, his son, wife and granddaughter."""
    return household.draft()


def with_pages(draft: Draft, *pages: tuple[str, str]) -> Draft:
    """The draft with pages of a booklet, as (member, printed relation)."""
    taken = (
        readings.captured("hukou_page", one, readings.page_of(draft.member(one).identity, word)) for one, word in pages
    )
    return replace(draft, captures=tuple(taken))


def relation(draft: Draft, word: str, member: str = "", *, unsure: tuple[str, ...] = ()) -> Told:
    """What is told of the relation of a member, or of a new person who is 李桂兰 by her card."""
    one = draft.member(member) if member else None
    seen = readings.booklet_page((one or draft.member(MOTHER)).identity, word, unsure=unsure)
    found = told(draft, "hukou_page", one, readings.sure_of(seen))
    return next(field for field in found if field.name == "relation")


def test_a_card_of_somebody_new_is_news_in_every_field(draft: Draft) -> None:
    seen = readings.front(draft.applicant.identity, unsure=("address",))

    found = told(draft, "id_front", None, readings.sure_of(seen))

    assert [one.name for one in found] == ["name", "sex", "ethnic", "birth", "id_number", "address"]
    assert all(one.is_news for one in found)
    assert [one.name for one in found if one.is_doubt] == ["address"]
    assert found[0] == Told("name", "王德贵", is_sure=True)


def test_what_is_known_already_is_no_news_and_what_differs_is_a_doubt(draft: Draft) -> None:
    father = draft.member(FATHER)
    seen = readings.front(replace(father.identity, name="王德责", address=""), unsure=("birth",))

    found = {one.name: one for one in told(draft, "id_front", father, readings.sure_of(seen))}

    assert found["name"] == Told("name", "王德责", is_sure=True, known="王德贵")
    assert found["name"].is_doubt
    assert not found["sex"].is_news
    assert not found["birth"].is_news  # unsure, but known from elsewhere
    assert not found["address"].is_news  # known, and not on this page


def test_what_cannot_be_read_and_is_not_known_has_to_be_looked_at() -> None:
    assert Told("name", "", is_sure=False).is_doubt
    assert not Told("name", "", is_sure=False, known="王德贵").is_doubt
    assert Told("name", "王", is_sure=True).is_news
    assert not Told("name", "王", is_sure=True).is_doubt


def test_a_slot_of_which_nothing_is_read_tells_nothing(draft: Draft) -> None:
    assert told(draft, "other", None, {"name": ("王德贵", True)}) == ()


def test_the_back_tells_of_the_card(draft: Draft) -> None:
    found = told(draft, "id_back", None, readings.sure_of(readings.back(draft.applicant.identity)))

    assert {one.name: one.read for one in found} == {
        "issuer": "渠县公安局",
        "valid_from": "2016-05-20",
        "valid_to": "long_term",
    }  # fmt: skip - as on the card


def test_the_applicant_is_the_applicant_whatever_the_booklet_prints(draft: Draft) -> None:
    assert relation(draft, "次子", FATHER) == Told("relation", "01", is_sure=True, known="01")


def test_the_relation_is_the_one_to_the_applicant(draft: Draft) -> None:
    of_head = with_pages(draft, (FATHER, "户主"))
    of_son = with_pages(draft, (FATHER, "长子"))

    assert relation(of_head, "妻") == Told("relation", Relation.SPOUSE.value, is_sure=True)
    assert relation(of_son, "妻") == Told("relation", Relation.MOTHER.value, is_sure=True)
    assert relation(of_head, "妻", SON) == Told("relation", Relation.SPOUSE.value, is_sure=True, known="20")


def test_a_relation_that_does_not_follow_is_left_to_the_officer(draft: Draft) -> None:
    unknown = Told("relation", "", is_sure=False)

    assert relation(with_pages(draft, (FATHER, "长子")), "儿媳") == unknown
    assert relation(draft, "侄子") == unknown
    assert unknown.is_doubt


def test_while_no_page_of_the_applicant_or_the_head_is_here_it_is_a_guess(draft: Draft) -> None:
    guess = relation(draft, "妻")

    assert guess == Told("relation", Relation.SPOUSE.value, is_sure=False)
    assert guess.is_doubt
    assert relation(with_pages(draft, (SON, "户主")), "妻").read == ""  # the head is another than the applicant
    assert relation(draft, "户主").read == ""


def test_a_picture_of_another_paper_does_not_hide_the_page(draft: Draft) -> None:
    of_head = with_pages(draft, (FATHER, "户主"))
    with_card = replace(
        of_head, captures=(*of_head.captures, readings.captured("id_front", FATHER, {"name": "王德贵"}))
    )

    assert relation(with_card, "妻") == Told("relation", Relation.SPOUSE.value, is_sure=True)


def test_the_head_of_the_booklet_tells_who_a_grandparent_is(draft: Draft) -> None:
    of_man = with_pages(draft, (FATHER, "长子"), (SON, "户主"))
    of_woman = with_pages(draft, (FATHER, "长子"), (MOTHER, "户主"))

    assert relation(of_man, "母亲").read == Relation.GRANDMOTHER
    assert relation(of_woman, "母亲").read == ""  # the mother's mother, for whom there is no word
    assert relation(with_pages(draft, (FATHER, "长子")), "母亲").read == ""  # nobody knows the head


def test_a_page_of_another_booklet_tells_no_relation(draft: Draft) -> None:
    ours = with_pages(draft, (FATHER, "户主"))
    two = with_pages(draft, (FATHER, "户主"), (SON, "户主"))

    assert relation(ours, "户主").read == ""
    assert relation(two, "妻").read == ""
    assert relation(two, "户主", SON).read == ""
    assert relation(with_pages(draft, (FATHER, "长子"), (SON, "户主")), "户主").read == ""


def test_a_page_taken_again_is_of_the_same_booklet(draft: Draft) -> None:
    of_son = with_pages(draft, (FATHER, "长子"), (MOTHER, "户主"))

    assert relation(of_son, "户主", MOTHER).read == Relation.MOTHER


@pytest.mark.parametrize("unsure", ["relation", "sex"])
def test_a_relation_is_as_sure_as_what_it_follows_from(draft: Draft, unsure: str) -> None:
    of_son = with_pages(draft, (FATHER, "长子"))

    assert relation(of_son, "妻", unsure=(unsure,)) == Told("relation", Relation.MOTHER.value, is_sure=False)


def test_a_page_that_names_no_sex_leaves_father_or_mother_open(draft: Draft) -> None:
    of_son = with_pages(draft, (FATHER, "长子"))

    assert told(of_son, "hukou_page", None, {"relation": ("户主", True)})[1].read == ""


def test_a_kind_or_grade_that_there_is_not_is_not_read(draft: Draft) -> None:
    seen = readings.disability_card(draft.member(SON).identity, kind="8", grade="2")

    found = {one.name: one for one in told(draft, "disability_card", draft.member(SON), readings.sure_of(seen))}

    assert found["disability_kind"] == Told("disability_kind", "", is_sure=False)
    assert found["disability_grade"] == Told("disability_grade", "2", is_sure=True)


def test_what_a_disability_card_says_makes_somebody_disabled(draft: Draft) -> None:
    changed = with_told(draft.member(SON), {"disability_kind": "4", "disability_grade": "", "name": "王建军"})

    assert (changed.disability_kind, changed.disability_grade, changed.health) == (4, 0, Health.DISABLED)
    assert known_of(changed, "disability_kind") == "4"
    assert known_of(changed, "disability_grade") == ""


def test_what_an_officer_let_stand_is_taken_and_the_rest_stays(draft: Draft) -> None:
    father = draft.member(FATHER)

    changed = with_told(father, {"name": "王德富", "relation": Relation.BROTHER.value, "birth": ""})

    identity = replace(father.identity, name="王德富")
    assert changed == replace(father, identity=identity, relation=Relation.BROTHER.value)


def test_of_somebody_new_nothing_is_known() -> None:
    assert known_of(None, "name") == ""


@given(st.sampled_from([slot.value for slot in Slot]), st.sampled_from((None, 0, 1)), SAID)
def test_whatever_is_read_can_be_shown_and_taken(slot: str, nth: int | None, said: dict[str, tuple[str, bool]]) -> None:
    draft = with_pages(household.draft(), (FATHER, "户主"))
    member = None if nth is None else draft.members[nth]

    found = told(draft, slot, member, said)
    taken = with_told(member or Member("new"), {one.name: one.read for one in found})

    assert all(known_of(taken, one.name) == (one.read or one.known) for one in found)
    assert not any(one.is_sure for one in found if not one.read)
