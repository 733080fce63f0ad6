"""A list held against the register: new, changed, the same, missing; nobody is emptied, moved or dropped silently."""

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.low_income import FIELDS, ListedPerson, Listing
from app.domain.low_income_list import Comparison, Known, Preview, ReadHousehold, ReadList, Wrong, merged
from tests.made_up.household import id_number
from tests.made_up.register import HEAD, OTHER, SON, listing, other

ALL = frozenset(FIELDS)


def said(*listings: Listing, columns: frozenset[str] = ALL, **more: Any) -> ReadList:
    households = tuple(ReadHousehold(nth, one) for nth, one in enumerate(listings, 2))
    numbers = {person for one in listings for person in (one.id_number, *(member.id_number for member in one.members))}
    return ReadList(households, fields=columns, seen=frozenset(numbers - {""}), **more)


def held(read: ReadList, *known: Known) -> Preview:
    comparison = Comparison(read, known)
    assert list(comparison.steps()) == list(range(1, len(read.households) + 1))
    return comparison.preview()


def test_a_household_that_nobody_knows_is_new() -> None:
    found = held(said(listing(), rows=2, sheet="低保"))

    assert [new.listing for new in found.new] == [listing()]
    assert (found.rows, found.sheet, found.is_empty) == (2, "低保", False)


def test_a_household_of_which_the_list_says_the_same_is_not_touched() -> None:
    found = held(said(listing()), Known("h", listing()))

    assert (found.same, found.is_empty, found.missing) == (1, True, ())


def test_what_the_list_says_otherwise_is_a_change_from_and_to() -> None:
    found = held(said(listing(phone="13900000009", classes=("tekun",))), Known("h", listing()))

    (change,) = found.changed
    assert change.fields == ("phone", "classes")
    assert (change.before.phone, change.after.phone) == ("13800000001", "13900000009")


def test_what_the_list_leaves_empty_or_has_no_column_for_stays() -> None:
    empty = listing(phone="", village="", members=())
    assert held(said(empty, columns=ALL - {"members"}), Known("h", listing())).same == 1
    short = listing(phone="1", since="2020-01")
    assert held(said(short, columns=frozenset({"classes"})), Known("h", listing())).same == 1


def test_a_household_is_known_by_its_head_or_by_anybody_in_it() -> None:
    son_is_head = listing(name="王建军", id_number=SON, members=(ListedPerson("王德贵", HEAD),))
    (change,) = held(said(son_is_head), Known("h", listing())).changed
    assert (change.id, change.after.name) == ("h", "王建军")
    mother = listing(name="周桂芳", id_number=OTHER, members=(ListedPerson("王建军", SON, "20"),))
    assert [one.id for one in held(said(mother), Known("h", listing())).changed] == ["h"]
    by_head = listing(name="周桂芳", id_number=OTHER, members=(ListedPerson("王德贵", HEAD, "10"),))
    assert [one.id for one in held(said(by_head), Known("h", listing(members=()))).changed] == ["h"]


def test_a_household_is_found_once() -> None:
    found = held(said(listing(members=()), listing(name="王建军", id_number=SON, members=())), Known("h", listing()))

    assert [len(found.changed), len(found.new)] == [1, 1]


def test_who_was_on_the_register_comes_back_to_the_same_place() -> None:
    (new,) = held(said(listing(phone="13900000009")), Known("h", listing(), on_list=False)).new

    assert (new.id, new.listing.phone) == ("h", "13900000009")


def test_who_is_on_it_goes_before_who_was() -> None:
    found = held(said(listing()), Known("now", listing()), Known("before", listing(), on_list=False))

    assert (found.same, found.new) == (1, ())


def test_somebody_who_stands_in_another_household_too_is_told_of() -> None:
    moved = other(members=(ListedPerson("王建军", SON, "20"),))
    found = held(said(moved), Known("h1", listing()), Known("h2", other()))

    assert [(wrong.code, wrong.stops, wrong.facts["name"]) for wrong in found.wrong] == [("elsewhere", False, "王德贵")]
    gone = held(said(moved), Known("h1", listing(), on_list=False), Known("h2", other()))
    assert gone.wrong == ()


def test_missing_is_who_should_be_in_a_list_of_these_villages_and_classes() -> None:
    one, two = listing(), other(classes=("dibao",))
    known = [
        Known("missing", two),
        Known("other village", replace(two, id_number=id_number("1950-01-01", 8), village="石桥村")),
        Known("other class", replace(two, id_number=id_number("1950-01-01", 9), classes=("tekun",))),
        Known("gone", replace(two, id_number=id_number("1950-01-01", 10)), on_list=False),
    ]
    assert [found.id for found in held(said(one), *known).missing] == ["missing"]
    no_village = said(listing(village=""), columns=ALL - {"village"})
    assert [found.id for found in held(no_village, *known).missing] == ["missing", "other village"]


def test_who_stands_in_a_wrong_row_is_not_missing() -> None:
    read = replace(said(listing()), seen=frozenset({OTHER}), wrong=(Wrong(3, "since"),), blocked=1)
    found = held(read, Known("h", other(classes=("dibao",))))

    assert (found.missing, found.blocked, [wrong.row for wrong in found.wrong]) == ((), 1, [3])


def test_members_take_from_the_register_what_the_list_does_not_say() -> None:
    after = merged(listing(), listing(members=(ListedPerson("王建军"), ListedPerson("王小一"))), ALL)

    assert after.members == (ListedPerson("王建军", SON, "20"), ListedPerson("王小一"))


def test_a_member_without_a_number_is_known_by_nothing() -> None:
    known = Known("h", listing(members=(ListedPerson("王小一"),)))

    assert [change.fields for change in held(said(listing()), known).changed] == [("members",)]


def test_members_in_another_order_are_no_change() -> None:
    two = (ListedPerson("王建军", SON, "20"), ListedPerson("周桂芳", OTHER, "10"))

    assert merged(listing(members=two), listing(members=two[::-1]), ALL).members == two


def test_the_number_of_people_that_follows_from_the_members_is_no_change() -> None:
    assert merged(listing(), listing(size=2), ALL).size == 0
    assert merged(listing(), listing(size=5), ALL).size == 5


@settings(max_examples=60)
@given(st.lists(st.integers(0, 7), max_size=6), st.lists(st.tuples(st.integers(0, 7), st.booleans()), max_size=6))
def test_every_household_of_a_list_is_new_changed_or_the_same(read: list[int], known: list[tuple[int, bool]]) -> None:
    def one(nth: int) -> Listing:
        return other(id_number=id_number("1950-01-01", nth), name=f"李{nth}")

    held_now = [Known(f"k{at}", one(nth), on) for at, (nth, on) in enumerate(known)]
    found = held(said(*(one(nth) for nth in dict.fromkeys(read))), *held_now)

    assert len(found.new) + len(found.changed) + found.same == len(set(read))
    assert not {household.id for household in found.missing} & {change.id for change in found.changed}
