"""An assessment of a household for every programme, as a JSON document. Bar: 5 ms."""

import json
import time
from datetime import date

from app.rules.assessment.assess import answer, assess
from app.rules.assessment.reading import read
from tests.rules.home import home, income, person

DAY = date(2026, 5, 11)
TIMES = 300


def run() -> dict[str, float | str]:
    """Measure and give the figures; times in milliseconds, households of five and of forty people."""
    return {f"{people}_people_{name}": value for people in (5, 40) for name, value in _measure(people).items()}


def _measure(people: int) -> dict[str, float]:
    written = json.dumps(_household(people)).encode()
    answer(assess(read(written), DAY))
    times = []
    for _ in range(TIMES):
        start = time.perf_counter()
        answer(assess(read(written), DAY))
        times.append((time.perf_counter() - start) * 1e3)
    times.sort()
    return {"p50_ms": round(times[TIMES // 2], 2), "p95_ms": round(times[TIMES * 95 // 100], 2)}


def _household(people: int) -> dict[str, object]:
    children = [person(f"m{nth}", "20", "2014-05-06", student="compulsory") for nth in range(3, people + 1)]
    wife = person("m2", "10", "1950-02-03", disability={"kind": 4, "grade": 2}, work="none")
    return home(
        person(),
        wife,
        *children,
        incomes=[income(960_000), income(520_000, "business"), income(195_600, "transfer", "basic_pension_central")],
        rigid_spending=[{"kind": "medical", "fen_last_12_months": 3_600_000}],
        emergency={"kind": "fire", "date": "2026-05-10", "fen_needed": 300_000},
    )
