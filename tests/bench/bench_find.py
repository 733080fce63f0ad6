"""Finding people as one types, among 100,000 in 5,000 cases. Bar: 20 ms p95, at every key."""

import random
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from app.domain import acceptance, case_number
from app.domain.acceptance import Terms
from app.domain.draft import Draft
from app.domain.household import Member
from app.ids import uuid7
from app.store import Store, spelling
from app.store.values import CaseSummary
from tests.made_up import people
from tests.store import township
from tests.store.township import TODAY

CASES, PEOPLE_EACH = 5_000, 20
SEARCHES = 60
VILLAGES = ("青龙村", "石桥村", "柏林村", "双河社区", "红星村", "大山村", "长滩村", "龙台村", "凤凰社区", "新坝村")


def run() -> dict[str, float | str]:
    """Measure and give the figures; times in milliseconds."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        start = time.perf_counter()
        fill(data)
        filled = time.perf_counter() - start
        store = Store.open(data / "yimen.db", township.KEY)
        start = time.perf_counter()
        store.find("wmd")
        first = time.perf_counter() - start
        times = {kind: _typing(store, typed) for kind, typed in _searches(store)}
        store.close()
        every = sorted(one for each in times.values() for one in each)
        return {
            "people": float(CASES * PEOPLE_EACH),
            "fill_s": round(filled, 1),
            "database_mb": round((data / "yimen.db").stat().st_size / 2**20, 1),
            "first_ms": round(first * 1e3, 2),
            **{f"{kind}_p95_ms": _at(each, 0.95) for kind, each in times.items()},
            "keys": float(len(every)),
            "p50_ms": _at(every, 0.5),
            "p95_ms": _at(every, 0.95),
            "most_ms": _at(every, 1.0),
        }


def fill(data: Path) -> None:
    """Put 5,000 cases of twenty people each into a store."""
    desk = township.desk_at(data)
    pattern = township.application(desk, 1)
    for first in range(0, CASES, 50):
        with desk.store.work(desk.author) as work:
            for number in range(first, first + 50):
                day = TODAY - timedelta(days=(CASES - number) // 40)
                name = case_number.make(desk.office.division, day, "0A", number + 1)
                terms = Terms(name, day, day, day, day, 22, "bench", desk.office, desk.author.officer)
                work.append(acceptance.accept(_of(pattern, number), terms, day)[:1])
    desk.store.settle()
    desk.store.close()


def _of(pattern: Draft, number: int) -> Draft:
    members = tuple(_member(number * PEOPLE_EACH + place) for place in range(PEOPLE_EACH))
    marks = (replace(pattern.signatures[0], member=members[0].id),)
    village = VILLAGES[number % len(VILLAGES)]
    return replace(pattern, id=uuid7(), members=members, signatures=marks, captures=(), village=village, group="3")


def _member(seed: int) -> Member:
    return township.member(seed)


def _searches(store: Store) -> Iterator[tuple[str, list[str]]]:
    """Give what is typed, of each kind: the people and cases that are looked for are drawn by chance."""
    chance = random.Random(7)
    names = [people.person(chance.randrange(CASES * PEOPLE_EACH), TODAY) for _ in range(SEARCHES)]
    cases = [chance.choice(_cases(store)) for _ in range(SEARCHES)]
    spelt = [spelling.words("", one.name, "", "", "").name.split() for one in names]
    letters = [[word for word in one if word.isascii()] for one in spelt]
    yield "name", [one.name for one in names]
    yield "given_name", [one.name[1:] for one in names]
    yield "pinyin", [one[0] for one in letters]
    yield "initials", [one[1] for one in letters]
    yield "id_number", [one.id_number for one in names]
    yield "id_end", [one.id_number[-4:] for one in names]
    yield "receipt", [case.number for case in cases]
    yield "short_number", [case.number.split("-", 2)[2] for case in cases]
    yield "village", ["青龙村", "shuanghe", "lt"]
    yield "name_and_village", [f"{one[0]} {chance.choice(VILLAGES)}" for one in letters[:20]]
    yield "nobody", ["赵钱孙", "xyzxyz", "9999999999"]


def _cases(store: Store) -> tuple[CaseSummary, ...]:
    return store.cases(limit=CASES)


def _typing(store: Store, texts: list[str]) -> list[float]:
    """Ask at every key, as the window does."""
    times = []
    for text in texts:
        for end in range(1, len(text) + 1):
            start = time.perf_counter()
            store.find(text[:end])
            times.append(time.perf_counter() - start)
    return sorted(times)


def _at(ordered: list[float], share: float) -> float:
    return round(ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1e3, 2)
