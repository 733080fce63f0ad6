"""审核意见, 集体研究, 确认 or 不予确认, 公布, 送达."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from app.domain.case import Case
from app.domain.duties import Act
from app.domain.fact import Fact
from app.domain.id_number import tidy
from app.domain.programme import Programme
from app.domain.steps import decision, extension, opinion, relief
from app.domain.steps.decision import Announced, Deliberated, Delivered, NotConfirmed
from app.domain.steps.extension import Extended
from app.domain.steps.opinion import Opinion, SentBack
from app.domain.steps.relief import Given
from app.errors import Refused
from app.ids import uuid7
from app.rules.county import Local
from app.rules.decided import confirmed_as, told_by
from app.rules.due import Step, due
from app.rules.procedure import procedure, procedure_of, quick_limit_fen, yearly_cap_fen
from app.services.desk import Desk
from app.services.duty import needs
from app.services.intake import Picture, next_number
from app.services.local_rules import countys
from app.services.relief_steps import given_this_year
from app.services.steps import actor, refs, seal, take, take_all, write

# One person is in at most one of these (DOMAIN 31); 事实无人抚养 beside them is topped up.
_ONLY_ONE = frozenset((Programme.DIBAO, Programme.DIBAO_DANREN, Programme.TEKUN, Programme.GUER))
_FROM_APPLICATION = frozenset((Programme.CANJI_SHENGHUO, Programme.CANJI_HULI))


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


@needs(Act.REVIEW)
def give_opinion(desk: Desk, case_id: str, said: Opinion) -> Case:
    """Write the township's opinion; `said` without day and officer. Refused as its step, relief.over_quick."""

    def make(case: Case) -> Fact:
        if case.accepted is None:
            raise Refused("case.not_accepted_yet")
        demands = procedure(said.programme, date.fromisoformat(case.accepted.accepted_on))
        body = replace(said, given_on=desk.today().isoformat(), by=desk.author.officer)
        if body.programme == Programme.XIAOE_KUAIJIU:
            relief.within_quick(body.once_fen, _quick_limit(desk, body))
        return opinion.give_opinion(case, body, demands)

    return take(desk, case_id, make)


def _quick_limit(desk: Desk, said: Opinion) -> int | None:
    return quick_limit_fen(said.residence, len(said.members), desk.today(), countys(desk))


@needs(Act.SEND_BACK)
def send_back(desk: Desk, case_id: str, to: str, reason: str) -> Case:
    """Send an opinion back; Refused as `opinion.send_back`."""
    body = SentBack(desk.today().isoformat(), to, reason, desk.author.officer)
    return take(desk, case_id, lambda case: opinion.send_back(case, body))


@needs(Act.RESOLVE)
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


@needs(Act.DECIDE)
def confirm(desk: Desk, case_id: str, *, unsteady: bool = False) -> Case:
    """Confirm what the opinion proposes; Refused as `decision.confirm`, relief.over_cap, decision.aided_elsewhere."""
    with desk.store.work(desk.author) as work:

        def make(case: Case) -> Fact:
            proposed = case.progress.opinion
            if proposed is None:
                raise Refused("decision.no_opinion")
            _check_others(desk, case, proposed)
            today, local, who = desk.today(), countys(desk), (desk.office.name, desk.author.officer)
            body = confirmed_as(proposed, today, *who, unsteady=unsteady, confirmer=case.confirmer, local=local)
            first = first_month(case, proposed.programme, today, local) if proposed.monthly_fen else ""
            body = replace(body, number=next_number(desk, work), meeting=_meeting(case), from_month=first)
            return decision.confirm(case, body, actor(desk), procedure_of(case))

        return write(desk, work, case_id, make)


