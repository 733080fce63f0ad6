"""What an assessment says: a finding for each programme, made of reasons that hold, fail or are open."""

from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from math import floor

from app.domain.money import yuan
from app.rules.assessment.kleene import every
from app.rules.local import UNCONFIRMED
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


@dataclass(frozen=True, slots=True)
class Reason:
    """One condition: `rule` is programme and name, `holds` None where it is open, `by` the rules that say so.

    `in_force` is False where the rule did not hold yet on the day.
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
        return "；".join(dict.fromkeys(rule.source for rule in self.by))

    @property
    def confirmed(self) -> bool:
        """Tell whether the county has nothing left to confirm in it."""
        return all(rule.confidence != UNCONFIRMED for rule in self.by)

    @property
    def text(self) -> str:
        """The reason as a sentence for the officer."""
        said = (self.said or self.rule) if self.in_force else "not_in_force"
        name = f"{said}.{_STATES[self.holds]}"
        facts = {"value": shown(self.value, self.limit), "limit": shown(self.limit), **self.facts}
        sentence = text(TEXTS, f"reason.{name}", **facts)
        return sentence if self.confirmed else sentence + text(TEXTS, "unconfirmed")


@dataclass(frozen=True, slots=True)
class Finding:
    """What a programme comes to for the household, or for one member. Amounts only where they follow."""

    programme: str
    reasons: tuple[Reason, ...]
    member: str | None = None
    fen_per_month: int | None = None
    fen_once: int | None = None

    @property
    def holds(self) -> bool | None:
        """True when all reasons hold, False when one fails whatever the open ones come to, else None."""
        return every(reason.holds for reason in self.reasons)

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
    """Give fen as yuan for a sentence, a word as it is; what is below a limit is not rounded up to it."""
    if value is None:
        return text(TEXTS, "not_known")
    if isinstance(value, str):
        return value
    if isinstance(value, int):
        return yuan(value)
    rounded = floor(value + _HALF)
    reached = limit is not None and not isinstance(limit, str) and value < limit <= rounded
    return yuan(floor(value) if reached else rounded)
