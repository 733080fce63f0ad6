"""The threads behind `ui.jobs`: how a lane takes its jobs, one after the other or slice by slice."""

import threading
from collections import deque
from collections.abc import Callable, Generator
from enum import Enum
from typing import Any

Job = Callable[[], Any]
Done = Callable[[Any], None]
Failed = Callable[[BaseException], None]


class Lane(Enum):
    """STORE: one thread, in order, all that touches the database. FREE: three, for pictures, papers and network."""

    STORE = 1
    FREE = 3


class Task:
    """A job on its way. The UI thread empties it, so that nothing of a window ever dies in a lane's thread."""

    __slots__ = ("changes", "done", "error", "failed", "job", "result", "slices")

    def __init__(self, job: Job, done: Done, failed: Failed, changes: frozenset[str]) -> None:
        self.job: Job | None = job
        self.done: Done | None = done
        self.failed: Failed | None = failed
        self.changes = changes
        self.slices: Generator[Any, None, Any] | None = None
        self.result: Any = None
        self.error: BaseException | None = None


class Worker:
    """The threads of one lane. A job that is a generator is run slice by slice, and every other job goes first."""

    def __init__(self, lane: Lane, finished: Callable[[Task], None]) -> None:
        self._finished, self._more = finished, threading.Condition()
        self._waiting, self._sliced = deque[Task](), deque[Task]()
        self._open = True
        self._threads = [
            threading.Thread(target=self._work, name=f"{lane.name.lower()}-{n}") for n in range(lane.value)
        ]
        for thread in self._threads:
            thread.daemon = True  # a process without a window must not live on; Jobs.close waits for what matters
            thread.start()

    def put(self, task: Task) -> None:
        """Take a job; it starts when the lane is free."""
        with self._more:
            self._waiting.append(task)
            self._more.notify()

    def close(self, *, finish: bool, seconds: float) -> None:
        """Take no more; run what waits when `finish`, and never begin another slice."""
        with self._more:
            self._open = False
            if not finish:
                self._waiting.clear()
            self._more.notify_all()
        for thread in self._threads:
            thread.join(seconds)

    def _next(self) -> Task | None:
        with self._more:
            while self._open and not self._waiting and not self._sliced:
                self._more.wait()
            if self._waiting:
                return self._waiting.popleft()
            return self._sliced.popleft() if self._open else None

    def _work(self) -> None:
        while (task := self._next()) is not None:
            is_new = task.slices is None
            if self._step(task):
                self._finished(task)
            else:
                self._put_back(task, is_new=is_new)

    def _put_back(self, task: Task, *, is_new: bool) -> None:
        """Let a sliced job wait for its next turn: behind those that began before it."""
        with self._more:
            (self._sliced.append if is_new else self._sliced.appendleft)(task)
            self._more.notify()

    def _step(self, task: Task) -> bool:
        """Run a job, or its next slice; tell whether it is at its end."""
        try:
            if task.slices is None and task.job is not None:
                task.result = task.job()
                task.slices = task.result if isinstance(task.result, Generator) else None
                return task.slices is None
            next(task.slices or iter(()))
        except StopIteration as end:
            task.result = end.value
        except BaseException as error:  # noqa: BLE001 - whatever a job raises is shown by the UI thread
            task.error = error
        else:
            return False
        return True
