"""The papers of a whole village: the poster, the list of results, and the papers of a walk (出门包)."""

from collections.abc import Iterable
from datetime import date

from app.domain.case import Case
from app.domain.duties import Act
from app.domain.steps import shown
from app.domain.steps.public_notice import Posted, Purpose
from app.errors import Refused
from app.forms.case_head import CaseHead
from app.forms.form import Form
from app.forms.joined import joined_forms
from app.forms.poster import Announcement, Poster, make_announcement, make_poster
from app.forms.route_list import RouteList, Stop, make_route_list
from app.forms.words import joined, say
from app.rules import due
from app.rules.county import Local
from app.rules.due import Step
from app.rules.procedure import procedure_of
from app.services.case_head import head
from app.services.desk import Desk
from app.services.duty import needs
from app.services.inquiry_papers import survey_form, testimony
from app.services.local_rules import countys


@needs(Act.PRINT)
def poster(desk: Desk, village: str, cases: Iterable[Case], *, posted_on: date | None = None, where: str = "") -> Form:
    """Give the one 公示单 of a village with all its households; `where` is where objections are taken.

    Its days are those of the posting once it was noted, else counted from `posted_on`, else left open. Refused
    notice.not_made for a household of another poster or none, notice.forbidden where none may be shown (事实无人抚养,
    孤儿, 小额快救, 边缘 and 刚性支出: recognised and not aided), notice.no_opinion, notice.private, aid.none,
    rules.missing.
    """
    several = tuple(cases)
    made = [case.progress.notice_made for case in several]
    first = made[0] if made else None
    if first is None or any(one is None or one.poster != first.poster for one in made):
        raise Refused("notice.not_made")
    ends = first.purpose == Purpose.STOP
    if not all(_may_be_shown(case, ends=ends) for case in several):
        raise Refused("notice.forbidden")
    days, began, over = _days(desk, several, posted_on, ends=ends)
    line = shown.aided if ends else shown.proposed
    facts = Poster(
        poster=first.poster,
        number=first.number,
        village=shown.plain_place(village),
        lines=tuple(line(case, first.made_on) for case in several),
        days=days,
        where=where or _window(desk),
        office=desk.office,
        from_on=began,
        to_on=over,
        ends=ends,
        training=desk.training,
    )
    return make_poster(facts)


@needs(Act.PRINT)
def announcement(desk: Desk, village: str, cases: Iterable[Case], *, where: str = "") -> Form:
    """Give the 结果公布名单 of a village as of today; who is not aided any more has dropped out.

    Refused announcement.forbidden where a result may not be published, aid.none where nobody is left, notice.private.
    """
    several = [case for case in cases if case.progress.confirmed and not case.progress.stopped]
    if not several:
        raise Refused("aid.none")
    if not all(procedure_of(case).announcement for case in several):
        raise Refused("announcement.forbidden")
    today = desk.today().isoformat()
    lines = tuple(shown.aided(case, today) for case in several)
    place = shown.plain_place(village)
    return make_announcement(Announcement(place, today, lines, where or _window(desk), desk.office, desk.training))


@needs(Act.PRINT)
def route_list(desk: Desk, village: str, cases: Iterable[Case], on: date | None = None) -> Form:
    """Give the list of a walk, its households in the order given; Refused case.content_missing for one not here."""
    several = tuple(cases)
    prepared = [case.progress.visit_prepared for case in several if case.progress.visit_prepared]
    team = dict.fromkeys(one.name for body in prepared for one in body.investigators)
    day = on.isoformat() if on else ""
    stops = tuple(_stop(head(desk, case), case) for case in several)
    return make_route_list(RouteList(village, day, tuple(team), stops, desk.office, desk.training))


@needs(Act.PRINT)
def walk(desk: Desk, village: str, cases: Iterable[Case], on: date | None = None) -> Form:
    """Give the whole 出门包 as one PDF: the list, then for each household its survey and the record of neighbours.

    Refused papers.none without a household, case.content_missing for one that is not here.
    """
    several = tuple(cases)
    if not several:
        raise Refused("papers.none")
    papers = [form for case in several for form in (survey_form(desk, case), testimony(desk, case))]
    return joined_forms((route_list(desk, village, several, on), *papers))


def _may_be_shown(case: Case, *, ends: bool) -> bool:
    rules = procedure_of(case)
    return rules.notice_at_end if ends else rules.notice


def _days(desk: Desk, cases: tuple[Case, ...], posted_on: date | None, *, ends: bool) -> tuple[int, str, str]:
    """Give how many days it hangs, and from which to which, empty where that is open."""
    start = posted_on or date.fromisoformat(_made_on(cases[0]))
    local = countys(desk)
    count = max(due.period(case.programme, Step.NOTICE_END, start, case.confirmer, local) for case in cases)
    hangs = _hangs(cases[0], ends=ends)
    if hangs:
        return count, hangs.posted_on, hangs.ends_on
    last = _last_day(cases, posted_on, local) if posted_on else ""
    return count, start.isoformat() if last else "", last


def _last_day(cases: tuple[Case, ...], posted_on: date, local: Local | None) -> str:
    """Give the last day of the longest period; empty past the last known calendar."""
    try:
        days = [due.due(case.programme, Step.NOTICE_END, posted_on, case.confirmer, local).due for case in cases]
    except Refused:
        return ""
    return max(day for day in days if day)


def _made_on(case: Case) -> str:
    made = case.progress.notice_made
    return made.made_on if made else ""


def _hangs(case: Case, *, ends: bool) -> Posted | None:
    return case.progress.notice_of_end if ends else case.progress.notice


def _window(desk: Desk) -> str:
    return say("poster.window", office=desk.office.name)


def _stop(of: CaseHead, case: Case) -> Stop:
    accepted = case.accepted
    if accepted is None:
        raise Refused("case.content_missing")
    doubts = joined(doubt.text for doubt in case.progress.open_doubts)
    return Stop(
        of.case,
        of.number,
        of.applicant,
        of.place,
        accepted.residence or of.people[0].identity.address,
        of.phone,
        of.programme,
        len(of.people),
        case.due_on,
        say("route.doubts", doubts=doubts) if doubts else "",
    )
