"""The engine: one round after the other, decided by the plan, driven by whoever owns the threads.

A window gives each job that `round` yields to `Jobs.run` in its lane and sends the result back; a command
calls `run_once`. No transaction is open while the network is in use.
"""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

from app import clock
from app.domain.fact import BlobRef
from app.errors import Unavailable
from app.store.values import Pending
from sync.client import answer, documents, doing, enrol, export, plan, second_copy, standing
from sync.client.county import County, Problem
from sync.client.line_use import LineUse, Pictures, is_narrower, is_wider
from sync.client.listening import Heard, Listening
from sync.client.rounds import Round, Traffic
from sync.client.schedule import Pace, next_try
from sync.client.session import ASIDE, DICTIONARY, RELAY, RESTORED, ROOT, TAKEOVER, UNREADABLE, AskAgain, Session
from sync.client.steps import OnFree, OnStore, Steps, drive
from sync.client.uploads import refused
from sync.packing import shared

if TYPE_CHECKING:
    from pathlib import Path

    from app.store import Store
    from app.vault.blobs import BlobVault
    from sync.client.answer import Answered
    from sync.client.export import Exported, Target, Watch
    from sync.client.second_copy import Copied

_ASKS: Final = 8  # times that one round asks who we are; a county that still surprises us then is asked later
_ME_LASTS: Final = timedelta(hours=1)
# What stays in sight until IT has settled it, by the setting that tells of it.
_STANDING: Final = {
    ROOT: Unavailable("county.root_differs"),
    UNREADABLE: Unavailable("device.entries_unreadable"),
    ASIDE: Unavailable("county.entries_unreadable"),
}


@dataclass(frozen=True, slots=True)
class Status:
    """What the status line shows. `online` is how the last round ended, `county_ahead_s` is None before it told.

    `problem_code` is what stopped the last round, or was passed over in it; its sentence is under [unavailable].
    `told` are the codes of all that was passed over, `min_client` the version that the county wants at least.
    """

    online: bool = False
    last_success_at: str | None = None
    problem_code: str | None = None
    pending: Pending = field(default_factory=lambda: Pending(0, 0, 0, None))
    county_ahead_s: int | None = None
    told: tuple[str, ...] = ()
    min_client: str = ""


