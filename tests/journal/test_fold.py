"""The fold: the same for any order of arrival; parents first; what was known is never a conflict."""

from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.journal.case import claims, fold_case
from app.journal.entry import ZERO_HASH, Entry, Place, write
from app.journal.fold import Stored, fold, heads

DEVICES = ("019aa000-0000-7000-8000-00000000000a", "019aa000-0000-7000-8000-00000000000b")
OFFICER = "019aa000-0000-7000-8000-0000000000f1"
CASE = "019aa000-0000-7000-8000-0000000000c1"
FIELDS = ("phone", "village", "group")


def entry(number: int, kind: str, body: dict[str, Any], parents: list[str], device: str = DEVICES[0]) -> Entry:
    place = Place(device, number, ZERO_HASH, tuple(sorted(parents)), "2026-11-24T08:00:00.000Z", "ok", OFFICER,
                  ZERO_HASH, "t-7K3Q2M")  # fmt: skip
    return write(place, f"case:{CASE}", kind, 1, body, salt=f"{number:032x}")


def history_of(chance: Random) -> list[Stored]:
    """Give entries of one case that know each other more or less, some re-issued, erased, or without order."""
    made: list[Entry] = []
    orders = chance.sample(range(1, 13), 12)
    for number in range(1, chance.randint(2, 12)):
        knows = [known.hash for known in chance.sample(made, min(len(made), chance.randint(0, 2)))]
        kind = chance.choice(["case.noted", "case.corrected", "case.corrected", "case.unheard_of"])
        body: dict[str, Any] = {"text": str(number)}
        if kind == "case.corrected":
            names = chance.sample(FIELDS, chance.randint(1, 3))
            body = {"fields": dict.fromkeys(names, str(number)), "reason": str(number)}
        if made and chance.random() < 0.25:
            body["reissue_of"] = chance.choice(made).hash
        made.append(entry(number, kind, body, knows, chance.choice(DEVICES)))
    shown = [one.without_body() if chance.random() < 0.1 else one for one in made]
    return [Stored(one, chance.choice([order, None])) for one, order in zip(shown, orders, strict=False)]


def histories() -> st.SearchStrategy[list[Stored]]:
    return st.integers(0, 2**64).map(lambda seed: history_of(Random(seed)))


@given(history=histories(), seed=st.integers(0, 2**64))
def test_the_fold_is_the_same_for_any_order_of_arrival(history: list[Stored], seed: int) -> None:
    other = Random(seed).sample(history, len(history))

    assert fold(other, claims) == fold(history, claims)
    assert fold_case(CASE, other) == fold_case(CASE, history)


@given(histories())
def test_an_entry_that_arrives_twice_counts_once(history: list[Stored]) -> None:
    assert fold([*history, *history], claims) == fold(history, claims)


@given(histories())
def test_parents_come_before_children(history: list[Stored]) -> None:
    lines = fold(history, lambda _: frozenset()).entries
    place = {one.hash: at for at, one in enumerate(lines)}

    assert all(place[parent] < place[one.hash] for one in lines for parent in one.parents if parent in place)


@given(histories())
def test_nothing_but_what_was_written_again_is_left_out(history: list[Stored]) -> None:
    again = {item.entry.body["reissue_of"] for item in history if item.entry.body and "reissue_of" in item.entry.body}

    folded = fold(history, claims)

    shown = {one.hash for one in folded.entries} | {loss.entry.hash for loss in folded.losses}
    assert {item.entry.hash for item in history} - shown >= again & {item.entry.hash for item in history}


@given(histories())
def test_a_loser_never_knew_the_holder_and_touched_the_same(history: list[Stored]) -> None:
    for loss in fold(history, claims).losses:
        assert loss.holds.hash not in loss.entry.parents
        assert loss.entry.hash not in loss.holds.parents
        assert loss.fields == claims(loss.entry)
        assert loss.fields & claims(loss.holds)


@given(histories())
def test_what_happened_in_the_world_is_never_lost(history: list[Stored]) -> None:
    assert all(loss.entry.kind == "case.corrected" for loss in fold(history, claims).losses)


# --- by example ---------------------------------------------------------------------------------


def corrected(number: int, fields: dict[str, str], *parents: Entry, device: str = DEVICES[0]) -> Entry:
    body = {"fields": fields, "reason": "本人说"}
    return entry(number, "case.corrected", body, [parent.hash for parent in parents], device)


def noted(number: int, *parents: Entry, **more: str) -> Entry:
    return entry(number, "case.noted", {"text": str(number), **more}, [parent.hash for parent in parents])


@pytest.fixture
def root() -> Entry:
    return noted(1)


def test_of_two_edits_of_the_same_field_the_first_by_order_holds(root: Entry) -> None:
    one, other = corrected(2, {"phone": "1"}, root), corrected(2, {"phone": "2"}, root, device=DEVICES[1])

    folded = fold([Stored(root, 1), Stored(one, 9), Stored(other, 8)], claims)

    assert [(loss.entry, loss.holds) for loss in folded.losses] == [(one, other)]
    assert one not in folded.entries


