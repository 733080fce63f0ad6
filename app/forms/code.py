"""The QR code of a page, drawn as shapes, so that it is sharp at any printer's resolution."""

from typing import Any

import segno


def draw_code(canvas: Any, payload: str, left: float, top: float, side: float) -> None:
    """Draw `payload` with its top left corner at (`left`, `top`) and `side` long, in points; level Q, no margin."""
    rows = [list(row) for row in segno.make_qr(payload, error="q", boost_error=False).matrix]
    module = side / len(rows)
    canvas.setFillGray(0)
    path = canvas.beginPath()
    for number, row in enumerate(rows):
        for first, last in _dark(row):
            path.rect(left + first * module, top - (number + 1) * module, (last - first) * module, module)
    canvas.drawPath(path, stroke=0, fill=1)


def _dark(row: list[int]) -> list[tuple[int, int]]:
    """Give the dark stretches of a row as (first, one past the last)."""
    edges = [at for at in range(len(row) + 1) if (row[at] if at < len(row) else 0) != (row[at - 1] if at else 0)]
    return list(zip(edges[::2], edges[1::2], strict=True))
