"""What is to be done, as a list shows it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CaseTodo:
    """A step of a case that is to be done: `what` by its word, whose `turn`, since and until when (ISO or empty)."""

    what: str
    turn: str
    case_id: str
    about: str
    since_on: str
    due_on: str
    programme: str
    number: str
    applicant: str
    village: str
    accepted_on: str
