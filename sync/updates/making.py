"""What IT does with the county's repository: begin it, offer and withdraw files, sign dates and keys anew."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Final

from securesystemslib.signer import Signer
from tuf.api.metadata import Metadata, MetaFile, Root, Snapshot, TargetFile, Targets, Timestamp

from app.durable import disk, whole_file, write_new
from app.errors import Refused
from sync.updates.candidate import Candidate
from sync.updates.fetching import is_whole
from sync.updates.keys import NAME, ROLES, ROOT_THRESHOLD, Keys, forget_key, make_key, make_keys
from sync.updates.offer import Kind, Offer
from sync.updates.places import ROOT_FILE
from sync.updates.repository import DATES_FOR_DAYS, METADATA, ROOT_FOR, Repository, bytes_of, publish
from sync.updates.source import PIECE_BYTES
from sync.updates.version import is_newer

_FILES: Final = "targets"


def begin(folder: Path, keys: Path, passphrase: str, now: datetime, days: int = DATES_FOR_DAYS) -> Repository:
    """Make keys and an empty repository; the root that every machine needs lies beside the keys.

    Refused update.folder_used, update.keys_exist, update.short_passphrase.
    """
    with disk():
        if folder.exists() and any(folder.iterdir()):
            raise Refused("update.folder_used", folder=folder)
        made = make_keys(keys, passphrase)
        (folder / METADATA).mkdir(parents=True)
    root = Root(expires=(now + ROOT_FOR).replace(microsecond=0), consistent_snapshot=True)
    for role, signers in made.items():
        for signer in signers:
            root.add_key(signer.public_key, role)
    root.roles[Root.type].threshold = ROOT_THRESHOLD
    held = Repository(
        folder,
        Metadata(root),
        Metadata(Targets()),
        Metadata(Snapshot()),
        Metadata(Timestamp(snapshot_meta=MetaFile(1))),
    )  # fmt: skip - a list
    at_hand = Keys(keys, {one.public_key.keyid: one for signers in made.values() for one in signers})
    _sign_root(held, at_hand.of(root, Root.type))
    with disk():
        write_new(keys / ROOT_FILE, bytes_of(held.root))
    publish(held, at_hand, now, days, changed=True)
    return held


def add(held: Repository, wanted: Iterable[Candidate]) -> tuple[Offer, ...]:
    """Put files into the list and beside it; Refused update.old_offer, update.same_file. `publish` comes after."""
    chosen = tuple(wanted)
    for one in chosen:
        _check_newer(held, one)
    for one in chosen:
        line = _copied(held.folder, one)
        before = held.targets.signed.targets.get(one.path)
        if before is not None and before.hashes == line.hashes and before.custom == line.custom:
            raise Refused("update.same_file", name=one.file.name)
        held.targets.signed.targets[one.path] = line
    paths = {one.path for one in chosen}
    return tuple(one for one in held.offers if one.path in paths)


def withdraw(held: Repository, names: Iterable[str]) -> tuple[Offer, ...]:
    """Take files out of the list, named by path or name; Refused update.no_such_offer. `publish` comes after."""
    gone = []
    for name in names:
        found = [one for one in held.offers if name in {one.path, one.name}]
        if not found:
            raise Refused("update.no_such_offer", name=name)
        gone += found
    for one in gone:
        del held.targets.signed.targets[one.path]
    return tuple(gone)


def clear(held: Repository) -> None:
    """Remove files that are no longer offered, once that is published."""
    kept = {one.place for one in held.offers}
    with disk():
        for place in (held.folder / _FILES).glob("*/*"):
            if place.relative_to(held.folder).as_posix() not in kept:
                place.unlink()


def renew_root(held: Repository, keys: Keys, now: datetime) -> None:
    """Give the root five more years; Refused update.no_key. `publish` comes after."""
    signers = keys.of(held.root.signed, Root.type)
    held.root.signed.version += 1
    held.root.signed.expires = (now + ROOT_FOR).replace(microsecond=0)
    _sign_root(held, signers)


def change_key(held: Repository, keys: Keys, name: str, passphrase: str, now: datetime) -> Keys:
    """Put a new key in place of the one of this name (``targets``, ``root-2``), and give the keys that sign now.

    The root is signed by enough of the old keys and enough of the new ones. The old key's file keeps nothing: it may
    be stolen or lost. Refused update.no_such_key, update.no_key. `publish` comes after.
    """
    root, role = held.root.signed, name.partition("-")[0]
    old_id = next((one.keyid for one in root.keys.values() if one.unrecognized_fields.get(NAME) == name), None)
    if role not in ROLES or old_id is None:
        raise Refused("update.no_such_key", name=name)
    old_signers = keys.of(root, Root.type)
    new_name = f"{name.partition('-v')[0]}-v{root.version + 1}"
    forget_key(keys.folder, new_name)  # of a run that was killed: no root names it
    new = make_key(keys.folder, new_name, passphrase)
    root.revoke_key(old_id, role)
    root.add_key(new.public_key, role)
    at_hand = Keys(keys.folder, keys.signers | {new.public_key.keyid: new})
    root.version += 1
    root.expires = (now + ROOT_FOR).replace(microsecond=0)
    together = {one.public_key.keyid: one for one in (*old_signers, *at_hand.of(root, Root.type))}
    _sign_root(held, list(together.values()))
    return at_hand


def broken(held: Repository) -> tuple[str, ...]:
    """Give the names of offered files that do not lie there as they were signed: a copy that is not whole."""
    with disk():
        return tuple(one.name for one in held.offers if not is_whole(held.folder / one.place, one))


def fingerprint(root: Path) -> str:
    """Give what two people compare by telephone: the digest of a root's file, in groups of four."""
    with disk():
        digest = hashlib.sha256(root.read_bytes()).hexdigest()
    return " ".join(digest[at : at + 4] for at in range(0, 32, 4))


def _sign_root(held: Repository, signers: Iterable[Signer]) -> None:
    held.root.signatures.clear()
    for signer in signers:
        held.root.sign(signer, append=True)


def _check_newer(held: Repository, one: Candidate) -> None:
    if one.kind is not Kind.PROGRAM:
        return
    for other in held.offers:
        if (other.kind, other.platform) == (one.kind, one.platform) and not is_newer(one.version, other.version):
            raise Refused("update.old_offer", version=one.version, offered=other.version)


def _copied(folder: Path, one: Candidate) -> TargetFile:
    """Copy a file to where windows look for it, and give the line that is signed, of what was really written."""
    target = folder / _FILES / one.path
    digest, length = hashlib.sha256(), 0
    with disk():
        target.parent.mkdir(parents=True, exist_ok=True)
        with one.file.open("rb") as source, whole_file(target) as copy:
            while piece := source.read(PIECE_BYTES):
                copy.write(piece)
                digest.update(piece)
                length += len(piece)
        target.replace(target.with_name(f"{digest.hexdigest()}.{target.name}"))
    return TargetFile(length, {"sha256": digest.hexdigest()}, one.path, {"custom": one.custom()})
