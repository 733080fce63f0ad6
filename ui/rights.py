"""What the officer at the desk may open. The services ask again: this is so that nobody is led to a closed door."""

from collections.abc import Iterable
from datetime import date
from typing import Final

import resources
from app.domain import duties
from app.domain.duties import TABLE, Act
from app.domain.officer import Role, Standing
from app.errors import Refused
from ui import when

# What somebody has to be allowed to, to be led there by a name of the desk; other names are everybody's.
ROUTES: Final = {
    "visit": Act.TAKE_IN,
    "apply": Act.TAKE_IN,
    "urgent": Act.TAKE_IN,
    "draft": Act.TAKE_IN,
    "batch": Act.TAKE_IN,
    "blank_forms": Act.TAKE_IN,
    "change": Act.TAKE_IN,
    "card": Act.TAKE_IN,
    "applicant": Act.TAKE_IN,
    "read_aloud": Act.TAKE_IN,
    "file": Act.HANDLE,
    "sign": Act.HANDLE,
    "sign_paper": Act.HANDLE,
    "referral": Act.HANDLE,
    "copy_out": Act.HANDLE,
    "low_income": Act.HANDLE,
    "notices": Act.HANDLE,
    "lead": Act.NOTE_LEAD,
    "rules": Act.ADOPT_RULES,
    "fund": Act.SEE_FUND,
    "colleague": Act.MANAGE_KEYS,
    "stand_in": Act.DELEGATE,
    "seal": Act.PRINT,
    "inspect": Act.INSPECT,
    **dict.fromkeys(("receipt_check", "seen_by"), Act.SEE),
    **dict.fromkeys(("case", "find", "ask", "step", "assess", "register"), Act.SEE),
    **dict.fromkeys(("meeting", "roster", "standards"), Act.SEE),
    "rounds": Act.HANDLE,
}


class Rights:
    """What is known of the officer's standing in the UI thread; whoever reads it anew tells it here."""

    def __init__(self, standing: Standing) -> None:
        self.standing = standing

    def may(self, act: Act) -> bool:
        """Tell whether the officer may do an act."""
        return duties.may(self.standing, act)

    def may_go(self, name: str) -> bool:
        """Tell whether the officer is led where a name of the desk says: what wants a valid word is shown, and said."""
        act = ROUTES.get(name)
        return act is None or (not self.standing.is_revoked and duties.holds(self.standing.roles, act))

    def refusal(self) -> Refused:
        """Give why a name of the desk leads nowhere."""
        return Refused("duty.revoked") if self.standing.is_revoked else Refused("duty.role")


def whose(act: Act) -> str:
    """Say to whom an act belongs."""
    return _say("whose", roles=names(role.value for role in Role if role in TABLE[act]))


def why_not(standing: Standing, act: Act) -> str:
    """Say at a button why an act cannot be done now: whose it is, or what the county's word lacks; empty if it can.

    Short enough for the foot of a page with large type; home says more of the county's word.
    """
    if duties.may(standing, act):
        return ""
    if not (standing.is_revoked or duties.holds(standing.roles, act)):
        return whose(act)
    return _say(f"why.{standing.state.value}", until=standing.until)


def names(roles: Iterable[str]) -> str:
    """Give the words of roles, one after the other; one of a newer program by its code."""
    words: dict[str, str] = resources.texts("duties")["role"]
    return _say("between").join(words.get(role, role) for role in roles)


def grant_line(standing: Standing) -> tuple[str, str]:
    """Give what is to be said of the county's word, and of which kind of strip; both empty where nothing is."""
    if standing.is_valid and standing.ends_soon:
        return _say("grant.soon", days=standing.days_left), "soon"
    if standing.is_valid:
        return "", ""
    until = when.day(date.fromisoformat(standing.until)) if standing.until else ""
    return _say(
        f"grant.{standing.state.value}", until=until, officer=standing.officer
    ), "danger" if standing.is_revoked else "soon"


def _say(name: str, **facts: object) -> str:
    return resources.text("duties", name, **facts)
