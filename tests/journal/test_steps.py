"""The steps of a case as entries: every kind folds, nothing crashes the fold, and decisions alone can lose."""

from collections.abc import Callable
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.fact import plain
from app.journal.case import claims, fold_case
from app.journal.fold import Stored
from app.journal.steps import DECIDES, KINDS
from app.rules.agenda import todos
from tests.journal.conftest import BODIES as ANY_BODY
from tests.journal.conftest import DEVICES, VALUES, Writer
from tests.journal.golden import ACCEPTED, CASE
from tests.journal.golden_steps import BODIES

if TYPE_CHECKING:
    from app.journal.entry import Entry

_LEAVES = {"decision:opinion", "decision:result", "decision:aid", "decision:closed"}
DECIDED = {
    "case.opinion_given": {"decision:opinion"},
    "case.confirmed": {"decision:result"},
    "case.not_confirmed": {"decision:result"},
    "case.aid_changed": {"decision:aid"},
    "case.handed_over": _LEAVES,
    "case.sent_after": _LEAVES,
}
Written = Callable[..., Writer]


def accepted(writer: Writer, kind: str, body: dict[str, Any], *, v: int = 1) -> list[Stored]:
    """Give an acceptance and one step."""
    first = writer.write("case.accepted", ACCEPTED, subject=f"case:{CASE}")
    second = writer.write(kind, body, parents=(first,), subject=f"case:{CASE}", v=v)
    return [Stored(first, 1), Stored(second, 2)]


def test_there_is_a_body_of_every_kind() -> None:
    assert {(kind, 1) for kind in BODIES} == set(KINDS)


@pytest.mark.parametrize("kind", BODIES)
def test_a_full_body_of_each_kind_is_understood_and_says_all_that_can_be_said(kind: str, writer: Written) -> None:
    case = fold_case(CASE, accepted(writer(), kind, BODIES[kind]))

    assert case is not None
    assert not case.needs_newer
    shape = next(shape for (name, _), (shape, _apply) in _shapes().items() if name == kind)
    assert set(BODIES[kind]) == set(shape.__dataclass_fields__)


def _shapes() -> dict[tuple[str, int], tuple[Any, Any]]:
    from app.journal import steps  # noqa: PLC0415 - looked into on purpose

    return steps._STEPS  # noqa: SLF001 - what each kind is read as


@pytest.mark.parametrize("kind", BODIES)
def test_a_newer_version_of_each_kind_is_kept_and_not_read(kind: str, writer: Written) -> None:
    case = fold_case(CASE, accepted(writer(), kind, BODIES[kind], v=2))

    assert case is not None
    assert case.needs_newer


@pytest.mark.parametrize("kind", BODIES)
@settings(max_examples=25)
@given(body=ANY_BODY)
def test_a_body_of_another_shape_makes_no_error(kind: str, body: dict[str, Any]) -> None:
    case = fold_case(CASE, accepted(Writer(), kind, body))

    assert case is not None
    assert case.needs_newer
    assert todos(case) == ()


@pytest.mark.parametrize("kind", BODIES)
@settings(max_examples=25)
@given(data=st.data())
def test_a_body_with_any_value_in_any_place_makes_no_error(kind: str, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(BODIES[kind])))
    body = BODIES[kind] | {name: data.draw(VALUES | st.sampled_from(["2026-12", "9999-12-31", "0001-01-01", -1]))}

    case = fold_case(CASE, accepted(Writer(), kind, body))

    assert case is not None
    assert isinstance(case.state, str)
    assert isinstance(todos(case), tuple)


@pytest.mark.parametrize("kind", BODIES)
def test_decisions_claim_what_they_decide_and_what_happened_claims_nothing(kind: str, writer: Written) -> None:
    entry = writer().write(kind, BODIES[kind])

    assert claims(entry) == DECIDED.get(kind, frozenset())
    assert set(DECIDES) == set(DECIDED)


@pytest.mark.parametrize(
    ("kind", "field"),
    [("case.confirmed", "from_month"), ("case.aid_changed", "until_month"), ("case.aid_changed", "from_month")],
)
@pytest.mark.parametrize("month", ["2027-13", "2027-1", "下月", "2027-01-01"])
def test_a_month_that_is_none_is_not_read(kind: str, field: str, month: str, writer: Written) -> None:
    case = fold_case(CASE, accepted(writer(), kind, BODIES[kind] | {field: month}))

    assert case is not None
    assert case.needs_newer


def history_of(chance: Random) -> list[Stored]:
    """Give steps of one case by two devices that know each other more or less; some are spoilt or erased."""
    writers = [Writer(device) for device in DEVICES]
    made: list[Entry] = [writers[0].write("case.accepted", ACCEPTED, subject=f"case:{CASE}")]
    for _ in range(chance.randint(1, 25)):
        kind = chance.choice(list(BODIES))
        body = dict(BODIES[kind])
        if chance.random() < 0.05:
            body[chance.choice(list(body))] = chance.choice(["", 7, None, "x"])
        knows = tuple(chance.sample(made, min(len(made), chance.randint(0, 2))))
        made.append(chance.choice(writers).write(kind, body, parents=knows, subject=f"case:{CASE}"))
    orders = chance.sample(range(100), len(made))
    shown = [one.without_body() if chance.random() < 0.05 else one for one in made]
    return [Stored(one, chance.choice([order, None])) for one, order in zip(shown, orders, strict=True)]


@settings(max_examples=80)
@given(st.integers(0, 2**64))
def test_steps_fold_whatever_came_and_in_whatever_order(seed: int) -> None:
    chance = Random(seed)
    history = history_of(chance)

    case = fold_case(CASE, history)

    assert fold_case(CASE, chance.sample(history, len(history))) == case
    assert case is not None
    owed = [one for one in todos(case) if not (one.what == "send_after" and case.left_behind)]
    assert not (case.closed and (case.due_on or case.is_urgent or owed))
    found = [(one.what, one.about) for one in todos(case)]
    assert len(found) == len(set(found))
    assert all(set(plain(one)) for one in todos(case))


def test_an_opinion_or_a_sending_back_that_comes_after_the_decision_changes_nothing(writer: Written) -> None:
    chain = writer()
    last: tuple[Entry, ...] = ()
    history: list[Stored] = []
    opinion = BODIES["case.opinion_given"]
    for kind, body in (
        ("case.accepted", ACCEPTED),
        ("case.opinion_given", opinion),
        ("case.confirmed", BODIES["case.confirmed"]),
        ("case.opinion_given", opinion | {"monthly_fen": 1}),
        ("case.sent_back", BODIES["case.sent_back"]),
    ):
        last = (chain.write(kind, body, parents=last, subject=f"case:{CASE}"),)
        history.append(Stored(last[0], len(history) + 1))

    case = fold_case(CASE, history)

    assert case is not None
    assert case.progress.opinion is not None
    assert (case.progress.opinion.monthly_fen, case.progress.sent_back) == (69_300, None)
