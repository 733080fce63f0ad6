"""The documents are true in what a machine can see: links lead somewhere, named files and commands exist."""

import re
from pathlib import Path

from tests.architecture.tree import ROOT, files, text

LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")
NAMED = re.compile(r"`((?:app|ui|sync|tests|resources|packaging|docs)/[\w./*-]+?)`")


def documents() -> list[Path]:
    return [path for path in files(".md") if path.parts[0] in {"docs", "README.md", "CHANGELOG.md", "CONTRIBUTING.md"}]


def test_every_link_leads_somewhere() -> None:
    dead = [
        f"{path}: {link}"
        for path in documents()
        for link in LINK.findall(text(path))
        if not (ROOT / path.parent / link).exists()
    ]
    assert dead == []


def test_every_named_file_is_there() -> None:
    gone = [
        f"{path}: {name}"
        for path in documents()
        for name in NAMED.findall(text(path))
        if not any(ROOT.glob(name.rstrip("/"))) and "NNNN" not in name and "AREA" not in name
    ]
    assert gone == []


def test_decision_records_are_numbered_and_have_their_parts() -> None:
    records = sorted((ROOT / "docs" / "adr").glob("*.md"))
    assert [int(record.name[:4]) for record in records] == list(range(1, len(records) + 1))
    parts = ("**Context.**", "**Decision.**", "**Consequences.**", "**Alternatives.**")
    incomplete = [record.name for record in records if any(part not in record.read_text("utf-8") for part in parts)]
    assert incomplete == []
