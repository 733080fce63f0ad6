"""The keys of a county's repository: files locked with a passphrase, in a folder that lies in a safe most of the time.

There are three keys for the root, two of which must sign: one that is lost locks nobody out, one that is stolen lets
nobody in. The root is signed anew once in five years, and when a key is changed. Besides there is one key each for the
list of files, the list of lists, and the date.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)
from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import Root, Snapshot, Targets, Timestamp

from app.durable import disk, write_new
from app.errors import Refused

ROOT_KEYS: Final = 3
ROOT_THRESHOLD: Final = 2
ROLES: Final = (Root.type, Targets.type, Snapshot.type, Timestamp.type)
LEAST_PASSPHRASE: Final = 12
NAME: Final = "name"  # a member that the root tells of each key: the name of its file
_END: Final = ".pem"


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys that are at hand: id → signer; `folder` is the first of their folders, which keeps our own book."""

    folder: Path
    signers: dict[str, CryptoSigner]

    def of(self, root: Root, role: str, *, least: int = 0) -> list[CryptoSigner]:
        """Give those that sign for a role; Refused update.no_key where they are fewer than must sign."""
        wanted = root.roles[role]
        found = [self.signers[keyid] for keyid in wanted.keyids if keyid in self.signers]
        if len(found) < (least or wanted.threshold):
            raise Refused("update.no_key", role=role)
        return found


def make_keys(folder: Path, passphrase: str) -> dict[str, list[CryptoSigner]]:
    """Make all keys of a new repository; Refused update.keys_exist, update.short_passphrase."""
    check_passphrase(passphrase)
    with disk():
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.glob(f"*{_END}")):
            raise Refused("update.keys_exist", folder=folder)
    names = {Root.type: [f"{Root.type}-{number}" for number in range(1, ROOT_KEYS + 1)]}
    names |= {role: [role] for role in ROLES if role != Root.type}
    return {role: [make_key(folder, name, passphrase) for name in of_role] for role, of_role in names.items()}


def make_key(folder: Path, name: str, passphrase: str) -> CryptoSigner:
    """Make one key and keep it, locked; a file of that name must not be there."""
    key = Ed25519PrivateKey.generate()
    locked = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(passphrase.encode("utf-8")))
    with disk():
        write_new(folder / f"{name}{_END}", locked)
    signer = CryptoSigner(key)
    signer.public_key.unrecognized_fields[NAME] = name
    return signer


def forget_key(folder: Path, name: str) -> None:
    """Remove a key that signs nothing."""
    with disk():
        (folder / f"{name}{_END}").unlink(missing_ok=True)


def check_passphrase(passphrase: str) -> None:
    """Refused update.short_passphrase where guessing would be too easy for whoever finds the files."""
    if len(passphrase) < LEAST_PASSPHRASE:
        raise Refused("update.short_passphrase", least=LEAST_PASSPHRASE)


def load_keys(folders: Iterable[Path], passphrase: str) -> Keys:
    """Give all keys of these folders; Refused update.passphrase, update.no_keys."""
    places = list(folders)
    with disk():
        files = [one for folder in places for one in sorted(folder.glob(f"*{_END}"))]
        read = [one.read_bytes() for one in files]
    if not read:
        raise Refused("update.no_keys")
    signers = [_unlocked(one, passphrase) for one in read]
    return Keys(places[0], {one.public_key.keyid: one for one in signers})


def _unlocked(locked: bytes, passphrase: str) -> CryptoSigner:
    try:
        return CryptoSigner(load_pem_private_key(locked, passphrase.encode("utf-8")))
    except (ValueError, TypeError) as error:
        raise Refused("update.passphrase") from error