class Engine:
    """Keeps one store and one county in step. `status` is the last known state, `pace` when to try next."""

    def __init__(
        self,
        store: "Store",
        vault: "BlobVault",
        county: County,
        *,
        now: Callable[[], datetime] = clock.now,
        monotonic: Callable[[], float] = time.monotonic,
        chance: Callable[[], float] = random.random,
        traffic: Callable[[], Traffic] = Traffic,
    ) -> None:
        self._traffic = traffic
        self._session = Session(store, vault, county, now, monotonic=monotonic)
        self.monotonic, self._chance = monotonic, chance
        self._pictures, self._asked = Pictures.GO, False
        self._told = 0  # the newest head that was told since the round began
        self.hears = False
        self.status = Status()
        self.last: Round | None = None
        self.pace = Pace()

    @property
    def wait_s(self) -> float:
        """How many seconds to wait before the next round; 0 when it is due, a pause counts unless it was asked for."""
        wait, session = next_try(self.pace, self.monotonic()), self._session
        return wait if self._asked else max(wait, session.use.pause_left(session.now()).total_seconds())

    @property
    def head(self) -> int:
        """The highest order that was there to pull when all of it was taken in."""
        return self._session.head

    @property
    def progress(self) -> tuple[dict[str, int], float | None]:
        """How many bytes of a document have not arrived, where some have; and the bytes of a second, if known."""
        session = self._session
        return dict(session.missing), session.speed.per_s(self.monotonic())

    def round(self) -> Steps[Status]:
        """Do all there is to do, and give the new status; one round at a time."""
        session = self._session
        self._told, self._asked = 0, False
        session.troubles.clear()
        began, before, since = clock.text(session.now()), self._traffic(), self.monotonic()
        failure: Unavailable | None = None
        try:
            yield from self._settled()
        except Unavailable as error:
            failure = error
        except Problem as problem:
            failure = refused(problem)
        pending = yield OnStore(partial(self._count, session))
        self._note(failure, pending)
        self.last = self._round(began, self.monotonic() - since, self._traffic().since(before), failure)
        return self.status

    def fetch(self, ref: BlobRef) -> Steps[bytes]:
        """Give a document, from the vault or else from the county."""
        return documents.fetch(self._session, ref)

    def export(self, target: "Target", watch: "Watch") -> "Steps[Exported]":
        """Write what waits onto a stick, as far as it takes it."""
        return export.export(self._session, target, watch)

    def take_answer(self, path: "Path") -> "Steps[Answered]":
        """Take in the county's answer from a stick."""
        return answer.take_answer(self._session, path)

    def copy(self, folder: "Path") -> "Steps[Copied]":
        """Bring the second copy of unsent work up to now."""
        return second_copy.copy(self._session, folder)

    def written(self) -> None:
        """Take note that there is something new to send: uploads under way let it go first."""
        self._session.hurry.set()
        self.pace = self.pace.written(self.monotonic())

    def wake(self) -> None:
        """Try at once: the network has come back."""
        self.pace = self.pace.woken(self.monotonic())

    def send_now(self) -> None:
        """Try at once, since the officer wants it: in a pause too, where text goes and pictures do not."""
        self._asked = True
        self.wake()

    def allow(self, use: LineUse) -> None:
        """Use the line so from now on; to be told again and again, since time passes over hours and pauses.

        What may go again goes on by itself; what may not any more stops after the piece that it is at.
        """
        session = self._session
        session.use = use
        before, self._pictures = self._pictures, use.pictures(session.now())
        if is_narrower(self._pictures, before):
            session.hurry.set()
        elif is_wider(self._pictures, before):
            self.pace = self.pace.written(self.monotonic())

    def listening(self, heard: Callable[[Heard], None]) -> Listening:
        """Give what listens to the county; `heard` is called on its thread, and hands on to `heard` here."""
        return Listening(lambda: self._session.county, heard, monotonic=self.monotonic, chance=self._chance)

    def heard(self, told: Heard) -> None:
        """Take note of what the county told by itself; what is new is pulled within a second."""
        self.hears = told.head is not None
        if told.head is None:
            self.pace = self.pace.deaf(self.monotonic())
            return
        self._told, known = told.head, self._session.head
        # A stream begins with the head of the moment: one that is lower than ours is that of a restored county.
        if told.head > known or (told.opens and told.head != known):
            self.pace = self.pace.told(self.monotonic(), self._chance())

    def hang_up(self) -> None:
        """Let the line go, once no round is under way."""
        self._session.county.close()

    def stop(self) -> None:
        """End uploads after the piece that they are at, since the program ends; they go on at the next start."""
        self._session.stop.set()
        self._session.hurry.set()

    def _settled(self) -> Steps[None]:
        """Plan and act until the plan has no question left."""
        yield from enrol.enrol(self._session)
        has_said_again = False
        for _ in range(_ASKS):
            try:
                if (yield from self._acted()):
                    return
            except AskAgain:
                yield from self._ask()
            except Unavailable as error:
                if error.code != "county.device_refused" or has_said_again:
                    raise
                has_said_again = True
                yield from enrol.register_again(self._session)
        raise Unavailable("county.refused", problem="unsettled")

    def _acted(self) -> Steps[bool]:
        """Do what the plan says; tell whether that was all."""
        local = yield OnStore(self._look)
        steps = plan.plan(local, self._session.me)
        for step in steps:
            yield from self._ask() if step == plan.Ask() else doing.do(self._session, step)
        return plan.Ask() not in steps

    def _count(self, session: Session) -> Pending:
        for name, trouble in _STANDING.items():
            if session.store.setting(name):
                session.note(trouble)
        return session.store.pending()

    def _look(self) -> plan.Local:
        session, store = self._session, self._session.store
        device = session.device()
        if session.dictionary is None:
            session.dictionary = str(store.setting(DICTIONARY) or "")
        if session.me_at is not None and abs(session.now() - session.me_at) > _ME_LASTS:
            session.me = None
        return plan.Local(
            epoch=device.epoch,
            scopes=device.scopes,
            acked_seq=store.delivered_up_to(),
            head_seq=store.head()[0],
            hash_at_county_head=store.hash_at(session.me.acked_seq) if session.me else None,
            entries=len(store.outbox(limit=1)),
            checkpoints=len(store.checkpoints(unsent=True)),
            blobs=len(plan.allowed(store.blobs_pending(), session.use, session.now())),
            owes_relay=store.setting(RELAY) is not None,
            owes_takeover=bool(store.setting(TAKEOVER) or store.setting(RESTORED)),
        )

    def _ask(self) -> Steps[None]:
        session = self._session
        told = yield OnStore(partial(standing.told, session))
        me = yield OnFree(partial(session.county.me, told))
        moment = clock.parse(me.server_time)
        session.me, session.me_at, session.off = me, session.now(), moment - session.now()
        if not me.client_ok:
            session.note(Unavailable("county.client_too_old"))
        yield OnStore(partial(self._note_told, moment, shared(me.dictionaries)))

    def _note_told(self, moment: datetime, dictionary: str) -> None:
        with self._session.store.work() as work:
            work.saw_server_time(moment)
        self._session.packs_with(dictionary)

    def _note(self, failure: Unavailable | None, pending: Pending) -> None:
        session, now = self._session, self.monotonic()
        told = tuple(trouble.code for trouble in session.troubles)
        code = failure.code if failure else next(iter(told), None)
        ahead = None if session.off is None else round(session.off.total_seconds())
        success = clock.text(session.now()) if failure is None else self.status.last_success_at
        wanted = session.me.min_client if session.me else self.status.min_client
        self.status = Status(failure is None, success, code, pending, ahead, told, wanted)
        if failure is None:
            self.pace = self.pace.succeeded(now, hears=self.hears)
            if self._told > session.head:
                self.pace = self.pace.told(now, self._chance())
            return
        wait = failure.facts.get("retry_after_s")
        self.pace = self.pace.failed(now, self._chance(), wait if isinstance(wait, float) else 0.0)

    def _round(self, at: str, seconds: float, went: Traffic, failure: Unavailable | None) -> Round:
        """Give what is remembered of a round."""
        status, code = self.status, failure.code if failure else ""
        size = went.requests, went.up, went.down
        waits = status.pending.entries, status.pending.blobs
        return Round(at, round(seconds, 3), *size, code, status.told, *waits, status.county_ahead_s)


def run_once(store: "Store", vault: "BlobVault", county: County, now: Callable[[], datetime] = clock.now) -> Status:
    """Do one round here and now: for `yimen sync --once`, the demo and tests. Never raises Unavailable of the line."""
    return drive(Engine(store, vault, county, now=now).round())
