"""What an assessment says: a finding for each programme, made of reasons that hold, fail or are open."""

from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from functools import cache
from math import floor

from app.domain.money import yuan
from app.rules.assessment.kleene import every
from app.rules.county import UNCONFIRMED
from app.rules.pack import Rule
from resources import text

TEXTS = "assess"
_STATES = {True: "yes", False: "no", None: "open"}
Figure = int | Fraction | str | None
_HALF = Fraction(1, 2)


class Result(StrEnum):
    """What comes out of all reasons of a finding."""

    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not_eligible"
    NEEDS_CONFIRMATION = "needs_confirmation"


_RESULTS = {True: Result.ELIGIBLE, False: Result.NOT_ELIGIBLE, None: Result.NEEDS_CONFIRMATION}


@cache
def _template(name: str) -> str:
    return text(TEXTS, name)


@dataclass(frozen=True, slots=True)
class Reason:
    """One condition: `rule` is programme and name, `holds` None where it is open, `by` the rules that say so.

    `in_force` is False where the rule did not hold yet on the day: `by` is then the one that came later.
    `value` is compared with `limit`: exact fen, years, months, or a word.
    """

    rule: str
    holds: bool | None
    by: tuple[Rule, ...] = ()
    value: Figure = None
    limit: Figure = None
    said: str = ""
    facts: dict[str, object] = field(default_factory=dict)
    in_force: bool = True

    @property
    def source(self) -> str:
        """Where it stands: documents and articles, joined."""
        if len(self.by) == 1:
            return self.by[0].source
        if not self.by:
            return text(TEXTS, "from_file")
        return "；".join(dict.fromkeys(rule.source for rule in self.by))

    @property
    def confirmed(self) -> bool:
        """Tell whether the county has nothing left to confirm in it."""
        return UNCONFIRMED not in [rule.confidence for rule in self.by]

    @property
    def text(self) -> str:
        """The reason as a sentence for the officer."""
        if not self.in_force:
            since = {rule.effective_from for rule in self.by}
            return text(TEXTS, f"reason.not_in_force.{_STATES[self.holds]}", since=min(since))
        template = _template(f"reason.{self.said or self.rule}.{_STATES[self.holds]}")
        facts: dict[str, object] = {}
        if "{value" in template:
            facts["value"] = shown(self.value, self.limit)
        if "{limit" in template:
            facts["limit"] = text(TEXTS, "not_set") if self.limit is None else shown(self.limit)
        facts.update(self.facts)
        sentence = template.format(**facts)
        return sentence if self.confirmed else sentence + _template("unconfirmed")


@dataclass(frozen=True, slots=True)
class Finding:
    """What a programme comes to for the household, or for one member. Amounts only where they follow.

    `holds` is True when all reasons hold, False when one fails whatever the open ones come to, else None.
    """

    programme: str
    reasons: tuple[Reason, ...]
    member: str | None = None
    fen_per_month: int | None = None
    fen_once: int | None = None
    holds: bool | None = field(init=False)

    def __post_init__(self) -> None:
        """Reckon once what everything that rests on the finding asks for."""
        object.__setattr__(self, "holds", every([reason.holds for reason in self.reasons]))

    @property
    def result(self) -> Result:
        """The same as the word that is shown."""
        return _RESULTS[self.holds]


def plain(value: Figure) -> int | str | None:
    """Give a figure for a document: an exact amount as a whole number where it is one, else as ``num/den``."""
    if value is None or isinstance(value, int | str):
        return value
    return value.numerator if value.denominator == 1 else fraction(value)


def fraction(amount: Fraction) -> str:
    """Give an exact amount as ``num/den`` in lowest terms."""
    return f"{amount.numerator}/{amount.denominator}"


def shown(value: Figure, limit: Figure = None) -> str:
    """Give fen as yuan with the unit, a word as it is; what is below a limit is not rounded up to it."""
    if value is None:
        return text(TEXTS, "not_asked")
    if isinstance(value, str):
        return value
    if isinstance(value, int):
        return text(TEXTS, "fen", yuan=yuan(value))
    return text(TEXTS, "fen", yuan=yuan(rounded(value, limit)))


def rounded(value: Fraction, limit: Figure = None) -> int:
    """Give whole fen for the eye; what is below a limit is not rounded up to it."""
    nearest = floor(value + _HALF)
    reached = limit is not None and not isinstance(limit, str) and value < limit <= nearest
    return floor(value) if reached else nearest
