"""What is written in a town: every body is known by a text that no other has."""

from typing import Any

from app.journal.entry import Entry


def text_of(entry: Entry) -> str:
    """Give the text by which an entry of a town is known."""
    body: dict[str, Any] = dict(entry.body or {})
    return str(body.get("text") or body.get("reason") or body.get("overruled") or body.get("facts") or body["note"])


def decided(kind: str, text: str) -> dict[str, Any]:
    """Give the body of a decision that is known by a text."""
    if kind == "case.assigned":
        return {"officer": text, "name": text, "reason": text}
    return {"decided_on": "2026-11-24", "facts": text, "article": "", "number": text, "officers": []}


def visited(text: str, *, began: bool) -> tuple[str, dict[str, Any]]:
    """Give kind and body of what is taken down of a visit, known by a text."""
    if not began:
        return "visit.concluded", {"outcome": "noted", "note": text}
    body = {"came_at": "2026-11-24T01:00:00.000Z", "source": "walk_in", "visitor": {}, "handler": text, "note": text}
    return "visit.recorded", body | {"reason": ""}
