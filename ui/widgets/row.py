"""What a list of rows shows: plain values that a model makes and RowList draws."""

from dataclasses import dataclass, replace

from app.domain.masking import is_masked
from ui.widgets.veil import veiled


@dataclass(frozen=True)
class Cell:
    """One place in a row: text in an ink, after an optional strong lead, mark (`soon over urgent done`) or icon.

    A `cap` stands alone: the key that takes this row.
    `wraps` is for names: they get a second line instead of an ellipsis.
    """

    text: str = ""
    ink: str = "ink2"
    lead: str = ""
    sign: str = ""
    cap: str = ""
    strong: bool = False
    wraps: bool = False

    @property
    def spoken(self) -> str:
        """The cell as a screen reader says it."""
        return " ".join(filter(None, (self.lead, self.text)))


@dataclass(frozen=True)
class Row:
    """One row: `key` is what the page knows it by; `act` is the verb of its button, shown while it is current."""

    key: str
    cells: tuple[Cell, ...]
    act: str = ""
    done: bool = False
    tip: str = ""

    @property
    def hides(self) -> bool:
        """Whether a number in it is masked where it is only shown."""
        return is_masked(self.tip) or any(is_masked(cell.text) or is_masked(cell.lead) for cell in self.cells)


@dataclass(frozen=True)
class Column:
    """One column; px: as wide as its widest cell, held to `least` … `most`; the one with `grows` takes the rest."""

    title: str = ""
    least: int = 0
    most: int = 400
    grows: bool = False
    right: bool = False
    lead_least: int = 0


def veiled_row(row: Row) -> Row:
    """Give a row as it may be shown now."""
    if not row.hides:
        return row
    cells = tuple(replace(cell, text=veiled(cell.text), lead=veiled(cell.lead)) for cell in row.cells)
    return replace(row, cells=cells, tip=veiled(row.tip))
