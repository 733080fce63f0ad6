"""A first reckoning for 低保: income per person against the standard, with reasons. It decides nothing."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from app.domain.draft import PROPERTY_QUESTIONS, Answer, Draft
from app.domain.income import MONTHS, IncomeKind
from app.rules.pack import Rule, rule

PROGRAMME = "dibao"


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule's result: ``likely``, ``unlikely``, ``open`` (something is missing) or ``county`` (theirs to say)."""

    rule: str
    result: str
    because: str
    source: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the entered figures come to. `per_person_fen` is exact, per person and month."""

    yearly_fen: int
    people: int
    per_person_fen: Fraction
    standard_fen: int
    borderline_fen: Fraction
    standard_since: str
    confirmed: bool
    findings: tuple[Finding, ...]


def assess(draft: Draft, on: date, *, urban: bool = False) -> Assessment:
    """Reckon a household by DB57 (民发〔2021〕57号) 13 and 社会救助法 18 with the standard of `on`.

    Refused rules.missing when no standard holds on that day.
    """
    yearly = sum(income.counted_fen() for income in draft.incomes)
    people = len(draft.members)
    per_person = Fraction(yearly, MONTHS * people)
    standard = rule(PROGRAMME, "standard", on)
    borderline = rule(PROGRAMME, "borderline", on)
    standard_fen = int(standard.values["urban_fen" if urban else "rural_fen"])
    borderline_fen = Fraction(standard_fen * int(borderline.values["tenths"]), 10)
    return Assessment(
        yearly_fen=yearly,
        people=people,
        per_person_fen=per_person,
        standard_fen=standard_fen,
        borderline_fen=borderline_fen,
        standard_since=standard.effective_from,
        confirmed=standard.confidence != "unconfirmed",
        findings=(_dibao(draft, per_person < standard_fen, standard, rule(PROGRAMME, "property", on)),),
    )


def _dibao(draft: Draft, below: bool, standard: Rule, owned: Rule) -> Finding:  # noqa: FBT001 - what is compared
    """Judge strictly: equal to the standard is not below it; what was not asked leaves the finding open."""
    if not below:
        return Finding(PROGRAMME, "unlikely", "income_reaches_standard", standard.source)
    if not draft.incomes:
        return Finding(PROGRAMME, "open", "income_not_asked", standard.source)
    if any(income.stopped and income.kind != IncomeKind.EXCLUDED for income in draft.incomes):
        return Finding(PROGRAMME, "county", "income_stopped", standard.source)
    answers = [draft.reply(question).answer for question in PROPERTY_QUESTIONS]
    if Answer.YES in answers:
        return Finding(PROGRAMME, "county", "property_to_judge", owned.source)
    if Answer.UNASKED in answers:
        return Finding(PROGRAMME, "open", "property_not_asked", owned.source)
    return Finding(PROGRAMME, "likely", "below_standard", standard.source)
