"""Who did what when, asked of 100,000 entries in 5,000 cases; the journal exported, checked. Bar: a page in 0.3 s."""

import random
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from app import clock
from app.domain import acceptance, access, case_number
from app.domain.acceptance import Terms
from app.domain.access import Looked
from app.domain.act_group import ActGroup
from app.domain.fact import Fact
from app.ids import uuid7
from app.services import inspection, journal_export, receipt_check
from app.services.desk import Desk
from app.services.inspection import Asked
from app.vault import Keyring
from app.vault.slots import Cost
from tests.evidence.journals import inspector, verifier
from tests.evidence.journals import run as drive
from tests.store import township
from tests.store.township import MORNING, TODAY

CASES, EACH = 5_000, 20
TIMES = 5


def run() -> dict[str, float | str]:
    """Measure and give the figures."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        start = time.perf_counter()
        fill(data)
        filled = time.perf_counter() - start
        desk = inspector(township.desk_at(data))
        found: dict[str, float | str] = {"entries": float(desk.store.head()[0]), "fill_s": round(filled, 1)}
        found["database_mb"] = round((data / "yimen.db").stat().st_size / 2**20, 1)
        found |= _pages(desk)
        found |= _evidence(desk, data)
        desk.store.close()
        return found


def fill(data: Path) -> None:
    """Put 5,000 cases of twenty entries each into a store, by five officers."""
    Keyring(data).create(township.AUTHOR.officer, "王德贵", "练习口令", cost=Cost(8, 1))
    desk, chance = township.desk_at(data), random.Random(3)
    pattern = township.application(desk, 1)
    officers = [replace(desk.author, officer=uuid7()) for _ in range(5)]
    for first in range(0, CASES, 50):
        moment = MORNING - timedelta(days=(CASES - first) // 10)
        day = clock.local_date(moment)
        with desk.store.work(chance.choices(officers, (100, 100, 50, 20, 1))[0]) as work:
            for number in range(first, first + 50):
                name = case_number.make(desk.office.division, day, "0A", number + 1)
                terms = Terms(name, day, day, day, day, 22, "bench", desk.office, desk.author.officer)
                one = replace(pattern, id=uuid7(), members=(replace(township.member(number), id=pattern.applicant.id),))
                facts = acceptance.accept(one, terms, TODAY)[:1]
                work.append([*facts, *_more(one.id, chance, clock.text(moment))])
    desk.store.settle()
    desk.store.close()


def _more(case_id: str, chance: random.Random, at: str) -> list[Fact]:
    subject = f"case:{case_id}"
    looks = [access.looked(uuid7(), Looked(subject, "handle", at, "t-7H2K9Q")) for _ in range(EACH // 3)]
    notes = [
        Fact(subject, "case.noted", 1, {"text": f"说了 {chance.randrange(99)} 句"})
        for _ in range(EACH - len(looks) - 1)
    ]
    return [*looks, *notes]


def _pages(desk: Desk) -> dict[str, float]:
    case = desk.store.cases(limit=CASES)[CASES // 2]
    officers = desk.store.actors()
    asked = {
        "newest": Asked(),
        "officer": Asked(officer=officers[0]),
        "rare_officer": Asked(officer=officers[-1]),
        "case": Asked(about=case.number),
        "person": Asked(about=case.id_number),
        "kind": Asked(group=ActGroup.LOOK),
        "rare_kind": Asked(group=ActGroup.AID),
        "other": Asked(group=ActGroup.OTHER),
        "days": Asked(from_on=TODAY - timedelta(days=200), to_on=TODAY - timedelta(days=190)),
        "officer_kind_days": Asked(officers[0], "", ActGroup.LOOK, TODAY - timedelta(days=300), TODAY),
    }
    found = {f"{name}_ms": _ms(lambda one=one: drive(inspection.page(desk, one))) for name, one in asked.items()}  # type: ignore[misc]  # the default binds the question
    before = None
    for _ in range(20):
        acts = drive(inspection.page(desk, Asked(), before)).acts
        before = (acts[-1].at, acts[-1].hash)
    found["page_21_ms"] = _ms(lambda: drive(inspection.page(desk, Asked(), before)))
    return found


def _evidence(desk: Desk, data: Path) -> dict[str, float]:
    file = data / "journal.ndjson"
    _, code = desk.store.receipt_code(desk.store.cases()[0].case_id)
    found = {"receipt_s": _ms(lambda: drive(receipt_check.check(desk, code)), 1) / 1e3}
    found["export_s"] = _ms(lambda: drive(journal_export.export(desk, file, "测量")), 1) / 1e3
    found["export_mb"] = round(file.stat().st_size / 2**20, 1)
    found["verifier_s"] = _ms(lambda: verifier().Journal(file, [], []), 1) / 1e3
    return found


def _ms(work: Callable[[], Any], times: int = TIMES) -> float:
    """Give the longest of a few runs, in milliseconds."""
    longest = 0.0
    for _ in range(times):
        start = time.perf_counter()
        work()
        longest = max(longest, time.perf_counter() - start)
    return round(longest * 1e3, 1)
