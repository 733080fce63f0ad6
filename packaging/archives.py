"""Where Debian is fetched from: the archives that this machine's own apt uses, or those the environment names."""

from __future__ import annotations

import os
import re
import urllib.error
import urllib.request
from pathlib import Path

import places

_APT = Path("/etc/apt")
_PATIENCE_S = 20
_DEBIAN_SUITE = re.compile(r"^(bullseye|bookworm|trixie|forky|sid|stable|oldstable|oldoldstable|testing)\b")


def archive(suite: str) -> str:
    """Give the address of an archive with this suite; YIMEN_APT_MIRROR goes before the machine's own."""
    named = os.environ.get("YIMEN_APT_SECURITY" if suite.endswith("-security") else "YIMEN_APT_MIRROR")
    found = next((address for address in ([named] if named else own()) if _has(address, suite)), None)
    if found is None:
        places.stop(
            f"no archive of this machine's apt has Debian's {suite}.",
            "Name one that has it in YIMEN_APT_MIRROR (and YIMEN_APT_SECURITY for …-security).",
        )
    return found.rstrip("/")


def own() -> list[str]:
    """Give the addresses in the machine's apt sources that have a suite of Debian, each once."""
    found: list[str] = []
    for file in sorted([_APT / "sources.list", *_APT.glob("sources.list.d/*")]):
        if file.is_file():
            text = file.read_text("utf-8", "replace")
            found += deb822(text) if file.suffix == ".sources" else one_line(text)
    return list(dict.fromkeys(found))


def one_line(text: str) -> list[str]:
    """Give the addresses of a sources.list: `deb [options] ADDRESS SUITE …`."""
    found = []
    for line in text.splitlines():
        words = re.sub(r"\[[^\]]*\]", " ", line.partition("#")[0]).split()
        if len(words) > 2 and words[0] == "deb" and _DEBIAN_SUITE.match(words[2]):  # noqa: PLR2004 - as in the docstring
            found.append(words[1])
    return found


def deb822(text: str) -> list[str]:
    """Give the addresses of a *.sources file, whose paragraphs have the fields Types, URIs and Suites."""
    found = []
    for paragraph in re.split(r"\n\s*\n", "\n".join(line for line in text.splitlines() if not line.startswith("#"))):
        fields = {
            name.lower(): words.split() for name, words in re.findall(r"(?m)^([\w-]+):((?:.*\n?[ \t])*.*)$", paragraph)
        }
        is_on = fields.get("enabled", ["yes"]) != ["no"] and "deb" in fields.get("types", [])
        if is_on and any(map(_DEBIAN_SUITE.match, fields.get("suites", []))):
            found += fields.get("uris", [])
    return found


def _has(address: str, suite: str) -> bool:
    if not address.startswith(("http://", "https://", "file:")):
        return False
    try:
        with urllib.request.urlopen(f"{address.rstrip('/')}/dists/{suite}/InRelease", timeout=_PATIENCE_S):  # noqa: S310 - the scheme has been looked at
            return True
    except (urllib.error.URLError, OSError):
        return False
