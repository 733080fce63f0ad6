"""An assessment as lines for people: what fits first, each with its reasons."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, Final

from app.domain.money import yuan
from resources import text, texts

_AREA: Final = "assess"
_NO: Final = "not_eligible"
_MARKS: Final = {True: "yes", False: "no", None: "open"}


def lines(document: dict[str, Any], names: Mapping[str, str]) -> Iterator[str]:
    """Give the answer of `yimen assess` line by line; what does not fit a person is only listed."""
    yield _household(document)
    fitting = [one for one in document["findings"] if one["result"] != _NO or one["member"] is None]
    for one in fitting:
        yield _finding(one, names)
        yield from (_reason(reason) for reason in one["reasons"])
    for programme, members in _not_for(document["findings"], names).items():
        yield text(_AREA, "cli.not_for", programme=_called(programme), names="、".join(members))
    yield from (text(_AREA, "cli.referral", text=one["text"]) for one in document["referrals"])


def _household(document: dict[str, Any]) -> str:
    whole = document["household"]
    return text(
        _AREA,
        "cli.household",
        members=whole["members_counted"],
        month=_yuan(whole["fen_per_month"]),
        per_head=_yuan(whole["per_capita_fen_per_month"]),
        day=document["on"],
    )


def _yuan(exact: str | None) -> str:
    return text(_AREA, "cli.unknown_income") if exact is None else yuan(int(Fraction(exact) + Fraction(1, 2)))


def _finding(one: dict[str, Any], names: Mapping[str, str]) -> str:
    amounts = {"per_month": one["fen_per_month"], "once": one["fen_once"]}
    amount = "".join(text(_AREA, f"cli.{name}", yuan=yuan(fen)) for name, fen in amounts.items() if fen is not None)
    member = text(_AREA, "cli.member", name=names[one["member"]]) if one["member"] else ""
    result = text(_AREA, f"result.{one['result']}")
    return text(_AREA, "cli.finding", programme=_called(one["programme"]), member=member, result=result, amount=amount)


def _reason(reason: dict[str, Any]) -> str:
    mark = text(_AREA, f"cli.mark.{_MARKS[reason['holds']]}")
    return text(_AREA, "cli.reason", mark=mark, text=reason["text"], source=reason["source"])


def _not_for(findings: list[dict[str, Any]], names: Mapping[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in findings:
        if one["result"] == _NO and one["member"] is not None:
            found.setdefault(one["programme"], []).append(names[one["member"]])
    return found


def _called(programme: str) -> str:
    """Give a programme's name; one of a newer program is called by its id."""
    known: dict[str, str] = texts(_AREA)["programme"]
    return known.get(programme, programme)
