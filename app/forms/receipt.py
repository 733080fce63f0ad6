"""社会救助申请受理通知书: what the applicant takes home."""

from dataclasses import dataclass

from app.domain.form_code import FormCode, Paper, edition_of, payload
from app.forms.face import MAKING, Face
from app.forms.form import Form
from app.forms.line import measure
from app.forms.paragraph import paragraph
from app.forms.sheet import LEFT, RIGHT, Look, Plan, Sheet
from app.forms.words import day, joined, of_code, say
from app.journal.canonical import canonical
