"""What the page of certificates and seal shows, in one value. No Qt."""

from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

import resources
from app import clock
from app.pades.key import Holder
from app.services.seal_setup import SealSetup, Source
from ui.widgets.row import Cell, Row

OFFICER: Final = "officer"
SEAL: Final = "seal"
PICTURE: Final = "picture"
ROOTS: Final = "roots"
# What can be done with a row, by the names of the buttons.
ACTS: Final = {
    OFFICER: ("choose_file", "choose_token", "clear"),
    SEAL: ("choose_file", "choose_token", "choose_folder", "clear"),
    PICTURE: ("choose_picture", "clear"),
    ROOTS: ("choose_root",),
}


@dataclass(frozen=True, slots=True)
class SealSetupView:
    """The page. `acts` are the buttons of the current row, `why` why nothing can be tried now."""

    rows: tuple[Row, ...] = ()
    current: str = OFFICER
    acts: tuple[str, ...] = ()
    refused: str = ""
    why: str = ""


def view_of(setup: SealSetup, known: tuple[Holder, ...], who: tuple[str, str], current: str) -> SealSetupView:
    """Give the page; `who` is the officer's id and name."""
    own = setup.officer(who[0])
    rows = (
        Row(OFFICER, (Cell(say("officer", name=who[1]), "ink", strong=True), Cell(_where(own), "ink")), tip=own.place),
        Row(SEAL, (Cell(say("seal"), "ink", strong=True), Cell(_where(setup.seal), "ink")), tip=setup.seal.place),
        Row(PICTURE, (Cell(say("picture"), "ink", strong=True), Cell(_drawn(setup), "ink"))),
        Row(ROOTS, (Cell(say("roots"), "ink", strong=True), Cell("" if known else say("no_root"), "ink2"))),
        *(_root(one) for one in known),
    )
    source = {OFFICER: own, SEAL: setup.seal}.get(current, Source())
    return SealSetupView(
        rows=rows,
        current=current,
        acts=ACTS.get(current, ("clear",)),
        why="" if source.is_set else say("why_try"),
    )


def tried(found: "tuple[Holder, bytes] | None") -> str:
    """Say what trying a key or a folder gave."""
    if found is None:
        return say("tried_folder")
    day = clock.local_date(clock.parse(found[0].not_after))
    return say("tried", subject=found[0].subject, day=day.isoformat())


def say(name: str, /, **facts: object) -> str:
    """Give a text of the page."""
    return resources.text("sealing", f"setup.{name}", **facts)


def _where(source: Source) -> str:
    return say(source.kind, place=PurePath(source.place).name) if source.is_set else say("none")


def _drawn(setup: SealSetup) -> str:
    return say("own_picture" if setup.has_picture else "drawn")


def _root(one: Holder) -> Row:
    until = clock.local_date(clock.parse(one.not_after)).isoformat()
    return Row(one.sha256, (Cell(""), Cell(say("root", subject=one.subject, day=until))), tip=one.sha256)