def _check_others(desk: Desk, case: Case, proposed: Opinion) -> None:
    """Refuse a sum beyond the household's cap of the year, and aid to somebody who has it already."""
    today = desk.today()
    if proposed.once_fen:
        left = max(proposed.once_fen - case.progress.given_fen, 0)
        sum_now = Given(today.isoformat(), "", "", "", "", left, year_fen=given_this_year(desk, case, today.year))
        relief.within_cap(case, sum_now, yearly_cap_fen(today, countys(desk)))
    if proposed.programme in _ONLY_ONE:
        numbers = {tidy(one.identity.id_number) for one in case.members if one.id in proposed.members} - {""}
        found = [desk.store.case(one) for number in sorted(numbers) for one in sorted(desk.store.cases_of(number))]
        aided = next((one for one in found if one and one.id != case.id and _aids(one, numbers)), None)
        if aided:
            raise Refused("decision.aided_elsewhere", number=aided.number)


def _aids(case: Case, numbers: set[str]) -> bool:
    """Tell whether somebody with one of these numbers has aid by a case, of which nobody may have two."""
    made = case.progress.confirmed
    if made is None or case.progress.stopped or made.programme not in _ONLY_ONE:
        return False
    return any(tidy(one.identity.id_number) in numbers for one in case.members if one.id in made.members)


def first_month(case: Case, programme: str, today: date, local: Local | None = None) -> str:
    """Give the first month that is paid: of the subsidies for the disabled that of the application."""
    applied = case.accepted.came_on if case.accepted and programme in _FROM_APPLICATION else ""
    start = date.fromisoformat(applied) if applied else today
    return due(programme, Step.FIRST_PAYMENT_MONTH, start, case.confirmer, local).due or ""


@needs(Act.DECIDE)
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
                notice_by_on=told_by(case.programme, today, case.confirmer, countys(desk)),
                other_aid=reasons.other_aid,
                meeting=_meeting(case),
            )
            return decision.not_confirm(case, body, actor(desk), procedure_of(case))

        return write(desk, work, case_id, make)


@needs(Act.RELEASE)
def announce(
    desk: Desk, case_ids: tuple[str, ...], village: str, place: str, photo: Picture | None = None
) -> tuple[Case, ...]:
    """Note that the results hang in a village; Refused as `decision.announce`."""
    sealed = seal(desk, [photo] if photo else [])
    body = Announced(desk.today().isoformat(), village, place, desk.author.officer, next(iter(refs(sealed)), None))
    pictures = (photo,) if photo else ()
    return take_all(desk, case_ids, lambda case: decision.announce(case, body, procedure_of(case)), pictures, sealed)


@needs(Act.RELEASE)
def deliver(desk: Desk, case_id: str, handed: Delivered, receipt: Picture | None = None) -> Case:
    """Note that a letter was handed over; `handed` without officer and document, and without number for the last one.

    Refused as `decision.deliver`.
    """
    sealed = seal(desk, [receipt] if receipt else [])
    body = replace(handed, by=desk.author.officer, document=next(iter(refs(sealed)), None))

    def make(case: Case) -> Fact:
        last = next(reversed(case.progress.letters), "")
        return decision.deliver(case, replace(body, number=handed.number or last))

    return take(desk, case_id, make, (receipt,) if receipt else (), sealed)


def _extended(desk: Desk, case: Case, accepted_on: str) -> str | None:
    start, local = date.fromisoformat(accepted_on), countys(desk)
    return due(case.programme, Step.CONFIRM_EXTENDED, start, case.confirmer, local).due


@needs(Act.REVIEW)
def extend(desk: Desk, case_id: str, reason: str, note: str = "") -> Case:
    """Take more time, to the day of the rule; Refused as `extension.extend`, extension.no_rule."""

    def make(case: Case) -> Fact:
        if case.accepted is None:
            raise Refused("case.not_accepted_yet")
        until = _extended(desk, case, case.accepted.accepted_on)
        if until is None:
            raise Refused("extension.no_rule")
        return extension.extend(case, Extended(desk.today().isoformat(), reason, until, desk.author.officer, note))

    return take(desk, case_id, make)


def _meeting(case: Case) -> str:
    return case.progress.deliberated.meeting if case.progress.deliberated else ""
