"""What somebody does to a repository: whoever serves it, copies it, or has stolen some of the keys."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import Metadata, MetaFile

from tests.updates.office import NOW, Office, later

PAST: Final = NOW - timedelta(days=1)
MIXED: Final = ("update.mixed", "update.half")


@dataclass(frozen=True)
class Attack:
    """What is done (with the office, and a copy of the repository of another day), and how that may be refused.

    `memory` is needed where only what was seen before tells that something is wrong. `days` go by before the look.
    With a `stolen` key, or by the county's own hand, lists are made that are believed before the refusal.
    """

    do: Callable[[Office, Path], object]
    codes: tuple[str, ...]
    memory: bool = False
    days: float = 0
    stolen: bool = False


def replaced(office: Office, other: Path) -> None:
    shutil.rmtree(office.folder)
    shutil.copytree(other, office.folder)


def replaced_date(office: Office, other: Path) -> None:
    shutil.copy(office.list_file("timestamp", other), office.list_file("timestamp"))


def snapshot_back(office: Office, other: Path) -> None:
    before = Metadata[Any].from_bytes(office.list_file("timestamp", other).read_bytes()).signed.snapshot_meta

    def date_it(signed: Any) -> None:
        signed.version += 1
        signed.snapshot_meta = before

    office.resign("timestamp", date_it)


def targets_back(office: Office, other: Path) -> None:
    before = Metadata[Any].from_bytes(office.list_file("snapshot", other).read_bytes()).signed.meta
    office.with_stolen_keys(snapshot=lambda signed: signed.meta.update(before))


def targets_gone(office: Office, _other: Path) -> None:
    office.with_stolen_keys(snapshot=lambda signed: signed.meta.clear())


def root_back(office: Office, _other: Path) -> None:
    shutil.copy(office.list_file("root"), office.folder / "metadata" / "2.root.json")


def frozen(role: str) -> Callable[[Office, Path], None]:
    """Keep a list that has run out, whatever is dated anew above it."""

    def expire(signed: Any) -> None:
        signed.expires = PAST

    def do(office: Office, _other: Path) -> None:
        if role == "targets":
            office.resign("targets", expire)
            unhashed(office, office.opened_list("targets").version)
        else:
            office.with_stolen_keys(snapshot=expire)

    return do


def unhashed(office: Office, version: int) -> None:
    """Have a snapshot say a version of the list of files, and not its digest."""
    office.with_stolen_keys(snapshot=lambda signed: signed.meta.update({"targets.json": MetaFile(version)}))


def new_root(
    change: Callable[[Any], object], signers: int, *, strangers: bool = False
) -> Callable[[Office, Path], None]:
    """Write a second root, changed, signed by so many of the county's keys, or by keys of nobody."""

    def do(office: Office, _other: Path) -> None:
        place = office.list_file("root")
        root = Metadata[Any].from_bytes(place.read_bytes())
        ours = office.at_hand.of(root.signed, "root")
        root.signed.version += 1
        change(root.signed)
        root.signatures.clear()
        for signer in [CryptoSigner.generate_ed25519() for _ in range(3)] if strangers else ours[:signers]:
            root.sign(signer, append=True)
        place.with_name(f"{root.signed.version}.root.json").write_bytes(root.to_bytes())

    return do


def run_out(signed: Any) -> None:
    signed.expires = PAST


def own_keys(signed: Any) -> None:
    """Put a key of somebody else into the root."""
    signed.add_key(CryptoSigner.generate_ed25519().public_key, "targets")


def other_day(role: str) -> Callable[[Office, Path], None]:
    """Put a list of another day where that of today is."""

    def do(office: Office, other: Path) -> None:
        shutil.copy(office.list_file(role, other), office.list_file(role))

    return do


def targets_of_other_day_unhashed(office: Office, other: Path) -> None:
    unhashed(office, office.opened_list("targets").version)
    other_day("targets")(office, other)


def by_stranger(office: Office, _other: Path) -> None:
    place = office.list_file("timestamp")
    date = Metadata[Any].from_bytes(place.read_bytes())
    date.signed.version += 1
    date.sign(CryptoSigner.generate_ed25519())
    place.write_bytes(date.to_bytes())


def in_our_name(office: Office, _other: Path) -> None:
    place = office.list_file("timestamp")
    date = Metadata[Any].from_bytes(place.read_bytes())
    (ours,) = date.signatures
    date.signed.version += 1
    forged = CryptoSigner.generate_ed25519().sign(date.signed_bytes)
    forged.keyid = ours
    date.signatures = {ours: forged}
    place.write_bytes(date.to_bytes())