def test_an_edit_without_order_loses_against_one_that_has_it(root: Entry) -> None:
    one, other = corrected(2, {"phone": "1"}, root), corrected(2, {"phone": "2"}, root, device=DEVICES[1])

    assert fold([Stored(root, 1), Stored(one), Stored(other, 8)], claims).losses[0].entry == one


def test_edits_of_different_fields_both_hold(root: Entry) -> None:
    one, other = corrected(2, {"phone": "1"}, root), corrected(3, {"village": "2"}, root)

    assert fold([Stored(root, 1), Stored(one, 2), Stored(other, 3)], claims).losses == ()


def test_an_edit_that_knew_the_other_is_no_conflict(root: Entry) -> None:
    one = corrected(2, {"phone": "1"}, root)
    between = noted(3, one)
    other = corrected(4, {"phone": "2"}, between)

    assert fold([Stored(item, at) for at, item in enumerate([root, one, between, other])], claims).losses == ()


def test_an_edit_that_knew_both_settles_the_conflict(root: Entry) -> None:
    one, other = corrected(2, {"phone": "1"}, root), corrected(3, {"phone": "2"}, root)
    judged = corrected(4, {"phone": "3"}, one, other)
    stored = [Stored(item, at) for at, item in enumerate([root, one, other, judged], 1)]

    assert [loss.settled for loss in fold(stored, claims).losses] == [True]
    assert [loss.settled for loss in fold(stored[:3], claims).losses] == [False]


def test_an_edit_that_loses_in_one_field_waits_whole_until_each_is_judged(root: Entry) -> None:
    one, other = corrected(2, {"phone": "1"}, root), corrected(3, {"phone": "2", "village": "3"}, root)
    judged = corrected(4, {"phone": "2"}, one, other)
    rest = corrected(5, {"village": "3"}, judged)
    stored = [Stored(item, at) for at, item in enumerate([root, one, other, judged, rest], 1)]

    assert [loss.fields for loss in fold(stored[:3], claims).losses] == [{"phone", "village"}]
    assert [loss.settled for loss in fold(stored[:4], claims).losses] == [False]
    assert [loss.settled for loss in fold(stored, claims).losses] == [True]


def test_what_was_written_again_counts_once_and_its_children_stay_its_children(root: Entry) -> None:
    old = noted(2, root)
    child = noted(3, old)
    again = noted(4, root, reissue_of=old.hash)

    folded = fold([Stored(root, 1), Stored(old, 2), Stored(child, 3), Stored(again, 4)], claims)

    assert folded.entries == (root, again, child)


def test_what_was_written_again_by_two_counts_once(root: Entry) -> None:
    """The same old copy was put back twice: two devices wrote the same entry again."""
    old = noted(2, root)
    first, second = noted(4, root, reissue_of=old.hash), noted(5, root, reissue_of=old.hash)

    folded = fold([Stored(second, 5), Stored(root, 1), Stored(first, 4)], claims)

    assert folded.entries == (root, first)


def test_what_was_written_again_twice_over_counts_once(root: Entry) -> None:
    old = noted(2, root)
    again = noted(3, root, reissue_of=old.hash)
    once_more = noted(4, root, reissue_of=again.hash)

    assert fold([Stored(item) for item in (old, again, once_more, root)], claims).entries == (root, once_more)


@pytest.mark.parametrize("orders", [(4, 5), (5, 4)])
def test_what_two_lives_wrote_again_counts_once_though_one_did_it_twice_and_the_middle_is_lost(
    root: Entry, orders: tuple[int, int]
) -> None:
    old = noted(2, root)
    lost = noted(3, root, reissue_of=old.hash)
    twice = noted(4, root, reissue_of=lost.hash, first_of=old.hash)
    other = noted(5, root, reissue_of=old.hash)
    child = noted(6, lost)

    folded = fold([Stored(root, 1), *map(Stored, (twice, other), orders), Stored(child, 6)], claims)

    assert folded.entries == (root, twice if orders[0] == 4 else other, child)


def test_a_re_issue_that_cannot_be_one_hides_nothing(root: Entry) -> None:
    child = noted(2, root)
    knows_too_much = noted(3, root, child, reissue_of=root.hash)

    folded = fold([Stored(root, 1), Stored(child, 2), Stored(knows_too_much, 3)], claims)

    assert folded.entries == (child, knows_too_much)


def test_heads_are_what_nobody_names(root: Entry) -> None:
    one, other = noted(2, root), noted(3, root)

    assert heads([root, one, other]) == tuple(sorted([one.hash, other.hash]))
    assert heads([root, one, other, noted(4, one, other)]) == (noted(4, one, other).hash,)
    assert heads([]) == ()


def test_a_case_without_entries_is_none(writer: Callable[..., Any]) -> None:
    looked = writer().write("access.viewed", {"why": "x"})

    assert fold_case(CASE, []) is None
    assert fold_case(CASE, [Stored(looked, 1)]) is None


def test_a_correction_that_is_not_understood_claims_nothing() -> None:
    strange = entry(1, "case.corrected", {"fields": ["phone"], "reason": 7}, [])
    newer = Entry(**{**{name: getattr(strange, name) for name in Entry.__slots__}, "v": 2})

    assert claims(strange) == claims(newer) == claims(strange.without_body()) == frozenset()
    assert claims(corrected(1, {"phone": "1", "village": "2"})) == {"phone", "village"}
