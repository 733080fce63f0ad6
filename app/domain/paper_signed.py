"""签字: a paper of a step that several people sign on the screen, one after the other, as the journal tells it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from app.domain import day
from app.domain.fact import BlobRef, Fact, plain
from app.domain.names import tidy
from app.domain.person import is_adult_by
from app.errors import Refused

if TYPE_CHECKING:
    from app.domain.case import Case
    from app.domain.steps.home_visit import Visited

SURVEY: Final = "survey"
LONGEST_REASON: Final = 120


class Way(StrEnum):
    """How somebody signed, or that they did not: 拒签, 不能签."""

    PEN = "pen"
    TOUCH = "touch"
    MOUSE = "mouse"
    REFUSED = "refused"
    UNABLE = "unable"


DECLINED: Final = frozenset({Way.REFUSED, Way.UNABLE})
# Papers that say themselves what is done when nobody signs, and for whom they say it.
MAY_DECLINE: Final = frozenset({("survey", "member"), ("delivery", "recipient"), ("hearing", "person")})
WITNESS: Final = "witness"
# Who must be of the office's staff or be named by the step: these go and look, and no two of them are one person.
TEAM: Final = frozenset({"investigator", "assessor"})
OFFICIALS: Final = TEAM | {"handler"}
_FREE: Final = frozenset({WITNESS, "attendee"})  # nobody waits for these
_ALL_OF: Final = TEAM | {"neighbour"}  # of others the first is enough
_LAST: Final = OFFICIALS | {"carrier", "chair", "recorder"}  # they sign when all others have


@dataclass(frozen=True, slots=True)
class PaperSigned:
    """The body of ``case.paper_signed`` version 1: permanent. One person signed, or it is noted why they did not.

    `paper` is its name among the papers of steps, `made` the SHA-256 (hex) of the bytes before anybody signed, `shown`
    those that this person saw, of which `document` is the whole with this mark. `place` is where on the paper
    (``witness:1``), `way` a `Way`, `member` the id of one of the household, `officer` that of somebody with a key
    here. Without ink there are a `reason` and who was `present`. `awaits` are the places that somebody must still sign
    at, `step` is how many visits had been recorded.
    """

    paper: str
    made: str
    shown: BlobRef
    document: BlobRef
    place: str
    name: str
    way: str
    signed_on: str
    pages_seen: int
    started_at: str
    finished_at: str
    ink: BlobRef | None = None
    member: str = ""
    officer: str = ""
    reason: str = ""
    present: tuple[str, ...] = ()
    awaits: tuple[str, ...] = ()
    step: int = 0

    @property
    def is_declined(self) -> bool:
        """Whether this person did not sign."""
        return self.way in DECLINED


def capacity(place: str) -> str:
    """Give in which capacity somebody signs at a place (``witness`` of ``witness:2``)."""
    return place.partition(":")[0]


def line(marks: Iterable[PaperSigned], paper: str, made: str) -> tuple[PaperSigned, ...]:
    """Give the marks that stand on a paper of these bytes, each on top of the one before it.

    Of two windows that went on from the same bytes the one whose entry comes first counts: each has a PDF of its own.
    """
    found, top = list[PaperSigned](), made
    for mark in marks:
        if (mark.paper, mark.made, mark.shown.sha256) == (paper, made, top):
            found.append(mark)
            top = mark.document.sha256
    return tuple(found)


def awaited(places: Iterable[str], marks: Iterable[PaperSigned]) -> tuple[str, ...]:
    """Give the places of a paper at which somebody must still sign, in the order in which they are asked.

    Somebody who stood by signs too where another would not.
    """
    marks = tuple(marks)
    done = {mark.place for mark in marks}
    declined = any(mark.is_declined for mark in marks)

    def must(place: str) -> bool:
        is_first = place.endswith(":1")
        if capacity(place) in _FREE:
            return is_first and capacity(place) == WITNESS and declined
        return is_first or capacity(place) in _ALL_OF

    return tuple(place for place in in_order(places) if must(place) and place not in done)


def in_order(places: Iterable[str]) -> tuple[str, ...]:
    """Give places in the order in which they are signed."""
    return tuple(sorted(places, key=turn))


def survey_waits(case: "Case") -> bool:
    """Tell whether the last visit's survey is signed on the screen, and not by everybody yet."""
    sound, told = case.progress.sound_visits, visits(case)
    if not sound or not sound[-1].on_screen:
        return False
    done = [mark.step for mark in case.inked if mark.paper == SURVEY and not mark.awaits]
    return not any(0 < step <= len(told) and told[step - 1] == sound[-1] for step in done)


