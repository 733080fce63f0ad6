"""`yimen-county move`: a case goes on in another township, or what came when it had gone is sent after it."""

import argparse

from app.errors import Refused
from resources import text
from sync.county.commands import Outcome, opened
from sync.county.deciding import Deciding
from sync.county.ledger import Ledger
from sync.county.moving import Moving


def move(options: argparse.Namespace) -> Outcome:
    """Hand a case over, or with `after` send what came later after it."""
    with opened(options) as site:
        ledger = Ledger(site)
        by, moving = Deciding(site, ledger).by(options.by or ""), Moving(site, ledger)
        if not options.case:
            raise Refused("county.which_case")
        if options.after:
            moved = moving.send_after(options.case, by)
        else:
            moved = moving.hand_over(options.case, options.to, options.reason, by)
    told = {
        "number": moved.left.number,
        "applicant": moved.left.applicant,
        "case": moved.left.id,
        "goes_on": moved.goes_on.id,
        "office": moved.office,
        "carried": moved.carried,
        "not_carried": moved.not_carried,
    }
    return Outcome(told, (text("county", "sent_after" if options.after else "moved", **told),))
