"""Words that are added to a page of ours: a small page of its own, made as a form that a section can carry."""

import io
import re
from dataclasses import dataclass

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from app.forms.face import MAKING, Face, loaded, runs
from app.forms.increment import Added, read, reference
from app.forms.line import broken, measure, plain

_BASELINE = 0.36  # of the type size, as `Sheet.text` has it
_REFERENCE = re.compile(rb"\b(\d{1,6}) 0 R")
_RESOURCES = re.compile(rb"/Resources (<<.*?>>)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Words:
    """A few words whose middle is at `x` (or which begin there) and `y`, in mm from the note's top left; `size` pt."""

    text: str
    x: float
    y: float
    size: float
    centred: bool = False


def note(words: tuple[Words, ...], wide: float, high: float, first: int) -> list[Added]:
    """Give a note of `wide` by `high` mm as objects from number `first` on, which is the form itself."""
    original = read(_page(words, wide, high))
    page = original.object(original.page(0))
    content = reference(page, b"/Contents")
    found = _RESOURCES.search(page)
    resources = found[1] if found else b"<< >>"
    numbers = {content: first}
    waiting = _named(resources)
    while waiting:
        number = waiting.pop(0)
        if number not in numbers:
            numbers[number] = first + len(numbers)
            waiting += _named(_head(original.object(number)))
    box = b"/Type /XObject /Subtype /Form /BBox [ 0 0 %.2f %.2f ] /Resources %b " % (wide * mm, high * mm, resources)
    objects = {number: original.object(number) for number in numbers}
    objects[content] = objects[content].replace(b"<<\n", b"<<\n" + box, 1)
    return [Added(new, _renumbered(objects[old], numbers)) for old, new in numbers.items()]


def lines_of(text: str, size: float, wide: float, most: int) -> list[str]:
    """Give a text in `most` lines at most, `wide` mm each; an ellipsis where that is not all."""
    lines = broken(text, Face.TEXT, size, wide * mm)
    if len(lines) <= most:
        return lines
    last = lines[most - 1] + "…"
    while measure(last, Face.TEXT, size) > wide * mm:
        last = last[:-2] + "…"
    return [*lines[: most - 1], last]


def _page(words: tuple[Words, ...], wide: float, high: float) -> bytes:
    file = io.BytesIO()
    with MAKING:
        name = loaded(Face.TEXT).fontName
        canvas = Canvas(file, (wide * mm, high * mm), initialFontName=name, invariant=1, pageCompression=1)
        for one in words:
            text = plain(one.text)
            left = one.x * mm - (measure(text, Face.TEXT, one.size) / 2 if one.centred else 0)
            line = canvas.beginText(left, (high - one.y) * mm - _BASELINE * one.size)
            for face, run in runs(text, Face.TEXT):
                line.setFont(loaded(face).fontName, one.size)
                line.textOut(run)
            canvas.drawText(line)
        canvas.save()
    return file.getvalue()


def _head(content: bytes) -> bytes:
    """Give an object without its stream, in which bytes may look like anything."""
    return content.partition(b"stream\n")[0]


def _named(content: bytes) -> list[int]:
    return [int(number) for number in _REFERENCE.findall(content)]


def _renumbered(content: bytes, numbers: dict[int, int]) -> bytes:
    head, stream, rest = content.partition(b"stream\n")
    return _REFERENCE.sub(lambda found: b"%d 0 R" % numbers[int(found[1])], head) + stream + rest