def visits(case: "Case") -> tuple["Visited", ...]:
    """Give all visits, also those before the case was sent back."""
    return (*case.progress.past_visits, *case.progress.visits)


def put_mark(
    case: "Case",
    body: PaperSigned,
    marks: tuple[PaperSigned, ...],
    places: tuple[str, ...],
    officers: Mapping[str, str],
) -> Fact:
    """Give the fact of a mark on a paper with these `places` and `marks`; `officers` are names by id.

    `body` without what it awaits. Refused mark.no_place, mark.signed_already, mark.no_name, mark.no_ink,
    mark.not_in_turn, mark.not_official, visit.kin, mark.minor, mark.witness_signs, mark.same_investigator,
    mark.signer_twice, mark.may_not_decline, mark.no_reason, mark.long_reason, mark.nobody_present.
    """
    day.need(body.signed_on)
    Way(body.way)
    if body.place not in places:
        raise Refused("mark.no_place")
    if body.place in {mark.place for mark in marks}:
        raise Refused("mark.signed_already")
    if not body.name.strip():
        raise Refused("mark.no_name")
    if body.is_declined is not (body.ink is None):
        raise Refused("mark.no_ink")
    if any(turn(place) < turn(body.place) for place in awaited(places, marks)):
        raise Refused("mark.not_in_turn")
    _check_official(case, body, officers)
    _check_grown(case, body)
    for mark in marks:
        _check_other(body, mark)
    if body.is_declined:
        _check_declined(body)
    return Fact(f"case:{case.id}", "case.paper_signed", 1, plain(body))


def turn(place: str) -> int:
    """Give when a place is signed: those who were asked come first, then who stood by, then who did their office."""
    who = capacity(place)
    return 2 if who in _LAST else 1 if who == WITNESS else 0


def _check_official(case: "Case", body: PaperSigned, officers: Mapping[str, str]) -> None:
    """Who signs as one of the office is of it, or is named by the step; near kin of the household is neither."""
    if capacity(body.place) not in OFFICIALS:
        return
    if body.officer and tidy(officers.get(body.officer, "")) != tidy(body.name):
        raise Refused("mark.not_official", name=body.name)
    if not body.officer and tidy(body.name) not in named_in(case):
        raise Refused("mark.not_official", name=body.name)
    if case.progress.is_kin(body.name, body.officer):
        raise Refused("visit.kin", name=body.name)


def _check_grown(case: "Case", body: PaperSigned) -> None:
    """A child of the household signs nothing."""
    birth = next((one.identity.birth for one in case.members if one.id == body.member), "")
    if birth and not is_adult_by(birth, body.signed_on):
        raise Refused("mark.minor", name=body.name)


def named_in(case: "Case") -> tuple[str, ...]:
    """Give the names of those who look into a case, as its steps tell them."""
    progress = case.progress
    teams = [visit.investigators for visit in visits(case)]
    teams += [progress.visit_prepared.investigators] if progress.visit_prepared else []
    names = [one.name for team in teams for one in team]
    names += [name for one in progress.assessed for name in one.assessors]
    return tuple(dict.fromkeys(tidy(name) for name in names))


def _check_other(body: PaperSigned, mark: PaperSigned) -> None:
    """Nobody signs a paper twice, and a witness is nobody who signs it for another reason."""
    if not _is_same(body, mark):
        return
    roles = {capacity(body.place), capacity(mark.place)}
    if WITNESS in roles:
        raise Refused("mark.witness_signs", name=body.name)
    if roles <= TEAM:
        raise Refused("mark.same_investigator", name=body.name)
    raise Refused("mark.signer_twice", name=body.name)


def _is_same(one: PaperSigned, other: PaperSigned) -> bool:
    """Tell whether two marks are of one person: by id where both have one of the same kind, else by name."""
    for a, b in ((one.member, other.member), (one.officer, other.officer)):
        if a and b:
            return a == b
    return tidy(one.name) == tidy(other.name)


def _check_declined(body: PaperSigned) -> None:
    if (body.paper, capacity(body.place)) not in MAY_DECLINE:
        raise Refused("mark.may_not_decline")
    if not body.reason.strip():
        raise Refused("mark.no_reason")
    if len(body.reason) > LONGEST_REASON:
        raise Refused("mark.long_reason", most=LONGEST_REASON)
    if not {tidy(name) for name in body.present} - {"", tidy(body.name)}:
        raise Refused("mark.nobody_present")
