"""Cases as windows bring them to a county: the facts alone, without the forms behind them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from app.domain.case import Accepted
from app.domain.case_number import make
from app.domain.fact import plain
from app.domain.household import Member
from app.domain.person import Identity
from app.domain.steps.home_visit import Investigator, KinNamed, Visited
from app.domain.steps.means_check import Requested
from app.domain.steps.opinion import Opinion, Proposal
from app.domain.steps.public_notice import Made, Objection, Posted
from app.domain.steps.relief import RoutedUp
from app.ids import uuid7
from tests.sync.window import Window, picture

FATHER = Member("m1", Identity("王德贵", birth="1950-03-08", id_number="511725195003080018"), "01")


def number_of(serial: int) -> str:
    """Give a well-formed case number."""
    return make("511725106", date(2026, 10, 12), "0A", serial)


class Township:
    """A window whose officers have been busy; `say` writes a fact to a case, `bring` reports all to the county."""

    def __init__(self, window: Window, confirmer: str = "county") -> None:
        self.window, self.confirmer = window, confirmer
        self._serial = 0

    def bring(self) -> None:
        status = self.window.sync()
        assert (status.online, status.pending.entries) == (True, 0), status.problem_code

    def say(self, case: str, kind: str, body: object) -> None:
        self.window.write(case, kind, plain(body))

    def accept(self, programmes: Sequence[str] = ("dibao",), **changed: Any) -> str:
        """Take an application in; gives the id of the case."""
        self._serial += 1
        case = uuid7()
        values: dict[str, Any] = {
            "number": number_of(self._serial), "programmes": tuple(programmes), "came_on": "2026-10-12",
            "accepted_on": "2026-10-12", "recorded_on": "2026-10-12", "due_on": "2026-11-23", "legal_days": 30,
            "confirmer": self.confirmer, "rules": "", "division": "511725106", "office": "青龙镇",
            "handler": self.window.author.officer, "household": uuid7(), "members": (FATHER,),
        }  # fmt: skip
        self.say(case, "case.accepted", Accepted(**(values | changed)))
        return case

    def number(self) -> str:
        """Give the number of the case that was taken in last."""
        return number_of(self._serial)

    def ask_for_check(self, case: str) -> None:
        self.say(case, "case.check_requested", Requested("2026-10-13", ("m1",), "511725106-HD-1", "o"))

    def name_kin(self, case: str) -> None:
        self.say(
            case, "case.kin_named", KinNamed("m1", "李红", "镇政府", "民政办", "兄", "2026-10-14", "declared", "o")
        )

    def visit(self, case: str) -> None:
        team = (Investigator("陈素华", staff=True, officer=uuid7()), Investigator("赵勇", staff=False))
        body = Visited("2026-10-15", "青龙村3组", team, ("王德贵",), "两间土房", matches=True, by="o", refusal="不识字")
        self.say(case, "case.home_visited", body)

    def propose(self, case: str, proposal: str = Proposal.GRANT.value, **changed: Any) -> None:
        values: dict[str, Any] = {"programme": "dibao", "monthly_fen": 30_000} | changed
        programme = values.pop("programme")
        said = Opinion("2026-10-20", programme, proposal, ("m1",), "收入低于标准", "o", **values)
        self.say(case, "case.opinion_given", said)

    def post(self, case: str) -> None:
        folded = self.window.store.case(case)
        said = folded.progress.opinion if folded else None
        assert said is not None
        made = Made("2026-10-20", "poster-1", "1", "青龙村", "o", programme=said.programme, people=len(said.members),
                    monthly_fen=said.monthly_fen, once_fen=said.once_fen)  # fmt: skip
        self.say(case, "case.notice_made", made)
        photo = self.window.file(case, picture(40))
        posted = Posted("2026-10-20", "2026-10-27", "poster-1", "村务栏", "张三", "o", photo=photo)
        self.say(case, "case.notice_posted", posted)

    def object_to(self, case: str) -> None:
        said = Objection(uuid7(), "2026-10-22", "他儿子有车", "officer-9", "2026-10-29", "o")
        self.say(case, "case.objection_raised", said)

    def route_up(self, case: str) -> None:
        self.say(case, "case.routed_up", RoutedUp("2026-10-16", 300_000, "医疗费超过限额", "o"))
