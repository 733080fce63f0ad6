"""集体研究议程, 会议纪要: the cases of a meeting, what was said of each, who left as related, all signatures."""

from dataclasses import dataclass

from app.domain.form_code import Paper
from app.domain.office import Office
from app.domain.steps.opinion import Proposal
from app.forms.case_head import amount, programme
from app.forms.form import Form
from app.forms.grid import Columns, clauses, draw_columns, numbered, said
from app.forms.letter import SIGN_ROOM, WIDE, Letter, make_letter, pair_row, sign_line
from app.forms.paragraph import heading
from app.forms.sheet import Sheet
from app.forms.table import Cell, draw_table
from app.forms.words import day, joined, say, word

_CASES = Columns(
    (
        ("sheet.label.count_of", 12.0),
        ("minutes.label.household", 37.0),
        ("sheet.label.programme", 36.0),
        ("minutes.label.proposal", 40.0),
        ("minutes.label.result", 40.0),
    ),
    least=12,
)
_IN_A_ROW = 4


@dataclass(frozen=True, slots=True)
class Item:
    """One case of the meeting: what is proposed for whom, and what the meeting said once it did."""

    applicant: str
    place: str
    programme: str
    proposal: str
    monthly_fen: int = 0
    once_fen: int = 0
    result: str = ""
    note: str = ""
    withdrew: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Meeting:
    """All that agenda or minutes say: `meeting` is the id, `held_on` ISO; minutes where `held`, else an agenda.

    `present` are names; on an agenda who is asked to come, as far as known.
    """

    meeting: str
    number: str
    held_on: str
    items: tuple[Item, ...]
    office: Office
    present: tuple[str, ...] = ()
    held: bool = False
    place: str = ""
    chair: str = ""
    recorder: str = ""
    training: bool = False


def make_minutes(facts: Meeting) -> Form:
    """Give agenda or minutes as a PDF; the same facts give the same bytes."""
    name = "minutes" if facts.held else "agenda"
    under = facts.office.name
    letter = Letter(Paper.MINUTES, name, facts.meeting, facts.number, facts, facts.training, under=under)
    return make_letter(letter, lambda sheet: _write(sheet, facts))


def _write(sheet: Sheet, facts: Meeting) -> None:
    draw_table(
        sheet,
        [
            pair_row(("minutes.label.held_on", day(facts.held_on)), ("minutes.label.place", facts.place), least=10),
            pair_row(("minutes.label.chair", facts.chair), ("minutes.label.recorder", facts.recorder), least=10),
            pair_row(
                ("minutes.label.present", joined(facts.present)), ("minutes.label.withdrew", _withdrew(facts)), least=12
            ),
        ],
    )
    heading(sheet, say("minutes.part.cases", count=len(facts.items)))
    draw_columns(sheet, _CASES, numbered(_row(one) for one in facts.items))
    sheet.y += 2
    said(sheet, "minutes.rule")
    _signatures(sheet, facts)


def _withdrew(facts: Meeting) -> str:
    left = [
        say("minutes.left", applicant=one.applicant, who=joined(one.withdrew)) for one in facts.items if one.withdrew
    ]
    return joined(left) or (say("word.none") if facts.held else "")


def _row(one: Item) -> tuple[str, ...]:
    what = say("minutes.proposed", what=word("decision.proposal", one.proposal))
    proposal = clauses(what, amount(one.monthly_fen, one.once_fen) if one.proposal == Proposal.GRANT else "")
    result = word("decision.result", one.result) if one.result else ""
    return (f"{one.applicant} {one.place}", programme(one.programme), proposal, clauses(result, one.note))


def _signatures(sheet: Sheet, facts: Meeting) -> None:
    """Draw a box for each who was there, with room for more; chair and recorder sign below."""
    count = max(len(facts.present), 1)
    rows = -(-count // _IN_A_ROW) + (not facts.held)
    sheet.reserve(min(20 + rows * 14 + 2 * SIGN_ROOM, sheet.full_page() / 2))
    heading(sheet, say("minutes.part.sign"), 20)
    names = [*facts.present, *([""] * (rows * _IN_A_ROW - len(facts.present)))]
    wide = WIDE / _IN_A_ROW
    cells = [Cell(say("minutes.box", name=name) if name else "", wide, least=14) for name in names]
    draw_table(sheet, [tuple(cells[at : at + _IN_A_ROW]) for at in range(0, len(cells), _IN_A_ROW)])
    sheet.reserve(2 * SIGN_ROOM)
    for who in ("chair", "recorder"):
        sign_line(sheet, say(f"appraisal.sign.{who}"))
