"""Journals of made-up people in any number, from the golden ones: other names, numbers, days, hashes; same forms.

Everything follows from the number of the variation, so that what is trained with them can be trained again.
"""

import json
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, Final

from app.journal.entry import ZERO_HASH, Entry, Place, read, write

HOME: Final = Path(__file__).parents[1] / "data" / "journals"
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_HASH = re.compile(r"[0-9a-f]{64}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
_NUMBER = re.compile(r"\d{8,22}[0-9X]?")
_FAMILY: Final = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
_GIVEN: Final = "德贵桂兰秀英素华开全玉芳成明国强建军小琼天才家福大顺春梅志勇永红光辉淑珍世友"
_CROCKFORD: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class Variation:
    """One way to say everything otherwise: what was the same stays the same."""

    def __init__(self, seed: str) -> None:
        self._chance = Random(seed)
        self._known: dict[str, str] = {}
        self._days = timedelta(days=self._chance.randrange(-400, 400), seconds=self._chance.randrange(86_400))

    def uuid(self, before: str) -> str:
        made = f"01a2{self._hex(4)}-{self._hex(4)}-7{self._hex(3)}-{self._chance.choice('89ab')}{self._hex(3)}"
        return self._known.setdefault(before, f"{made}-{self._hex(12)}")

    def hash(self, before: str) -> str:
        return before if before == ZERO_HASH else self._known.setdefault(before, self._hex(64))

    def scope(self, before: str) -> str:
        if before == "county":
            return before
        return self._known.setdefault(before, "t-" + "".join(self._chance.choices(_CROCKFORD, k=6)))

    def salt(self) -> str:
        return self._hex(32)

    def moment(self, before: str) -> str:
        then = datetime.fromisoformat(before) + self._days
        return then.strftime("%Y-%m-%dT%H:%M:%S.") + f"{self._chance.randrange(1000):03}Z"

    def value(self, before: Any, key: str = "") -> Any:
        """Give a JSON value said otherwise."""
        if isinstance(before, dict):
            return {self.text(name): self.value(inner, name) for name, inner in before.items()}
        if isinstance(before, list):
            return [self.value(inner, key) for inner in before]
        if isinstance(before, str):
            return self._name(before) if key in {"name", "applicant", "handler_name"} else self.text(before)
        if type(before) is int and before > 1_000:
            return self._chance.randrange(before // 2, before * 2)
        return before

    def text(self, before: str) -> str:
        if _UUID.fullmatch(before):
            return self.uuid(before)
        if _HASH.fullmatch(before):
            return self.hash(before)
        if _MOMENT.fullmatch(before):
            return self.moment(before)
        if _DAY.fullmatch(before):
            return (date.fromisoformat(before) + timedelta(days=self._days.days)).isoformat()
        if _NUMBER.fullmatch(before):
            return before[:6] + "".join(self._chance.choices("0123456789", k=len(before) - 6))
        return before

    def _name(self, before: str) -> str:
        given = "".join(self._chance.choices(_GIVEN, k=2))
        return self._known.setdefault(f"name {before}", self._chance.choice(_FAMILY) + given)

    def _hex(self, digits: int) -> str:
        return f"{self._chance.getrandbits(4 * digits):0{digits}x}"


def journals(variations: range) -> Iterator[list[Entry]]:
    """Give every golden journal in each of these variations, as entries whose hashes hold."""
    for number in variations:
        for file in sorted(HOME.glob("*.jsonl")):
            yield _said_otherwise(file, Variation(f"{file.stem} {number}"))


def _said_otherwise(file: Path, other: Variation) -> list[Entry]:
    told, heads, hashes = list[Entry](), dict[str, Entry](), dict[str, str]()
    for line in file.read_bytes().splitlines():  # of text, they would be more: U+2028 is one too
        before = read(json.loads(line)["entry"])
        if before.body is None:
            continue
        device, last = other.uuid(before.device), heads.get(before.device)
        place = Place(
            device=device,
            seq=last.seq + 1 if last else before.seq,
            prev=last.hash if last else ZERO_HASH,
            parents=tuple(sorted({hashes.get(parent) or other.hash(parent) for parent in before.parents})),
            at=other.moment(before.at),
            clock=before.clock,
            actor=other.uuid(before.actor),
            grant=other.hash(before.grant),
            scope=other.scope(before.scope),
        )
        kind, _, name = before.subject.partition(":")
        made = write(place, f"{kind}:{other.text(name)}", before.kind, before.v, other.value(before.body), other.salt())
        heads[before.device], hashes[before.hash] = made, made.hash
        told.append(made)
    return told
