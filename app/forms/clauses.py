"""What an application says besides the household's own facts: promise, authorisation, privacy notice."""

from app.domain.office import Office
from app.forms.paragraph import heading, paragraph
from app.forms.sheet import Sheet
from app.forms.words import say

_LEADING = 1.45  # closer than other text, which spares small households a nearly empty page


def section(sheet: Sheet, name: str, follow: float = 18, **counts: object) -> None:
    """Write the heading of a section of the application, with `follow` mm below it on the same page."""
    heading(sheet, say(f"application.section.{name}", **counts), follow)


def write_clauses(sheet: Sheet, office: Office) -> None:
    """Write promise, authorisation and privacy notice."""
    contact = say("application.privacy.contact", phone=office.phone) if office.phone else ""
    known = {"office": office.name, "confirmer": _confirmer(office), "contact": contact}
    for name, clauses in (
        ("promise", ("truth", "change", "help", "fraud")),
        ("authorisation", ("scope", "validity", "obligor")),
        ("privacy", ("who", "what", "sensitive", "basis", "share", "keep", "rights")),
    ):
        section(sheet, name)
        for clause in clauses:
            paragraph(sheet, say(f"application.{name}.{clause}", **known), leading=_LEADING)


def _confirmer(office: Office) -> str:
    """Give who decides, as the form says it; where nobody has said so yet, neither is named."""
    names = {"township": office.name, "county": say("application.county")}
    return names.get(office.confirmer) or say("application.whoever_confirms")
