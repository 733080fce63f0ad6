"""An assessment in one line for each programme: the best that it comes to, and for whom."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from app.rules.assessment.assess import PROGRAMMES, Assessment
from app.rules.assessment.finding import Finding, Reason, Result

_BEST = (Result.ELIGIBLE, Result.NEEDS_CONFIRMATION, Result.NOT_ELIGIBLE)
_ANYONE, _BETWEEN = "?", "\u3001"
_FOR_CHOICE = ("tekun", "dibao", "dibao_danren", "dibao_bianyuan", "gangxing_zhichu")


@dataclass(frozen=True, slots=True)
class Line:
    """What a programme comes to; `findings` are those with that result, one for each member whom it fits."""

    programme: str
    result: Result
    findings: tuple[Finding, ...]

    @property
    def members(self) -> tuple[str, ...]:
        """Whom it is about; empty for the household as a whole."""
        return tuple(one.member for one in self.findings if one.member)

    @property
    def fen_per_month(self) -> int | None:
        """What is paid a month to all of them together; None where one of the amounts is not known."""
        return _sum(one.fen_per_month for one in self.findings)

    @property
    def fen_once(self) -> int | None:
        """What is paid once; None where that is not known."""
        return _sum(one.fen_once for one in self.findings)

    @property
    def unconfirmed(self) -> bool:
        """Whether the county has something left to confirm in it."""
        return any(not reason.confirmed for one in self.findings for reason in one.reasons)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """All that speaks for and against it, what several members have in common once; of a refusal why it is one."""
        if self.result is Result.NOT_ELIGIBLE:
            return together(self.deciding)
        return together(reason for one in self.findings for reason in one.reasons)

    @property
    def deciding(self) -> tuple[Reason, ...]:
        """The reasons that make the result what it is: those that fail, else the open ones, else all."""
        reasons = tuple(reason for one in self.findings for reason in one.reasons)
        wanted = {Result.NOT_ELIGIBLE: False, Result.NEEDS_CONFIRMATION: None}.get(self.result, True)
        return tuple(reason for reason in reasons if reason.holds is wanted)


def summary(found: Assessment) -> tuple[Line, ...]:
    """Give a line for each programme, the best results first, else in the order in which programmes are listed."""
    named = dict.fromkeys((*PROGRAMMES, *(one.programme for one in found.findings)))
    lines = [_line(programme, found.findings) for programme in named]
    return tuple(sorted((line for line in lines if line.findings), key=lambda line: _BEST.index(line.result)))


def best(found: Assessment) -> Line | None:
    """Give the best aid for the daily needs that is open to the household; None where none is, as far as known."""
    fitting = {line.programme: line for line in summary(found) if line.result is Result.ELIGIBLE}
    return next((fitting[programme] for programme in _FOR_CHOICE if programme in fitting), None)


def is_plainly_refused(found: Assessment) -> bool:
    """Tell whether nothing at all is open to the household, whatever the open questions come to."""
    return all(line.result is Result.NOT_ELIGIBLE for line in summary(found))


def together(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """Give reasons with what is said of several people said once, with their names."""
    named: dict[str, tuple[Reason, dict[str, None]]] = {}
    for reason in reasons:
        name = str(reason.facts.get("name", ""))
        alike = replace(reason, facts={**reason.facts, "name": _ANYONE}) if name else reason
        named.setdefault(alike.text, (reason, {}))[1][name] = None
    return tuple(_with_names(reason, tuple(names)) for reason, names in named.values())


def _with_names(reason: Reason, names: tuple[str, ...]) -> Reason:
    return replace(reason, facts={**reason.facts, "name": _BETWEEN.join(names)}) if len(names) > 1 else reason


def _line(programme: str, findings: Iterable[Finding]) -> Line:
    own = [one for one in findings if one.programme == programme]
    result = next((result for result in _BEST if any(one.result is result for one in own)), Result.NOT_ELIGIBLE)
    return Line(programme, result, tuple(one for one in own if one.result is result))


def _sum(amounts: Iterable[int | None]) -> int | None:
    known = tuple(amounts)
    return None if not known or None in known else sum(fen for fen in known if fen is not None)
