"""What a process does that takes pictures and files them until it is killed, and what has to be true afterwards."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from random import SystemRandom

from app.services import afterwards, intake, pages, tray
from app.services.desk import Desk
from app.services.intake import Picture
from app.services.upkeep import sweep
from app.vault import BlobVault
from tests.faults import office
from tests.store import township

SIZE, DIGEST = 3_000, 64  # of a picture in bytes, of what is told of it in characters


def prepare(folder: Path) -> None:
    """Make an installation with an accepted case and an application in the making."""
    office.prepare(folder, drafts=2)
    desk = township.desk_at(folder)
    intake.accept(desk, desk.store.drafts()[0])
    desk.store.close()


def take_and_file(folder: Path, tell: Callable[[str], None]) -> None:
    """Take pictures and file most of them, in the case or in the draft as chance will have it; `tell` what is done."""
    desk, chance = township.desk_at(folder), SystemRandom()
    case, draft = desk.store.cases()[0].case_id, desk.store.drafts()[0]
    while True:
        content = os.urandom(SIZE)
        digest = hashlib.sha256(content).hexdigest()
        taken = tray.put(desk, content, "image/jpeg", "camera")
        tell(f"taken {digest}")
        picture = Picture(content, "image/jpeg", content[:1_000], {}, "ok", "camera", taken=taken.id)
        file = chance.choice((_to_case, _to_case, _to_draft, _to_draft, None))
        if file:
            file(desk, case if file is _to_case else draft.id, picture)
            tell(f"filed {digest}")


def _to_case(desk: Desk, case_id: str, picture: Picture) -> None:
    afterwards.add_paper(desk, case_id, "other", "", picture)


def _to_draft(desk: Desk, draft_id: str, picture: Picture) -> None:
    pages.put(desk, draft_id, ("other", ""), picture, {})


def look(folder: Path, told: bytes) -> tuple[list[str], int]:
    """Open the store as the next start would; gives what is wrong with the pictures, and how many were taken."""
    lines = [line.partition(" ") for line in told.decode("ascii").splitlines()]  # one that was cut short tells nothing
    whole = [(kind, digest) for kind, _, digest in lines if len(digest) == DIGEST]
    taken, filed = ({digest for kind, digest in whole if kind == wanted} for wanted in ("taken", "filed"))
    desk = township.desk_at(folder)
    sweep(desk.store, BlobVault(folder / "blobs"))
    waiting = [one.original.sha256 for one in tray.waiting(desk)]
    held = [*_in_cases(desk), *_in_drafts(desk)]
    faults = [f"lost {one}" for one in taken - {*waiting, *held}]
    faults += [f"filed and still in the tray {one}" for one in {*waiting} & {*held}]
    faults += [f"told as filed, and is not {one}" for one in filed - {*held}]
    faults += [f"twice {one}" for one in {*waiting, *held} if (waiting + held).count(one) > 1]
    faults += [f"not whole {one.id}" for one in tray.waiting(desk) if len(desk.document(one.original)) != SIZE]
    desk.store.close()
    return faults, len(taken)


def _in_cases(desk: Desk) -> list[str]:
    cases = [desk.store.case(one.case_id) for one in desk.store.cases()]
    papers = [one for case in cases if case for one in case.filed if one.slot == "other"]
    return [one.original for one in papers if desk.document(one.document)]


def _in_drafts(desk: Desk) -> list[str]:
    captures = [one for draft in desk.store.drafts() for one in draft.captures if one.slot == "other"]
    return [one.original.sha256 for one in captures if desk.document(one.original) and desk.document(one.archive)]
