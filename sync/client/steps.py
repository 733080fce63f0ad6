"""How a round is driven: it yields jobs, each for one lane, and gets their results. No job has both lanes."""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Any, TypeVar

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class OnStore:
    """A job for the thread that owns the database; short, and never waiting for a network."""

    run: Callable[[], Any]


@dataclass(frozen=True, slots=True)
class OnFree:
    """A job for any other thread: the network, files; never the database."""

    run: Callable[[], Any]


Steps = Generator[OnStore | OnFree, Any, Result]


def drive(steps: Steps[Result]) -> Result:
    """Do all jobs here and now, one after the other; the result of the round. For commands without a window."""
    try:
        job = next(steps)
        while True:
            job = advance(steps, job)
    except StopIteration as end:
        result: Result = end.value
        return result


def advance(steps: Steps[Any], job: OnStore | OnFree) -> OnStore | OnFree:
    """Do a job and give the next one; what it raises is raised where the round waits for it."""
    try:
        value = job.run()
    except Exception as error:  # noqa: BLE001 - handed on to the round, which knows what to do with it
        return steps.throw(error)
    return steps.send(value)
