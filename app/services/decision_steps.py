"""审核意见, 集体研究, 确认 or 不予确认, 公布, 送达."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from app.domain.case import Case
from app.domain.fact import Fact
from app.domain.steps import decision, opinion
from app.domain.steps.decision import Announced, Deliberated, Delivered, NotConfirmed
from app.domain.steps.opinion import Opinion, SentBack
from app.errors import Refused
from app.ids import uuid7
from app.rules.decided import confirmed_as, told_by
from app.rules.procedure import procedure, procedure_of
from app.services.desk import Desk
from app.services.intake import Picture, next_number
from app.services.steps import actor, refs, seal, take, take_all, write


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why it is not confirmed: the facts and the article, and what other aid may be asked for."""

    facts: str
    article: str
    other_aid: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A 集体研究: day, who was present, and for each case (id) what was said, who withdrew, and a note."""

    held_on: str
    present: tuple[str, ...]
    results: Mapping[str, str]
    withdrew: Mapping[str, tuple[str, ...]]
    notes: Mapping[str, str]


def give_opinion(desk: Desk, case_id: str, said: Opinion) -> Case:
    """Write the township's opinion; `said` without day and officer. Refused as `opinion.give_opinion`."""

    def make(case: Case) -> Fact:
        if case.accepted is None:
            raise Refused("case.not_accepted_yet")
        demands = procedure(said.programme, date.fromisoformat(case.accepted.accepted_on))
        body = replace(said, given_on=desk.today().isoformat(), by=desk.author.officer)
        return opinion.give_opinion(case, body, demands)

    return take(desk, case_id, make)


def send_back(desk: Desk, case_id: str, to: str, reason: str) -> Case:
    """Send an opinion back; Refused as `opinion.send_back`."""
    body = SentBack(desk.today().isoformat(), to, reason, desk.author.officer)
    return take(desk, case_id, lambda case: opinion.send_back(case, body))


def deliberate(desk: Desk, held: Meeting) -> tuple[str, tuple[Case, ...]]:
    """Note what a meeting said about each of its cases, all or none; gives the meeting's id and the cases."""
    meeting = uuid7()

    def make(case: Case) -> Fact:
        body = Deliberated(
            held_on=held.held_on,
            meeting=meeting,
            result=held.results[case.id],
            present=held.present,
            by=desk.author.officer,
            withdrew=held.withdrew.get(case.id, ()),
            note=held.notes.get(case.id, ""),
        )
        return decision.deliberate(case, body)

    return meeting, take_all(desk, held.results, make)


def confirm(desk: Desk, case_id: str, *, unsteady: bool = False) -> Case:
    """Confirm what the opinion proposes; Refused as `decision.confirm`, calendar.year_missing."""
    with desk.store.work(desk.author) as work:

        def make(case: Case) -> Fact:
            proposed = case.progress.opinion
            if proposed is None:
                raise Refused("decision.no_opinion")
            number = next_number(desk, work)
            body = confirmed_as(proposed, desk.today(), desk.office.name, desk.author.officer, unsteady=unsteady)
            body = replace(body, number=number, meeting=_meeting(case))
            return decision.confirm(case, body, actor(desk), procedure_of(case))

        return write(work, case_id, make)


def not_confirm(desk: Desk, case_id: str, reasons: Reasons) -> Case:
    """Refuse, with facts and article; Refused as `decision.not_confirm`."""
    with desk.store.work(desk.author) as work:

        def make(case: Case) -> Fact:
            today = desk.today()
            body = NotConfirmed(
                decided_on=today.isoformat(),
                programme=case.programme,
                facts=reasons.facts,
                article=reasons.article,
                organ=desk.office.name,
                by=desk.author.officer,
                number=next_number(desk, work),
                notice_by_on=told_by(case.programme, today),
                other_aid=reasons.other_aid,
                meeting=_meeting(case),
            )
            return decision.not_confirm(case, body, actor(desk), procedure_of(case))

        return write(work, case_id, make)


def announce(
    desk: Desk, case_ids: tuple[str, ...], village: str, place: str, photo: Picture | None = None
) -> tuple[Case, ...]:
    """Note that the results hang in a village; Refused as `decision.announce`."""
    sealed = seal(desk, [photo] if photo else [])
    body = Announced(desk.today().isoformat(), village, place, desk.author.officer, next(iter(refs(sealed)), None))
    return take_all(desk, case_ids, lambda case: decision.announce(case, body, procedure_of(case)), sealed)


def deliver(desk: Desk, case_id: str, handed: Delivered, receipt: Picture | None = None) -> Case:
    """Note that a letter was handed over; `handed` without officer and document. Refused as `decision.deliver`."""
    sealed = seal(desk, [receipt] if receipt else [])
    body = replace(handed, by=desk.author.officer, document=next(iter(refs(sealed)), None))
    return take(desk, case_id, lambda case: decision.deliver(case, body), (receipt,) if receipt else (), sealed)


def _meeting(case: Case) -> str:
    return case.progress.deliberated.meeting if case.progress.deliberated else ""
