"""公示: posters of a village with many households, put up, taken down; objections; 民主评议."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from app.domain.case import Case
from app.domain.duties import Act
from app.domain.fact import Fact
from app.domain.steps import public_notice
from app.domain.steps.public_notice import Appraised, Made, Objection, Posted, Purpose, Settled, TakenDown
from app.errors import Refused
from app.ids import uuid7
from app.rules.county import Local
from app.rules.due import Step, due
from app.rules.procedure import objection_due, procedure_of
from app.services.desk import Desk
from app.services.duty import needs
from app.services.intake import Picture, next_number
from app.services.local_rules import countys
from app.services.steps import refs, seal, take, take_all, write


@dataclass(frozen=True, slots=True)
class Poster:
    """A sheet that was made for a village and the cases on it."""

    poster: str
    number: str
    cases: tuple[Case, ...]


@needs(Act.HANDLE)
def make_poster(desk: Desk, village: str, case_ids: tuple[str, ...], purpose: str = Purpose.GRANT) -> Poster:
    """Put households of a village on one poster: all of them or none. Refused as `public_notice.make`."""
    with desk.store.work(desk.author) as work:
        poster, number = uuid7(), next_number(desk, work)
        body = Made(desk.today().isoformat(), poster, number, village, desk.author.officer, purpose)
        cases = [write(desk, work, case_id, lambda case: _on_poster(case, body)) for case_id in case_ids]
    return Poster(poster, number, tuple(cases))


def _on_poster(case: Case, body: Made) -> Fact:
    """Give the fact with what the sheet tells of this household: of an end no sum."""
    opinion, programme = case.progress.opinion, case.programme
    if opinion and body.purpose == Purpose.GRANT:
        body = replace(body, people=len(opinion.members), monthly_fen=opinion.monthly_fen, once_fen=opinion.once_fen)
    return public_notice.make(case, replace(body, programme=programme), procedure_of(case))


@needs(Act.HANDLE)
def post_notice(desk: Desk, case_ids: tuple[str, ...], posted: Posted, photo: Picture) -> tuple[Case, ...]:
    """Note that a poster hangs, for all its households; `posted` without last day, officer and photo.

    Refused as `public_notice.post`, calendar.year_missing, day.unreadable.
    """
    sealed = seal(desk, [photo])

    def make(case: Case) -> Fact:
        ends_on = last_day(case.programme, posted.posted_on, case.confirmer, countys(desk))
        body = replace(posted, ends_on=ends_on, by=desk.author.officer, photo=sealed[0].ref)
        return public_notice.post(case, body, procedure_of(case))

    return take_all(desk, case_ids, make, (photo,), sealed)


def last_day(programme: str, posted_on: str, confirmer: str = "", local: Local | None = None) -> str:
    """Give the last ISO day of a notice; Refused notice.forbidden where no rule gives a period, day.unreadable."""
    try:
        start = date.fromisoformat(posted_on)
    except ValueError as error:
        raise Refused("day.unreadable", day=posted_on) from error
    ends = due(programme, Step.NOTICE_END, start, confirmer, local).due
    if ends is None:
        raise Refused("notice.forbidden")
    return ends


@needs(Act.HANDLE)
def take_down(desk: Desk, case_ids: tuple[str, ...], photo: Picture | None = None) -> tuple[Case, ...]:
    """Note that a poster came down; Refused as `public_notice.take_down`."""
    sealed = seal(desk, [photo] if photo else [])
    body = TakenDown(desk.today().isoformat(), desk.author.officer, next(iter(refs(sealed)), None))
    return take_all(desk, case_ids, lambda case: public_notice.take_down(case, body), (photo,) if photo else (), sealed)


@needs(Act.HANDLE)
def raise_objection(desk: Desk, case_id: str, said: Objection) -> Case:
    """Take down an objection; `said` without id, due day and officer. Refused as `public_notice.raise_objection`."""
    by, received = desk.author.officer, said.received_on or desk.today().isoformat()

    def make(case: Case) -> Fact:
        due_on = objection_due(date.fromisoformat(received), countys(desk))
        body = replace(said, id=uuid7(), received_on=received, due_on=due_on, by=by)
        return public_notice.raise_objection(case, body)

    return take(desk, case_id, make)


@needs(Act.INVESTIGATE)
def settle_objection(desk: Desk, case_id: str, said: Settled) -> Case:
    """Note what became of an objection; `said` without day and officer. Refused as `public_notice.settle`."""

    def make(case: Case) -> Fact:
        again = procedure_of(case).notice_again
        body = replace(said, settled_on=desk.today().isoformat(), by=desk.author.officer, notice_again=again)
        return public_notice.settle(case, body)

    return take(desk, case_id, make)


@needs(Act.INVESTIGATE)
def appraise(desk: Desk, case_id: str, held: Appraised, pages: tuple[Picture, ...] = ()) -> Case:
    """Take down a 民主评议; `held` without officer and pages. Refused as `public_notice.appraise`."""
    sealed = seal(desk, pages)
    body = replace(held, by=desk.author.officer, pages=refs(sealed))
    return take(desk, case_id, lambda case: public_notice.appraise(case, body), pages, sealed)


def posters(cases: tuple[Case, ...]) -> Mapping[str, tuple[Case, ...]]:
    """Give the cases of each poster that waits to be put up or hangs, by the poster's id."""
    found: dict[str, tuple[Case, ...]] = {}
    for case in cases:
        made = case.progress.notice_made
        if made and not case.progress.is_decided:
            found[made.poster] = (*found.get(made.poster, ()), case)
    return found
