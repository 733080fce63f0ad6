"""The steps: folding a long case, what is to be done in 5,000 cases, and making all read models anew.

Bars: a case of 200 entries folds in 5 ms; all read models of 5,000 cases are made anew in 20 s.
"""

import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from app.domain import acceptance, case_number
from app.domain.acceptance import Terms
from app.domain.fact import Fact
from app.ids import uuid7
from app.journal.case import fold_case
from app.journal.fold import Stored
from app.rules.agenda import todos
from app.services.desk import Desk
from app.store.read_models import all_subjects
from tests.journal.conftest import Writer
from tests.journal.golden import ACCEPTED, CASE
from tests.journal.golden_steps import BODIES
from tests.store import township
from tests.store.township import TODAY

CASES, ENTRIES = 5_000, 200
# How far the cases have come: a fifth each.
STAGES = (
    (),
    ("check_requested", "home_visited"),
    ("check_requested", "check_reported", "home_visited", "opinion_given", "notice_made", "notice_posted"),
    ("check_requested", "home_visited", "opinion_given", "notice_made", "notice_posted", "confirmed", "delivered"),
    ("opinion_given", "confirmed", "announced", "delivered", "account_given", "rechecked", "rechecked"),
)
_PAPERS: dict[str, Any] = {"document": None, "photo": None, "pages": [], "obligors": []}


def run() -> dict[str, float | str]:
    """Measure and give the figures."""
    figures = _folding()
    with tempfile.TemporaryDirectory() as folder:
        desk = township.desk_at(Path(folder))
        _fill(desk)
        figures |= _asking(desk) | _rebuilding(desk)
        desk.store.close()
    return figures


def _folding() -> dict[str, float | str]:
    """Fold a case of 200 entries, one after the other, as a long life writes it."""
    writer, history = Writer(), list[Stored]()
    kinds = [kind for kind in BODIES if kind not in ("case.moved", "case.not_confirmed", "case.aid_changed")]
    for nth in range(ENTRIES):
        kind, body = (
            ("case.accepted", ACCEPTED) if nth == 0 else (kinds[nth % len(kinds)], BODIES[kinds[nth % len(kinds)]])
        )
        known = (history[-1].entry,) if history else ()
        history.append(Stored(writer.write(kind, body, parents=known, subject=f"case:{CASE}"), nth + 1))
    times = [_timed(lambda: fold_case(CASE, history)) for _ in range(60)]
    case = fold_case(CASE, history)
    agenda = [_timed(lambda: todos(case)) for _ in range(60)] if case else []
    return {"fold_200_ms": _ms(times), "fold_200_p95_ms": _ms(times, 0.95), "agenda_ms": _ms(agenda)}


def _fill(desk: Desk) -> None:
    pattern = township.application(desk, 1)
    for first in range(0, CASES, 50):
        with desk.store.work(desk.author) as work:
            for number in range(first, first + 50):
                day = TODAY - timedelta(days=(CASES - number) // 40)
                people = tuple(township.member(number * 3 + place) for place in range(3))
                mark = pattern.signatures[0]
                draft = replace(
                    pattern,
                    id=uuid7(),
                    members=people,
                    signatures=tuple(replace(mark, member=one.id) for one in people),
                    captures=tuple(replace(one, member=people[0].id) for one in pattern.captures),
                )
                terms = Terms(
                    case_number.make(desk.office.division, day, "0A", number + 1), day, day, day,
                    day + timedelta(days=30), 22, "bench", desk.office, desk.author.officer,
                )  # fmt: skip
                work.append([*acceptance.accept(draft, terms, day), *_steps(draft.id, STAGES[number % len(STAGES)])])


def _steps(case_id: str, kinds: tuple[str, ...]) -> list[Fact]:
    bodies = [(f"case.{kind}", BODIES[f"case.{kind}"]) for kind in kinds]
    return [
        Fact(f"case:{case_id}", kind, 1, body | {name: empty for name, empty in _PAPERS.items() if name in body})
        for kind, body in bodies
    ]


def _asking(desk: Desk) -> dict[str, float | str]:
    until = TODAY + timedelta(days=7)
    times = [_timed(lambda: desk.store.todos(until)) for _ in range(10)]
    of_one = [_timed(lambda: desk.store.todos(until, "post_notice")) for _ in range(10)]
    every = desk.store.todos(TODAY + timedelta(days=4_000))
    return {
        "todos": len(desk.store.todos(until)),
        "todos_all": len(every),
        "todos_ms": _ms(times),
        "of_one_ms": _ms(of_one),
    }


def _rebuilding(desk: Desk) -> dict[str, float | str]:
    """Make all anew that is wrong: first nothing is, then everything is."""
    right = _timed(lambda: list(desk.store.rebuild()))
    with desk.store.reading() as connection:
        subjects = all_subjects(connection)

    def anew() -> None:
        with desk.store.work() as work:
            work.refold(subjects)

    return {"rebuild_right_s": round(right, 2), "rebuild_all_s": round(_timed(anew), 2)}


def _timed(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def _ms(times: list[float], share: float = 0.5) -> float:
    place = statistics.quantiles(times, n=100)[round(share * 100) - 1] if len(times) > 1 else times[0]
    return round(place * 1_000, 2)


if __name__ == "__main__":
    print(run())
