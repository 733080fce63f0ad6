"""督查: who did what when, page by page; and the same taken out as a list that is signed."""

from collections.abc import Generator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

import resources
from app import clock
from app.domain import access
from app.domain.access import Export, Exported
from app.domain.act_group import ActGroup, Told, kinds_of
from app.domain.duties import Act
from app.errors import Refused
from app.services.act_words import ActInWords, ActWords
from app.services.desk import Desk
from app.services.duty import needs
from app.services.signed_file import write_signed

if TYPE_CHECKING:
    from app.store import Checkpoint, Device
    from app.store.acts import Acts

PAGE: Final = 50
MOST_ON_PAPER: Final = 2_000
MOST_COUNTED: Final = 10_000
XLSX: Final = "xlsx"
PDF: Final = "pdf"
_IN_PIECES: Final = 50


@dataclass(frozen=True, slots=True)
class Asked:
    """What an inspector asks for; what is empty asks for all. `about` is typed: a name, an ID or a case number."""

    officer: str = ""
    about: str = ""
    group: ActGroup = ActGroup.EVERY
    from_on: date | None = None
    to_on: date | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Some acts, the latest first, and how many answer in all, counted as far as `MOST_COUNTED`."""

    acts: tuple[ActInWords, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Gathered:
    """What goes into a list: its acts, the entry's body, the checkpoint over it, and the device that signs."""

    acts: tuple[ActInWords, ...]
    body: Exported
    point: "Checkpoint"
    device: "Device"


@dataclass(frozen=True, slots=True)
class TakenOut:
    """A list that was written: its file, the signature's file, and how many acts are in it."""

    file: Path
    signature: Path
    count: int
    code: str


@needs(Act.INSPECT)
def page(
    desk: Desk, asked: Asked, before: tuple[str, str] | None = None, limit: int = PAGE
) -> Generator[None, None, Page]:
    """Give the newest acts, or those before the (at, hash) of one seen. Refused inspect.nobody."""
    acts, words = selection(desk, asked), ActWords(desk)
    count = desk.store.count_acts(acts, MOST_COUNTED)
    yield
    told = []
    for one in desk.store.acts(acts, limit, before):
        told.append(words.tell(one))
        yield
    return Page(tuple(told), count)


@needs(Act.INSPECT)
def selection(desk: Desk, asked: Asked) -> "Acts":
    """Give what the store is asked; Refused inspect.nobody where nobody answers to what was typed."""
    from app.store.acts import Acts  # noqa: PLC0415 - SQLAlchemy is loaded with the store, not with this module

    kinds, other = kinds_of(asked.group)
    since = _moment(asked.from_on) if asked.from_on else ""
    until = _moment(asked.to_on + timedelta(days=1)) if asked.to_on else ""
    return Acts(asked.officer, subjects_of(desk, asked.about), kinds, since, until, other)


@needs(Act.INSPECT)
def subjects_of(desk: Desk, typed: str) -> tuple[str, ...]:
    """Give what a name, an ID or a case number stands for; Refused inspect.nobody where for nothing."""
    if not typed.strip():
        return ()
    found = {one.subject for one in desk.store.find(typed)}
    found |= {f"case:{case_id}" for case_id in desk.store.cases_of(typed)}
    if not found:
        raise Refused("inspect.nobody")
    return tuple(sorted(found))


@needs(Act.TAKE_EVIDENCE)
def gather(desk: Desk, asked: Asked, reason: str, form: str) -> Generator[int, None, Gathered]:
    """Read all acts that answer, in pieces, and write that they are taken out (`form` is xlsx or pdf).

    Refused export.reason_missing, export.too_many_for_paper, inspect.nobody.
    """
    acts, words = selection(desk, asked), ActWords(desk)
    body = _body(desk, asked, reason, form, asked_words(asked, words))
    body = replace(body, count=desk.store.count_acts(acts))
    access.exported(desk.author.officer, body)  # a reason that lacks is told before the long reading
    if form == PDF and body.count > MOST_ON_PAPER:
        raise Refused("export.too_many_for_paper", most=MOST_ON_PAPER)
    told: list[ActInWords] = []
    before = None
    while found := desk.store.acts(acts, _IN_PIECES, before):
        for one in found:
            told.append(words.tell(one))
        before = (found[-1].entry.at, found[-1].entry.hash)
        yield len(told)
    body = replace(body, count=len(told))
    return Gathered(tuple(told), body, note(desk, body, acts.subjects), desk.device())


@needs(Act.TAKE_EVIDENCE)
def write(desk: Desk, gathered: Gathered, file: Path) -> TakenOut:
    """Write what was gathered into a .xlsx or .pdf, with its signature beside it; asks the store for nothing.

    Unavailable store.disk_full and what else a disk says.
    """
    body, point = gathered.body, gathered.point
    content = _paper(desk, gathered) if body.form == PDF else _workbook(desk, gathered)
    told = {"what": body.what, "count": body.count, "reason": body.reason, "said": body.said}
    signature = write_signed(desk, gathered.device, (file, content), point, told)
    return TakenOut(file, signature, body.count, point.code)


def note(desk: Desk, body: Exported, subjects: tuple[str, ...]) -> "Checkpoint":
    """Write that something is taken out, an entry for each subject, and sign the chain up to there."""
    bodies = [replace(body, subject=subject) for subject in subjects] or [body]
    facts = [access.exported(desk.author.officer, one) for one in bodies]
    with desk.store.work(desk.author) as work:
        work.append(facts)
        return work.checkpoint()


def asked_words(asked: Asked, words: ActWords) -> str:
    """Say what was asked for."""
    parts = (
        words.name(asked.officer) if asked.officer else _say("everybody"),
        asked.about.strip() or _say("everything"),
        resources.texts("inspect")["group"][asked.group.value or "every"],
        _say("days", since=_iso(asked.from_on) or _say("begin"), until=_iso(asked.to_on) or _say("now")),
    )
    return _say("comma").join(parts)


def _body(desk: Desk, asked: Asked, reason: str, form: str, said: str) -> Exported:
    days = {"from_on": _iso(asked.from_on), "to_on": _iso(asked.to_on)}
    what = {"what": Export.ACTS.value, "form": form, "reason": reason.strip(), "said": said}
    where = {"exported_at": desk.moment(), "office": desk.office.scope}
    return Exported(**what, **where, **days, count=0, officer=asked.officer, group=asked.group.value)


def _told(desk: Desk, gathered: Gathered) -> Told:
    body, point = gathered.body, gathered.point
    on = desk.today().isoformat()
    return Told(desk.office.name, desk.officer_name, body.reason, body.said, on, body.count, point.size, point.code)


def _paper(desk: Desk, gathered: Gathered) -> bytes:
    from app.forms.acts import ActList, make_act_list  # noqa: PLC0415 - reportlab, which no start of the program needs

    lines = tuple(_line(act) for act in gathered.acts)
    return make_act_list(ActList(_told(desk, gathered), lines, desk.training)).pdf


def _workbook(desk: Desk, gathered: Gathered) -> bytes:
    from app.sheets import acts as sheet  # noqa: PLC0415 - xlsxwriter, which no start of the program needs

    return sheet.workbook(_told(desk, gathered), map(_line, gathered.acts))


def _line(act: ActInWords) -> tuple[str, ...]:
    return (f"{act.day} {act.time}", act.who, act.what, act.about, act.text)


def _moment(day: date) -> str:
    return clock.text(datetime.combine(day, time(), clock.SHANGHAI))


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _say(name: str, /, **facts: object) -> str:
    return resources.text("inspect", name, **facts)
