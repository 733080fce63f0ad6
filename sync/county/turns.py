"""Taking turns at one upload: a client that comes back ends its own older request, which may hang on a dead line."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import anyio


class Turns:
    """Who works at which upload at this moment. It lives with the requests and outlasts none of them."""

    class Turn:
        """One request's turn."""

        def __init__(self) -> None:
            self.lock = asyncio.Lock()
            self.waiting = 0
            self._scope: anyio.CancelScope | None = None

        @contextmanager
        def giving_way(self) -> Iterator[anyio.CancelScope]:
            """Run what waits for the client so that a newer request can end it."""
            with anyio.CancelScope() as scope:
                self._scope = scope
                if self.waiting > 1:
                    scope.cancel()
                yield scope

        def end(self) -> None:
            """Ask whoever has the turn to give way."""
            if self._scope is not None:
                self._scope.cancel()

    def __init__(self) -> None:
        self._turns: dict[tuple[str, str], Turns.Turn] = {}

    @asynccontextmanager
    async def take(self, name: tuple[str, str]) -> AsyncIterator["Turns.Turn"]:
        """Wait for the turn at a device's upload, after the request that has it was asked to give way."""
        turn = self._turns.setdefault(name, Turns.Turn())
        turn.waiting += 1
        turn.end()
        try:
            async with turn.lock:
                yield turn
        finally:
            turn.waiting -= 1
            if not turn.waiting:
                self._turns.pop(name, None)
