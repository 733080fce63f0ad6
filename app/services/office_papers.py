"""The papers of the office over several cases: agenda and minutes, roster of payments, record of a sample."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.domain.case import Case
from app.domain.duties import Act
from app.domain.steps.payable import payable_in
from app.errors import Refused
from app.forms.form import Form
from app.forms.minutes import Item, Meeting, make_minutes
from app.forms.roster import Payment, Roster, make_roster
from app.forms.sample_record import Drawn, SampleRecord, make_sample_record
from app.forms.words import say
from app.services.case_head import head
from app.services.desk import Desk
from app.services.duty import needs


@dataclass(frozen=True, slots=True)
class Sitting:
    """A 集体研究: its id and number, the ISO day, who is there (names), where, who leads, who writes."""

    meeting: str
    number: str
    held_on: str
    present: tuple[str, ...] = ()
    place: str = ""
    chair: str = ""
    recorder: str = ""


@dataclass(frozen=True, slots=True)
class Draw:
    """A sample of a month (``2026-11``): how many were new, which percentage and seed, who checks (a name).

    `why` says for each case (by id) why it is looked at: random, kin, report, blocked.
    """

    month: str
    population: int
    percent: int
    seed: str
    checker: str
    why: Mapping[str, str]


@needs(Act.PRINT)
def meeting_paper(desk: Desk, sitting: Sitting, cases: Iterable[Case], *, held: bool) -> Form:
    """Give the agenda of a meeting, or once it was held its minutes; Refused meeting.no_opinion, case.content_missing.

    In minutes only what this meeting said of a case stands as its result.
    """
    items = tuple(_item(desk, case, sitting.meeting if held else "") for case in cases)
    return make_minutes(
        Meeting(
            sitting.meeting,
            sitting.number,
            sitting.held_on,
            items,
            desk.office,
            sitting.present,
            held,
            sitting.place,
            sitting.chair,
            sitting.recorder,
            desk.training,
        )
    )


@needs(Act.EXPORT)
def roster(desk: Desk, month: str, cases: Iterable[Case], extra_fen: Mapping[str, int] | None = None) -> Form:
    """Give the 发放花名册 of a programme for a month (``2026-12``): those to whom something is due then.

    `extra_fen` is by case what is paid late (more than 0) or taken back. Who has no account yet stands there, held.
    Refused papers.none where nothing is due, papers.mixed for cases of more than one programme.
    """
    extra = extra_fen or {}
    due = [case for case in cases if payable_in(case.progress, month) or extra.get(case.id)]
    programmes = {case.programme for case in due}
    if not due:
        raise Refused("papers.none")
    if len(programmes) > 1:
        raise Refused("papers.mixed")
    payments = tuple(_payment(desk, case, month, extra.get(case.id, 0)) for case in due)
    return make_roster(Roster(programmes.pop(), month, payments, desk.office, desk.training))


@needs(Act.PRINT)
def sample_record(desk: Desk, draw: Draw, cases: Iterable[Case]) -> Form:
    """Give the 抽查记录 with the cases that were drawn, in the order given, to be filled in on the way."""
    drawn = []
    for case in cases:
        of = head(desk, case)
        drawn.append(Drawn(of.applicant, of.place, of.programme, draw.why.get(case.id, "random")))
    told = (draw.month, draw.population, draw.percent, draw.seed, tuple(drawn), draw.checker)
    return make_sample_record(SampleRecord(*told, desk.office, desk.training))


def _item(desk: Desk, case: Case, meeting: str) -> Item:
    proposed, said = case.progress.opinion, case.progress.deliberated
    if proposed is None:
        raise Refused("meeting.no_opinion")
    of = head(desk, case)
    item = Item(of.applicant, of.place, proposed.programme, proposed.proposal, proposed.monthly_fen, proposed.once_fen)
    if not meeting or said is None or said.meeting != meeting:
        return item
    known = (item.applicant, item.place, item.programme, item.proposal, item.monthly_fen, item.once_fen)
    return Item(*known, said.result, said.note, said.withdrew)


def _payment(desk: Desk, case: Case, month: str, extra_fen: int) -> Payment:
    of, account = head(desk, case), case.progress.account
    return Payment(
        of.applicant,
        of.id_number,
        account.holder if account else "",
        account.account if account else "",
        len(of.people),
        payable_in(case.progress, month),
        extra_fen,
        "" if account else say("roster.no_account"),
    )
