"""Random journals as a window writes them, exported; a county that signs some of their checkpoints; their receipts."""

import importlib.util
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from app.domain.fact import Fact
from app.ids import uuid7
from app.journal import sign
from app.journal.entry import read
from app.services import intake, journal_export
from app.services.desk import Desk
from app.services.grant_book import COUNTY_KEYS
from sync.protocol import countersign_statement
from tests.store import township
from tests.store.damage import rewrite_line

VERIFIER = Path(__file__).parents[2] / "docs" / "examples" / "verify_journal.py"
COUNTY = bytes(range(64, 96))
COUNTY_PUBLIC = sign.public_key(COUNTY)
WORDS = ("来问低保", "䶮桂兰说的", "𠮷", "\u2028 \x07", '"\\', "1" * 300, "")


@cache
def verifier() -> Any:
    """Give the verifier as a module: it is a file of its own, which imports nothing of the program."""
    spec = importlib.util.spec_from_file_location("verify_journal", VERIFIER)
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@dataclass(frozen=True)
class Export:
    """An exported journal: its file's bytes, the window's key and fingerprint, and its receipts as (size, code)."""

    content: bytes
    key: bytes
    kid: str
    receipts: tuple[tuple[int, str], ...]
    numbers: tuple[str, ...]


def run(steps: Any) -> Any:
    """Drive a work in pieces to its end and give what it gives."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


def inspector(desk: Desk) -> Desk:
    """Give the desk with an inspector at it."""
    return replace(desk, roles=("inspector",))


@contextmanager
def written(folder: Path, chance: Random, *, accepted: int = 2, notes: int = 20) -> Iterator[Desk]:
    """Give a desk whose journal has acceptances, notes, bodies that were erased, and a county that signed some."""
    folder.mkdir(parents=True, exist_ok=True)
    desk = township.desk_at(folder)
    with desk.store.work() as work:
        kid = sign.kid(COUNTY_PUBLIC)
        work.set_setting(COUNTY_KEYS, {kid: {"kid": kid, "public_key": COUNTY_PUBLIC, "age_recipient": ""}})
    waiting = [*("accept",) * accepted, *("note",) * notes]
    chance.shuffle(waiting)
    for what in waiting:
        if what == "accept":
            intake.accept(desk, township.application(desk, chance.randrange(10_000), pictures=1, size=200))
        else:
            _note(desk, chance)
        if chance.random() < 0.3:
            countersign(desk, chance)
    _erase(desk, folder, chance)
    yield desk
    desk.store.close()


def countersign(desk: Desk, chance: Random) -> None:
    """Let the county sign a checkpoint that it has not signed yet."""
    waiting = desk.store.checkpoints(unsent=True)
    if not waiting:
        return
    point, at = chance.choice(waiting), "2026-11-24T02:00:00.000Z"
    signature = sign.sign(COUNTY, countersign_statement(point.device, point.size, point.root, at))
    answer = {"device": point.device, "size": point.size, "root": point.root, "at": at, "signature": signature}
    with desk.store.work() as work:
        work.countersigned(point.size, answer | {"kid": sign.kid(COUNTY_PUBLIC)})


def exported(desk: Desk, file: Path) -> Export:
    """Export the journal of a desk."""
    taken = run(journal_export.export(inspector(desk), file, "核查"))
    cases = [case for case in desk.store.cases() if case.number]
    return Export(
        file.read_bytes(),
        desk.device().private_key,
        taken.kid,
        tuple(desk.store.receipt_code(case.case_id) for case in cases),
        tuple(case.number for case in cases),
    )


def _note(desk: Desk, chance: Random) -> None:
    facts = [
        Fact(
            f"case:{uuid7()}", "case.noted", 1, {"text": chance.choice(WORDS), "𠮷": {"\ue000": [chance.randrange(9)]}}
        )
        for _ in range(chance.randint(1, 3))
    ]
    with desk.store.work(desk.author) as work:
        work.append(facts)
        if chance.random() < 0.2:
            work.checkpoint()


def _erase(desk: Desk, folder: Path, chance: Random) -> None:
    for entry in chance.sample(desk.store.outbox(), 2):
        if entry.kind == "case.noted":
            rewrite_line(folder / "yimen.db", entry.hash, lambda line: read(line).without_body().to_line())
