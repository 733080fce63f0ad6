"""What a booklet prints, and how people stand to each other by it: against a family whose tree is known."""

from dataclasses import dataclass
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.household import Relation
from app.domain.hukou_relation import PRINTED, parsed, to_applicant

R = Relation
RANKS = "长大次二三四五六七八小"
CHILD = {
    R.SON: {R.FATHER, R.MOTHER},
    R.DAUGHTER: {R.FATHER, R.MOTHER},
    R.SON_IN_LAW: {R.FATHER_IN_LAW, R.MOTHER_IN_LAW},
    R.DAUGHTER_IN_LAW: {R.FATHER_IN_LAW, R.MOTHER_IN_LAW},
    R.GRANDSON: {R.GRANDFATHER, R.GRANDMOTHER},
    R.GRANDDAUGHTER: {R.GRANDFATHER, R.GRANDMOTHER},
    R.DAUGHTERS_SON: set(),
    R.DAUGHTERS_DAUGHTER: set(),
}  # fmt: skip - kin beside kin
INVERSE = (
    CHILD
    | {one: {child for child, elders in CHILD.items() if one in elders} for elders in CHILD.values() for one in elders}
    | {R.SPOUSE: {R.SPOUSE}, R.BROTHER: {R.BROTHER, R.SISTER}, R.SISTER: {R.BROTHER, R.SISTER}}
)
WORDS = st.sampled_from(sorted(PRINTED)) | st.builds(
    str.__add__, st.sampled_from(RANKS + "养继"), st.sampled_from(sorted(PRINTED))
)
SEX = st.sampled_from(("male", "female", ""))


@dataclass(frozen=True)
class Kin:
    """Somebody of the tree: ids of parents and spouse, and what the booklet of the head prints."""

    sex: str
    word: str
    father: str = ""
    mother: str = ""
    spouse: str = ""


def family(head: str) -> dict[str, Kin]:
    """Give four generations around a head of this sex, with the parents of both and whom the children married."""
    is_man = head == "male"
    return {
        "head": Kin(head, "户主", "father", "mother", "spouse"),
        "spouse": Kin("female" if is_man else "male", "妻" if is_man else "夫", "her father", "her mother", "head"),
        "grandfather": Kin("male", "祖父", spouse="grandmother"),
        "grandmother": Kin("female", "奶奶", spouse="grandfather"),
        "father": Kin("male", "父亲", "grandfather", "grandmother", spouse="mother"),
        "mother": Kin("female", "母", spouse="father"),
        "her father": Kin("male", "岳父" if is_man else "公公", spouse="her mother"),
        "her mother": Kin("female", "岳母" if is_man else "婆婆", spouse="her father"),
        "brother": Kin("male", "弟", "father", "mother"),
        "sister": Kin("female", "二姐", "father", "mother"),
        "son": Kin("male", "长子", *couple(head), spouse="his wife"),
        "his wife": Kin("female", "儿媳", spouse="son"),
        "second": Kin("male", "次子", *couple(head)),
        "daughter": Kin("female", "长女", *couple(head), spouse="her man"),
        "her man": Kin("male", "女婿", spouse="daughter"),
        "son's son": Kin("male", "孙子", "son", "his wife"),
        "son's daughter": Kin("female", "孙女", "son", "his wife"),
        "daughter's son": Kin("male", "外孙", "her man", "daughter"),
        "daughter's daughter": Kin("female", "外孙女", "her man", "daughter"),
    }  # fmt: skip - one person is one line


def couple(head: str) -> tuple[str, str]:
    return ("head", "spouse") if head == "male" else ("spouse", "head")


def truly(tree: dict[str, Kin], person: str, applicant: str) -> Relation | None:
    """Give how a person stands to the applicant by the tree; None where there is no word of ours for it."""
    one, own = tree[person], tree[applicant]
    steps = {
        (R.SPOUSE, R.SPOUSE): person == own.spouse,
        (R.SON, R.DAUGHTER): applicant in {one.father, one.mother},
        (R.FATHER, R.MOTHER): person in {own.father, own.mother},
        (R.BROTHER, R.SISTER): bool(one.father) and one.father == own.father,
        (R.FATHER_IN_LAW, R.MOTHER_IN_LAW): bool(own.spouse) and person in parents(tree, own.spouse),
        (R.SON_IN_LAW, R.DAUGHTER_IN_LAW): bool(one.spouse) and applicant in parents(tree, one.spouse),
        (R.GRANDFATHER, R.GRANDMOTHER): person in parents(tree, own.father),
        (R.GRANDSON, R.GRANDDAUGHTER): applicant in parents(tree, one.father),
        (R.DAUGHTERS_SON, R.DAUGHTERS_DAUGHTER): applicant in parents(tree, one.mother),
    }
    return next((pair[one.sex == "female"] for pair, is_so in steps.items() if is_so), None)


