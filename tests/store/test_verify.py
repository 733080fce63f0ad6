"""Verify: finds what is not whole, names it, and cries no wolf."""

import json
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.fact import Fact
from app.errors import Unavailable
from app.ids import uuid7
from app.journal.entry import Entry, read, write
from app.journal.entry import Place as EntryPlace
from app.services import intake
from app.services.desk import Desk
from app.services.verify import Report, report_of, verify
from app.store import Store
from tests.store import township
from tests.store.damage import rewrite_line, run
from tests.store.exchange import Exchange, other_device
from tests.store.township import AUTHOR, DEVICE, KEY, note


def report(desk: Desk) -> Report:
    return verify(desk.store, desk.vault)


def found(desk: Desk) -> set[tuple[str, str]]:
    """Give (what, which) of all findings."""
    return {(finding.what, finding.which) for finding in report(desk).findings}


def test_a_whole_installation_is_whole(busy: Desk, tmp_path: Path) -> None:
    whole = report(busy)
    assert whole.ok
    assert (whole.entries, whole.checkpoints, whole.cases) == (15, 3, 3)
    assert whole.blobs == len(set(busy.vault.files()))
    reader = Store.open(tmp_path / "yimen.db", KEY, read_only=True)
    assert verify(reader, busy.vault) == whole
    reader.close()


def test_an_empty_installation_is_whole(desk: Desk) -> None:
    assert report(desk) == Report(0, 0, 0, 0, ())


def test_the_report_is_json_and_reads_in_chinese(busy: Desk) -> None:
    busy.vault.remove(busy.store.blobs()[0].file)
    told = report(busy)
    again = json.loads(json.dumps(told.to_json()))
    assert again["ok"] is False
    assert again["findings"][0]["what"] == "blob_missing"
    lines = list(told.lines())
    assert busy.store.blobs()[0].ref.sha256 in "".join(lines)
    assert len(lines) == 3
    assert list(replace(told, findings=()).lines())[-1] == "全部完整。"


def test_a_flipped_bit_in_the_database_is_found_and_its_page_named(busy: Desk, tmp_path: Path) -> None:
    busy.store.close()
    file = tmp_path / "yimen.db"
    whole = file.read_bytes()
    chance = random.Random(5)
    for place in (chance.randrange(4096, len(whole)) for _ in range(12)):
        spoilt = bytearray(whole)
        spoilt[place] ^= 1 << chance.randrange(8)
        file.write_bytes(spoilt)
        told = opened_report(file, busy)
        assert ("page", str(place // 4096 + 1)) in {(finding.what, finding.which) for finding in told.findings}


def opened_report(file: Path, desk: Desk) -> Report:
    """Give the report on a database file, whether it opens or not."""
    try:
        store = Store.open(file, KEY, read_only=True)
    except Unavailable as error:
        return report_of(error)
    told = verify(store, desk.vault)
    store.close()
    return told


def test_what_is_no_damage_is_raised_again() -> None:
    with pytest.raises(Unavailable) as caught:
        report_of(Unavailable("store.gone"))
    assert caught.value.code == "store.gone"


def test_what_a_damaged_page_makes_unreadable_is_said(busy: Desk, tmp_path: Path) -> None:
    busy.store.close()
    file = tmp_path / "yimen.db"
    content = file.read_bytes()
    told = set()
    for page in range(1, len(content) // 4096, 3):
        spoilt = bytearray(content)
        spoilt[page * 4096 + 50] ^= 1
        file.write_bytes(spoilt)
        told |= {finding.which for finding in opened_report(file, busy).findings if finding.what == "database"}
    assert told == {"journal", "documents", "file"}


def middle(desk: Desk) -> Entry:
    """Give an entry in the midst of the chain."""
    return desk.store.outbox()[6]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda line: line.replace(b'"kind":"case.', b'"kind":"cose.'), "hash"),
        (lambda line: line[:-40] + b"x" + line[-39:], "hash"),
        (lambda line: line.replace(b',"', b', "', 1), "form"),
        (lambda line: line[:-1], "not JSON"),
    ],
)
def test_a_changed_entry_is_found_and_named(
    busy: Desk, tmp_path: Path, change: Callable[[bytes], bytes], reason: str
) -> None:
    entry = middle(busy)
    rewrite_line(tmp_path / "yimen.db", entry.hash, change)
    told = [finding for finding in report(busy).findings if finding.what == "entry"]
    assert [finding.which for finding in told] == [f"{DEVICE.id}/7"]
    assert told[0].reason == reason or reason == "hash"


def forged(entry: Entry) -> Entry:
    """Give the entry with another body and hashes that fit it."""
    place = EntryPlace(**{name: getattr(entry, name) for name in EntryPlace.__slots__})
    return write(place, entry.subject, entry.kind, entry.v, {**(entry.body or {}), "text": "改过"}, entry.salt)


def put_forged(path: Path, entry: Entry) -> None:
    fake = forged(entry)
    run(path, "UPDATE entry SET line = ?, hash = ? WHERE hash = ?", fake.to_line(), fake.hash, entry.hash)
    run(path, "UPDATE head SET hash = ? WHERE hash = ?", fake.hash, entry.hash)


def test_an_entry_changed_with_hashes_that_fit_breaks_the_chain(busy: Desk, tmp_path: Path) -> None:
    put_forged(tmp_path / "yimen.db", middle(busy))
    assert ("chain", f"{DEVICE.id}/8") in found(busy)


def test_the_last_entry_changed_with_hashes_that_fit_is_betrayed_by_the_chains_end(busy: Desk, tmp_path: Path) -> None:
    last = busy.store.outbox()[-1]
    put_forged(tmp_path / "yimen.db", last)
    assert {("chain", f"{DEVICE.id}/15"), ("checkpoint", f"{DEVICE.id}/15")} <= found(busy)


