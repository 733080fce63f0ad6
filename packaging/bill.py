"""What is shipped and under which licences: a CycloneDX list for machines, one file of licences for people.

Made from the unpacked wheels themselves (their METADATA and licence files), the sources of the compiled Python, and
what lies in resources; nothing is kept by hand but the few things that no wheel describes.
"""

from __future__ import annotations

import csv
import email.parser
import fnmatch
import json
import uuid
from pathlib import Path
from typing import Any, NamedTuple

import compiled
import locked
import places
import wheels

_NAMES = ("licen[cs]e*", "copying*", "*notice*", "copyright*", "authors*")
# Whose wheels say nothing of it; taken from their published sources.
_SAID = {"pyrage": "MIT", "sqlcipher3": "Zlib"}
_COMMON = ("LGPL-3", "GPL-3", "GPL-2", "Apache-2.0", "MPL-2.0")
_CODE = {".py", ".pyc", ".so", ".json"}
_DEBIANS = Path("/usr/share/common-licenses")
_RULE = "=" * 100
_NAMESPACE = uuid.UUID("6f0d1bb5-6c0e-4c1f-9d0a-5a4a2c9d7b11")  # of our own lists: the same content, the same number


class Part(NamedTuple):
    """One thing that is shipped: `licence` as it says of itself, `texts` the files that go with it."""

    name: str
    version: str
    licence: str
    purl: str
    hashes: tuple[str, ...]
    texts: tuple[Path, ...]


def parts(wanted: list[locked.Pin], lib: Path, python: Path) -> list[Part]:
    """Give all that a package with these wheels and this Python holds, by name."""
    found = [_wheel(pin, lib) for pin in wanted]
    return sorted([*found, *_compiled(python), *_own()], key=lambda part: part.name)


def _wheel(pin: locked.Pin, lib: Path) -> Part:
    info = next(one for one in lib.glob("*.dist-info") if _plain(one.name.split("-")[0]) == _plain(pin.name))
    said = email.parser.HeaderParser().parsestr((info / "METADATA").read_text("utf-8"))
    purl = f"pkg:pypi/{pin.name}@{pin.version}"
    return Part(pin.name, pin.version, _SAID.get(pin.name) or _licence(said), purl, pin.hashes, _texts(info))


def _plain(name: str) -> str:
    return name.lower().replace("_", "-").replace(".", "-")


def _licence(said: Any) -> str:
    """Give the licence as METADATA has it: the expression, else the short field, else the classifiers."""
    short = str(said.get("License") or "").strip()
    if said.get("License-Expression"):
        return str(said["License-Expression"])
    if short and "\n" not in short:
        return short
    classes = [line.split(" :: ")[-1] for line in said.get_all("Classifier", []) if line.startswith("License ::")]
    return ", ".join(classes) or "see the text"


def _texts(info: Path) -> tuple[Path, ...]:
    """Give the licence files that a wheel brought, wherever it put them, each content once."""
    found: dict[bytes, Path] = {}
    with (info / "RECORD").open(encoding="utf-8", newline="") as lines:
        brought = sorted(info.parent / row[0] for row in csv.reader(lines) if row)
    for path in brought:
        if _is_licence(path.relative_to(info.parent)) and path.is_file():
            found.setdefault(path.read_bytes(), path)
    return tuple(sorted(found.values()))


def _is_licence(path: Path) -> bool:
    """Tell whether a file is called after a licence, or lies in a folder that is."""
    words = [part.lower() for part in path.parts]
    return path.suffix not in _CODE and any(fnmatch.fnmatch(word, name) for word in words for name in _NAMES)


def _compiled(python: Path) -> list[Part]:
    """Give the Python and the OpenSSL that were compiled, as the build noted them."""
    licences = {"python3.11": "PSF-2.0", "openssl": "Apache-2.0"}
    noted = [line.split() for line in (python / "python" / "sources.txt").read_text("utf-8").splitlines()]
    text = tuple(python.glob("python/lib/python3.11/LICENSE.txt"))
    return [
        Part(name, version, licences[name], f"pkg:deb/debian/{name}@{version}", (), text if name != "openssl" else ())
        for name, version in noted
    ]


def _own() -> list[Part]:
    """Give ourselves, and what lies in our resources with a licence of its own beside it."""
    fonts, icons = places.ROOT / "resources" / "fonts", places.ROOT / "resources" / "icons"
    kept = {
        "Noto Sans SC": ("OFL-1.1", fonts / "NotoSansSC.OFL.txt"),
        "Noto Serif SC": ("OFL-1.1", fonts / "NotoSerifSC.OFL.txt"),
        "HanaMin": ("OFL-1.1", fonts / "Hanazono.LICENSE.txt"),
        "Lucide": ("ISC", icons / "LICENSE"),
    }
    others = [Part(name, "", licence, "", (), (text,)) for name, (licence, text) in kept.items()]
    return [Part("yimen", places.version(), "Apache-2.0", "", (), (places.ROOT / "LICENSE",)), *others]


def cyclonedx(found: list[Part], package: str) -> str:
    """Give the list in CycloneDX 1.6, the same for the same parts."""
    components = [_component(part) for part in found]
    serial = uuid.uuid5(_NAMESPACE, json.dumps([package, components], sort_keys=True))
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{serial}",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": package, "version": places.version()}},
        "components": components,
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _component(part: Part) -> dict[str, Any]:
    said: dict[str, Any] = {"type": "library", "name": part.name}
    said |= {"version": part.version} if part.version else {}
    said |= {"purl": part.purl, "bom-ref": part.purl} if part.purl else {}
    said["licenses"] = [{"license": {"name": part.licence}}]
    if part.hashes:
        about = "the files of this release that the lock file allows, one of which was taken"
        said["externalReferences"] = [
            {
                "type": "distribution",
                "url": part.purl,
                "comment": about,
                "hashes": [{"alg": "SHA-256", "content": one.removeprefix("sha256:")} for one in part.hashes],
            }
        ]
    return said


def licences(found: list[Part], common: Path) -> str:
    """Give one file: who is in it under which licence, then every text once, and those that many refer to."""
    heads = [f"{part.name} {part.version}".strip() + f": {part.licence}" for part in found]
    pieces = ["一门里有这些，各有各的许可：", "", *heads]
    seen: set[str] = set()
    for part in found:
        for place in part.texts:
            text = place.read_text("utf-8", "replace").strip()
            if text not in seen:
                seen.add(text)
                pieces += ["", _RULE, f"{part.name}  ({place.name})", _RULE, "", text]
    for name in _COMMON:
        place = common / name
        pieces += ["", _RULE, name, _RULE, "", place.read_text("utf-8").strip()]
    return "\n".join(pieces) + "\n"


def documents(package: str) -> dict[str, str]:
    """Give what goes with a Linux package and into the docs, by the names of files."""
    found = of(package)
    return {"sbom.cdx.json": cyclonedx(found, package), "licences.txt": licences(found, _DEBIANS)}


def of(package: str) -> list[Part]:
    """Give the parts of a Linux package."""
    return parts(locked.of(package), wheels.unpacked(package), compiled.python())
