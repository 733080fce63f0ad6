"""Looking at people's data: the line of it is on the disk before anything is shown, printed or written out."""

from datetime import datetime, timedelta
from typing import Final, TypeVar

from app.domain import access
from app.domain.access import Looked, LookedWidely, Purpose, Reason
from app.domain.case import Case
from app.domain.draft import Draft
from app.domain.duties import Act, effective
from app.domain.fact import BlobRef
from app.domain.officer import Role
from app.services.desk import Desk
from app.services.duty import needs

# The same officer at the same subject for the same purpose is one line in a quarter of an hour.
ONE_LOOK: Final = timedelta(minutes=15)
_Seen = TypeVar("_Seen")
NOBODY: Final = ""  # the subject of a paper that tells of nobody: a blank form
# What is done, and not only seen, is a line each time.
_EACH_TIME: Final = {Purpose.PRINT, Purpose.EXPORT, Purpose.SEARCH}


def note(desk: Desk, subject: str, purpose: Purpose) -> None:
    """Write the line of a look, unless one is there that still covers it."""
    _write(desk, Looked(subject, purpose.value, desk.moment(), desk.office.scope))


@needs(Act.SEE)
def case(desk: Desk, case_id: str, purpose: Purpose = Purpose.HANDLE) -> Case | None:
    """Give a case to be looked at, once the line is written; None for one that is not here, which nobody sees.

    Who inspects looks for that, and the line says so. Refused duty.role for who sees no case.
    """
    desk.needs(Act.SEE)
    inspects = Role.INSPECTOR in effective(desk.standing().roles)
    found = desk.store.case(case_id)
    if found is not None:
        note(desk, f"case:{case_id}", Purpose.INSPECT if inspects else purpose)
    return found


@needs(Act.SEE)
def draft(desk: Desk, draft_id: str) -> Draft | None:
    """Give a draft to go on with, once the line is written; None for one that is not here."""
    return seen(desk, f"case:{draft_id}", next((one for one in desk.store.drafts() if one.id == draft_id), None))


@needs(Act.SEE)
def document(desk: Desk, ref: BlobRef, subject: str) -> bytes:
    """Give the plain bytes of a document, once the line is written; Unavailable as `Desk.document` says."""
    note(desk, subject, Purpose.DOCUMENT)
    return desk.document(ref)


@needs(Act.SEE)
def seen(desk: Desk, subject: str, found: _Seen | None) -> _Seen | None:
    """Give what was found, once the line is written; None for what is not here, which nobody sees."""
    if found is not None:
        note(desk, subject, Purpose.HANDLE)
    return found


def listed(desk: Desk, subject: str, count: int) -> None:
    """Write that a list was shown which names people: which list, and how many; nothing for an empty one."""
    if count:
        _write(desk, _widely(desk, subject, Purpose.LIST, count))


def searched(desk: Desk, subject: str, count: int) -> None:
    """Write that somebody was looked for and people were found, but not whom; nothing where nobody was."""
    if count:
        _write(desk, _widely(desk, subject, Purpose.SEARCH, count))


def printed(desk: Desk, subject: str, people: int = 1) -> None:
    """Write that a paper about `subject` goes to the printer; nothing for a paper that tells of nobody."""
    if subject:
        _write(desk, _widely(desk, subject, Purpose.PRINT, people))


def exported(desk: Desk, subject: str, count: int, reason: str, note: str = "") -> None:
    """Write that `count` people's data are written into a file, and why; Refused access.no_reason."""
    if subject:
        body = LookedWidely(
            subject, Purpose.EXPORT.value, desk.moment(), desk.office.scope, count, reason, note.strip()
        )
        _write(desk, body)


def kept_as_file(desk: Desk, subject: str, people: int = 1) -> None:
    """Write that a paper is kept as a file where there is no printer; nothing for one that tells of nobody."""
    exported(desk, subject, people, Reason.NO_PRINTER.value)


def _widely(desk: Desk, subject: str, purpose: Purpose, count: int) -> LookedWidely:
    return LookedWidely(subject, purpose.value, desk.moment(), desk.office.scope, count)


def _write(desk: Desk, body: Looked | LookedWidely) -> None:
    key, now = (desk.author.officer, body.subject, body.purpose), desk.now()
    if body.purpose not in _EACH_TIME and _is_covered(desk.looks.get(key), now):
        return
    fact = access.looked(desk.author.officer, body)
    with desk.store.work(desk.author) as work:
        work.append([fact])
    desk.looks[key] = now


def _is_covered(last: datetime | None, now: datetime) -> bool:
    return last is not None and timedelta(0) <= now - last < ONE_LOOK
