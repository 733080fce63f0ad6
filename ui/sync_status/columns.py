"""The columns of the page of the queue."""

import resources
from ui.widgets.row import Column


def matter_columns() -> tuple[Column, ...]:
    """Give what the matter is, and what to do about it."""
    return (Column(least=460, most=560), Column(grows=True))


def waiting_columns() -> tuple[Column, ...]:
    """Give the columns of what the county does not have whole."""
    head = resources.texts("sync")["waiting"]["head"]
    return (
        Column(head["who"], least=112, most=208),
        Column(head["number"], least=112, most=136),
        Column(head["since"], least=120, most=160),
        Column(head["texts"], least=72, most=96),
        Column(head["pictures"], least=104, most=192),
        Column(head["why"], grows=True),
    )


def sent_columns() -> tuple[Column, ...]:
    """Give the columns of what the county has."""
    head = resources.texts("sync")["sent"]["head"]
    return (
        Column(head["who"], least=112, most=208),
        Column(head["number"], least=112, most=136),
        Column(head["day"], least=120, most=160),
        Column(head["how"], grows=True),
    )
