"""What came into a PDF behind a signature: which pages, notes, fields, said so that an officer understands it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from pyhanko.pdf_utils.generic import Dereferenceable, IndirectObject, Reference

from app.pades.report import Change

if TYPE_CHECKING:
    from pyhanko.pdf_utils.reader import PdfFileReader

_MOST_PAGES: Final = 200
_MOST_NODES: Final = 1000  # a tree that bites its own tail has no end
_MOST_NAMED: Final = 20


def changes_after(reader: "PdfFileReader", revision: int) -> tuple[Change, ...]:
    """Name what was added or replaced in all sections behind a revision, each kind and page once."""
    found: dict[Change, None] = {}
    for later in range(revision + 1, reader.xrefs.total_revisions):
        there: Any = reader.get_historical_resolver(later)  # of pyHanko's own functions some say no types
        for change in _named(there, set(there.explicit_refs_in_revision())):
            found[change] = None
    return tuple(found)[:_MOST_NAMED]


def _named(there: Any, touched: set[Reference]) -> Iterator[Change]:
    if _is_signature(there, touched):
        yield Change("signature")
    pages = list(_pages(there))
    for number, page in enumerate(pages, 1):
        content = {one for name in ("/Contents", "/Resources") for one in _below(there, page, name)}
        if content & touched:
            yield Change("page", number)
        notes = [one for one in _notes(page) if one in touched]
        if notes and not all(_is_widget(there, one) for one in notes):
            yield Change("annotation", number)


def _pages(there: Any) -> Iterator[Any]:
    """Give the pages of a flat or nested tree; not more than a paper ever has."""
    waiting: list[Any] = [there.root["/Pages"]]
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        node = waiting.pop(0)
        kids = node.get("/Kids")
        if kids is None:
            yield node
            continue
        waiting[:0] = [kids[at] for at in range(min(len(kids), _MOST_PAGES))]


def _below(there: Any, page: Any, name: str) -> set[Reference]:
    """Give all objects that a page draws with."""
    try:
        value = page.raw_get(name)
    except KeyError:
        return set()
    found = set(there.collect_dependencies(value))
    return found | ({value.reference} if isinstance(value, IndirectObject) else set())


def _notes(page: Any) -> list[Reference]:
    try:
        notes = page["/Annots"]
    except KeyError:
        return []
    return [one.reference for one in notes if isinstance(one, IndirectObject)]


def _is_widget(there: Any, note: Reference) -> bool:
    return bool(there(note).get("/Subtype") == "/Widget")


def _is_signature(there: Any, touched: set[Reference]) -> bool:
    return any(_type_of(there, one) == "/Sig" for one in touched)


def _type_of(there: Any, one: Dereferenceable) -> str:
    value = there(one)
    return str(value.get("/Type", "")) if hasattr(value, "get") else ""
