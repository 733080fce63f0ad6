"""Checkpoints on their way to the county, and its counter-signature, which is believed only after a check."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import partial
from typing import Any

from app.errors import Unavailable
from app.journal.sign import is_signed
from app.store.values import Checkpoint
from sync.client.county import Countersigned, Problem
from sync.client.session import COUNTY_KEYS, ROOT, Session
from sync.client.steps import OnFree, OnStore, Steps
from sync.client.uploads import GROUP, several
from sync.protocol import countersign_statement


def countersign(session: Session, *, newest_only: bool) -> Steps[None]:
    """Send checkpoints that have no counter-signature: the newest one, which covers all, or every one."""
    waiting = yield OnStore(partial(_waiting, session))
    waiting = waiting[:1] if newest_only else waiting
    for at in range(0, len(waiting), GROUP):
        some = waiting[at : at + GROUP]
        answers = yield OnFree(partial(several, partial(_asked, session), some))
        yield OnStore(partial(_take, session, list(zip(some, answers, strict=True))))


def _asked(session: Session, checkpoint: Checkpoint) -> Countersigned | Problem:
    try:
        return session.county.checkpoint(_request(checkpoint))
    except Problem as problem:
        return problem


def _take(session: Session, answers: list[tuple[Checkpoint, Countersigned | Problem]]) -> None:
    """Keep the county's words, and see to its refusals. On the store's thread."""
    keep(session, [(one, answer) for one, answer in answers if isinstance(answer, Countersigned)])
    for checkpoint, answer in answers:
        if isinstance(answer, Problem):
            _follow(session, checkpoint, answer)


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


def _follow(session: Session, checkpoint: Checkpoint, problem: Problem) -> None:
    """Both sides keep everything where roots differ, and IT is told; other refusals are told and tried again."""
    if problem.code == "root":
        session.append_setting(ROOT, _name(checkpoint), checkpoint.root)
        return
    session.note(Unavailable("county.refused", problem=problem.code))


def keep(session: Session, answers: Sequence[tuple[Checkpoint, Countersigned]]) -> None:
    """Keep the county's words where they are its own and about these checkpoints. On the store's thread."""
    keys = session.store.setting(COUNTY_KEYS) or {}
    good = [(checkpoint.size, asdict(answer)) for checkpoint, answer in answers if _is_word(keys, checkpoint, answer)]
    if len(good) < len(answers):
        session.note(Unavailable("county.signature"))
    with session.store.work() as work:
        for size, answer in good:
            work.countersigned(size, answer)


def _is_word(keys: Mapping[str, Mapping[str, str]], checkpoint: Checkpoint, answer: Countersigned) -> bool:
    key = keys.get(answer.kid, {})
    covers = (answer.device, answer.size, answer.root) == (checkpoint.device, checkpoint.size, checkpoint.root)
    statement = countersign_statement(answer.device, answer.size, answer.root, answer.at)
    return covers and is_signed(key.get("public_key", ""), statement, answer.signature)


def _name(checkpoint: Checkpoint) -> str:
    return f"{checkpoint.device} {checkpoint.size}"
