"""登记: an application that is not accepted yet, what was told about it once, or how it ended."""

from dataclasses import replace
from typing import TYPE_CHECKING

from app import clock
from app.domain import registration
from app.domain.case import Case
from app.domain.course import DocumentKind
from app.domain.draft import Draft, started
from app.domain.duties import Act
from app.domain.registration import Lack, NotAccepted, Registered, RegistrationEnded, SupplementAsked
from app.errors import Refused
from app.ids import uuid7
from app.services.desk import Desk
from app.services.duty import needs
from app.services.intake import next_number
from app.services.second import agree

if TYPE_CHECKING:
    from app.store import Work


@needs(Act.TAKE_IN)
def register(desk: Desk, draft: Draft) -> Case:
    """Write down that this household came and asks; the draft stays and can go on. Once is enough: again is the same.

    Refused registration.nobody, case.already_accepted.
    """
    with desk.store.work(desk.author) as work:
        return _registered_once(desk, work, draft)


@needs(Act.TAKE_IN)
def ask_supplement(desk: Desk, draft: Draft, lacks: tuple[Lack, ...]) -> Case:
    """Tell the applicant once all that is lacking; the case is registered with it and has a number from now on.

    Refused supplement.second, supplement.nothing_lacks, case.closed, and as `register`.
    """
    with desk.store.work(desk.author) as work:
        case = _registered_once(desk, work, draft)
        number = case.number or next_number(desk, work)
        told = SupplementAsked(desk.today().isoformat(), lacks, number, desk.author.officer)
        work.append([registration.ask_supplement(case, told)])
        return _there(work.case(draft.id))


@needs(Act.TAKE_IN)
def not_accept(desk: Desk, draft: Draft, why: tuple[str, str], second: tuple[str, str]) -> Case:
    """Refuse to accept, with facts and article (`why`), by two persons: `second` is a colleague's id and password.

    Refused not_accepted.no_reason, case.closed, second.same, as `Keyring.open`, and as `register`.
    """
    officers = agree(desk, *second)
    with desk.store.work(desk.author) as work:
        case = _registered_once(desk, work, draft)
        number = case.number or next_number(desk, work)
        body = NotAccepted(desk.today().isoformat(), *why, number, officers)
        work.append([registration.not_accept(case, body)])
        work.discard_draft(draft.id)
        return _there(work.case(draft.id))


@needs(Act.TAKE_IN)
def end(desk: Desk, draft: Draft, reason: str = "") -> Case:
    """End a registration because the applicant does not go on; the line stays, the draft goes.

    Refused registration.after_acceptance, case.closed, registration.nobody.
    """
    with desk.store.work(desk.author) as work:
        known = work.case(draft.id)
        return _ended(desk, work, known if known and known.accepted else _registered_once(desk, work, draft), reason)


@needs(Act.TAKE_IN)
def end_case(desk: Desk, case_id: str, reason: str = "") -> Case:
    """End a registration that has no draft here: one of another window, or of an emergency. Refused as `end`."""
    with desk.store.work(desk.author) as work:
        return _ended(desk, work, _there(work.case(case_id)), reason)


@needs(Act.TAKE_IN)
def resume(desk: Desk, case_id: str) -> Draft:
    """Give the draft with which a registered case goes on: as it was left here, or begun from what was registered.

    Refused case.already_accepted, case.closed, case.content_missing.
    """
    case = _there(desk.store.case(case_id))
    if case.accepted:
        raise Refused("case.already_accepted")
    if case.closed:
        raise Refused("case.closed")
    kept = next((draft for draft in desk.store.drafts() if draft.id == case_id), None)
    return kept or _begun_from(desk, case)


def _registered_once(desk: Desk, work: "Work", draft: Draft) -> Case:
    case = work.case(draft.id)
    if case and case.accepted:
        raise Refused("case.already_accepted")
    if case is None or case.registered is None:
        work.append([registration.register(draft.id, _registered(desk, draft))])
        work.save_draft(draft)
    return _there(work.case(draft.id))


def _ended(desk: Desk, work: "Work", case: Case, reason: str) -> Case:
    body = RegistrationEnded(desk.today().isoformat(), reason)
    work.append([registration.end(case, body)])
    work.discard_draft(case.id)
    return _there(work.case(case.id))


def _registered(desk: Desk, draft: Draft) -> Registered:
    came_on = min(desk.today(), clock.local_date(clock.parse(draft.started_at)))
    return Registered(
        came_on=came_on.isoformat(),
        source=draft.source,
        applicant=draft.applicant.identity,
        programmes=draft.programmes,
        office=desk.office.name,
        division=desk.office.division,
        handler=desk.author.officer,
        document=draft.document,
        phone=draft.phone,
        phone_owner=draft.phone_owner,
        village=draft.village,
        group=draft.group,
        agent=draft.agent,
    )


def _begun_from(desk: Desk, case: Case) -> Draft:
    known = case.registered
    if known is None:
        raise Refused("case.content_missing")
    draft = started(case.id, uuid7(), uuid7(), desk.author.officer, desk.moment())
    identity = (
        known.applicant
        if known.applicant.name or not case.urgent
        else replace(known.applicant, name=case.urgent.told_name)
    )
    return replace(
        draft,
        members=(replace(draft.applicant, identity=identity),),
        programmes=known.programmes,
        source=known.source,
        document=known.document or DocumentKind.ID_CARD.value,
        description=case.urgent.description if case.urgent else "",
        phone=known.phone,
        phone_owner=known.phone_owner,
        village=known.village,
        group=known.group,
        agent=known.agent,
    )


def _there(case: Case | None) -> Case:
    if case is None:
        raise Refused("case.content_missing")
    return case
