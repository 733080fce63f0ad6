"""What the page of updates shows, in one value, made from what is known. No Qt."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

import resources
from app import clock
from sync.updates.data import Taken
from sync.updates.offer import Offer
from sync.updates.rounds import Memory, Step
from ui import when
from ui.sizes import moved_words, room_words

_BUSY: Final = {Step.LOOK: "looking", Step.FETCH: "fetching", Step.HAND_OVER: "handing"}
_WAITS: Final = frozenset({Step.WAIT, Step.NOT_TAKEN, Step.START_AGAIN, Step.FAILED})


@dataclass(frozen=True)
class UpdateFacts:
    """All that the page is drawn from. `moved` is how many bytes of how many came; `went_back` a newer version."""

    version: str
    step: Step = Step.REST
    memory: Memory = field(default_factory=Memory)
    newer: Offer | None = None
    taken: Taken = field(default_factory=Taken)
    place: str = ""
    is_ready: bool = False
    busy: bool = False
    moved: tuple[int, int] = (0, 0)
    trouble: str = ""
    went_back: str = ""
    asks: bool = False


@dataclass(frozen=True)
class UpdateView:
    """The page. `install_why` says why nothing can be installed now; `can_stop` while something is fetched."""

    version: str
    state: str
    warning: str = ""
    trouble: str = ""
    progress: str = ""
    offer: str = ""
    notes: str = ""
    taken: str = ""
    side: tuple[str, ...] = ()
    install_why: str = ""
    can_stop: bool = False


def make_view(facts: UpdateFacts, now: datetime) -> UpdateView:
    """Give the page."""
    newer = facts.newer
    return UpdateView(
        version=say("version", version=facts.version),
        state=_state(facts),
        warning=say("went_back", newer=facts.went_back, version=facts.version) if facts.went_back else "",
        trouble=facts.trouble,
        progress=_progress(facts),
        offer=say("offer", version=newer.version, size=room_words(newer.size_bytes)) if newer else "",
        notes=newer.notes if newer else "",
        taken="\n".join(_taken(facts.taken)),
        side=_side(facts, now),
        install_why=_why(facts),
        can_stop=facts.busy,
    )


def say(name: str, /, **facts: object) -> str:
    """Give a text of the page."""
    return resources.text("updates", name, **facts)


def home_word(facts: UpdateFacts) -> tuple[str, str] | None:
    """Give what home says of updates: the step and the version; None where nobody has to know."""
    version = facts.memory.offered
    if facts.step in {Step.START_AGAIN, Step.FAILED, Step.NOT_TAKEN}:
        return facts.step.value, version
    return (ASKED, version) if facts.asks and facts.is_ready else None


ASKED: Final = "ask"


def _state(facts: UpdateFacts) -> str:
    version = facts.memory.offered
    if facts.step in _WAITS:
        return say(f"state.{facts.step.value}", version=version)
    if not version:
        return say("state.newest" if facts.memory.looked_at else "state.unknown")
    if facts.is_ready:
        return say("state.ready_ask" if facts.asks else "state.ready", version=version)
    return say("state.offered", version=version)


def _progress(facts: UpdateFacts) -> str:
    done, total = facts.moved
    if not facts.busy:
        return ""
    if total:
        return say("moving", **moved_words(min(done, total), total))
    return say(_BUSY.get(facts.step, "looking"))


def _side(facts: UpdateFacts, now: datetime) -> tuple[str, ...]:
    looked = clock.parse(facts.memory.looked_at) if facts.memory.looked_at else None
    said = [say("looked", at=when.moment(looked, now)) if looked else say("never_looked")]
    said.append(say("from", place=facts.place) if facts.place else say("nowhere"))
    return (*said, say("keeps"))


def _taken(taken: Taken) -> tuple[str, ...]:
    """Say which calendars and rule packs came."""
    return (
        *(say("calendar", year=year) for year in taken.calendars),
        *(say("rules", name=name) for name in taken.rules),
        *(say("unreadable", name=name) for name in taken.unreadable),
    )


def _why(facts: UpdateFacts) -> str:
    if facts.busy:
        return say("why.busy")
    if facts.step in {Step.WAIT, Step.START_AGAIN}:
        return say(f"why.{facts.step.value}")
    return "" if facts.newer else say("why.nothing")