def files_by_the_key_of_dates(office: Office, _other: Path) -> None:
    def number(signed: Any) -> None:
        signed.version += 1

    office.resign("targets", number, by="timestamp")
    unhashed(office, office.opened_list("targets").version)


def changed_line(role: str) -> Callable[[Office, Path], None]:
    """Change a list without signing it."""

    def do(office: Office, _other: Path) -> None:
        place = office.list_file(role)
        said = json.loads(place.read_bytes())
        said["signed"]["expires"] = "2036-01-01T00:00:00Z"
        said["signed"]["version"] += role == "timestamp"
        place.write_text(json.dumps(said), "utf-8")

    return do


def written(role: str, content: bytes) -> Callable[[Office, Path], None]:
    def do(office: Office, _other: Path) -> None:
        office.list_file(role).write_bytes(content)

    return do


def removed(role: str) -> Callable[[Office, Path], None]:
    def do(office: Office, _other: Path) -> None:
        office.list_file(role).unlink()

    return do


def foreign(office: Office, _other: Path) -> None:
    there = Office(office.place / "another county", office.now)
    there.program("0.9.0")
    replaced(office, there.folder)


def undated(office: Office, _other: Path) -> None:
    def undate(signed: Any) -> None:
        signed.version += 1
        signed.unrecognized_fields.clear()

    office.resign("timestamp", undate)


PORTAL: Final = b"<html><body>Please log in</body></html>"
ROLES: Final = ("timestamp", "snapshot", "targets")
ATTACKS: Final[dict[str, Attack]] = {
    "an older repository": Attack(replaced, ("update.rollback",), memory=True),
    "an older date": Attack(replaced_date, ("update.rollback",), memory=True),
    "a date that names an older snapshot": Attack(snapshot_back, ("update.rollback",), memory=True, stolen=True),
    "a snapshot that names older files": Attack(targets_back, ("update.rollback",), memory=True, stolen=True),
    "a snapshot that names no files": Attack(targets_gone, ("update.mixed",), stolen=True),
    "an older root": Attack(root_back, ("update.mixed",)),
    "a date that has run out": Attack(lambda *_: None, ("update.expired",), days=61),
    "a snapshot that has run out": Attack(frozen("snapshot"), ("update.expired",), stolen=True),
    "files that have run out": Attack(frozen("targets"), ("update.expired",), stolen=True),
    "a root that has run out": Attack(new_root(run_out, 3), ("update.expired",), stolen=True),
    "a snapshot of another day": Attack(other_day("snapshot"), MIXED),
    "files of another day": Attack(other_day("targets"), MIXED),
    "files of another day without digests": Attack(targets_of_other_day_unhashed, MIXED, stolen=True),
    "a date by a stranger": Attack(by_stranger, ("update.not_ours",)),
    "a date in our name": Attack(in_our_name, ("update.signature",)),
    "files by the key of dates": Attack(files_by_the_key_of_dates, ("update.signature",), stolen=True),
    "a root by one key alone": Attack(new_root(own_keys, 1), ("update.signature",)),
    "a root by strangers": Attack(new_root(own_keys, 0, strangers=True), ("update.not_ours",)),
    "another county": Attack(foreign, ("update.not_ours",)),
    "a date without its day": Attack(undated, ("update.half",), stolen=True),
    "a clock before the date": Attack(lambda *_: None, ("update.clock",), days=-3650),
    **{f"a changed {role}": Attack(changed_line(role), ("update.signature", *MIXED)) for role in ROLES},
    **{f"a page for {role}": Attack(written(role, PORTAL), ("update.half",)) for role in ROLES},
    **{f"no list in {role}": Attack(written(role, b"{}"), ("update.half",)) for role in ROLES},
    **{f"nothing in {role}": Attack(written(role, b""), ("update.half",)) for role in ROLES},
    **{f"a giant {role}": Attack(written(role, b" " * 3_000_000), ("update.altered",)) for role in ROLES},
    "no date": Attack(removed("timestamp"), ("update.none",)),
    "no snapshot": Attack(removed("snapshot"), ("update.half",)),
    "no files": Attack(removed("targets"), ("update.half",)),
}
WHEN: Final = {name: later(one.days) for name, one in ATTACKS.items()}
