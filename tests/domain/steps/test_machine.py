"""All steps in any order, by anyone, on days before, at and after every limit: what must hold holds."""

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any, Final

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from app.domain.course import note
from app.domain.registration import Lack, SupplementAsked, ask_supplement
from app.domain.steps.home_visit import Investigator
from app.domain.steps.procedure import Actor
from app.errors import Refused
from app.journal.case import fold_case
from app.rules.agenda import todos
from tests.domain.steps.walk import (
    ACCEPTED,
    ACCEPTOR,
    CASE,
    CLERK,
    COUNTY,
    DOUBT,
    KIN,
    LEADER,
    PAGE,
    TEAM,
    WALKER,
    WIFE,
    Walk,
)
from tests.domain.steps.watch import watch

ACTORS: Final = (ACCEPTOR, WALKER, LEADER, CLERK, KIN, COUNTY)
PROGRAMMES: Final = (
    "dibao", "dibao_bianyuan", "tekun", "linshi_jiuzhu", "xiaoe_kuaijiu", "canji_huli", "shishi_wuren_fuyang",
)  # fmt: skip
OTHERS: Final = (Investigator("周芳", staff=True, officer="officer-3"), TEAM[1])
WITH_KIN: Final = (Investigator("王建国", staff=True, officer="officer-8"), TEAM[1])
Try = Callable[[Walk, Actor, Random], Any]


def _opinion(walk: Walk, _actor: Actor, chance: Random) -> None:
    changes: dict[str, Any] = chance.choice(({}, {}, {}, {"proposal": "refuse"}, {"tier": "A"}, {"programme": "dibao"}))
    if chance.random() < 0.2:
        changes = {**changes, "recognised": "dibao", "recognised_number": "R1"}
    walk.give_opinion(**changes)


def _make(walk: Walk, _actor: Actor, chance: Random) -> None:
    purpose = "stop" if walk.case.progress.confirmed and chance.random() < 0.9 else "grant"
    walk.make_notice(poster=f"p{len(walk.history)}", purpose=purpose)


def _post(walk: Walk, _actor: Actor, chance: Random) -> None:
    made = walk.case.progress.notice_made
    walk.post(poster=made.poster if made and chance.random() < 0.9 else "p0", purpose=made.purpose if made else "grant")


def _object(walk: Walk, _actor: Actor, chance: Random) -> None:
    walk.object(id=f"b{len(walk.history)}", kind=chance.choice(("notice", "report")))


def _settle(walk: Walk, _actor: Actor, chance: Random) -> None:
    waiting = walk.case.progress.open_objections
    way = chance.choice(("reinvestigated", "appraised"))
    walk.settle(objection=waiting[0].id if waiting else "b0", way=way)


def _hear(walk: Walk, _actor: Actor, chance: Random) -> None:
    walk.hear(proposed=chance.choice(("stop", "stop", "reduce", "phase_out")))


def _change(walk: Walk, actor: Actor, chance: Random) -> None:
    what, sum_after = chance.choice(
        (("stop", 0), ("stop", 0), ("reduce", 40_000), ("raise", 90_000), ("phase_out", 69_000))
    )
    cause = chance.choice(("income", "income", "voluntary", "death", "work"))
    request = PAGE if chance.random() < 0.3 else None
    walk.change(actor, what=what, monthly_fen=sum_after, cause=cause, request=request, until_month="2027-01")


def _report(walk: Walk, _actor: Actor, chance: Random) -> None:
    walk.report(doubts=chance.choice(((), (), (DOUBT,))), qualified=chance.random() < 0.8)


def _give(walk: Walk, _actor: Actor, chance: Random) -> None:
    walk.give(amount_fen=chance.choice((50_000, 250_000, 300_000, 950_000, 1_000_000, 501_00)))


def _supplement(walk: Walk, _actor: Actor, _chance: Random) -> None:
    walk.tell(ask_supplement(walk.case, SupplementAsked(walk.on, (Lack("signature"),), walk.number(), "officer-1")))


