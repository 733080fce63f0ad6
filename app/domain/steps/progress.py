"""How far a case has come after its acceptance: the folded facts of its steps, and what follows from them."""

from dataclasses import dataclass

from app.domain.steps import aid, decision, home_visit, means_check, people, public_notice, relief
from app.domain.steps.opinion import Opinion, SentBack


@dataclass(frozen=True, slots=True)
class Progress:
    """What stands now. A new request clears the report before it, an objection that was settled the opinion."""

    request: means_check.Requested | None = None
    report: means_check.Reported | None = None
    explained: tuple[means_check.Explained, ...] = ()
    check_told: means_check.Told | None = None
    check_objected: means_check.Objected | None = None
    visit_prepared: home_visit.Prepared | None = None
    visits: tuple[home_visit.Visited, ...] = ()
    past_visits: tuple[home_visit.Visited, ...] = ()
    kin: tuple[home_visit.KinNamed, ...] = ()
    county_visit: home_visit.CountyVisited | None = None
    drawn: home_visit.Drawn | None = None
    opinion: Opinion | None = None
    sent_back: SentBack | None = None
    notice_made: public_notice.Made | None = None
    notice: public_notice.Posted | None = None
    notice_down: public_notice.TakenDown | None = None
    notice_of_end: public_notice.Posted | None = None
    objections: tuple[public_notice.Objection, ...] = ()
    settled: tuple[public_notice.Settled, ...] = ()
    appraisals: tuple[public_notice.Appraised, ...] = ()
    deliberated: decision.Deliberated | None = None
    confirmed: decision.Confirmed | None = None
    not_confirmed: decision.NotConfirmed | None = None
    announced: decision.Announced | None = None
    deliveries: tuple[decision.Delivered, ...] = ()
    account: aid.AccountGiven | None = None
    hearing: aid.Heard | None = None
    changes: tuple[aid.Changed, ...] = ()
    rechecked: aid.Rechecked | None = None
    deaths: tuple[people.Died, ...] = ()
    household_changes: tuple[people.HouseholdChanged, ...] = ()
    moved: people.Moved | None = None
    given: tuple[relief.Given, ...] = ()
    emergency_ended: relief.EmergencyEnded | None = None
    supplemented: relief.Supplemented | None = None
    routed_up: tuple[relief.RoutedUp, ...] = ()
    cap_lifted: tuple[relief.CapLifted, ...] = ()

    @property
    def is_decided(self) -> bool:
        """Whether it was confirmed or not."""
        return self.confirmed is not None or self.not_confirmed is not None

    @property
    def decided_on(self) -> str:
        """The day of the decision; empty before it."""
        made = self.confirmed or self.not_confirmed
        return made.decided_on if made else ""

    @property
    def open_doubts(self) -> tuple[means_check.Doubt, ...]:
        """The lines of the report that nobody has explained."""
        done = {one.doubt for one in self.explained}
        return tuple(doubt for doubt in (self.report.doubts if self.report else ()) if doubt.id not in done)

    @property
    def open_objections(self) -> tuple[public_notice.Objection, ...]:
        """The objections that nobody has settled."""
        done = {one.objection for one in self.settled}
        return tuple(one for one in self.objections if one.id not in done)

    @property
    def investigators(self) -> frozenset[str]:
        """The ids of the officers who ever went to the home."""
        visits = (*self.past_visits, *self.visits)
        return frozenset(one.officer for visit in visits for one in visit.investigators) - {""}

    @property
    def kin_names(self) -> frozenset[str]:
        """The names of the officials who are near relatives of the household."""
        return frozenset(one.official for one in self.kin)

    @property
    def monthly_fen(self) -> int:
        """What is paid a month by the last decision, in fen."""
        if self.changes:
            return self.changes[-1].monthly_fen
        return self.confirmed.monthly_fen if self.confirmed else 0

    @property
    def stopped(self) -> bool:
        """Whether aid was ended."""
        return bool(self.changes) and self.changes[-1].what == aid.ChangeOf.STOP

    @property
    def phasing_out(self) -> bool:
        """Whether it is in its 渐退期."""
        return bool(self.changes) and self.changes[-1].what == aid.ChangeOf.PHASE_OUT

    @property
    def given_fen(self) -> int:
        """What was handed over in all, in fen."""
        return sum(one.amount_fen for one in self.given)

    @property
    def lifted_fen(self) -> int:
        """What the county allowed beyond the yearly cap, in fen."""
        return sum(one.amount_fen for one in self.cap_lifted)

    @property
    def next_check_on(self) -> str:
        """The day of the next 复核; empty where none is due."""
        if self.rechecked:
            return self.rechecked.next_on
        return self.confirmed.next_check_on if self.confirmed else ""

    @property
    def is_seen_since_draw(self) -> bool:
        """Whether the county went to the home after it had been drawn."""
        return bool(self.drawn and self.county_visit and self.county_visit.visited_on >= self.drawn.drawn_on)

    def is_delivered(self, since: str) -> bool:
        """Tell whether a letter was handed over on or after an ISO day."""
        return any(one.delivered_on >= since for one in self.deliveries)
