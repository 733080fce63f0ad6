"""What was corrected in a case, in words: whose, and what; never what it said before."""

from app.domain.case import Case
from app.forms.words import say


def corrected_fields(case: Case) -> tuple[str, ...]:
    """Give the names of all corrected fields, each once, in the order in which they were corrected."""
    paths = [path for one in case.corrected for path in one.fields]
    return tuple(dict.fromkeys(_name(case, path) for path in paths))


def _name(case: Case, path: str) -> str:
    *way, last = path.split(".")
    people = case.accepted.members if case.accepted else ()
    whose = next((one.identity.name for one in people if one.id in way), "")
    try:
        what = say(f"application.label.{last}")
    except KeyError:
        what = say("receipt.other_field")
    return say("receipt.field_of", name=whose, field=what) if whose else what
