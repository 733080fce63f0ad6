"""A disk that loses power: what a program told it, as strace saw it, and what may be left of that.

What was fsynced is there. Of what was written since, every write may be there, may be missing, or may be torn
at sectors; a new name is certain only once its folder was fsynced. No order holds between unsynced writes.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

SECTOR = 512
_CALL = re.compile(r"^\d+ +(\w+)\((.*)\) = (-?\d+)")
_HANDLE = re.compile(r"^\d+<([^>]*)>")
_NAMES = {"unlink": "remove", "rename": "move", "link": "link", "linkat": "link"}
_TEXT = re.compile(r'"([^"]*)"')


@dataclass(frozen=True)
class Call:
    """A call that changed the disk or made it certain: write, cut, sync, make, remove, move or link (to `target`)."""

    kind: str
    path: str
    content: bytes = b""
    number: int = 0
    target: str = ""


def calls(log: Path, folder: Path) -> Iterator[Call]:
    """Give what strace saw happen below `folder`, in order."""
    hexed = "".join(f"\\x{byte:02x}" for byte in str(folder).encode())
    with log.open(encoding="ascii") as lines:
        for line in lines:
            if hexed in line and (found := _CALL.match(line)) and int(found[3]) >= 0:
                yield from _calls_of(found[1], found[2], int(found[3]))


def _calls_of(name: str, words: str, result: int) -> Iterator[Call]:
    texts = [_bytes_of(text) for text in _TEXT.findall(words)]
    paths = [text.decode(errors="replace") for text in texts]
    held = _HANDLE.match(words)
    path = _bytes_of(held[1]).decode(errors="replace") if held else ""
    if name == "openat" and "O_CREAT" in words:
        yield Call("make", paths[0])
        if "O_TRUNC" in words:
            yield Call("cut", paths[0])
    elif name in {"write", "pwrite64"}:
        yield Call("write", path, texts[0][:result], -1 if name == "write" else int(words.rsplit(", ", 1)[1]))
    elif name == "ftruncate":
        yield Call("cut", path, number=int(words.rsplit(", ", 1)[1]))
    elif name in {"fsync", "fdatasync"}:
        yield Call("sync", path)
    elif name in _NAMES:
        yield Call(_NAMES[name], paths[0], target=paths[-1])


def _bytes_of(hexed: str) -> bytes:
    return bytes.fromhex(hexed.replace("\\x", ""))


@dataclass
class _File:
    """A file's certain content, and what was told since."""

    certain: bytes = b""
    told: bytearray = field(default_factory=bytearray)
    pending: list[Call] = field(default_factory=list)

    def hear(self, call: Call) -> None:
        if call.kind == "write":
            self._write(call)
        elif call.kind == "cut":
            self._cut(call)
        else:
            self.certain = bytes(self.told)
            self.pending.clear()

    def _write(self, call: Call) -> None:
        at = len(self.told) if call.number < 0 else call.number
        self.told.extend(bytes(max(0, at + len(call.content) - len(self.told))))
        self.told[at : at + len(call.content)] = call.content
        self.pending.append(Call("write", call.path, call.content, at))

    def _cut(self, call: Call) -> None:
        del self.told[call.number :]
        self.told.extend(bytes(call.number - len(self.told)))
        self.pending.append(call)

    def after_a_power_cut(self, chance: random.Random) -> bytes:
        left = bytearray(self.certain)
        for call in self.pending:
            fate = chance.choice(("there", "missing", "torn"))
            if call.kind == "cut" and fate == "there":
                del left[call.number :]
            if call.kind == "write" and fate != "missing":
                _apply(left, call, chance if fate == "torn" else None)
        return bytes(left)


def _apply(left: bytearray, call: Call, tearing: random.Random | None) -> None:
    for start in range(0, len(call.content), SECTOR):
        if tearing and tearing.random() < 0.5:
            continue
        piece, at = call.content[start : start + SECTOR], call.number + start
        left.extend(bytes(max(0, at + len(piece) - len(left))))
        left[at : at + len(piece)] = piece


class Disk:
    """The disk below a folder; starts with files that are certain."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self._names = {path: _File(content, bytearray(content)) for path, content in files.items()}
        self._certain = dict(self._names)

    def hear(self, call: Call) -> None:
        """Take in a call."""
        if call.kind == "make":
            self._names.setdefault(call.path, _File())
        elif call.kind == "remove":
            self._names.pop(call.path, None)
        elif call.kind == "move":
            self._names[call.target] = self._names.pop(call.path)
        elif call.kind == "link":
            self._names[call.target] = self._names[call.path]
        elif call.kind == "sync" and call.path not in self._names:
            self._sync_folder(call.path)
        elif call.path in self._names:
            self._names[call.path].hear(call)

    def after_a_power_cut(self, chance: random.Random) -> dict[str, bytes]:
        """Give one of the many things that may be left."""
        left = {}
        for path in sorted(self._names.keys() | self._certain.keys()):
            now, before = self._names.get(path), self._certain.get(path)
            file = now if now is before else chance.choice((now, before))
            if file is not None:
                left[path] = file.after_a_power_cut(chance)
        return left

    def _sync_folder(self, folder: str) -> None:
        inside = [path for path in self._names.keys() | self._certain.keys() if path.rpartition("/")[0] == folder]
        for path in inside:
            if path in self._names:
                self._certain[path] = self._names[path]
            else:
                del self._certain[path]
