"""The tray: a picture is on the disk as soon as it is taken, before anything is read or asked about it."""

from dataclasses import replace

from app.domain.duties import Act
from app.domain.tray import Taken
from app.ids import uuid7
from app.services.desk import Desk
from app.services.duty import needs


@needs(Act.HANDLE)
def put(desk: Desk, picture: bytes, media_type: str, source: str, about: str = "") -> Taken:
    """Keep a picture and give its place in the tray; `about` is the id of the case that is on the desk, if any.

    It stays there, also over a power cut, until it is filed (`Picture.taken` names it) or dropped.
    """
    sealed = desk.vault.put(picture, media_type)
    taken = Taken(uuid7(), sealed.ref, source, about, desk.author.officer, desk.moment())
    with desk.store.work(desk.author) as work:
        work.put_in_tray(taken, sealed)
    return taken


@needs(Act.HANDLE)
def split(desk: Desk, taken: Taken, parts: int) -> tuple[Taken, ...]:
    """Give a place for each of the things that lie on one picture, in the stead of the one for all of them."""
    if parts < 2:  # noqa: PLR2004 - one thing has its place already
        return (taken,)
    sealed = desk.store.sealed(taken.original.sha256)
    places = tuple(replace(taken, id=uuid7(), part=nth) for nth in range(1, parts + 1))
    with desk.store.work(desk.author) as work:
        for one in places:
            work.put_in_tray(one, sealed)
        work.take_from_tray(taken.id)
    return places


@needs(Act.HANDLE)
def drop(desk: Desk, taken_id: str) -> None:
    """Take a picture that is not wanted out of the tray; its document goes with the next sweep."""
    with desk.store.work(desk.author) as work:
        work.take_from_tray(taken_id)


@needs(Act.HANDLE)
def waiting(desk: Desk) -> tuple[Taken, ...]:
    """Give what lies in the tray, in the order in which it was taken."""
    return desk.store.tray()
