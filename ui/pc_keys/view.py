"""What the page of the keys shows, in one value. No Qt."""

from dataclasses import dataclass
from datetime import datetime

import resources
from app import clock
from app.services.officer_keys import PcKeys
from app.vault.keys import SlotInfo
from app.vault.recovery import Recovery
from ui import when
from ui.unlock.view import role_word
from ui.widgets.row import Cell, Row


@dataclass(frozen=True, slots=True)
class PcKeysView:
    """The page. `why_…` say why a verb is off; `warned` is what somebody has to do, `said` how a paper goes.

    `has_token`: the officer at the desk opens with a UKey, too.
    """

    note: str = ""
    rows: tuple[Row, ...] = ()
    warned: str = ""
    recovery: str = ""
    data_key: str = ""
    said: str = ""
    why_give: str = ""
    why_remove: str = ""
    why_sheet: str = ""
    has_token: bool = False


def make_view(found: PcKeys, chosen: str, now: datetime, said: str = "") -> PcKeysView:
    """Give the page with the officer of id `chosen` chosen."""
    why = "" if found.may_manage else say("why.not_yours")
    mine = say("why.yourself") if chosen == found.me else ""
    return PcKeysView(
        note=say("note", count=sum(not one.waits for one in found.officers)),
        rows=tuple(_row(one, found.me, now) for one in found.officers),
        warned=_warned(found),
        recovery=_recovery(found.recovery, found.recovery_is_current, now),
        data_key=say("data_key", number=found.epoch, since=_from(found.since, now)),
        said=said,
        why_give=why or mine,
        why_remove=why or mine,
        why_sheet=why or ("" if found.recovery else say("why.no_slot")),
        has_token=any(one.token for one in found.officers if one.officer_id == found.me),
    )


def removal_text(found: PcKeys, chosen: SlotInfo) -> str:
    """Give what becomes of it when somebody is removed: who needs a new password then, and what else has to be done."""
    others = [one.name for one in found.old if one.officer_id not in (chosen.officer_id, found.me)]
    texts = [say("remove.text", name=chosen.name)]
    if others:
        texts.append(say("remove.old", names=say("between").join(others)))
    return "\n".join((*texts, say("remove.sheet")))


def name_of(found: PcKeys, chosen: str) -> SlotInfo | None:
    """Give the officer of an id, None where nobody is chosen."""
    return next((one for one in found.officers if one.officer_id == chosen), None)


def say(name: str, /, **facts: object) -> str:
    """Give a text of the page."""
    return resources.text("pc_keys", name, **facts)


def _row(one: SlotInfo, me: str, now: datetime) -> Row:
    name = say("me", name=one.name) if one.officer_id == me else one.name
    is_due = one.waits or _has_run_out(one, now)
    how = Cell(_how(one), "soon", sign="soon") if is_due else Cell(_how(one), "ink")
    cells = (Cell(name, "ink", strong=True, wraps=True), Cell(role_word(one.role)), how, Cell(_since(one.since, now)))
    return Row(one.officer_id, cells, tip=_how(one))


def _how(one: SlotInfo) -> str:
    if one.waits:
        return say("how.waits")
    ways = [say("how.old" if one.is_old else "how.password")] if one.has_password else []
    if one.token:
        until = clock.local_date(clock.parse(one.token_to)).isoformat() if one.token_to else ""
        ways.append(say("how.token_until", label=one.token, day=until) if until else say("how.token", label=one.token))
    return say("between").join(ways)


def _has_run_out(one: SlotInfo, now: datetime) -> bool:
    return bool(one.token_to) and clock.parse(one.token_to) < now


def _warned(found: PcKeys) -> str:
    waiting = [one.name for one in found.officers if one.waits]
    if waiting:
        return say("warned.waits", names=say("between").join(waiting))
    if not found.county:
        return say("warned.no_county")
    return "" if found.recovery_is_current else say("warned.other_key")


def _recovery(slot: Recovery | None, is_current: bool, now: datetime) -> str:  # noqa: FBT001 - a fact of the slot
    if slot is None:
        return say("recovery.none")
    name = "recovery.current" if is_current else "recovery.other"
    return say(name, since=_from(slot.since, now), key=f"{slot.recipient[:12]}…{slot.recipient[-4:]}")


def _since(moment: str, now: datetime) -> str:
    """Give the day of a moment; slots of the first form do not know it."""
    return when.moment(clock.parse(moment), now) if moment else say("since.unknown")


def _from(moment: str, now: datetime) -> str:
    return when.before_han(_since(moment, now))