STEPS: Final[dict[str, Try]] = {
    "request_check": lambda walk, _a, _c: walk.request(),
    "await_check": _report,
    "explain_doubts": lambda walk, _a, _c: walk.explain(),
    "tell_check": lambda walk, _a, _c: walk.tell_result(),
    "contest": lambda walk, _a, _c: walk.contest(),
    "prepare_visit": lambda walk, _a, _c: walk.prepare(),
    "visit": lambda walk, _a, c: walk.visit(investigators=c.choice((TEAM, TEAM, OTHERS, WITH_KIN, TEAM[:1], TEAM[1:]))),
    "name_kin": lambda walk, _a, _c: walk.name_kin(officer="officer-8"),
    "county_visit": lambda walk, a, _c: walk.county_visit(a),
    "give_opinion": _opinion,
    "send_back": lambda walk, _a, c: walk.send_back(c.choice(("check", "visit", "opinion"))),
    "make_notice": _make,
    "make_end": _make,
    "post_notice": _post,
    "post_end": _post,
    "await_notice": lambda walk, _a, _c: walk.take_down(),
    "object": _object,
    "settle_objection": _settle,
    "appraise": lambda walk, _a, _c: walk.appraise(),
    "deliberate": lambda walk, _a, c: walk.deliberate(result=c.choice(("grant", "refuse", "later"))),
    "decide": lambda walk, a, c: walk.refuse(a) if c.random() < 0.1 else walk.confirm(a),
    "announce": lambda walk, _a, _c: walk.announce(),
    "deliver": lambda walk, _a, _c: walk.deliver(),
    "deliver_change": lambda walk, _a, _c: walk.deliver(),
    "give_account": lambda walk, _a, _c: walk.give_account(),
    "hear": _hear,
    "change_aid": _change,
    "recheck": lambda walk, _a, _c: walk.recheck(),
    "death_change": lambda walk, _a, c: walk.die(c.choice(("m1", "m2", "m3"))),
    "household": lambda walk, _a, c: walk.change_household("joined", joined=(replace(WIFE, id=f"m{c.randint(3, 5)}"),)),
    "left": lambda walk, _a, c: walk.change_household("left", gone=(c.choice(("m1", "m2", "m3")),)),
    "sign": lambda walk, _a, c: walk.sign(c.choice(("m3", "m4", "m5"))) if not walk.case.closed else walk,
    "move": lambda walk, _a, _c: walk.move(),
    "withdraw": lambda walk, _a, _c: walk.withdraw(),
    "extend": lambda walk, _a, _c: walk.extend(),
    "assess": lambda walk, _a, _c: walk.assess(),
    "give_aid": _give,
    "end_emergency": lambda walk, _a, _c: walk.end_emergency(),
    "supplement": lambda walk, _a, _c: walk.supplement(),
    "route_up": lambda walk, _a, _c: walk.route_up(),
    "lift_cap": lambda walk, a, c: walk.lift(a, amount_fen=c.choice((0, 501_00))),
    "ask_supplement": _supplement,
    "accept": lambda walk, _a, _c: walk.accept(),
    "note": lambda walk, _a, _c: walk.tell(note(walk.case, "来问过")),
}
_BY_RANK: Final = frozenset(("decide", "change_aid", "county_visit", "lift_cap"))
_AIDED: Final = frozenset(("in_aid", "confirmed", "announced", "recognised"))
_ENDINGS: Final = frozenset(("move", "withdraw", "left", "death_change"))
_NAMES: Final = sorted(set(STEPS) - _ENDINGS) * 8 + sorted(_ENDINGS)


