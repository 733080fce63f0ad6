"""Rare characters: drawn by whichever font has them, and found again by any program that searches the paper."""

import dataclasses
import io
import subprocess
import sys
from pathlib import Path

import pypdfium2
from reportlab.pdfgen.canvas import Canvas

from app.forms.face import Face, face_of, loaded, runs
from app.forms.papers import make_forms
from tests.forms import reading
from tests.made_up import household

RARE = "姓名 䶮𬱖㛃𠅤"
ONLY_HANAZONO = "𨧀𪚥"
NOWHERE = "\U00030001"  # extension G, younger than every font of ours


def page_with(text: str, size: float = 40) -> bytes:
    """Give a page with one line of text in the text face."""
    file = io.BytesIO()
    canvas = Canvas(file, (600, 100), invariant=1)
    line = canvas.beginText(20, 40)
    for face, run in runs(text, Face.TEXT):
        line.setFont(loaded(face).fontName, size)
        line.textOut(run)
    canvas.drawText(line)
    canvas.save()
    return file.getvalue()


def test_characters_beyond_the_first_plane_are_extracted_as_they_are(tmp_path: Path) -> None:
    assert reading.raw_text(page_with(RARE + ONLY_HANAZONO), tmp_path).strip() == RARE + ONLY_HANAZONO


def test_each_rare_character_is_drawn() -> None:
    for character in RARE.replace(" ", "") + ONLY_HANAZONO:
        image = pypdfium2.PdfDocument(page_with(character))[0].render(grayscale=True).to_numpy()
        blank = pypdfium2.PdfDocument(page_with("\u3000"))[0].render(grayscale=True).to_numpy()
        assert (image < 128).sum() > (blank < 128).sum() + 100


def test_a_rare_character_takes_the_font_that_has_it() -> None:
    assert {face_of(Face.TEXT, character) for character in "䶮𬱖㛃𠅤王"} == {Face.TEXT}
    assert {face_of(Face.TEXT, character) for character in ONLY_HANAZONO} == {Face.RARE}
    assert face_of(Face.TITLE, "䶮") is Face.TEXT


def test_a_character_of_no_font_is_drawn_as_a_mark_and_found_as_itself(tmp_path: Path) -> None:
    page = page_with(f"王{NOWHERE}")

    assert reading.raw_text(page, tmp_path).strip() == f"王{NOWHERE}"
    drawn = pypdfium2.PdfDocument(page)[0].render(grayscale=True).to_numpy()
    expected = pypdfium2.PdfDocument(page_with("王〓"))[0].render(grayscale=True).to_numpy()
    assert (drawn == expected).all()


def test_a_rare_name_is_found_on_every_paper(tmp_path: Path) -> None:
    draft = household.draft()
    who = dataclasses.replace(draft.applicant.identity, name="䶮𬱖㛃𠅤𨧀")
    draft = draft.with_member(dataclasses.replace(draft.applicant, identity=who))

    forms = make_forms(draft, household.office(), household.TODAY, "陈素华")

    for form in (forms.application, forms.authorisations[0]):
        assert "䶮𬱖㛃𠅤𨧀" in reading.text_of(form.pdf, tmp_path)


def test_control_characters_and_half_pairs_do_no_harm(tmp_path: Path) -> None:
    draft = household.draft()
    who = dataclasses.replace(draft.applicant.identity, name="王\x00德\ud840\u200b贵", address="第一行\n第二行")
    draft = draft.with_member(dataclasses.replace(draft.applicant, identity=who))

    text = reading.text_of(make_forms(draft, household.office(), household.TODAY, "陈").application.pdf, tmp_path)

    assert "王德贵" in text
    assert "第一行第二行" in text


def test_the_large_font_of_rare_characters_is_read_only_when_needed() -> None:
    script = (
        "from tests.made_up import household as h\n"
        "from app.forms.papers import make_forms\n"
        "from reportlab.pdfbase import pdfmetrics\n"
        "make_forms(h.draft(), h.office(), h.TODAY, '陈')\n"
        "print('RareHan' in pdfmetrics.getRegisteredFontNames())\n"
    )
    root = Path(__file__).parents[2]

    done = subprocess.run((sys.executable, "-c", script), cwd=root, capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"


def test_without_the_font_of_rare_characters_a_paper_is_made_all_the_same() -> None:
    script = (
        "import resources\n"
        "there = resources.font\n"
        "resources.font = lambda file: there(file.replace('RareHan', 'nowhere'))\n"
        "from app.capture.glyphs import drawn\n"
        "from app.forms.face import Face, face_of\n"
        "print(face_of(Face.TITLE, '王'), face_of(Face.TEXT, '\U00020000'), drawn('\U00020000'))\n"
    )
    root = Path(__file__).parents[2]

    done = subprocess.run((sys.executable, "-c", script), cwd=root, capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["NotoSerifSC-Title", "NotoSansSC-Regular", "None"]
