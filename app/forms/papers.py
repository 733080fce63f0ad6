"""The papers of a household as one set: the application, and a page to sign for each adult."""

import json
from datetime import date

import msgspec

from app.domain.acceptance import adults
from app.domain.draft import Draft
from app.domain.form_code import edition_of
from app.domain.office import Office
from app.forms.application import Facts, make_application
from app.forms.authorisation import make_authorisation
from app.forms.face import MAKING
from app.forms.form import Form, FormSet
from app.forms.thumb_page import make_thumb_page

# What of a draft the papers print: nothing else may give a page another hash after it was signed.
_PRINTED = (
    "id",
    "members",
    "programmes",
    "phone",
    "phone_owner",
    "village",
    "group",
    "same_as_hukou",
    "residence",
    "incomes",
    "expenses",
    "replies",
    "troubles",
    "agent",
)  # fmt: skip - a list of names


def make_forms(
    draft: Draft, office: Office, on: date, handler: str, *, today: date | None = None, training: bool = False
) -> FormSet:
    """Give all papers of a draft, dated `on` and taken down by `handler` (a name), to be shown and signed.

    Pages that are signed on a later day than `on` bear `today`; a page that is signed already bears its own day,
    and whoever is in `draft.sign_later` gets a page with the date left open. The same input gives the same bytes.
    """
    facts = _facts(draft, office, on, handler, today or on, training=training)
    with MAKING:
        application = _settled(facts)
        authorisations = tuple(
            make_authorisation(facts, member, application, application.pages + number)
            for number, member in enumerate(facts.signers, 1)
        )
    return FormSet(application, authorisations)


def make_thumb(
    draft: Draft,
    office: Office,
    on: date,
    handler: str,
    member: str,
    *,
    training: bool = False,
) -> Form:
    """Give the page of an adult who presses a thumb, of the same set as `make_forms` gives.

    KeyError for somebody who signs nothing.
    """
    facts = _facts(draft, office, on, handler, on, training=training)
    numbers = {signer.id: number for number, signer in enumerate(facts.signers)}
    with MAKING:
        application = _settled(facts)
        page = application.pages + 1 + numbers[member]
        return make_thumb_page(facts, draft.member(member), application, page)


def _facts(draft: Draft, office: Office, on: date, handler: str, today: date, *, training: bool) -> Facts:
    edition = edition_of(_printed(draft, office, on, handler))
    return Facts(draft, office, on, today, handler, adults(draft, on), edition, training)


def _settled(facts: Facts) -> Form:
    """Give the application with the right number of pages on each: a number of more digits may add a line."""
    form = make_application(facts, 1)
    while form.of_pages != form.pages + len(facts.signers):
        form = make_application(facts, form.pages)
    return form


def _printed(draft: Draft, office: Office, on: date, handler: str) -> bytes:
    values = msgspec.to_builtins(draft)
    printed = {name: values[name] for name in _PRINTED if values[name] is not None}
    said = [printed, msgspec.to_builtins(office), on.isoformat(), handler]
    return json.dumps(said, sort_keys=True).encode("ascii")
