"""Who may stand on the low-income register, and what may be said of a household on it."""

from dataclasses import replace
from typing import Any

import pytest

from app.domain import low_income
from app.domain.case import Conflict
from app.domain.low_income import ListChanged, Listed, ListedHousehold, ListedPerson, Listing, Unlisted
from app.errors import Refused
from tests.made_up.household import id_number
from tests.made_up.register import HEAD, SON, listing

BODY = Listed("2026-11-24", "hand", listing(), "渠县青龙镇人民政府", "511725123", "o1")
ON = ListedHousehold("h", "t-1", listing(), on_list=True)
CHANGE = ListChanged("2026-11-25", "hand", {}, "o1")
OFF = Unlisted("2026-11-25", "hand", "搬走了", "o1")


def code_of(job: Any) -> str:
    with pytest.raises(Refused) as refused:
        job()
    return refused.value.code


def test_a_household_comes_onto_the_register_with_all_that_is_known_of_it() -> None:
    fact = low_income.listed("h", BODY)

    assert (fact.subject, fact.kind, fact.v) == ("household:h", "household.listed", 1)
    assert fact.body["listing"]["members"] == [{"name": "王建军", "id_number": SON, "relation": "20"}]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (listing(name=" "), "low_income.nobody"),
        (listing(members=(ListedPerson(""),)), "low_income.nobody"),
        (listing(id_number=""), "low_income.id_number"),
        (listing(id_number="511725196002290019"), "low_income.id_number"),
        (listing(members=(ListedPerson("王建军", "1"),)), "low_income.id_number"),
        (listing(members=(ListedPerson("王建军", HEAD),)), "low_income.twice"),
        (listing(members=(ListedPerson("王建军", SON), ListedPerson("王建国", SON))), "low_income.twice"),
        (listing(classes=()), "low_income.no_class"),
        (listing(since="2024-13"), "low_income.since"),
        (listing(since="去年"), "low_income.since"),
        (listing(size=41), "low_income.too_many"),
        (listing(size=-1), "low_income.too_many"),
        (listing(village="村" * 61), "low_income.too_long"),
        (listing(members=(ListedPerson("王" * 61),)), "low_income.too_long"),
    ],
)
def test_what_cannot_stand_on_the_register_is_refused(wrong: Listing, code: str) -> None:
    assert code_of(lambda: low_income.listed("h", replace(BODY, listing=wrong))) == code


def test_members_without_a_number_are_no_double() -> None:
    child = ListedPerson("王小一"), ListedPerson("王小二")
    assert low_income.listed("h", replace(BODY, listing=listing(members=child, since="", size=40))).v == 1


def test_only_what_is_different_is_written() -> None:
    fact = low_income.changed(ON, listing(phone="13900000009", flags=("lives_alone",)), CHANGE)

    assert fact.kind == "household.list_changed"
    assert fact.body["fields"] == {"phone": "13900000009", "flags": ["lives_alone"]}


def test_a_change_of_nothing_or_of_who_is_not_listed_is_refused() -> None:
    assert code_of(lambda: low_income.changed(ON, listing(), CHANGE)) == "low_income.no_change"
    assert code_of(lambda: low_income.changed(replace(ON, on_list=False), listing(), CHANGE)) == "low_income.not_listed"
    assert code_of(lambda: low_income.changed(replace(ON, listing=None), listing(), CHANGE)) == "low_income.not_listed"
    assert code_of(lambda: low_income.changed(ON, listing(name=""), CHANGE)) == "low_income.nobody"


def test_what_two_windows_wrote_differently_is_settled_by_saying_it_again() -> None:
    loss = Conflict("a", "b", "household.list_changed", ("phone", "on_list"), settled=False)
    disputed = replace(ON, conflicts=(loss, replace(loss, fields=("village",), settled=True)))

    assert low_income.changed(disputed, listing(), CHANGE).body["fields"] == {"phone": "13800000001"}


def test_who_leaves_leaves_for_a_reason() -> None:
    assert low_income.unlisted(ON, OFF).body["reason"] == "搬走了"
    assert code_of(lambda: low_income.unlisted(ON, replace(OFF, reason=" "))) == "low_income.no_reason"
    assert code_of(lambda: low_income.unlisted(replace(ON, on_list=False), OFF)) == "low_income.not_listed"
    assert code_of(lambda: low_income.unlisted(ON, replace(OFF, unlisted_on="gestern"))) == "day.unreadable"


def test_people_are_those_named_or_those_counted() -> None:
    assert (listing().people, listing(size=5).people, listing(members=()).people) == (2, 5, 1)


def test_numbers_of_made_up_people_hold() -> None:
    assert id_number("1960-02-29", 1) == HEAD
