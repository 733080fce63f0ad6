"""What the page of sealing shows, in one value. No Qt."""

from dataclasses import dataclass
from typing import Any, Final

import resources
from app.services.seal_setup import SealSetup
from app.services.sealing import Offer, Ready
from ui.sign.view import Sheet
from ui.widgets.row import Cell, Row

SECRETS: Final = ("officer_password", "officer_pin", "seal_password", "seal_pin")
_WAITS: Final = "waits"


@dataclass(frozen=True, slots=True)
class SealingView:
    """The page. `secrets` are the names of the passwords that are asked for, the officer's first.

    `verb` is what F10 does, `why` why it cannot; `can_hand` whether the paper can be handed over again.
    """

    whose: str = ""
    rows: tuple[Row, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    said: str = ""
    refused: str = ""
    secrets: tuple[str, ...] = ()
    verb: str = ""
    why: str = ""
    can_hand: bool = False
    can_print: bool = False


def rows_of(offers: tuple[Offer, ...]) -> tuple[Row, ...]:
    """Give the papers with how far each is."""
    return tuple(_row(one) for one in offers)


def asked(offer: Offer, ready: Ready, setup: SealSetup, officer: str) -> dict[str, Any]:
    """Give what is asked for a paper: names of passwords, a sentence, the verb."""
    if offer.state == _WAITS:
        return {"said": say("waits_for_seal"), "verb": say("take"), "can_hand": True, "can_print": True}
    if ready.signed:
        return {"said": say("is_signed"), "verb": say("sign"), "why": say("is_signed"), "can_print": True}
    own = setup.officer(officer)
    seals = ready.box is not None and setup.seal.kind != "folder"
    sentence = "only_officer" if ready.box is None else "with_seal" if seals else "by_client"
    return {
        "secrets": (f"officer_{_kind(own.kind)}", *((f"seal_{_kind(setup.seal.kind)}",) if seals else ())),
        "said": say(sentence),
        "verb": say("sign"),
    }


def paper_name(name: str) -> str:
    """Give the word of a paper."""
    return say(f"paper.{name}")


def say(name: str, /, **facts: object) -> str:
    """Give a text of the page."""
    return resources.text("sealing", name, **facts)


def _kind(kind: str) -> str:
    return "pin" if kind == "token" else "password"


def _row(one: Offer) -> Row:
    sign = "soon" if one.state == _WAITS else ""
    state = Cell(say(f"state.{one.state}"), "soon" if sign else "ink2", sign=sign)
    return Row(one.name, (Cell(paper_name(one.name), "ink", strong=True, wraps=True), state))
