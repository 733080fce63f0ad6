"""A county's IT with its keys, a machine that believes its root, and whoever wants to harm it."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from tuf.api.metadata import Metadata, MetaFile

from sync.updates import candidate, keys, making, repository
from sync.updates.looking import Found, look
from sync.updates.source import Folder, Source

PASSPHRASE: Final = "青龙镇 的 桥 在 下游 一里"
NOW: Final = datetime(2026, 12, 1, 1, 2, 3, tzinfo=UTC)
PLATFORM: Final = "linux-x86_64"
DEB: Final = b"!<arch>\n"
RULES: Final = """
id = "渠县 2026 年标准"
[dibao.standard]
urban_fen = 86000
rural_fen = 65000
"""
CALENDAR: Final = """
year = 2027
off = [["2027-01-01", "2027-01-03"]]
working = ["2027-01-09"]
"""


@dataclass
class Office:
    """IT of one county below `place`: a repository, keys, and the time at which it signs."""

    place: Path
    now: datetime = NOW
    at_hand: keys.Keys = field(init=False)

    def __post_init__(self) -> None:
        making.begin(self.folder, self.place / "keys", PASSPHRASE, self.now)
        self.reload()

    def reload(self) -> None:
        """Take the keys as they lie there now."""
        self.at_hand = keys.load_keys([self.place / "keys"], PASSPHRASE)

    def key_name(self, role: str) -> str:
        """Give the name that a role's first key has now."""
        root = self.opened_root()
        return str(root.keys[root.roles[role].keyids[0]].unrecognized_fields[keys.NAME])

    @property
    def folder(self) -> Path:
        """Where the repository lies."""
        return self.place / "repository"

    @property
    def root(self) -> bytes:
        """What IT puts on each machine."""
        return (self.place / "keys" / "update-root.json").read_bytes()

    def program(self, version: str, platform: str = PLATFORM, size: int = 200_000, notes: str = "") -> Path:
        """Offer a program, and give its file."""
        names = {PLATFORM: f"yimen_{version}_amd64.deb", "windows-x86_64": f"yimen-{version}-setup.exe"}
        content = (DEB if platform == PLATFORM else b"MZ") + version.encode()
        return self.offer(names[platform], content + bytes(range(256)) * (size // 256), notes)

    def offer(self, name: str, content: bytes, notes: str = "") -> Path:
        """Offer a file."""
        file = self.place / name
        file.write_bytes(content)
        held = self.opened()
        making.add(held, [candidate.candidate(file, candidate.Told(notes=notes))])
        self.publish(held, changed=True)
        return file

    def opened(self) -> repository.Repository:
        """Give the lists as they stand."""
        return repository.open_repository(self.folder, self.place / "keys")

    def publish(self, held: repository.Repository, *, changed: bool = False, days: int = 60) -> None:
        """Sign and write."""
        repository.publish(held, self.at_hand, self.now, days, changed=changed)

    def copy(self, name: str) -> Path:
        """Give a copy of the repository as it is now."""
        target = self.place / name
        shutil.copytree(self.folder, target)
        return target

    def list_file(self, role: str, folder: Path | None = None) -> Path:
        """Give the newest list of a role."""
        lists = (folder or self.folder) / "metadata"
        if role == "timestamp":
            return lists / "timestamp.json"
        return max(lists.glob(f"*.{role}.json"), key=lambda one: int(one.name.partition(".")[0]))

    def resign(self, role: str, change: Callable[[Any], object], by: str = "") -> None:
        """Change a list and sign it, as whoever has stolen that key could; the lists above stay as they are."""
        place = self.list_file(role)
        one = Metadata[Any].from_bytes(place.read_bytes())
        change(one.signed)
        one.signatures.clear()
        for signer in self.at_hand.of(self.opened_root(), by or role):
            one.sign(signer, append=True)
        name = "timestamp.json" if role == "timestamp" else f"{one.signed.version}.{role}.json"
        place.with_name(name).write_bytes(one.to_bytes())

    def opened_root(self) -> Any:
        """Give what the newest root says."""
        return self.opened_list("root")

    def opened_list(self, role: str) -> Any:
        """Give what the newest list of a role says."""
        return Metadata[Any].from_bytes(self.list_file(role).read_bytes()).signed

    def with_stolen_keys(
        self, *, snapshot: Callable[[Any], object] = bool, timestamp: Callable[[Any], object] = bool
    ) -> None:
        """Write a new snapshot and a date for it, as whoever has stolen these two keys could."""
        number = self.opened_list("snapshot").version + 1

        def date_it(signed: Any) -> None:
            signed.version += 1
            signed.snapshot_meta = MetaFile(number)
            timestamp(signed)

        def number_it(signed: Any) -> None:
            signed.version = number
            snapshot(signed)

        self.resign("snapshot", number_it)
        self.resign("timestamp", date_it)


@dataclass
class Machine:
    """A window's machine below `place`."""

    place: Path
    root: bytes
    now: datetime = NOW

    @property
    def updates(self) -> Path:
        """The folder of what was seen and fetched."""
        return self.place / "updates"

    def look(self, source: Source | Path, now: datetime | None = None) -> Found:
        """Look at a repository."""
        place = Folder(source) if isinstance(source, Path) else source
        return look(place, self.root, self.updates / "seen", now or self.now)

    def fetched(self) -> list[str]:
        """Name what was fetched whole."""
        return sorted(one.name for one in self.updates.glob("ready/*/*.*") if one.suffix != ".part")


def later(days: float) -> datetime:
    """Give a moment so many days after all was signed."""
    return NOW + timedelta(days=days)