class Desk(RuleBasedStateMachine):
    """One case, anybody at the desk."""

    walk: Walk

    @initialize(
        programme=st.sampled_from(PROGRAMMES),
        confirmer=st.sampled_from(("township", "county")),
        urgent=st.booleans(),
        kin=st.booleans(),
        here=st.booleans(),
    )
    def begin(self, programme: str, confirmer: str, urgent: bool, kin: bool, here: bool) -> None:  # noqa: FBT001 - drawn by hypothesis
        urgent = urgent or programme == "xiaoe_kuaijiu"
        self.walk = Walk(programme, confirmer=confirmer, urgent=urgent, accepted=here or not urgent)
        if kin and self.walk.case.accepted:
            self.walk.name_kin()

    @rule(days=st.sampled_from((1, 1, 2, 7, 8, 181)))
    def wait(self, days: int) -> None:
        self.walk.later(days)

    @rule(name=st.sampled_from(_NAMES), actor=st.sampled_from(ACTORS), seed=st.integers(0, 2**32))
    def anything(self, name: str, actor: Actor, seed: int) -> None:
        self._try(name, actor, self._chance(seed))

    @rule(actor=st.sampled_from(ACTORS), seed=st.integers(0, 2**32), count=st.integers(4, 12))
    def what_is_due(self, actor: Actor, seed: int, count: int) -> None:
        """Go on as one should, several steps at once: by the right people mostly, and mostly in time."""
        chance = self._chance(seed)
        for _ in range(count):
            self._next(actor, chance)

    def _chance(self, seed: int) -> Random:
        """Small seeds come often: what has happened makes them differ."""
        return Random(f"{seed} {len(self.walk.history)} {self.walk.on} {self.walk.programme}")

    def _next(self, actor: Actor, chance: Random) -> None:
        names = ["note", *(one.what for one in todos(self.walk.case))]
        if self.walk.case.state in _AIDED and self.walk.case.progress.hearing is None:
            names += ["hear", "change_aid"]
        if not self.walk.case.progress.is_decided:
            names += ["give_opinion", "make_notice"]
        if self.walk.case.accepted is None:
            names += ["ask_supplement", "accept"]
        name = chance.choice(names)
        if name in _BY_RANK:
            self._by_everybody(name, chance)
        else:
            self._try(name, actor, chance)

    def _by_everybody(self, name: str, chance: Random) -> None:
        """Let everybody try: today, on the last day of a notice, on the day after it, now and then long after it."""
        known = len(self.walk.history)
        for days in chance.choice(((0,), (0, 7, 1), (0, 7, 1), (181, 0))):
            self.walk.later(days)
            for who in chance.sample(ACTORS, len(ACTORS)):
                self._try(name, who, chance)
                if len(self.walk.history) > known:
                    return

    def _try(self, name: str, actor: Actor, chance: Random) -> None:
        case, known = self.walk.case, len(self.walk.history)
        try:
            STEPS.get(name, STEPS["note"])(self.walk, actor, chance)
        except Refused:
            assert self.walk.case is case
            assert len(self.walk.history) == known
            return
        before = watch(self.walk, case, known)
        for stored in self.walk.history[known:]:
            before.check(stored.entry.kind, dict(stored.entry.body or {}))

    @invariant()
    def the_case_is_understood(self) -> None:
        case = self.walk.case
        assert not case.needs_newer
        assert case.conflicts == ()
        found = [(one.what, one.about) for one in todos(case)]
        assert len(found) == len(set(found))
        assert not (case.closed and found)

    def teardown(self) -> None:
        history = self.walk.history
        assert fold_case(CASE, Random(len(history)).sample(history, len(history))) == self.walk.case


def run(examples: int, steps: int) -> None:
    """Let the machine run."""
    run_state_machine_as_test(Desk, settings=settings(max_examples=examples, stateful_step_count=steps, deadline=None))


def test_whatever_is_tried_in_whatever_order_by_whomever_what_must_hold_holds() -> None:
    run(40, 30)


@pytest.mark.slow
def test_it_holds_however_long_it_is_tried() -> None:
    run(600, 60)


def test_what_was_accepted_is_what_the_machine_begins_with() -> None:
    assert Walk().case.accepted == ACCEPTED
