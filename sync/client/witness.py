"""Checkpoints on their way to the county, and its counter-signature, which is believed only after a check."""

from dataclasses import asdict
from functools import partial
from typing import Any

from app.errors import Unavailable
from app.journal.sign import is_signed
from app.store.values import Checkpoint
from sync.client.county import Countersigned, Problem
from sync.client.session import COUNTY_KEYS, ROOT, Session
from sync.client.steps import OnFree, OnStore, Steps
from sync.protocol import countersign_statement


def countersign(session: Session, *, newest_only: bool) -> Steps[None]:
    """Send checkpoints that have no counter-signature: the newest one, which covers all, or every one."""
    waiting = yield OnStore(partial(_waiting, session))
    for checkpoint in waiting[:1] if newest_only else waiting:
        try:
            answer = yield OnFree(partial(session.county.checkpoint, _request(checkpoint)))
        except Problem as problem:
            yield from _follow(session, checkpoint, problem)
            continue
        yield OnStore(partial(keep, session, checkpoint, answer))


def _waiting(session: Session) -> list[Checkpoint]:
    """Give the checkpoints that the county can judge by now, newest first. On the store's thread."""
    differing = session.store.setting(ROOT) or {}
    acked = session.store.delivered_up_to()
    unsent = session.store.checkpoints(unsent=True)
    return [one for one in reversed(unsent) if 0 < one.size <= acked and _name(one) not in differing]


def _request(checkpoint: Checkpoint) -> dict[str, Any]:
    request = asdict(checkpoint)
    del request["countersigned"]
    return request


def _follow(session: Session, checkpoint: Checkpoint, problem: Problem) -> Steps[None]:
    """Both sides keep everything where roots differ, and IT is told; other refusals are told and tried again."""
    if problem.code == "root":
        yield OnStore(partial(session.append_setting, ROOT, _name(checkpoint), checkpoint.root))
        return
    session.note(Unavailable("county.refused", problem=problem.code))


def keep(session: Session, checkpoint: Checkpoint, answer: Countersigned) -> None:
    """Keep the county's word where it is its own and about this checkpoint. On the store's thread."""
    key = (session.store.setting(COUNTY_KEYS) or {}).get(answer.kid, {})
    covers = (answer.device, answer.size, answer.root) == (checkpoint.device, checkpoint.size, checkpoint.root)
    statement = countersign_statement(answer.device, answer.size, answer.root, answer.at)
    if not covers or not is_signed(key.get("public_key", ""), statement, answer.signature):
        session.note(Unavailable("county.signature"))
        return
    with session.store.work() as work:
        work.countersigned(checkpoint.size, asdict(answer))


def _name(checkpoint: Checkpoint) -> str:
    return f"{checkpoint.device} {checkpoint.size}"