def parents(tree: dict[str, Kin], person: str) -> set[str]:
    return {tree[person].father, tree[person].mother} - {""} if person else set()


@pytest.mark.parametrize("head", ["male", "female"])
def test_what_follows_from_a_booklet_is_true_of_the_family(head: str) -> None:
    tree = family(head)
    known = {}

    for person, applicant in permutations(tree, 2):
        found = to_applicant(tree[person].word, tree[person].sex, tree[applicant].word, head)
        assert found in {None, truly(tree, person, applicant)}, (person, applicant)
        known[person, applicant] = found is not None

    assert all(known[person, "head"] for person in tree if person != "head")
    of_the_spouse = {"father", "mother", "her father", "her mother", "son", "his wife", "son's son", "daughter's son"}
    assert all(known[person, "spouse"] for person in {"head"} | of_the_spouse)
    assert all(
        known["head", applicant] for applicant in ("spouse", "father", "brother", "son", "his wife", "son's son")
    )
    assert all(known["spouse", applicant] for applicant in ("mother", "daughter", "her man", "son's daughter"))
    assert all(known[pair] for pair in (("mother", "father"), ("brother", "mother"), ("father", "sister")))
    assert all(known[pair] for pair in (("sister", "brother"), ("second", "son"), ("son", "father")))
    assert known["mother", "son"] is (head == "male")  # else she is the mother's mother, for whom there is no word


@given(WORDS, SEX, WORDS, SEX, SEX)
def test_who_is_the_son_of_somebody_has_that_one_as_father_or_mother(
    one: str, sex: str, other: str, others_sex: str, head: str
) -> None:
    there, back = to_applicant(one, sex, other, head), to_applicant(other, others_sex, one, head)
    if there in INVERSE and back:
        assert back in INVERSE[there]


@given(SEX, SEX, st.sampled_from(("妻", "夫", "配偶")))
def test_head_and_spouse_are_each_others(sex: str, head: str, word: str) -> None:
    assert to_applicant(word, sex, "户主", head) is R.SPOUSE
    assert to_applicant("户主", head, word, head) is R.SPOUSE


def test_a_word_tells_the_sex_that_the_page_does_not() -> None:
    assert to_applicant("长女", "", "次子", "male") is R.SISTER
    assert to_applicant("父亲", "", "长子", "male") is R.GRANDFATHER


@given(WORDS)
def test_to_the_head_everybody_stands_as_printed_but_a_second_head_is_of_another_booklet(word: str) -> None:
    found = parsed(word)
    assert to_applicant(word, "", "户主", "") is (None if found is R.SELF else found)


@given(st.text(max_size=6), WORDS, SEX)
def test_unknown_words_say_nothing(word: str, other: str, sex: str) -> None:
    if word.strip() in PRINTED or word.strip()[1:] in PRINTED:
        return
    assert parsed(word) is None
    assert to_applicant(word, sex, other, sex) is None
    assert to_applicant(other, sex, word, sex) is None


@given(st.sampled_from(RANKS), st.sampled_from(("子", "女", "女婿", "儿媳", "孙子", "孙女", "外孙", "哥", "弟", "姐")))
def test_a_rank_changes_nothing(rank: str, word: str) -> None:
    assert parsed(f" {rank}{word} ") is parsed(word) is PRINTED[word]


@pytest.mark.parametrize(
    ("word", "means"),
    [
        ("养女", R.DAUGHTER),
        ("继子", R.SON),
        ("继父", R.FATHER),
        ("养母", R.MOTHER),
        ("继孙子", R.GRANDSON),
        ("二爷爷", None),
        ("小奶奶", None),
        ("大公公", None),
        ("次妻", None),
        ("长户主", None),
        ("继妹", None),
        ("长", None),
        ("", None),
        ("三大女", None),
        ("孙媳妇", None),
        ("外祖母", None),
    ],
)  # fmt: skip - words beside words
def test_a_rank_or_an_adoption_stands_only_before_whom_it_can(word: str, means: Relation | None) -> None:
    assert parsed(word) is means


@pytest.mark.parametrize(
    ("person", "sex", "applicant"),
    [
        ("孙子", "male", "长子"),  # his own son, or his brother's
        ("儿媳", "female", "长子"),  # his wife, or his brother's
        ("父", "male", "继父"),  # both are the head's fathers
        ("妻", "", "长子"),  # father or mother cannot be told
        ("长女", "male", "户主"),  # the word or the sex was read wrong
        ("长女", "male", "次子"),
        ("其他亲属", "male", "妻"),
        ("兄", "male", "孙子"),
        ("长子", "male", "岳父"),
        ("户主", "male", "外孙"),
    ],
)
def test_what_does_not_follow_is_asked(person: str, sex: str, applicant: str) -> None:
    assert to_applicant(person, sex, applicant, "male") is None
