"""The heading of a list: in which row it stands, and what each column is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from app.errors import Refused
from app.sheets.cell import Cell, text_of, word_of
from app.sheets.vocabulary import vocabulary

HEAD_ROWS: Final = 40  # in which a heading is looked for; titles stand above it
_LEAST: Final = 2
_NAMES: Final = frozenset({"name", "head_name"})
_NUMBERS: Final = frozenset({"id_number", "head_id"})


@dataclass(frozen=True, slots=True)
class Heading:
    """The row of the heading, and the column (from 0) of each thing that is known."""

    row: int
    columns: Mapping[str, int]
    words: frozenset[str]

    def is_repeated(self, cells: tuple[Cell, ...]) -> bool:
        """Tell whether a row is the heading again, as at the top of each printed page."""
        first = min(self.columns.values())
        if first >= len(cells) or word_of(text_of(cells[first])) not in self.words:
            return False
        said = {word_of(text_of(cell)) for cell in cells} - {""}
        return len(said) >= _LEAST and said <= self.words


def found_in(rows: Iterable[tuple[int, tuple[Cell, ...]]]) -> Heading | None:
    """Give the heading among the first rows: the one with the most columns that are known; None without one.

    Refused list.no_numbers where there is a heading that has names and no id numbers.
    """
    best: Heading | None = None
    for number, cells in rows:
        if number > HEAD_ROWS:
            break
        here = _read(number, cells)
        if _NAMES & here.columns.keys() and len(here.columns) > (len(best.columns) if best else _LEAST - 1):
            best = here
    if best and not _NUMBERS & best.columns.keys():
        raise Refused("list.no_numbers")
    return best


def _read(number: int, cells: tuple[Cell, ...]) -> Heading:
    columns: dict[str, int] = {}
    texts = [text_of(cell) for cell in cells]
    for at, text in enumerate(texts):
        if name := vocabulary().column(text):
            columns.setdefault(name, at)
    return Heading(number, columns, frozenset(map(word_of, texts)) - {""})
