"""What must hold of a case whatever was tried: read from the entries as they were written, not from the guards."""

from dataclasses import dataclass
from typing import Any

from app.domain.case import Case
from tests.domain.steps.walk import ACCEPTED, ACCEPTOR, CAP_FEN, COUNTY, LEADER, Walk

LOWERING = ("reduce", "stop", "phase_out")
ALWAYS = ("case.noted", "case.document_filed")
POSTED = ("dibao", "dibao_danren", "tekun", "linshi_jiuzhu")
CHECKED = (*POSTED, "dibao_bianyuan", "gangxing_zhichu")
BY_COUNTY = ("canji_shenghuo", "canji_huli", "guer", "shishi_wuren_fuyang")


@dataclass(frozen=True, slots=True)
class Watch:
    """A step that was taken: the case before it, and all that had been written."""

    before: Case
    told: tuple[tuple[str, dict[str, Any]], ...]

    def last(self, kind: str) -> int:
        """Give the place of the last entry of a kind; -1 where there is none."""
        return max((place for place, (name, _) in enumerate(self.told) if name == kind), default=-1)

    def bodies(self, kind: str, since: int = -1) -> list[dict[str, Any]]:
        """Give the bodies of a kind after a place."""
        return [body for place, (name, body) in enumerate(self.told) if name == kind and place > since]

    def check(self, kind: str, body: dict[str, Any]) -> None:
        """Check what was written."""
        assert kind in ALWAYS or not self.before.closed, kind
        if kind in ("case.confirmed", "case.not_confirmed", "case.aid_changed"):
            self._decider(body)
        if kind == "case.opinion_given" and body["programme"] in CHECKED and self.before.members:
            assert body["recognised"] or self._checked()
        if kind == "case.confirmed":
            self._confirmed(body)
        if kind == "case.aid_changed" and body["what"] in LOWERING:
            self._lowered(body)
        if kind in ("case.notice_made", "case.notice_posted"):
            assert (self.before.programme in POSTED) if body["purpose"] == "grant" else self.before.programme == "tekun"
        if kind == "case.home_visited":
            assert len({one["name"] for one in body["investigators"]}) >= 2
            assert any(one["staff"] for one in body["investigators"])
        if kind == "case.aid_given":
            self._given(body)
        assert len(self.bodies("case.supplement_asked")) <= 1

    def _decider(self, body: dict[str, Any]) -> None:
        kin = {one["official"] for one in self.bodies("case.kin_named")}
        went = {one["officer"] for visit in self.bodies("case.home_visited") for one in visit["investigators"]}
        county = self.before.programme in BY_COUNTY or (self.before.accepted or ACCEPTED).confirmer == "county"
        assert body["by"] != ACCEPTOR.officer
        assert body["by"] not in went
        assert body["by"] == (COUNTY.officer if county else LEADER.officer) or (
            not county and body["by"] in ("officer-8", "officer-2")
        )
        assert not (body["by"] == "officer-8" and "王建国" in kin)

    def _confirmed(self, body: dict[str, Any]) -> None:
        opinion = self.last("case.opinion_given")
        assert opinion > self.last("case.sent_back")
        said, day = self.told[opinion][1], body["decided_on"]
        assert (said["proposal"], said["monthly_fen"]) == ("grant", body["monthly_fen"])
        if body["programme"] in CHECKED and not said["recognised"]:
            self._checked(day)
        assert not said["recognised"] or body["programme"] == "linshi_jiuzhu"
        if body["programme"] in POSTED:
            self._hung(day)
        if self.bodies("case.kin_named"):
            assert self.bodies("case.county_visited")
        open_ones = {one["id"] for one in self.bodies("case.objection_raised")}
        assert not open_ones - {one["objection"] for one in self.bodies("case.objection_settled")}

    def _checked(self, day: str = "") -> bool:
        """The report answers the last request, and a decision has to lie within its time."""
        asked, report = self.last("case.check_requested"), self.last("case.check_reported")
        assert -1 < asked < report
        body = self.told[report][1]
        assert body["valid_until_on"] >= day
        explained = {one["doubt"] for one in self.bodies("case.doubt_explained", report)}
        assert {one["id"] for one in body["doubts"]} <= explained
        assert not self.bodies("case.check_objected", report)
        assert {member.id for member in self.before.members} <= set(self.told[asked][1]["members"])
        return True

    def _hung(self, day: str) -> None:
        """The sheet was made for what stands; a 特困 objection after it asks for a new one."""
        since = self.last("case.sent_back")
        if self.before.programme == "tekun":
            since = max(since, self.last("case.objection_settled"))
        hung = [one for one in self.bodies("case.notice_posted", since) if one["purpose"] == "grant"]
        assert hung
        assert hung[-1]["ends_on"] < day

    def _lowered(self, body: dict[str, Any]) -> None:
        since = self.last("case.aid_changed")
        heard = [one for one in self.bodies("case.hearing_held", since) if one["held_on"] < body["decided_on"]]
        asked = body["cause"] == "voluntary" and body["request"]
        assert heard or asked or (body["cause"] == "death" and not self.before.members)
        if body["what"] == "stop" and self.before.programme == "tekun" and body["cause"] != "death":
            hung = [one for one in self.bodies("case.notice_posted", since) if one["purpose"] == "stop"]
            assert hung
            assert hung[-1]["ends_on"] < body["decided_on"]

    def _given(self, body: dict[str, Any]) -> None:
        year = body["given_on"][:4]
        given = [one["amount_fen"] for one in self.bodies("case.aid_given") if one["given_on"][:4] == year]
        lifted = [one["amount_fen"] for one in self.bodies("case.cap_lifted") if one["lifted_on"][:4] == year]
        assert sum(given) + body["amount_fen"] <= CAP_FEN + sum(lifted)


def watch(walk: Walk, before: Case, known: int) -> Watch:
    """Give what stood when `known` entries had been written."""
    return Watch(before, tuple((one.entry.kind, dict(one.entry.body or {})) for one in walk.history[:known]))
