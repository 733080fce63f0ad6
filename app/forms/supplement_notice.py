"""一次性告知书: all that is lacking and how to make it good, said once."""

from dataclasses import dataclass

from app.domain.form_code import Paper
from app.domain.office import Office
from app.domain.registration import Lack
from app.forms.form import Form
from app.forms.letter import CLOSING, Letter, handled, make_letter, seal, sign_line
from app.forms.matter import matters
from app.forms.paragraph import paragraph
from app.forms.sheet import Look, Sheet
from app.forms.table import Cell, Row, draw_table, label
from app.forms.words import day, say, word

_TEXT = Look(size=13)
_WIDTHS = (14.0, 56.0, 34.0, 61.0)
_HEADS = ("count", "what", "of", "how")


@dataclass(frozen=True, slots=True)
class SupplementTold:
    """All that the paper says: `case` is its id, dates ISO, `lacks` with the name of whom each is."""

    case: str
    number: str
    applicant: str
    programmes: tuple[str, ...]
    came_on: str
    told_on: str
    lacks: tuple[Lack, ...]
    handler: str
    office: Office
    training: bool = False


def make_supplement_notice(facts: SupplementTold) -> Form:
    """Give the notice as a PDF; the same facts give the same bytes."""
    letter = Letter(Paper.SUPPLEMENT, "supplement", facts.case, facts.number, facts, facts.training)
    return make_letter(letter, lambda sheet: _write(sheet, facts))


def _write(sheet: Sheet, facts: SupplementTold) -> None:
    paragraph(sheet, say("receipt.addressee", name=facts.applicant), _TEXT, 1.7, 0)
    matter = matters(facts.programmes)
    paragraph(sheet, say("supplement.came", day=day(facts.came_on), matter=matter), _TEXT, 1.7)
    paragraph(sheet, say("supplement.lacks", count=len(facts.lacks)), _TEXT, 1.7)
    sheet.y += 2
    draw_table(sheet, [_row(number, lack, facts) for number, lack in enumerate(facts.lacks, 1)], _head())
    sheet.y += 2
    for clause in ("when", "once", "nothing_else"):
        paragraph(sheet, say(f"supplement.{clause}"), _TEXT, 1.7)
    sheet.reserve(CLOSING)
    paragraph(sheet, handled(facts.handler, facts.office.phone), _TEXT, 1.7)
    seal(sheet, facts.office.name, facts.told_on)
    paragraph(sheet, say("supplement.copies"), indent=0)
    sign_line(sheet, say("letter.received"))


def _head() -> Row:
    return tuple(label(say(f"supplement.label.{name}"), wide) for name, wide in zip(_HEADS, _WIDTHS, strict=True))


def _row(number: int, lack: Lack, facts: SupplementTold) -> Row:
    how = lack.how or word("supplement.how", lack.what)
    texts = (str(number), word("supplement.lack", lack.what), lack.of or facts.applicant, how)
    return tuple(Cell(text, wide) for text, wide in zip(texts, _WIDTHS, strict=True))
