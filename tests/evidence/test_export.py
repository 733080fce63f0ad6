"""The journal taken out, checked by a program that knows nothing of this one."""

import subprocess
import sys
from pathlib import Path
from random import Random
from typing import Any

import pytest

from app.errors import Refused
from app.ids import uuid7
from app.services import journal_export
from app.services.desk import Desk
from tests.evidence.journals import COUNTY_PUBLIC, VERIFIER, exported, inspector, run, verifier, written


def checked(module: Any, path: Path, kid: str = "") -> Any:
    return module.Journal(path, [COUNTY_PUBLIC], [kid] if kid else [])


@pytest.mark.parametrize("seed", range(6))
def test_an_untouched_export_is_whole_and_its_receipts_are_found(tmp_path: Path, seed: int) -> None:
    file = tmp_path / "journal.ndjson"
    with written(tmp_path / "window", Random(seed)) as desk:
        out = exported(desk, file)
        journal = checked(verifier(), file, out.kid)
    assert journal.wrong == []
    for (size, code), number in zip(out.receipts, out.numbers, strict=True):
        assert number in journal.receipt(f"{size}/{code[:4]}-{code[4:8].lower()} {code[8:]}")
        assert number in journal.receipt(code.replace("O", "0").replace("I", "1").replace("B", "8"))
    assert journal.wrong == []


def test_the_command_says_in_words_what_is_whole_and_what_is_not(tmp_path: Path) -> None:
    file = tmp_path / "journal.ndjson"
    with written(tmp_path / "window", Random(1)) as desk:
        (size, code), *_ = exported(desk, file).receipts
    command = [sys.executable, str(VERIFIER), str(file), "--county-key", COUNTY_PUBLIC, "--receipt", f"{size}/{code}"]
    whole = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, env={"PYTHONUTF8": "1"})
    file.write_bytes(file.read_bytes().replace(b"case.noted", b"case.nated", 1))
    spoilt = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, env={"PYTHONUTF8": "1"})
    assert (whole.returncode, whole.stdout.splitlines()[-1]) == (0, "全部完整")
    assert (spoilt.returncode, spoilt.stdout.splitlines()[-1]) == (1, "不完整")
    assert "被改过" in spoilt.stdout


def test_an_export_after_a_takeover_has_both_chains(tmp_path: Path) -> None:
    file = tmp_path / "journal.ndjson"
    with written(tmp_path / "window", Random(3)) as desk:
        seq = desk.store.head()[0]
        with desk.store.work() as work:
            work.begin_new_chain(uuid7(), "0B", bytes(range(3, 35)), seq - 4)
            while not work.reissue().finished:
                pass
        out = exported(desk, file)
    journal = checked(verifier(), file)
    assert journal.wrong == []
    assert [len(held) for held in journal.roots.values()] == [seq, 6]
    assert checked(verifier(), file, out.kid).wrong != [], "the former device has a key of its own"


def test_the_export_itself_is_the_last_entry_and_covered_by_a_checkpoint(tmp_path: Path) -> None:
    file = tmp_path / "journal.ndjson"
    with written(tmp_path / "window", Random(4)) as desk:
        taken = run(journal_export.export(inspector(desk), file, "核查"))
        last = desk.store.outbox()[-1]
        (point,) = [one for one in desk.store.checkpoints() if one.size == last.seq]
    assert (last.kind, last.subject, last.body) == (
        "access.exported",
        f"access:{desk.author.officer}",
        {
            "what": "journal",
            "form": "ndjson",
            "reason": "核查",
            "exported_at": "2026-11-24T01:30:00.000Z",
            "office": "t-7H2K9Q",
            "count": taken.entries,
            "subject": "",
            "officer": "",
            "group": "",
            "from_on": "",
            "to_on": "",
            "said": "",
        },
    )  # fmt: skip - one body
    assert (taken.size, taken.code) == (point.size, point.code)


@pytest.mark.parametrize(
    ("roles", "reason", "code"),
    [(("window",), "核查", "duty.role"), (("inspector",), " ", "export.reason_missing")],
)
def test_only_who_may_takes_the_journal_out_and_says_why(
    tmp_path: Path, roles: tuple[str, ...], reason: str, code: str
) -> None:
    from dataclasses import replace  # noqa: PLC0415 - used once

    with written(tmp_path / "window", Random(5), notes=2) as desk, pytest.raises(Refused) as refused:
        run(journal_export.export(replace(desk, roles=roles), tmp_path / "out", reason))
    assert refused.value.code == code
    assert not (tmp_path / "out").exists()


def test_a_gap_in_the_store_is_told_by_the_export(tmp_path: Path) -> None:
    from tests.store.damage import run as spoil  # noqa: PLC0415 - a name of its own

    file = tmp_path / "journal.ndjson"
    with written(tmp_path / "window", Random(6)) as desk:
        spoil(tmp_path / "window" / "yimen.db", "DELETE FROM entry WHERE seq > 3")
        desk.store.settle()
        run(journal_export.export(inspector(desk), file, "核查"))
    assert checked(verifier(), file).wrong != []


def test_a_desk_that_never_wrote_anything_has_an_export(tmp_path: Path, desk: Desk) -> None:
    run(journal_export.export(inspector(desk), tmp_path / "out", "核查"))
    journal = checked(verifier(), tmp_path / "out")
    assert journal.wrong == []
    assert "县里没有会签" in journal.word(desk.device().id, 1)
