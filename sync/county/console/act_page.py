"""The county's steps of a case, asked for on one page each and written by the functions of `sync.county.acts`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from starlette.responses import Response
from starlette.routing import Route

from app.domain.access import Purpose
from app.domain.money import parse_yuan
from app.domain.office import CONFIRMERS
from app.domain.steps.means_check import Doubt, Item
from app.domain.steps.opinion import Proposal
from app.errors import Refused
from app.rules.procedure import check_valid_until
from sync.county import acts
from sync.county.acts import Act
from sync.county.console import words
from sync.county.console.case_page import looked_at
from sync.county.console.county import County
from sync.county.console.form import Form
from sync.county.console.gate import CASES, LEADERS, Gate
from sync.county.console.pages import Call, Pages, go
from sync.county.officers import CountyRole

_DOUBT_ROWS: Final = 3  # offered at first
_MOST_DOUBTS: Final = 40
_EMPTY: Final = Form({}, {})


@dataclass(frozen=True, slots=True)
class Step:
    """A step: who may take it, and the act that a form asks for."""

    roles: frozenset[CountyRole]
    act_of: Callable[[Form], Act]


class ActPage:
    """A page for each step."""

    def __init__(self, gate: Gate, pages: Pages, county: County) -> None:
        self._gate, self._pages, self._county = gate, pages, county

    def routes(self) -> list[Route]:
        """Give the routes of this part."""
        found = [self._gate.route("/doubt", self._doubt_row)]
        found.append(self._gate.route("/cases/{case}/decide", self._decide, LEADERS))
        for name, step in STEPS.items():
            path = f"/cases/{{case}}/{name}"
            found.append(self._gate.route(path, self._asker(name), step.roles))
            found.append(self._gate.route(path, self._taker(name, step), step.roles, posts=True))
        return found

    def _decide(self, call: Call) -> Response:
        """Lead to what the opinion proposes; the other way is one press from there."""
        view = looked_at(self._county, call, Purpose.HANDLE)
        opinion = view.case.progress.opinion
        is_refusal = opinion is not None and opinion.proposal == Proposal.REFUSE
        return go(f"/cases/{view.case.id}/{'refuse' if is_refusal else 'confirm'}")

    def _asker(self, name: str) -> Callable[[Call], Response]:
        return lambda call: self._ask(call, name, _EMPTY, "")

    def _taker(self, name: str, step: Step) -> Callable[[Call], Response]:
        return lambda call: self._take(call, name, step)

    def _ask(self, call: Call, name: str, form: Form, trouble: str) -> Response:
        """Show the page, with what was typed and what is in the way."""
        county, status = self._county, 409 if trouble else 200
        view = looked_at(county, call, Purpose.HANDLE)
        facts = {"view": view, "form": form, "step": name, "trouble": trouble, "today": county.today.isoformat()}
        facts |= {"items": [one.value for one in Item], "doubts": _doubt_rows(form), "confirmers": CONFIRMERS}
        facts["until"] = check_valid_until(county.today).isoformat()
        return self._pages.show("act", call.visitor, status, **facts)

    def _take(self, call: Call, name: str, step: Step) -> Response:
        looked_at(self._county, call, Purpose.HANDLE)
        if "more" in call.form.fields:  # a browser without scripts asks for another row
            return self._ask(call, name, call.form, "")
        try:
            by = self._county.by(call.visitor, call.form.day("on"))
            self._county.deciding.act(call.part("case"), by, step.act_of(call.form))
        except Refused as refused:
            return self._ask(call, name, call.form, words.sentence(refused))
        return go(f"/?done={call.part('case')}")

    def _doubt_row(self, call: Call) -> Response:
        items = [one.value for one in Item]
        return self._pages.show("doubt", call.visitor, items=items, doubt={"item": "", "text": "", "yuan": ""})


def _report(form: Form) -> Act:
    if form.text("qualified") not in {"yes", "no"}:
        raise Refused("county.qualified")
    doubts = tuple(_doubt(row) for row in _typed_doubts(form) if row["text"] or row["yuan"])
    is_good = form.text("qualified") == "yes"
    return acts.report(
        qualified=is_good, valid_until=form.day("valid_until", ahead=True), doubts=doubts, number=form.text("number")
    )


def _doubt(row: Mapping[str, str]) -> Doubt:
    if not row["text"] or row["item"] not in set(Item):
        raise Refused("check.doubt_unclear")
    return Doubt("", row["item"], row["text"], amount_fen=parse_yuan(row["yuan"]) if row["yuan"] else 0)


def _typed_doubts(form: Form) -> list[dict[str, str]]:
    columns = (form.all("item"), form.all("text"), form.all("yuan"))
    rows = zip(*columns, strict=False)
    return [{"item": item, "text": text, "yuan": yuan} for item, text, yuan in rows][:_MOST_DOUBTS]


def _doubt_rows(form: Form) -> list[dict[str, str]]:
    typed = _typed_doubts(form)
    free = {"item": "", "text": "", "yuan": ""}
    more = 1 if "more" in form.fields else 0
    return [*typed, *[free] * max(more, _DOUBT_ROWS - len(typed))]


def _visit(form: Form) -> Act:
    return acts.visit(tuple(filter(None, form.all("officer"))), form.text("result"))


def _confirm(form: Form) -> Act:
    return acts.confirm(unsteady=form.text("unsteady") == "yes", number=form.text("number"))


def _refuse(form: Form) -> Act:
    return acts.refuse(
        form.text("facts"), form.text("article"), other_aid=form.text("other_aid"), number=form.text("number")
    )


def _lift_cap(form: Form) -> Act:
    said = form.text("answer")
    if said not in {"yes", "no"}:
        raise Refused("county.lift_answer")
    return acts.lift_cap(parse_yuan(form.text("yuan")) if said == "yes" else 0, form.text("reference"))


def _confirmer(form: Form) -> Act:
    if form.text("confirmer") not in CONFIRMERS:
        raise Refused("county.confirmer")
    return acts.name_confirmer(form.text("confirmer"), form.text("basis"))


STEPS: Final[Mapping[str, Step]] = {
    "check": Step(CASES, _report),
    "visit": Step(CASES, _visit),
    "confirm": Step(LEADERS, _confirm),
    "refuse": Step(LEADERS, _refuse),
    "lift-cap": Step(LEADERS, _lift_cap),
    "confirmer": Step(LEADERS, _confirmer),
}
