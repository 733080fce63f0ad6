"""Where a case stands, in one word; resources/texts says it as officers do. No word hangs on today's date."""

from app.domain.steps.progress import Progress

# The states in which nothing more is to be done.
CLOSED = frozenset(
    ("withdrawn", "ended_noncoop", "not_accepted", "registration_ended", "refusal_delivered", "stop_delivered")
) | {"relieved", "moved", "handed_over"}


def stage(progress: Progress) -> str:
    """Give the word for an accepted case that was neither withdrawn nor ended."""
    if progress.not_confirmed:
        return "refusal_delivered" if progress.result_told else "refused"
    if progress.confirmed:
        return _confirmed(progress)
    if progress.moved:
        return "moved"
    if progress.open_objections:
        return "objection"
    return _proposed(progress) or _looked_at(progress)


def relieved(progress: Progress) -> str:
    """Give the word for help in an emergency that was given: the papers wait for its end, then they are due.

    It is over once the papers are there and nothing more is asked of the county, or was allowed and not given yet.
    """
    if progress.supplemented and not progress.lift_waits:
        return "relieved"
    return "papers_due" if progress.emergency_ended else "aid_first"


def _confirmed(progress: Progress) -> str:
    once_fen = progress.confirmed.once_fen if progress.confirmed else 0
    if progress.stopped:
        return "stop_delivered" if progress.change_told else "stopped"
    if progress.phasing_out:
        return "phasing_out"
    if not progress.result_told:
        return "announced" if progress.announced else "confirmed"
    if once_fen:
        return "relieved" if progress.given_fen >= once_fen else "confirmed"
    return "in_aid" if progress.monthly_fen else "recognised"


def _proposed(progress: Progress) -> str:
    """Give the word from the opinion on; empty before it."""
    if progress.opinion is None:
        return "sent_back" if progress.sent_back else ""
    if progress.deliberated:
        return "in_meeting"
    if progress.notice:
        return "notice_posted"
    return "notice_to_post" if progress.notice_made else "opinion"


def _looked_at(progress: Progress) -> str:
    """Give the word for the two tracks: the check comes first where it has something to be done."""
    if progress.open_doubts:
        return "means_check_doubts"
    if progress.request and progress.report is None:
        return "means_check_sent"
    if progress.visits:
        return "visited"
    return "means_check_clear" if progress.report else "accepted"
