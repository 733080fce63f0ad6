"""What was written down of the looks at the window."""

from typing import Any

from tests.desk.counter import Counter


def lines(at: Counter) -> list[dict[str, Any]]:
    """Give what was written down of this officer's looks, in its order."""
    return [dict(one.entry.body or {}) for one in at.desk.store.entries(f"access:{at.desk.author.officer}")]
