"""授权签字页 for who does not write: the same text and code, a place for a thumb, and lines for two witnesses."""

from app.domain.household import Member
from app.forms.application import Facts
from app.forms.authorisation import fitted, write_foot
from app.forms.face import Face
from app.forms.form import Form, SignField
from app.forms.letter import SIGN_ROOM, sign_line
from app.forms.paragraph import paragraph
from app.forms.sheet import RIGHT, Look, Sheet
from app.forms.words import say

_THUMB_WIDE, _THUMB_HIGH = 42.0, 40.0
_THUMB_LEFT = RIGHT - _THUMB_WIDE
_BELOW = 22.0
_HINT = Look(size=10.5, grey=0.3, align="centre")
_READ = Look(size=13)


def make_thumb_page(facts: Facts, member: Member, application: Form, page: int) -> Form:
    """Give the page of `member` to press a thumb on; it is filed where the page of the set would be."""
    return fitted(facts, member, application, page, _write_thumb)


def _write_thumb(sheet: Sheet, facts: Facts, _member: Member, application: Form) -> tuple[SignField, ...]:
    """Draw the place for the thumb beside what was done, then lines for the witnesses; no ink goes on it here."""
    sheet.reserve(_THUMB_HIGH + 2 * SIGN_ROOM + _BELOW)
    sheet.y += 3
    top = sheet.y
    sheet.pen(1.4)
    sheet.box(_THUMB_LEFT, top, _THUMB_WIDE, _THUMB_HIGH)
    sheet.text(say("thumb.finger"), _THUMB_LEFT, top + 5, Look(Face.STRONG, 12, align="centre"))
    sheet.text(say("thumb.press"), _THUMB_LEFT, top + _THUMB_HIGH - 4, _HINT)
    sheet.y = top + 2
    for clause in ("read", "who", "witnessed"):
        paragraph(sheet, say(f"thumb.{clause}"), _READ, 1.6, right=_THUMB_LEFT - 5)
    sheet.y = max(sheet.y, top + _THUMB_HIGH)
    for number in (1, 2):
        sign_line(sheet, say("thumb.witness", number=number))
    sheet.y += 2
    write_foot(sheet, facts, application)
    return ()
