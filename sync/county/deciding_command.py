"""`yimen-county decide`: what waits for the county, and its steps, until the county has a console of its own."""

import argparse
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, Final

from app.domain.money import parse_yuan
from app.errors import Refused
from resources import text
from sync.county import acts
from sync.county.acts import Act
from sync.county.commands import Outcome, opened
from sync.county.deciding import Deciding, Done, Waiting
from sync.county.drawing import draw
from sync.county.ledger import Ledger
from sync.county.site import Site

DRAW: Final = "draw"


def decide(options: argparse.Namespace) -> Outcome:
    """List what waits, or take a step."""
    with opened(options) as site:
        deciding = Deciding(site, Ledger(site))
        if options.act is None:
            return _listed(deciding.waiting(options.office or "", options.on))
        if options.act == DRAW:
            return _drawn(site, deciding, options)
        if not options.case:
            raise Refused("county.which_case")
        by = deciding.by(options.by or "", options.on)
        done = deciding.act(options.case, by, ACTS[options.act](options))
    return Outcome(_document(done), (text("county", "done", **_told(done)),))


def _report(options: argparse.Namespace) -> Act:
    if options.qualified is None:
        raise Refused("county.qualified")
    doubts = tuple(map(acts.doubt_of, options.doubt))
    return acts.report(
        qualified=options.qualified, valid_until=options.valid_until, doubts=doubts, number=options.number
    )


def _visit(options: argparse.Namespace) -> Act:
    return acts.visit(tuple(options.officer), options.result)


def _confirm(options: argparse.Namespace) -> Act:
    return acts.confirm(unsteady=options.unsteady, number=options.number)


def _refuse(options: argparse.Namespace) -> Act:
    return acts.refuse(options.facts, options.article, other_aid=options.other_aid, number=options.number)


def _lift_cap(options: argparse.Namespace) -> Act:
    return acts.lift_cap(parse_yuan(options.yuan), options.reference)


def _confirmer(options: argparse.Namespace) -> Act:
    return acts.name_confirmer(options.confirmer, options.basis)


ACTS: Final[dict[str, Callable[[argparse.Namespace], Act]]] = {
    "check": _report,
    "visit": _visit,
    "confirm": _confirm,
    "refuse": _refuse,
    "lift-cap": _lift_cap,
    "confirmer": _confirmer,
}


def _listed(waiting: tuple[Waiting, ...]) -> Outcome:
    lines = tuple(_line(one) for one in waiting) or (text("county", "nothing_waits"),)
    return Outcome([asdict(one) for one in waiting], lines)


def _line(one: Waiting) -> str:
    told = asdict(one) | {"waits": text("county", f"waits.{one.waits}"), "number": one.number or one.case}
    return text("county", "waiting_due" if one.due else "waiting", **told)


def _drawn(site: Site, deciding: Deciding, options: argparse.Namespace) -> Outcome:
    made = draw(site, deciding, deciding.by(options.by or "", options.on), options.month, options.seed)
    document = {name: getattr(made, name) for name in ("month", "seed", "of", "count")}
    lines = [text("county", "drawn", **document, new=len(made.done))]
    lines += [text("county", "drawn_case", **_told(done)) for done in made.done]
    return Outcome(document | {"drawn": [_document(done) for done in made.done]}, tuple(lines))


def _document(done: Done) -> dict[str, Any]:
    body = dict(done.entry.body or {})
    return _told(done) | {"kind": done.entry.kind, "hash": done.entry.hash, "order": done.order, "body": body}


def _told(done: Done) -> dict[str, Any]:
    case = done.case
    return {"number": case.number, "case": case.id, "applicant": case.applicant, "state": case.state}
