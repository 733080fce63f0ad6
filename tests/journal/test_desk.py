"""Visits, changes, referrals, blank forms: nothing loses, the first of what there is one of counts, all is total."""

from collections.abc import Callable
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.journal.canonical import NotCanonical, canonical
from app.journal.desk import fold_change, fold_paper, fold_referral, fold_visit
from app.journal.fold import Stored
from tests.journal.conftest import BODIES, DEVICES, Writer
from tests.journal.golden import HOME, read_lines
from tests.journal.golden_desk import VISITOR

if TYPE_CHECKING:
    from app.journal.entry import Entry

FOLDS: dict[str, Callable[[str, list[Stored]], Any]] = {
    "visit": fold_visit,
    "change": fold_change,
    "referral": fold_referral,
    "paper": fold_paper,
}
KNOWN = {
    kind: [
        item.entry
        for item in read_lines((HOME / "desk.jsonl").read_text("utf-8"))
        if item.entry.subject[:4] == kind[:4]
    ]
    for kind in FOLDS
}  # fmt: skip - one line for each subject
RECORDED = {"came_at": "2026-11-24T01:00:00.000Z", "reason": "ask", "source": "walk_in", "visitor": VISITOR,
            "handler": "o"}  # fmt: skip


def history_of(kind: str, chance: Random, strange: dict[str, Any]) -> list[Stored]:
    """Give entries of one subject by two devices: known bodies, strange ones, other kinds and versions, erased ones."""
    writers = [Writer(device) for device in DEVICES]
    made: list[Entry] = []
    for _ in range(chance.randint(1, 9)):
        known = chance.choice(KNOWN[kind])
        body = dict(chance.choice([known.body or {}, known.body or {}, strange]))
        if made and chance.random() < 0.2:
            body["reissue_of"] = chance.choice(made).hash
        parents = tuple(chance.sample(made, min(len(made), chance.randint(0, 2))))
        name, version = chance.choice([known.kind, known.kind, f"{kind}.unheard_of"]), chance.choice([1, 1, 1, 2])
        made.append(chance.choice(writers).write(name, body, parents=parents, subject=f"{kind}:x", v=version))
    orders = chance.sample(range(100), len(made))
    shown = [one.without_body() if chance.random() < 0.1 else one for one in made]
    return [Stored(one, chance.choice([order, None])) for one, order in zip(shown, orders, strict=True)]


def is_canonical(body: dict[str, Any]) -> bool:
    try:
        return bool(canonical(body))
    except NotCanonical:
        return False


@pytest.mark.parametrize("kind", FOLDS)
@settings(max_examples=40)
@given(seed=st.integers(0, 2**64), strange=BODIES.filter(is_canonical))
def test_the_fold_is_total_and_the_same_for_any_order_of_arrival(kind: str, seed: int, strange: dict[str, Any]) -> None:
    chance = Random(seed)
    history = history_of(kind, chance, strange)

    state = FOLDS[kind]("x", history)

    assert FOLDS[kind]("x", chance.sample(history, len(history))) == state
    assert FOLDS[kind]("x", [*history, *history]) == state
    assert state.scope == "t-7K3Q2M"


@pytest.mark.parametrize("kind", FOLDS)
def test_of_nothing_there_is_no_state_and_who_looked_is_none(kind: str, writer: Callable[..., Writer]) -> None:
    looked = writer().write("access.viewed", {"why": "x"}, subject=f"{kind}:x")
    one = writer().write(KNOWN[kind][0].kind, KNOWN[kind][0].body or {}, subject=f"{kind}:x")

    assert FOLDS[kind]("x", []) is None
    assert FOLDS[kind]("x", [Stored(looked, 1)]) is None
    assert FOLDS[kind]("x", [Stored(looked, 1), Stored(one, 2)]) == FOLDS[kind]("x", [Stored(one, 2)])
    assert FOLDS[kind]("x", [Stored(one, 2)]).needs_newer is False


def test_the_first_record_of_a_visit_counts_and_all_that_came_of_it(writer: Callable[..., Writer]) -> None:
    chain = writer()
    first = chain.write("visit.recorded", RECORDED, subject="visit:x")
    second = chain.write("visit.recorded", RECORDED | {"reason": "card"}, parents=(first,), subject="visit:x")
    said = [
        chain.write("visit.concluded", {"outcome": word}, parents=(second,), subject="visit:x")
        for word in ("noted", "left")
    ]

    state = fold_visit("x", [Stored(entry, order) for order, entry in enumerate([first, second, *said], 1)])

    assert state is not None
    assert state.recorded is not None
    assert (state.recorded.reason, [one.outcome for one in state.concluded]) == ("ask", ["noted", "left"])


def test_an_erased_record_is_counted_and_a_newer_one_is_marked(writer: Callable[..., Writer]) -> None:
    chain = writer()
    erased = chain.write("visit.recorded", RECORDED, subject="visit:x").without_body()
    newer = chain.write("visit.recorded", RECORDED, subject="visit:x", v=2)

    gone, later = fold_visit("x", [Stored(erased, 1)]), fold_visit("x", [Stored(newer, 1)])

    assert gone is not None
    assert later is not None
    assert (gone.erased, gone.recorded, gone.needs_newer) == (1, None, False)
    assert (later.erased, later.recorded, later.needs_newer) == (0, None, True)
