"""The register and its leads: what two windows wrote at once, what is not understood, what is not there yet."""

from random import Random
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from app.journal.fold import Stored
from app.journal.low_income import fold_household, fold_lead, household_claims, lead_claims
from tests.journal.conftest import BODIES, DEVICES, Writer
from tests.journal.golden import HOME, read_lines
from tests.made_up.register import listing

HERE: dict[str, Any] = {"subject": "household:h"}
LISTED = {
    "listed_on": "2026-11-24", "source": "hand", "listing": msgspec.to_builtins(listing()), "office": "",
    "division": "", "handler": "o",
}  # fmt: skip
CHANGE = {"changed_on": "2026-11-25", "source": "hand", "handler": "o"}
OFF = {"unlisted_on": "2026-11-26", "source": "hand", "reason": "搬走了", "handler": "o"}
GOLDEN = [item.entry for item in read_lines((HOME / "low_income.jsonl").read_text("utf-8"))]
FOLDS = {"household": fold_household, "lead": fold_lead}


def stored(*entries: Any) -> list[Stored]:
    return [Stored(entry, nth) for nth, entry in enumerate(entries, 1)]


def test_what_is_said_last_counts_and_what_was_listed_again_is_whole_again() -> None:
    writer = Writer()
    base = writer.write("household.listed", LISTED, **HERE)
    changed = writer.write("household.list_changed", CHANGE | {"fields": {"phone": "1"}}, parents=(base,), **HERE)
    off = writer.write("household.unlisted", OFF, parents=(changed,), **HERE)
    again = writer.write("household.listed", LISTED, parents=(off,), **HERE)

    states = [fold_household("h", stored(*writer.entries[:count])) for count in (1, 2, 3, 4)]

    assert [state and state.listing and state.listing.phone for state in states] == [
        "13800000001",
        "1",
        "1",
        "13800000001",
    ]
    assert [state and (state.on_list, state.reason) for state in states] == [
        (True, ""), (True, ""), (False, "搬走了"), (True, ""),
    ]  # fmt: skip
    assert again.hash in {entry.hash for entry in writer.entries}


def test_two_windows_that_change_different_fields_both_count_and_the_same_field_is_a_conflict() -> None:
    one, two = Writer(DEVICES[0]), Writer(DEVICES[1])
    base = one.write("household.listed", LISTED, **HERE)
    fields = [{"phone": "1"}, {"village": "石桥村"}, {"phone": "2", "group": "9"}]
    edits = [
        who.write("household.list_changed", CHANGE | {"fields": values}, parents=(base,), **HERE)
        for who, values in zip((one, two, two), fields, strict=True)
    ]

    state = fold_household("h", stored(base, *edits))

    assert state is not None
    assert state.listing is not None
    assert (state.listing.phone, state.listing.village, state.listing.group) == ("1", "石桥村", "3")
    assert [(loss.fields, loss.settled) for loss in state.conflicts] == [(("group", "phone"), False)]


def test_a_change_that_comes_before_what_it_changes_waits_for_it() -> None:
    writer = Writer()
    state = fold_household(
        "h", stored(writer.write("household.list_changed", CHANGE | {"fields": {"phone": "1"}}, **HERE))
    )

    assert state is not None
    assert (state.listing, state.on_list, state.needs_newer) == (None, False, False)


def test_fields_of_a_newer_program_are_passed_over_and_wrong_ones_are_not_understood() -> None:
    writer = Writer()
    base = writer.write("household.listed", LISTED, **HERE)
    newer = writer.write("household.list_changed", CHANGE | {"fields": {"pets": 2}}, parents=(base,), **HERE)
    wrong = writer.write("household.list_changed", CHANGE | {"fields": {"phone": 7}}, parents=(newer,), **HERE)

    states = [fold_household("h", stored(*writer.entries[:count])) for count in (2, 3)]

    assert [state and state.needs_newer for state in states] == [False, True]
    assert household_claims(newer) == frozenset()
    assert household_claims(wrong) == {"phone"}


def test_what_an_entry_claims() -> None:
    writer = Writer()
    claims = {
        kind: household_claims(writer.write(kind, body, **HERE))
        for kind, body in (
            ("household.listed", LISTED), ("household.unlisted", OFF), ("household.list_changed", {"fields": 3}),
            ("household.dreamt_of", {}),
        )
    }  # fmt: skip
    assert "on_list" in claims["household.listed"]
    assert "phone" in claims["household.listed"]
    assert claims["household.unlisted"] == {"on_list"}
    assert claims["household.list_changed"] == claims["household.dreamt_of"] == frozenset()
    assert household_claims(writer.write("household.listed", LISTED, v=2, **HERE)) == frozenset()
    settled = writer.write("lead.settled", {"result": "declined"}, subject="lead:l")
    assert lead_claims(settled) == {"settled"}
    assert lead_claims(settled.without_body()) == frozenset()
    assert household_claims(settled.without_body()) == frozenset()


def test_there_is_nothing_without_an_entry() -> None:
    assert (fold_household("h", []), fold_lead("l", [])) == (None, None)
    looked_at = Writer().write("access.shown", {}, **HERE)
    assert fold_household("h", stored(looked_at)) is None


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(sorted(FOLDS)), st.randoms(use_true_random=False), BODIES)
def test_a_fold_is_total_and_the_same_for_any_order(kind: str, chance: Random, strange: dict[str, Any]) -> None:
    held = history_of(kind, chance, strange)

    states = [FOLDS[kind]("x", chance.sample(held, len(held))) for _ in range(4)]

    assert all(state == states[0] for state in states)
    assert states[0] is not None


def history_of(kind: str, chance: Random, strange: dict[str, Any]) -> list[Stored]:
    """Give entries of one subject by two devices: known bodies, strange ones, erased ones, of other versions."""
    writers, known = [Writer(device) for device in DEVICES], [one for one in GOLDEN if one.subject.startswith(kind)]
    made: list[Any] = []
    for _ in range(chance.randint(1, 8)):
        one = chance.choice(known)
        body = dict(chance.choice([one.body or {}, one.body or {}, strange]))
        parents = tuple(chance.sample(made, min(len(made), chance.randint(0, 2))))
        name, version = chance.choice([one.kind, one.kind, f"{kind}.unheard_of"]), chance.choice([1, 1, 1, 2])
        made.append(chance.choice(writers).write(name, body, parents=parents, subject=f"{kind}:x", v=version))
    shown = [one.without_body() if chance.random() < 0.1 else one for one in made]
    orders = chance.sample(range(100), len(made))
    return [Stored(one, chance.choice([order, None])) for one, order in zip(shown, orders, strict=True)]
