"""What the page of the county's packs shows, in one value; and a change in words. No Qt."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import resources
from app.domain.money import yuan
from app.domain.rules_adopted import Adopted
from app.rules.difference import Difference
from app.rules.local import ALWAYS
from app.services.assessment_words import called
from app.services.local_rules import InForce, Look
from ui import when
from ui.widgets.row import Cell, Row


@dataclass(frozen=True, slots=True)
class RulesView:
    """The page. `why` says why nothing can be adopted now; `refused` what is wrong with a file."""

    in_force: str = ""
    broken: str = ""
    offered: str = ""
    said: str = ""
    refused: str = ""
    why: str = ""
    changes: tuple[Row, ...] = ()
    past: tuple[Row, ...] = ()


def standing(force: InForce, offer: Adopted | None, past: tuple[Adopted, ...]) -> RulesView:
    """Give the page before a pack is looked at."""
    offered = say("offered", pack=offer.pack, day=_day(offer.adopted_on)) if offer else ""
    return RulesView(
        in_force=say("in_force", packs=force.local.id) if force.local else say("none"),
        broken=say("broken", names=resources.text("assessment", "between").join(force.broken)) if force.broken else "",
        offered=offered,
        why=say("why_not"),
        past=tuple(_past(nth, one) for nth, one in enumerate(past)),
    )


def looked_at(look: Look) -> tuple[str, str, tuple[Row, ...]]:
    """Give what is said of a pack, why it cannot be adopted (or nothing), and its changes."""
    if look.is_in_force:
        return say("same", pack=look.pack), say("why_same"), ()
    name = "looking" if look.changes else "nothing"
    rows = tuple(_change(nth, one) for nth, one in enumerate(look.changes))
    return say(name, pack=look.pack, count=len(look.changes)), "", rows


def change_words(one: Difference) -> dict[str, str]:
    """Give a change in words: what, since when, before, after."""
    return {
        "what": say("between").join(filter(None, _what(one))),
        "since": say("always") if one.since == ALWAYS else one.since,
        "before": _value(one.key, one.before),
        "after": _value(one.key, one.after),
    }


def say(name: str, /, **facts: object) -> str:
    """Give a text of the page."""
    return resources.text("rules", name, **facts)


def _what(one: Difference) -> tuple[str, ...]:
    """Name a value: programme, entry, which of several, key."""
    texts = resources.texts("rules")
    programme = called(one.programme)
    return (
        texts["word"].get(programme, programme),
        texts["entry"].get(one.name, one.name),
        _word(one.which),
        texts["key"].get(one.key, one.key),
    )


def _word(code: str) -> str:
    """Give the word of a code: of this page, of a programme, else the code as it is."""
    words: dict[str, str] = resources.texts("rules")["word"]
    return words.get(code) or called(code)


def _change(nth: int, one: Difference) -> Row:
    words = change_words(one)
    before, after = Cell(words["before"]), Cell(words["after"], "ink", strong=True)
    return Row(
        str(nth), (Cell(words["what"], "ink"), Cell(words["since"]), before, after), tip=" ".join(words.values())
    )


def _past(nth: int, one: Adopted) -> Row:
    text = say("past_row", pack=one.pack, day=_day(one.adopted_on), count=one.changes)
    return Row(str(nth), (Cell(text, "ink"),), act=say("look_again"))


def _day(iso: str) -> str:
    return when.day(date.fromisoformat(iso))


def _value(key: str, value: Any) -> str:
    """Give fen as yuan, a list or a table by its parts, everything else as it is written."""
    if value is None:
        return say("nothing_to_show")
    if isinstance(value, Mapping):
        return " ".join(f"{name} {yuan(fen)}" for name, fen in value.items())
    if isinstance(value, list):
        return resources.text("assessment", "between").join(_word(str(one)) for one in value)
    return yuan(value) if "fen" in key.split("_") else _word(str(value))
