"""张榜 and 公布 over many cases: what is to go on a village's wall, what hangs there, what has run out."""

from collections.abc import Generator, Iterable
from dataclasses import dataclass, replace

from app.domain.case import Case
from app.domain.duties import Act
from app.domain.steps.aid import ChangeOf
from app.domain.steps.public_notice import Made, Purpose
from app.errors import Refused
from app.rules.agenda import may_decide_from
from app.rules.procedure import procedure_of
from app.services.desk import Desk
from app.services.duty import needs
from app.services.local_rules import countys
from app.services.notice_steps import last_day
from app.services.rounds import colleagues

# The things to be done at which a household may stand on a wall, or be about to.
_TO_HANG = ("make_notice", "post_notice")
_ON_THE_WAY = (*_TO_HANG, "await_notice", "settle_objection", "deliver", "announce", "change_aid", "post_end")
_IN_AID = ("confirmed", "announced", "in_aid", "phasing_out")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A poster: its households, by when it must hang, and once it does since and until when (ISO days, or empty)."""

    poster: str
    number: str
    village: str
    purpose: str
    cases: tuple[Case, ...]
    by_on: str = ""
    posted_on: str = ""
    ends_on: str = ""
    decide_on: str = ""
    down: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """A household that is to go on a poster: `purpose` says of which kind, `by_on` by when it must hang."""

    case: Case
    village: str
    purpose: str
    by_on: str


@dataclass(frozen=True, slots=True)
class Result:
    """The results of a village: `fresh` are confirmed and not published yet, `all` who is in aid."""

    village: str
    fresh: tuple[Case, ...]
    all: tuple[Case, ...]

    @property
    def last_on(self) -> str:
        """The ISO day on which something was published last; empty where nothing was."""
        return max((one.progress.announced.announced_on for one in self.all if one.progress.announced), default="")


@dataclass(frozen=True, slots=True)
class Board:
    """All that is on the way to a wall or hangs there; each part in the order in which it is urgent."""

    waiting: tuple[Waiting, ...] = ()
    made: tuple[Sheet, ...] = ()
    hanging: tuple[Sheet, ...] = ()
    ended: tuple[Sheet, ...] = ()
    results: tuple[Result, ...] = ()


@needs(Act.SEE)
def board(desk: Desk) -> Generator[None, None, Board]:
    """Give the board of a day, in slices: one for each case."""
    store, today, local = desk.store, desk.today().isoformat(), countys(desk)
    todos = [one for what in _ON_THE_WAY for one in store.todos(desk.today(), what, local)]
    due = {one.case_id: one.due_on for one in todos if one.what in _TO_HANG}
    ids = dict.fromkeys((*(one.case_id for one in todos), *(row.case_id for row in store.cases_in(_IN_AID))))
    yield
    cases = []
    for case_id in ids:
        case = store.case(case_id)
        cases += [case] if case else []
        yield
    sheets = _sheets(cases, due)
    return Board(
        waiting=tuple(sorted(_waiting(cases, due), key=lambda one: (one.by_on or "9", one.village, one.case.id))),
        made=tuple(one for one in sheets if not one.posted_on),
        hanging=tuple(one for one in sheets if one.posted_on and one.ends_on >= today),
        ended=tuple(one for one in sheets if one.posted_on and one.ends_on < today and not one.down),
        results=_results(cases),
    )


@needs(Act.SEE)
def handlers(desk: Desk, case: Case) -> tuple[tuple[str, str], ...]:
    """Give (id, name) of the officers who may look into an objection: nobody who went to the home."""
    went = case.progress.investigators
    return tuple((one.officer, one.name) for one in colleagues(desk) if one.officer not in went)


def decide_from(ends_on: str) -> str:
    """Give the first day of a decision after a notice's last day; empty past the last known calendar."""
    try:
        return may_decide_from(ends_on)
    except Refused:
        return ""


def _waiting(cases: Iterable[Case], due: dict[str, str]) -> list[Waiting]:
    found = []
    for case in cases:
        purpose = _purpose(case)
        if purpose and case.accepted:
            by_on = due.get(case.id, "") if purpose == Purpose.GRANT else ""
            found.append(Waiting(case, case.accepted.village, purpose, by_on))
    return found


def _purpose(case: Case) -> str:
    """Give of what kind a poster must be made for a case; empty where none is."""
    progress, made = case.progress, case.progress.notice_made
    if not progress.is_decided:
        is_next = progress.opinion is not None and not (made or progress.open_objections) and _wants(case, "notice")
        return Purpose.GRANT if is_next and progress.opinion and progress.opinion.proposal == "grant" else ""
    hearing = progress.hearing
    if hearing is None or hearing.proposed != ChangeOf.STOP or not _wants(case, "notice_at_end"):
        return ""
    return "" if made and made.purpose == Purpose.STOP and made.made_on >= hearing.held_on else Purpose.STOP


def _wants(case: Case, name: str) -> bool:
    try:
        return bool(getattr(procedure_of(case), name))
    except Refused:
        return False


def _sheets(cases: Iterable[Case], due: dict[str, str]) -> list[Sheet]:
    by_poster: dict[str, list[Case]] = {}
    made_as: dict[str, Made] = {}
    for case in cases:
        made = case.progress.notice_made
        if made and not case.closed:
            made_as[made.poster] = made
            by_poster.setdefault(made.poster, []).append(case)
    found = [_sheet(made_as[poster], tuple(held), due) for poster, held in by_poster.items()]
    return sorted(found, key=lambda one: (one.ends_on or one.by_on or "9", one.village, one.number))


def _sheet(made: Made, held: tuple[Case, ...], due: dict[str, str]) -> Sheet:
    first, is_end = held[0].progress, made.purpose == Purpose.STOP
    hangs = first.notice_of_end if is_end else first.notice
    by_on = "" if is_end else min(filter(None, (due.get(one.id, "") for one in held)), default="")
    sheet = Sheet(made.poster, made.number, made.village, made.purpose, held, by_on)
    if hangs is None:
        return sheet
    down = is_end or all(one.progress.notice_down for one in held)
    posted, ends = hangs.posted_on, hangs.ends_on
    return replace(sheet, by_on="", posted_on=posted, ends_on=ends, decide_on=decide_from(ends), down=down)


def _results(cases: Iterable[Case]) -> tuple[Result, ...]:
    by_village: dict[str, list[Case]] = {}
    for case in cases:
        stands = case.state in _IN_AID and case.progress.confirmed and _wants(case, "announcement")
        if stands and case.accepted:
            by_village.setdefault(case.accepted.village, []).append(case)
    found = (
        Result(village, tuple(one for one in held if not one.progress.announced), tuple(held))
        for village, held in by_village.items()
    )
    return tuple(sorted(found, key=lambda one: (not one.fresh, one.village)))


@needs(Act.SEE)
def last_day_of(desk: Desk, sheet: Sheet, posted_on: str) -> str:
    """Give the last ISO day of a poster that goes up on a day; empty for what is no day or has no calendar."""
    try:
        case = sheet.cases[0]
        return last_day(case.programme, posted_on, case.confirmer, countys(desk))
    except Refused:
        return ""
