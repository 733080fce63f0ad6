"""登记: an application that is not accepted yet, what was told about it once, or how it ended."""

from app import clock
from app.domain import registration
from app.domain.case import Case
from app.domain.draft import Draft
from app.domain.registration import Lack, NotAccepted, Registered, RegistrationEnded, SupplementAsked
from app.errors import Refused
from app.services.desk import Desk
from app.services.intake import next_number
from app.services.second import agree


def register(desk: Desk, draft: Draft) -> Case:
    """Write down that this household came and asks; the draft stays and can go on. Once is enough: again is the same.

    Refused registration.nobody, case.already_accepted.
    """
    with desk.store.work(desk.author) as work:
        case = work.case(draft.id)
        if case and case.accepted:
            raise Refused("case.already_accepted")
        if case is None or case.registered is None:
            work.append([registration.register(draft.id, _registered(desk, draft))])
            work.save_draft(draft)
        return _there(work.case(draft.id))


def ask_supplement(desk: Desk, draft: Draft, lacks: tuple[Lack, ...]) -> Case:
    """Tell the applicant once all that is lacking; the case is registered with it and has a number from now on.

    Refused supplement.second, supplement.nothing_lacks, supplement.after_acceptance, registration.nobody.
    """
    register(desk, draft)
    with desk.store.work(desk.author) as work:
        case = _there(work.case(draft.id))
        told = SupplementAsked(desk.today().isoformat(), lacks, next_number(desk, work), desk.author.officer)
        work.append([registration.ask_supplement(case, told)])
        return _there(work.case(draft.id))


def not_accept(desk: Desk, draft: Draft, why: tuple[str, str], second: tuple[str, str]) -> Case:
    """Refuse to accept, with facts and article (`why`), by two persons: `second` is a colleague's id and password.

    Refused not_accepted.no_reason, not_accepted.after_acceptance, second.same, and as `Keyring.open`.
    """
    register(desk, draft)
    officers = agree(desk, *second)
    with desk.store.work(desk.author) as work:
        case = _there(work.case(draft.id))
        number = case.supplement.number if case.supplement else next_number(desk, work)
        body = NotAccepted(desk.today().isoformat(), *why, number, officers)
        work.append([registration.not_accept(case, body)])
        work.discard_draft(draft.id)
        return _there(work.case(draft.id))


def end(desk: Desk, draft: Draft, reason: str = "") -> Case:
    """End a registration because the applicant does not go on; the line stays, the draft goes."""
    register(desk, draft)
    with desk.store.work(desk.author) as work:
        body = RegistrationEnded(desk.today().isoformat(), reason)
        work.append([registration.end(_there(work.case(draft.id)), body)])
        work.discard_draft(draft.id)
        return _there(work.case(draft.id))


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
        village=draft.village,
        group=draft.group,
        agent=draft.agent,
    )


def _there(case: Case | None) -> Case:
    if case is None:
        raise Refused("case.content_missing")
    return case
