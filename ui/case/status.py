"""Where a case stands, in one sentence that can be read out to the applicant. No Qt."""

from datetime import date

import resources
from app.domain.case import Case
from app.domain.household import Linked
from app.domain.money import short_yuan
from app.domain.steps.handover import HandedOver
from ui import when
from ui.find.view import state_word

_MOST_NAMES = 3
_LOOK = frozenset({"means_check_doubts", "objection", "sent_back"})


def status(case: Case, today: date) -> tuple[str, str]:
    """Give the sentence and its kind: plain, soon (somebody is waited for), danger (a day has passed)."""
    if moved := case.progress.handed_over:
        return _handed_over(moved, len(case.left_behind))
    if case.accepted is None:
        return _given(case) if case.progress.given else _before(case)
    return _accepted(case, today)


def _accepted(case: Case, today: date) -> tuple[str, str]:
    if case.withdrawn:
        return _say("withdrawn", day=_day(case.withdrawn.withdrawn_on), by=case.withdrawn.by), "plain"
    if case.ended:
        return _say("ended_noncoop", day=_day(case.ended.ended_on), reason=case.ended.reason), "plain"
    if case.progress.is_decided or case.progress.moved:
        return _decided(case)
    answer, late = _answer(case, today)
    missing = case.missing_signers()
    if not missing:
        state = case.state
        said = _say("accepted", answer=answer) if state == "accepted" else _going(state, answer)
        return said, "danger" if late else "soon" if state in _LOOK else "plain"
    names = _say("join").join(_waited_for(case, one.id, one.identity.name) for one in missing[:_MOST_NAMES])
    if len(missing) > _MOST_NAMES:
        names = _say("and_others", names=names)
    sentence = _say("signatures", count=len(missing), names=names, answer=answer)
    return sentence, "danger" if late else "soon"


def _handed_over(moved: HandedOver, count: int) -> tuple[str, str]:
    """Say who goes on with it, since when and why; and that something came too late for that."""
    said = _say("handed_over", day=_day(moved.handed_on), office=moved.office, reason=moved.reason)
    late = _say("left_behind", count=count, office=moved.office) if count else ""
    return said + late, "soon" if late else "plain"


def origin(case: Case, links: tuple[Linked, ...]) -> str:
    """Say where the case comes from, and which other office keeps a file of the household; empty for neither."""
    came = case.progress.continued
    said = [_say("came_from", day=_day(came.handed_on), office=came.office, reason=came.reason)] if came else []
    return "".join([*said, *(_say("linked", office=office) for office in dict.fromkeys(one.office for one in links))])


def _going(state: str, answer: str) -> str:
    return _say("going", state=state_word(state), answer=answer)


def _decided(case: Case) -> tuple[str, str]:
    """Say what was decided, and what is paid."""
    progress, state = case.progress, state_word(case.state)
    if progress.moved:
        return _say("moved", day=_day(progress.moved.moved_on), office=progress.moved.to_office), "plain"
    if progress.not_confirmed:
        body = progress.not_confirmed
        return _say("not_confirmed", state=state, facts=body.facts, article=body.article), "plain"
    if progress.stopped:
        return _say("stopped", state=state, facts=progress.changes[-1].facts), "plain"
    made = progress.confirmed
    once = made.once_fen if made else 0
    parts = [_say("monthly", yuan=short_yuan(progress.monthly_fen))] if progress.monthly_fen else []
    parts += [_say("from_month", month=made.from_month)] if made and made.from_month and progress.monthly_fen else []
    parts += [_say("once", yuan=short_yuan(once))] if once else []
    programme = resources.text("steps", f"words.programme.{case.programme}")
    return _say("confirmed", state=state, programme=programme, sum="".join(parts)), "plain"


def _given(case: Case) -> tuple[str, str]:
    """Say how an emergency stands in which help was given."""
    ended = case.progress.emergency_ended
    if case.state == "papers_due" and ended:
        return _say("papers_due", day=_day(ended.due_on) if ended.due_on else ""), "soon"
    return _say(case.state), "plain" if case.closed else "soon"


def _before(case: Case) -> tuple[str, str]:
    if case.not_accepted:
        body = case.not_accepted
        return _say("not_accepted", day=_day(body.decided_on), facts=body.facts, article=body.article), "plain"
    if case.registration_ended:
        return _say("registration_ended", day=_day(case.registration_ended.ended_on)), "plain"
    if case.supplement:
        lacks = _say("lack_join").join(_lack(lack.what, lack.of) for lack in case.supplement.lacks)
        return _say("awaiting_supplement", day=_day(case.supplement.told_on), lacks=lacks), "soon"
    if case.urgent:
        told = case.urgent
        day, due = _day(told.happened_on), _day(told.due_on)
        return _say("urgent", day=day, place=told.place, what=told.what, need=told.need, due=due), "danger"
    if case.registered:
        return _say("registered", day=_day(case.registered.came_on)), "soon"
    return _say("erased" if case.erased else "unread"), "plain"


def _lack(what: str, of: str) -> str:
    known = resources.texts("case")["lack"]
    word = known.get(what, what)
    return _say("lack_of", what=word, of=of) if of else str(word)


def _waited_for(case: Case, member: str, name: str) -> str:
    """Give a name, and why that person has not signed yet."""
    accepted = case.accepted
    found = next((one for one in accepted.members if one.id == member), None) if accepted else None
    where = found.away_place if found else ""
    return _say("waited_for", name=name, where=where) if where else name


def _answer(case: Case, today: date) -> tuple[str, bool]:
    """Give by when there will be an answer, and whether that day has passed."""
    accepted = case.accepted
    if accepted is None or not accepted.due_on:
        return _say("answer_days", days=accepted.legal_days if accepted else 0), False
    due = date.fromisoformat(accepted.due_on)
    if due < today:
        return _say("answer_late", day=when.day(due), days=(today - due).days), True
    return _say("answer", day=when.day(due)), False


def _day(iso: str) -> str:
    return when.day(date.fromisoformat(iso))


def _say(name: str, /, **facts: object) -> str:
    return resources.text("case", f"status.{name}", **facts)
