"""How far a case has come after its acceptance: the folded facts of its steps, and what follows from them."""

from dataclasses import dataclass

from app.domain.steps import (
    aid,
    decision,
    elsewhere,
    extension,
    handover,
    home_visit,
    means_check,
    people,
    public_notice,
    relief,
    self_care,
)
from app.domain.steps.opinion import Opinion, SentBack


@dataclass(frozen=True, slots=True)
class Progress:
    """What stands now. A new request clears the report before it, an objection that was settled the opinion.

    `heard_before` and `ended_notice` are what the last change of aid rested on: so does a third word about it.
    """

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
    heard_before: aid.Heard | None = None
    ended_notice: public_notice.Posted | None = None
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
    lift_open: bool = False
    extended: extension.Extended | None = None
    assessed: tuple[self_care.Assessed, ...] = ()
    seen_elsewhere: tuple[elsewhere.Seen, ...] = ()
    elsewhere_settled: tuple[elsewhere.Settled, ...] = ()
    continued: handover.Continued | None = None
    handed_over: handover.HandedOver | None = None
    sent_after: tuple[handover.SentAfter, ...] = ()

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
    def open_elsewhere(self) -> tuple[elsewhere.Seen, ...]:
        """What the county saw elsewhere and nobody has settled; of two that say the same the first."""
        done = {one.seen for one in self.elsewhere_settled}
        return tuple({one.name: one for one in reversed(self.seen_elsewhere) if one.name not in done}.values())[::-1]

    @property
    def investigators(self) -> frozenset[str]:
        """The ids of the officers who ever went to the home."""
        visits = (*self.past_visits, *self.visits)
        return frozenset(one.officer for visit in visits for one in visit.investigators) - {""}

    @property
    def payers(self) -> frozenset[str]:
        """The ids of the officers who paid the household out of the township's fund."""
        return frozenset(one.by for one in self.given if one.fund)

    @property
    def sound_visits(self) -> tuple[home_visit.Visited, ...]:
        """The visits in which no near relative of the household took part, as known by now."""
        return tuple(
            visit for visit in self.visits if not any(self.is_kin(one.name, one.officer) for one in visit.investigators)
        )

    def is_kin(self, name: str, officer: str = "") -> bool:
        """Tell whether an official, by name or id, is a near relative of the household."""
        return any(name.strip() == one.official.strip() or (officer and officer == one.officer) for one in self.kin)

    @property
    def awaits_county(self) -> bool:
        """Whether the county must see the home itself: kin of an official, or somebody reported it (DB57 20)."""
        seen = self.county_visit.visited_on if self.county_visit else ""
        reported = [one.received_on for one in self.objections if one.kind == public_notice.Voice.REPORT]
        return (bool(self.kin) and not seen) or any(seen < on for on in reported)

    @property
    def monthly_fen(self) -> int:
        """What is paid a month by the last decision, in fen."""
        return self.monthly_fen_after(len(self.changes))

    def monthly_fen_after(self, count: int) -> int:
        """Give what was paid a month after the first `count` changes, in fen."""
        if count:
            return self.changes[count - 1].monthly_fen
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

    def lifted_fen(self, year: str) -> int:
        """Give what the county allowed beyond the cap of a year, in fen."""
        return sum(one.amount_fen for one in self.cap_lifted if one.lifted_on[:4] == year)

    @property
    def lift_waits(self) -> bool:
        """Whether the county is still asked for more than the cap, or has allowed what was not given yet."""
        return len(self.routed_up) > len(self.cap_lifted) or self.lift_open

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

    @property
    def letters(self) -> dict[str, str]:
        """The days of all decisions, by the number of their letter, the last one last."""
        made = self.confirmed or self.not_confirmed
        numbers = {made.number: made.decided_on} if made else {}
        return numbers | {change.number: change.decided_on for change in self.changes}

    @property
    def result_told(self) -> bool:
        """Whether the letter about the decision was handed over."""
        made = self.confirmed or self.not_confirmed
        return made is not None and self._is_delivered(made.number)

    @property
    def change_told(self) -> bool:
        """Whether the letter about the last change of aid was handed over."""
        return bool(self.changes) and self._is_delivered(self.changes[-1].number)

    def _is_delivered(self, number: str) -> bool:
        return any(one.number == number for one in self.deliveries)
