"""The only way to leave the UI thread: `jobs.run(job, done, failed, lane)`."""

from collections import deque

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Signal, Slot
from shiboken6 import isValid

from ui.garbage import Garbage
from ui.lane import Done, Failed, Job, Lane, Task, Worker

STORE, FREE = Lane.STORE, Lane.FREE


class Jobs(QObject):
    """Runs jobs in two lanes; `done` and `failed` come back on the UI thread and belong to a model.

    `problem` shows what no `failed` of its own wants. `changed(frozenset)` tells which kinds of things a
    successful job changed; open models reload what concerns them.
    """

    changed = Signal(object)
    _arrived = Signal()
    _idle = Signal()

    def __init__(self, problem: Failed) -> None:
        super().__init__()
        self.problem, self._under_way, self._open = problem, 0, True
        self._finished = deque[Task]()
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._garbage = Garbage()
        self._lanes = {lane: Worker(lane, self._arrive) for lane in Lane}

    def run(
        self,
        job: Job,
        done: Done,
        failed: Failed | None = None,
        lane: Lane = STORE,
        changes: frozenset[str] = frozenset(),
    ) -> None:
        """Run `job` in a lane; then `done(result)`, or `failed(error)`, which is the program's way if none is given.

        A job longer than 50 ms on STORE is a generator of slices of at most that; its return value is the result.
        """
        self._under_way += 1
        self._lanes[lane].put(Task(job, done, failed or self.problem, changes))

    def announce(self, changes: frozenset[str]) -> None:
        """Tell open models that these kinds of things changed."""
        if changes:
            self.changed.emit(changes)

    def _arrive(self, task: Task) -> None:
        self._finished.append(task)
        self._arrived.emit()

    @Slot()
    def _deliver(self) -> None:
        task = self._finished.popleft()
        try:
            self._hand_over(task)
        finally:
            task.job = task.done = task.failed = task.slices = task.result = task.error = None
            self._under_way -= 1
            if not self._under_way:
                self._idle.emit()

    def _hand_over(self, task: Task) -> None:
        if not self._open:
            return
        receiver = task.done if task.error is None else task.failed
        owner = getattr(receiver, "__self__", None)
        if receiver is None or (isinstance(owner, QObject) and not isValid(owner)):
            return  # the model went away with its window; what the job did in the store stays
        receiver(task.result if task.error is None else task.error)
        if task.error is None:
            self.announce(task.changes)

    def wait(self, seconds: float = 10.0) -> None:
        """Keep the UI thread answering until nothing is under way; TimeoutError after `seconds`. For tests."""
        loop, limit = QEventLoop(), QTimer()
        limit.setSingleShot(True)
        limit.timeout.connect(loop.quit)
        self._idle.connect(loop.quit)
        limit.start(round(seconds * 1000))
        # What was delivered last may have begun something new before the loop came to its end.
        while self._under_way and limit.isActive():
            loop.exec()
        self._idle.disconnect(loop.quit)
        if self._under_way:
            raise TimeoutError(f"{self._under_way} jobs under way after {seconds} s")

    def tidy(self) -> None:
        """Take apart all that pages left behind; takes a fifth of a second, in which the glass does not answer."""
        self._garbage.look_at_all()

    def close(self, seconds: float = 10.0) -> None:
        """End: what waits for the store is still done, nothing is delivered any more."""
        self._open = False
        self._lanes[FREE].close(finish=False, seconds=0.1)
        self._lanes[STORE].close(finish=True, seconds=seconds)
        self._garbage.close()
