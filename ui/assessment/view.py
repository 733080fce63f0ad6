"""What the page of an assessment shows, in one value. No Qt."""

from dataclasses import dataclass

import resources
from app.rules.assessment.finding import Reason, Result
from app.rules.assessment.opened import Opened
from app.rules.assessment.summary import Line
from app.services.assessing import Assessed
from app.services.assessment_words import amount_of, called, income_of, named, referral_of, result_of, unasked_of
from ui import when
from ui.widgets.row import Cell, Row

_SIGNS = {Result.ELIGIBLE: "check", Result.NEEDS_CONFIRMATION: "soon", Result.NOT_ELIGIBLE: "ban"}
_INKS = {Result.ELIGIBLE: "accent", Result.NEEDS_CONFIRMATION: "soon", Result.NOT_ELIGIBLE: "ink3"}
_HOLDS = {True: "check", None: "soon", False: "ban"}
# What a referral is made out for, by the kind of aid; the rest has no word of its own there.
_FIELDS = {
    "medical": "medical",
    "emergency_illness": "medical",
    "education": "education",
    "housing": "housing",
    "employment": "employment",
    "disability": "disability",
    "disaster": "disaster",
    "legal_aid": "legal_aid",
}
OTHER = "other"


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """One reason: its sign (icon, or `soon` for the mark), the sentence, where it stands."""

    sign: str
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class ProgrammeView:
    """One programme: its row, a title over its reasons, and these."""

    row: Row
    title: str
    reasons: tuple[ReasonLine, ...]


@dataclass(frozen=True, slots=True)
class AssessView:
    """The page. `refused` stands where nothing can be reckoned, `said` tells of the print."""

    note: str = ""
    household: str = ""
    programmes: tuple[ProgrammeView, ...] = ()
    referrals: tuple[Row, ...] = ()
    broken: str = ""
    unasked: str = ""
    refused: str = ""
    said: str = ""
    ready: bool = False

    def of(self, programme: str) -> ProgrammeView | None:
        """Give a programme by the key of its row."""
        return next((one for one in self.programmes if one.row.key == programme), None)


def view(assessed: Assessed) -> AssessView:
    """Give the page for an assessment."""
    found, people = assessed.found, assessed.household.members
    return AssessView(
        note=_say("note", name=people[0].name, day=when.day(found.on)),
        household=_say("household", people=found.members_counted, income=income_of(assessed)),
        programmes=tuple(_programme(line, assessed) for line in assessed.lines),
        referrals=tuple(_referral(nth, one, assessed) for nth, one in enumerate(found.opened)),
        broken=_say("broken", names=_join(assessed.broken)) if assessed.broken else "",
        unasked=_say("unasked", what=_join(unasked_of(assessed))) if assessed.unasked else "",
        ready=True,
    )


def asked_of(one: Opened, assessed: Assessed) -> tuple[str, str]:
    """Give what a referral is made out for: the field, and the need in words."""
    need = _say("need", what=referral_of(one, assessed), name=assessed.household.members[0].name)
    return _FIELDS.get(one.kind, OTHER), need


def _programme(line: Line, assessed: Assessed) -> ProgrammeView:
    whom, result, ink = named(line, assessed), result_of(line), _INKS[line.result]
    cells = (
        Cell(whom, "ink3" if line.result is Result.NOT_ELIGIBLE else "ink", strong=True, wraps=True),
        Cell(result, ink, sign=_SIGNS[line.result]),
        Cell(amount_of(line), "ink"),
    )
    row = Row(line.programme, cells, tip=f"{whom} {result}")
    title = _say("reasons", programme=called(line.programme), result=result)
    return ProgrammeView(row, title, tuple(_reason(reason) for reason in line.reasons))


def _reason(reason: Reason) -> ReasonLine:
    source = _say("source", source=reason.source) if reason.source else _say("no_source")
    return ReasonLine(_HOLDS[reason.holds], reason.text, source)


def _referral(nth: int, one: Opened, assessed: Assessed) -> Row:
    text = referral_of(one, assessed)
    return Row(str(nth), (Cell(text, "ink"),), act=_say("refer"), tip=f"{text} {_say('source', source=one.source)}")


def _join(words: tuple[str, ...]) -> str:
    return _say("between").join(words)


def _say(name: str, /, **facts: object) -> str:
    return resources.text("assessment", name, **facts)
