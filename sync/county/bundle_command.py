"""`yimen-county import`: what windows brought on a stick, one file after the other, and the county's answers to it."""

import argparse
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from app.errors import Refused, Unavailable
from resources import text
from sync.bundle.manifest import Manifest
from sync.bundle.stick import stick
from sync.county import aside, bundle_words
from sync.county.answering import ENDING, Answering, Asked
from sync.county.commands import Outcome, opened
from sync.county.importing import Brought, Importing, Revoked
from sync.county.site import Site

_TAKEN, _PARTLY, _REFUSED, _ASIDE, _UNREAD = "taken", "partly", "refused", "kept_aside", "unavailable"
_GAP: Final = "gap"  # the trouble of text before which something lacks
_EXITS: Final = {_TAKEN: 0, _PARTLY: 1, _REFUSED: 3, _ASIDE: 3, _UNREAD: 4}
_NAMES: Final = ("yimen-report-*", "yimen-copy-*")  # how a window calls what is meant for the county


@dataclass(frozen=True, slots=True)
class _Done:
    """What became of a file: its state, a sentence, and what it brought where it was taken."""

    file: Path
    state: str
    said: str
    brought: Brought | None = None
    code: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Give it as JSON values."""
        plain = {"file": str(self.file), "state": self.state, "code": self.code, "text": self.said}
        return plain | (_of(self.brought) if self.brought else {})


def import_bundles(options: argparse.Namespace) -> Outcome:
    """Take files in, or list those that wait for a release where none is named; answers go into a folder."""
    with opened(options) as site:
        files = _files(options.files)
        if not files and not options.files:
            return _aside(site)
        importing = Importing(site)
        done = _take_all(files, partial(_take, site, importing, release=options.release))
        answers = _answer(site, done, options.answer) if options.answer else []
    lines = [*(one.said for one in done), *_missing(done)]
    lines += [text("county", "bundle.answer", file=file) for file in answers]
    code = max((_EXITS[one.state] for one in done), default=0)
    document = {"ok": code == 0, "files": [one.to_dict() for one in done], "answers": list(map(str, answers))}
    return Outcome(document, tuple(lines), is_well=code == 0, exit=code)


def _files(named: Iterable[Path]) -> list[Path]:
    """Give the files that are named, and the bundles in folders that are named."""
    files: list[Path] = []
    for path in named:
        with stick():
            inside = sorted(found for name in _NAMES for found in path.glob(name) if found.suffix == ENDING)
            files += inside if path.is_dir() else [path]
    return files


def _take(site: Site, importing: Importing, file: Path, *, release: bool) -> _Done:
    try:
        brought = importing.take(file, release=release)
    except Revoked as revoked:
        return _Done(file, _ASIDE, _keep_aside(site, file, revoked.manifest), code="bundle.revoked")
    except Refused as refused:
        said = text("errors", f"refused.{refused.code}", **refused.facts)
        return _Done(file, _REFUSED, _told(file, said), code=refused.code)
    except Unavailable as trouble:
        said = text("errors", f"unavailable.{trouble.code}", **trouble.facts)
        return _Done(file, _UNREAD, _told(file, said), code=trouble.code)
    aside.forget(site, brought)
    if brought.told.trouble:
        return _Done(file, _PARTLY, _told(file, bundle_words.said(brought)), brought, brought.told.trouble)
    return _Done(file, _TAKEN, _told(file, bundle_words.said(brought)), brought)


def _take_all(files: Iterable[Path], take: Callable[[Path], _Done]) -> list[_Done]:
    """Take files in any order: those before whose text something lacked are tried again when that has come."""
    done = [take(file) for file in files]
    moved = any(one.state == _TAKEN for one in done)
    while moved:
        moved = False
        for at, before in enumerate(done):
            if before.code == _GAP and (again := take(before.file)).code != _GAP:
                done[at], moved = _joined(before, again), True
    return done


def _joined(first: _Done, second: _Done) -> _Done:
    """Give what came of a file that was read twice: its documents came the first time."""
    if first.brought is None or second.brought is None or second.state != _TAKEN:
        return second
    brought = replace(second.brought, blobs=first.brought.blobs + second.brought.blobs)
    return replace(second, brought=brought, said=_told(second.file, bundle_words.said(brought)))


def _keep_aside(site: Site, file: Path, manifest: Manifest) -> str:
    kept = aside.keep(site, file, manifest)
    return _told(file, text("county", "bundle.aside", device=manifest.sender, kept=kept))


def _aside(site: Site) -> Outcome:
    """List what waits for a release."""
    files = aside.files(site)
    lines = [text("county", "bundle.waits", file=file) for file in files] or [text("county", "bundle.none_aside")]
    return Outcome({"ok": True, "aside": list(map(str, files))}, tuple(lines))


def _answer(site: Site, done: Iterable[_Done], folder: Path) -> list[Path]:
    """Write an answer for every device that may have one; a released one is shut out still."""
    by_device: dict[str, list[Brought]] = {}
    for brought in (one.brought for one in done if one.brought and not one.brought.is_released):
        by_device.setdefault(brought.caller.device, []).append(brought)
    with stick():
        folder.mkdir(parents=True, exist_ok=True)
    answering = Answering(site)
    return [answering.write(Asked.of(all_of_it), folder) for all_of_it in by_device.values()]


def _missing(done: Iterable[_Done]) -> list[str]:
    """Say which parts of a set were not among the files."""
    sets: dict[str, set[int]] = {}
    sizes: dict[str, int] = {}
    for manifest in (one.brought.manifest for one in done if one.brought):
        sets.setdefault(manifest.set_id, set()).add(manifest.part)
        sizes[manifest.set_id] = manifest.parts
    joint = text("county", "bundle.and")
    lacking = {name: sorted(set(range(1, sizes[name] + 1)) - there) for name, there in sets.items()}
    return [
        text("county", "bundle.missing", numbers=joint.join(map(str, numbers)), parts=sizes[name])
        for name, numbers in lacking.items()
        if numbers
    ]


def _told(file: Path, said: str) -> str:
    return text("county", "bundle.line", file=file.name, said=said)


def _of(brought: Brought) -> dict[str, Any]:
    manifest = brought.manifest
    names = {"device": manifest.sender, "set": manifest.set_id, "released": brought.is_released}
    return names | bundle_words.counts(brought)
