"""What is paid for a month, by what was confirmed and changed until then."""

from app.domain.steps.progress import Progress


def payable_in(progress: Progress, month: str) -> int:
    """Give the sum in fen that is due for a month (``2026-12``); nothing before the first one and after the end."""
    made = progress.confirmed
    if made is None or not made.from_month or month < made.from_month:
        return 0
    fen = made.monthly_fen
    for change in progress.changes:
        if change.from_month <= month:
            over = change.until_month and change.until_month < month
            fen = 0 if over else change.monthly_fen
    return fen
