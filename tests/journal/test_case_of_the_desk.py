"""Cases with all that the desk writes: decisions can lose, what happened cannot, and everything folds."""

from collections.abc import Callable
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.steps.standing import CLOSED
from app.journal.case import claims, fold_case
from app.journal.fold import Stored
from tests.journal.conftest import DEVICES, Writer
from tests.journal.golden import ACCEPTED, CASE
from tests.journal.golden_desk import ENDED, PRESENTED, REFUSED, REGISTERED, THUMB, TOLD, URGENT, WITHDRAWN

if TYPE_CHECKING:
    from app.journal.entry import Entry

ASSIGNED = {"officer": "o", "name": "李", "reason": ""}
NOTED = {"state": "entered", "noted_on": "2026-11-30", "platform_number": "SC-1"}
BODIES: dict[str, dict[str, Any]] = {
    "case.accepted": ACCEPTED,
    "case.registered": REGISTERED,
    "case.supplement_asked": TOLD,
    "case.not_accepted": REFUSED,
    "case.registration_ended": {"ended_on": "2026-11-30"},
    "case.presented": PRESENTED,
    "case.signed_on_paper": THUMB,
    "case.withdrawn": WITHDRAWN,
    "case.ended": ENDED,
    "case.assigned": ASSIGNED,
    "case.platform_noted": NOTED,
    "case.urgent_recorded": URGENT,
    "case.corrected": {"fields": {"phone": "1", "village": "x"}, "reason": "r"},
}
DECISIONS = {
    "case.not_accepted": "decision:closed",
    "case.ended": "decision:closed",
    "case.assigned": "decision:handler",
    "case.platform_noted": "decision:platform",
}


def history_of(chance: Random) -> list[Stored]:
    """Give entries of one case by two devices that know each other more or less; some are spoilt or erased."""
    writers: list[Writer] = [Writer(device) for device in DEVICES]
    made: list[Entry] = []
    for _ in range(chance.randint(1, 14)):
        kind = chance.choice(list(BODIES))
        body = dict(BODIES[kind])
        if chance.random() < 0.1:
            body[chance.choice(list(body))] = chance.choice(["", 7, None, "x"])
        knows = tuple(chance.sample(made, min(len(made), chance.randint(0, 2))))
        made.append(chance.choice(writers).write(kind, body, parents=knows, subject=f"case:{CASE}"))
    orders = chance.sample(range(100), len(made))
    shown = [one.without_body() if chance.random() < 0.1 else one for one in made]
    return [Stored(one, chance.choice([order, None])) for one, order in zip(shown, orders, strict=True)]


@settings(max_examples=80)
@given(st.integers(0, 2**64))
def test_a_case_folds_whatever_came_and_in_whatever_order(seed: int) -> None:
    chance = Random(seed)
    history = history_of(chance)

    case = fold_case(CASE, history)

    assert fold_case(CASE, chance.sample(history, len(history))) == case
    assert case is not None
    assert case.closed is (case.state in CLOSED)
    assert not (case.closed and (case.due_on or case.is_urgent))
    members = case.accepted.members if case.accepted else ()
    assert all(member in members for member in case.missing_signers())


@pytest.mark.parametrize("kind", [kind for kind in BODIES if kind != "case.corrected"])
def test_decisions_claim_what_they_decide_and_what_happened_claims_nothing(
    kind: str, writer: Callable[..., Writer]
) -> None:
    entry = writer().write(kind, BODIES[kind])

    assert claims(entry) == ({DECISIONS[kind]} if kind in DECISIONS else frozenset())
    assert claims(entry.without_body()) == frozenset()


@pytest.mark.parametrize("kind", [kind for kind in BODIES if kind not in ("case.corrected", "case.accepted")])
def test_each_kind_is_understood(kind: str, writer: Callable[..., Writer]) -> None:
    entry = writer().write(kind, BODIES[kind])

    case = fold_case(CASE, [Stored(entry, 1)])

    assert case is not None
    assert not case.needs_newer


@pytest.mark.parametrize(
    ("kind", "field", "counts"),
    [
        ("case.registered", "registered", "first"),
        ("case.supplement_asked", "supplement", "first"),
        ("case.presented", "presented", "first"),
        ("case.urgent_recorded", "urgent", "first"),
        ("case.registration_ended", "registration_ended", "last"),
        ("case.not_accepted", "not_accepted", "last"),
        ("case.withdrawn", "withdrawn", "last"),
        ("case.ended", "ended", "last"),
        ("case.assigned", "assigned", "last"),
        ("case.platform_noted", "platform", "last"),
    ],
)
def test_of_what_is_said_twice_the_first_counts_or_the_last(
    kind: str, field: str, counts: str, writer: Callable[..., Writer]
) -> None:
    changed = {
        "registered": "village", "supplement": "number", "presented": "source", "urgent": "number",
        "registration_ended": "reason", "not_accepted": "facts", "withdrawn": "by", "ended": "reason",
        "assigned": "reason", "platform": "note",
    }[field]  # fmt: skip
    chain = writer()
    first = chain.write(kind, BODIES[kind] | {changed: "first"})
    last = chain.write(kind, BODIES[kind] | {changed: "last"}, parents=(first,))

    case = fold_case(CASE, [Stored(last, 2), Stored(first, 1)])

    assert getattr(getattr(case, field), changed) == counts
