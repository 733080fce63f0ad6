"""The guard in front of what an officer can do: each service says by `needs` which act it is, and asks before it."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from app.domain.duties import Act
from app.services.desk import Desk

Given = ParamSpec("Given")
Result = TypeVar("Result")
Service = Callable[Concatenate[Desk, Given], Result]
ACTS: dict[tuple[str, str], Act] = {}  # (module, name) of each guarded service, and the act that it is


def needs(act: Act) -> Callable[[Service[Given, Result]], Service[Given, Result]]:
    """Guard a service, whose first argument is the desk: it is refused before anything is read or written.

    Refused as `app.domain.duties.check`.
    """

    def guarding(service: Service[Given, Result]) -> Service[Given, Result]:
        ACTS[service.__module__, service.__name__] = act

        @wraps(service)
        def guarded(desk: Desk, /, *given: Given.args, **named: Given.kwargs) -> Result:
            desk.needs(act)
            return service(desk, *given, **named)

        return guarded

    return guarding