def test_a_removed_entry_is_found(busy: Desk, tmp_path: Path) -> None:
    run(tmp_path / "yimen.db", "DELETE FROM entry WHERE seq = 7")
    assert ("chain", f"{DEVICE.id}/7") in found(busy)


def test_a_column_that_says_something_else_than_its_entry_is_found(busy: Desk, tmp_path: Path) -> None:
    run(tmp_path / "yimen.db", "UPDATE entry SET kind = 'case.noted' WHERE seq = 7")
    (told,) = report(busy).findings
    assert (told.what, told.which, told.reason) == ("entry", f"{DEVICE.id}/7", "kind")


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("UPDATE checkpoint SET root = (SELECT root FROM checkpoint WHERE size = 5) WHERE size = 10", "root"),
        ("UPDATE checkpoint SET signature = 'AAAA' WHERE size = 10", "signature"),
    ],
)
def test_a_changed_checkpoint_is_found_and_named(busy: Desk, tmp_path: Path, statement: str, reason: str) -> None:
    run(tmp_path / "yimen.db", statement)
    told = [finding for finding in report(busy).findings if finding.which == f"{DEVICE.id}/10"]
    assert [finding.reason for finding in told] == [reason]


def test_a_checkpoint_that_is_ahead_of_the_chain_is_found(busy: Desk, tmp_path: Path) -> None:
    run(tmp_path / "yimen.db", "UPDATE checkpoint SET size = 16 WHERE size = 15")
    assert found(busy) == {("checkpoint", f"{DEVICE.id}/16")}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE case_summary SET applicant = '别人' WHERE case_id = ?",
        "DELETE FROM case_summary WHERE case_id = ?",
        "UPDATE person SET id_number = '1' WHERE case_id = ?",
        "INSERT INTO task VALUES (?, 'signature', 'nobody')",
    ],
)
def test_a_read_model_that_differs_is_found_and_its_case_named(busy: Desk, tmp_path: Path, statement: str) -> None:
    case_id = busy.store.cases()[1].case_id
    run(tmp_path / "yimen.db", statement, case_id)
    assert found(busy) == {("read_model", case_id)}
    assert list(busy.store.rebuild())
    assert report(busy).ok


def test_a_wrong_head_is_found(busy: Desk, tmp_path: Path) -> None:
    subject = f"case:{busy.store.cases()[0].case_id}"
    run(tmp_path / "yimen.db", "DELETE FROM head WHERE subject = ?", subject)
    assert found(busy) == {("head", subject)}
    run(tmp_path / "yimen.db", "INSERT INTO head VALUES (?, ?)", subject, "f" * 64)
    assert found(busy) == {("head", subject)}


def test_a_missing_and_an_altered_document_are_named_with_their_case(busy: Desk) -> None:
    case = busy.store.case(busy.store.cases()[0].case_id)
    assert case is not None
    gone, changed = case.filed[0].document, case.signed[0].signed
    busy.vault.remove(busy.store.sealed(gone.sha256).file)
    path = busy.vault.path(busy.store.sealed(changed.sha256))
    path.write_bytes(path.read_bytes()[:-1] + b"\x00")
    told = report(busy).findings
    assert {(finding.what, finding.which) for finding in told} == {
        ("blob_missing", gone.sha256),
        ("blob_damaged", changed.sha256),
    }
    assert {finding.about for finding in told} == {f"case:{case.id}"}


def test_a_document_without_its_row_is_missing(busy: Desk, tmp_path: Path) -> None:
    task = busy.store.blobs_pending()[0]
    run(tmp_path / "yimen.db", "DELETE FROM blob WHERE sha256 = ?", task.sha256)
    assert found(busy) == {("blob_missing", task.sha256)}


def test_others_documents_that_were_never_fetched_are_not_missing(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = township.open_store(tmp_path / "other", device=other_device())
    elsewhere = replace(desk, store=other)
    intake.accept(elsewhere, township.application(elsewhere, 1))
    Exchange().sync(other, desk.store)
    other.close()
    assert report(desk).ok
    assert report(desk).cases == 1


def test_an_erased_entry_is_whole(store: Store, desk: Desk, tmp_path: Path) -> None:
    with store.work(AUTHOR) as work:
        (entry,) = work.append([note(uuid7(), "一")])
    rewrite_line(tmp_path / "yimen.db", entry.hash, lambda line: read(line).without_body().to_line())
    assert {what for what, _ in found(desk)} <= {"read_model"}


def test_what_the_disk_refuses_is_no_damage(busy: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_answer(*_: object) -> bytes:
        raise Unavailable("store.io")

    monkeypatch.setattr(type(busy.vault), "open", no_answer)
    with pytest.raises(Unavailable) as caught:
        report(busy)
    assert caught.value.code == "store.io"


@pytest.mark.parametrize("read_of", ["reading", "blobs"])
def test_a_database_that_does_not_answer_is_no_damage(
    busy: Desk, monkeypatch: pytest.MonkeyPatch, read_of: str
) -> None:
    def no_answer(*_: object) -> object:
        raise Unavailable("store.busy")

    monkeypatch.setattr(Store, read_of, no_answer)
    with pytest.raises(Unavailable) as caught:
        report(busy)
    assert caught.value.code == "store.busy"


def test_after_a_large_day_everything_is_still_whole(desk: Desk) -> None:
    for number in range(30):
        with desk.store.work(AUTHOR) as work:
            facts = [Fact(f"case:case-{number % 7}", "case.noted", 1, {"text": str(n)}) for n in range(25)]
            work.append(facts)
    told = report(desk)
    assert told.ok
    assert (told.entries, told.checkpoints) == (750, 7)
