"""`yimen-county import`: what it takes, what it keeps aside until it is released, what it refuses and says."""

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.errors import Refused, Unavailable
from app.ids import uuid7
from app.journal import sign
from sync.bundle.file import write_bundle
from sync.bundle.manifest import ACKS, CHECKPOINTS, JOURNAL, Manifest, Member
from sync.bundle.seal import unseal
from sync.client import cargo
from sync.client.cargo import address_of
from sync.county import cli, incident
from sync.county.blobs import Blobs
from sync.county.embedded import County
from sync.county.enrolment import Enrolment
from sync.county.importing import Importing
from sync.county.verify import verify
from sync.protocol import PushHeader, ndjson
from tests.sync.sticks import bring, report, reports, take
from tests.sync.window import Window, picture

Run = Callable[..., tuple[int, Any]]


@pytest.fixture
def own(tmp_path: Path) -> Iterator[County]:
    """A county that a test may stop, spoil or look into whole."""
    with County(tmp_path / "own") as county:
        yield county


@pytest.fixture
def window(open_window: Callable[..., Window], own: County, office: str) -> Window:
    window = open_window(own, office)
    window.sync()
    return window


@pytest.fixture
def run(own: County, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Run `import` beside the county that serves; gives exit code and JSON document."""

    def command(*words: object) -> tuple[int, Any]:
        code = cli.main(["import", *map(str, words), "--data", str(own.site.data), "--json"])
        return code, json.loads(capfdbinary.readouterr().out)

    return command


def a_report(window: Window, folder: Path, *, pictures: int = 1, **how: Any) -> list[Path]:
    case = uuid7()
    window.note(case, "张三来问低保")
    for _ in range(pictures):
        window.file(case, picture(3_000))
    report(window, folder, **how)
    return reports(folder)


def test_a_folder_is_taken_and_the_answers_lie_where_they_were_asked_for(
    window: Window, own: County, run: Run, tmp_path: Path
) -> None:
    (file,) = a_report(window, tmp_path / "stick")

    code, told = run(tmp_path / "stick", "--answer", tmp_path / "back" / "here")

    (one,) = told["files"]
    assert (code, told["ok"], one["state"], one["file"]) == (0, True, "taken", str(file))
    assert (one["entries"], one["blobs"], one["part"], one["parts"]) == (2, 1, 1, 1)
    (answer,) = told["answers"]
    assert take(window, Path(answer)).complete == 1
    assert verify(own.site).broken == ()


def test_a_device_that_was_shut_out_is_kept_aside_until_it_is_released(
    window: Window, own: County, run: Run, tmp_path: Path
) -> None:
    (file,) = a_report(window, tmp_path / "stick")
    Enrolment(own.site).revoke(window.device_id())

    refused, told = run(file, file, "--answer", tmp_path / "back")
    _, waits = run()
    entries = verify(own.site).entries
    (kept,) = waits["aside"]
    released, taken = run(kept, "--release", "--answer", tmp_path / "back")

    assert (refused, [one["state"] for one in told["files"]], entries) == (3, ["kept_aside"] * 2, 0)
    assert window.device_id() in told["files"][0]["text"]
    assert (released, taken["files"][0]["entries"], taken["files"][0]["released"]) == (0, 2, True)
    assert (taken["answers"], told["answers"]) == ([], [])
    assert run()[1]["aside"] == []
    with own.site.database.reading() as connection:
        kinds = [row.kind for row in incident.recorded(connection)]
    assert kinds == ["bundle_aside", "bundle_released"]


def test_a_bundle_of_an_unknown_device_another_county_or_another_key_is_refused(
    window: Window, run: Run, tmp_path: Path
) -> None:
    address = address_of(window.engine._session)  # noqa: SLF001 - to write what no window writes
    strange = replace(address, device=replace(address.device, id=uuid7()))
    elsewhere = replace(address, receiver="another")
    forged = replace(address, device=replace(address.device, private_key=sign.new_key()))
    codes = []
    for nth, one in enumerate((strange, elsewhere, forged)):
        path = tmp_path / f"{nth}.age"
        write_bundle(path, one.manifest(uuid7(), 1, 1, ()), lambda _: [], one.recipient)
        codes.append(run(path))
    assert [(code, told["files"][0]["code"]) for code, told in codes] == [
        (3, "bundle.unknown_device"), (3, "bundle.not_for_us"), (3, "bundle.signature"),
    ]  # fmt: skip


def craft(window: Window, path: Path, content: dict[str, bytes]) -> Path:
    """Write a bundle of the window with members as a test wants them."""
    address = address_of(window.engine._session)  # noqa: SLF001 - to write what no window writes
    members = tuple(Member(name, hashlib.sha256(one).hexdigest(), len(one)) for name, one in content.items())
    manifest = address.manifest(uuid7(), 1, 1, members)
    write_bundle(path, manifest, lambda member: [content[member.name]], address.recipient)
    return path


def test_a_county_is_not_told_what_it_acknowledged(window: Window, run: Run, tmp_path: Path) -> None:
    assert run(craft(window, tmp_path / "a.age", {ACKS: b"{}"}))[1]["files"][0]["code"] == "bundle.newer"


def test_text_that_is_no_push_is_said_and_the_rest_is_taken(window: Window, own: County, tmp_path: Path) -> None:
    for nth, journal in enumerate((b"nonsense\n", b'{"device":"x"}\n', b"\n")):
        file = craft(window, tmp_path / f"{nth}.age", {JOURNAL: journal, CHECKPOINTS: b"no\n{}\n"})
        (brought,) = bring(own, file)
        assert (brought.told.trouble, brought.told.entries, brought.told.signed) == ("malformed", 0, [])


def a_push(window: Window, *, count: int = 0, cut: bool = False) -> bytes:
    """Give the push of all that waits; `count` is what its header says instead of the truth."""
    device = window.store.device()
    assert device is not None
    entries = window.store.outbox()
    header = PushHeader.signed(device.private_key, device.id, entries[0].seq, [entry.hash for entry in entries])
    lines = [entry.to_line() for entry in entries]
    return ndjson(replace(header, count=count or header.count), lines[:-1] if cut else lines)


def test_a_push_that_promises_more_or_breaks_off_is_refused(window: Window, own: County, tmp_path: Path) -> None:
    window.note(uuid7(), "一")
    window.note(uuid7(), "二")
    for nth, journal in enumerate((a_push(window, count=3), a_push(window, cut=True), a_push(window, count=2**40))):
        craft(window, tmp_path / f"{nth}.age", {JOURNAL: journal})
        (brought,) = bring(own, tmp_path / f"{nth}.age")
        assert brought.told.trouble in {"malformed", "too_large"}
        assert brought.told.entries == 0


def test_a_push_beyond_what_a_push_may_hold_is_cut_off(window: Window, own: County, tmp_path: Path) -> None:
    window.note(uuid7(), "一")
    journal = a_push(window, count=900) + (b" " * 60_000 + b"\n") * 145
    craft(window, tmp_path / "a.age", {JOURNAL: journal})
    assert bring(own, tmp_path / "a.age")[0].told.trouble == "malformed"


def test_several_pushes_stand_in_one_journal(
    window: Window, own: County, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outbox = type(window.store).outbox
    monkeypatch.setattr(cargo, "_next", lambda session, device, after: one_by_one(session, device, after, outbox))
    (file,) = a_report(window, tmp_path / "stick", pictures=3)
    assert bring(own, file)[0].told.entries == 4


def one_by_one(session: Any, device: Any, after: int, outbox: Any) -> Any:
    entries = outbox(session.store, 1, 1, after)
    return cargo.Batch(device, entries) if entries else None  # type: ignore[attr-defined]  # as it stands there


def test_a_gap_is_filled_by_what_lies_behind_it(window: Window, run: Run, tmp_path: Path) -> None:
    first = a_report(window, tmp_path / "a")
    with window.store.work() as work:  # as if an answer had come for the first, which the county then lost
        work.delivered([(1, 1), (2, 2)], [])
    second = a_report(window, tmp_path / "b")

    alone, lacking = run(*second)
    both, told = run(*second, *first)

    assert (alone, lacking["files"][0]["state"], lacking["files"][0]["code"]) == (1, "partly", "gap")
    assert lacking["files"][0]["blobs"] == 2
    assert (both, [one["state"] for one in told["files"]]) == (0, ["taken", "taken"])
    assert [(one["entries"], one["blobs"]) for one in told["files"]] == [(2, 0), (2, 0)]


def test_a_copy_that_went_on_elsewhere_is_a_fork_that_IT_is_told_of(  # noqa: N802 - IT is a department
    window: Window, own: County, run: Run, tmp_path: Path
) -> None:
    window.copy_to(tmp_path / "copy")
    window.note(uuid7(), "这边")
    (one,) = (report(window, tmp_path / "a"), *reports(tmp_path / "a"))[1:]
    window.go_back_to(tmp_path / "copy", by_restore=False)
    window.note(uuid7(), "那边")
    report(window, tmp_path / "b")

    code, told = run(one, *reports(tmp_path / "b"))

    assert (code, [file["state"] for file in told["files"]]) == (1, ["taken", "partly"])
    assert told["files"][1]["code"] == "fork"
    with own.site.database.reading() as connection:
        assert "fork" in [row.kind for row in incident.recorded(connection)]


def test_a_file_that_breaks_off_gives_what_stood_before(window: Window, own: County, run: Run, tmp_path: Path) -> None:
    (file,) = a_report(window, tmp_path / "stick", pictures=40)
    content = bytearray(file.read_bytes())
    content[-5_000] ^= 1
    file.write_bytes(content)

    code, told = run(file)

    (one,) = told["files"]
    assert (code, one["state"], one["code"]) == (3, "refused", "bundle.broken_off")
    assert "41" in one["text"]
    found = verify(own.site)
    assert (found.entries, found.broken) == (41, ())
    assert 0 < found.blobs < 40
    assert list(Blobs(own.site).unfinished.iterdir()) == []


def test_a_damaged_head_gives_nothing(window: Window, own: County, run: Run, tmp_path: Path) -> None:
    (file,) = a_report(window, tmp_path / "stick")
    content = bytearray(file.read_bytes())
    content[400] ^= 1
    file.write_bytes(content)
    code, told = run(file)
    assert (code, told["files"][0]["code"]) == (3, "bundle.damaged")
    assert verify(own.site).entries == 0


def test_parts_that_are_not_there_are_named(
    window: Window, own: County, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    case = uuid7()
    for _ in range(3):
        window.file(case, picture(400_000))
    report(window, tmp_path / "stick", limit=500_000)
    first, _, _ = reports(tmp_path / "stick")

    code = cli.main(["import", str(first), "--data", str(own.site.data)])

    said = capfdbinary.readouterr().out.decode()
    assert code == 0
    assert "2、3" in said


def test_a_file_that_is_away_is_said(run: Run, tmp_path: Path) -> None:
    code, told = run(tmp_path / "gone.age")
    assert (code, told["files"][0]["state"], told["files"][0]["code"]) == (4, "unavailable", "stick.gone")
    assert run(tmp_path)[1]["files"] == []


def test_the_countys_full_disk_is_not_called_the_sticks(
    window: Window, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (file,) = a_report(window, tmp_path / "stick")

    def full(*_given: object) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr(Blobs, "place", full)
    code, told = run(file)
    assert (code, told["files"][0]["code"]) == (4, "county.folder")
    monkeypatch.undo()
    assert run(file)[0] == 0


def test_a_broken_copy_at_the_county_is_mended_by_the_stick(
    window: Window, own: County, run: Run, tmp_path: Path
) -> None:
    (file,) = a_report(window, tmp_path / "stick")
    window.sync()
    (blob,) = (path for path in own.site.blobs.glob("??/*") if path.is_file())
    blob.write_bytes(b"cut")
    assert run(file)[1]["files"][0]["blobs"] == 1
    assert verify(own.site).broken == ()


def test_what_an_import_that_was_killed_left_is_swept_after_a_day(own: County) -> None:
    unfinished = Blobs(own.site).unfinished
    old, new = unfinished / "draft-old", unfinished / "draft-new"
    for draft in (old, new):
        draft.write_bytes(b"x")
    os.utime(old, (0, time.time() - 90_000))
    Importing(own.site)
    assert (old.exists(), new.exists()) == (False, True)


def test_a_wrong_root_on_a_stick_is_told_to_it_and_stops_nothing(
    window: Window, own: County, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = cargo._said  # noqa: SLF001 - a window that reckons wrongly
    device = window.store.device()
    assert device is not None

    def wrong(checkpoint: dict[str, Any]) -> dict[str, Any]:
        root = "1" * 64
        signed = sign.statement("checkpoint", device.id, checkpoint["size"], root)
        return read(checkpoint) | {"root": root, "signature": sign.sign(device.private_key, signed)}

    monkeypatch.setattr(cargo, "_said", wrong)
    (file,) = a_report(window, tmp_path / "stick")
    (brought,) = bring(own, file)
    assert (brought.told.trouble, brought.told.entries, brought.blobs) == ("root", 2, 1)


def test_a_bundle_is_for_the_county_alone(window: Window, tmp_path: Path) -> None:
    (file,) = a_report(window, tmp_path / "stick")
    with pytest.raises(Refused, match="not_for_us"), file.open("rb") as sealed:
        unseal(sealed, window.store.setting("age_key"), lambda _piece: None)


def test_a_stick_that_is_pulled_while_it_is_read_is_said(
    window: Window, own: County, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (file,) = a_report(window, tmp_path / "stick")

    class Pulled:
        """A file that can be opened and not be read."""

        def __enter__(self) -> "Pulled":
            return self

        def __exit__(self, *_: object) -> None:
            """Let go."""

        def read(self, _count: int = -1) -> bytes:
            raise OSError(5, "pulled")

    monkeypatch.setattr(Path, "open", lambda *_given, **_named: Pulled())
    with pytest.raises(Unavailable, match=r"stick\.gone"):
        bring(own, file)


def test_manifests_say_who_sends(window: Window, own: County, tmp_path: Path) -> None:
    manifest: Manifest = bring(own, *a_report(window, tmp_path / "stick"))[0].manifest
    assert (manifest.sender, manifest.receiver) == (window.device_id(), own.site.keys.kid)
    assert (manifest.reached.have_seq, manifest.reached.delivered) == (2, 0)
