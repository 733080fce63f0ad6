"""查人查件: whoever and whatever answers to a few letters, digits or a scanned paper."""

from typing import TYPE_CHECKING

from app.domain.duties import Act
from app.services.desk import Desk
from app.services.duty import needs

if TYPE_CHECKING:
    from app.store.values import Found


@needs(Act.SEE)
def find(desk: Desk, typed: str) -> tuple["Found", ...]:
    """Give at most 20 people and matters, those of the name or number first, the newest of each first."""
    return desk.store.find(typed)


def warm() -> None:
    """Load what spells names, so that the first acceptance does not wait for it."""
    from app.store import spelling  # noqa: PLC0415 - a dictionary that no page needs

    spelling.warm()
