"""Each paper has a sample of the training township, marked as an exercise."""

from pathlib import Path

from app.forms.joined import joined_forms
from tests.forms import reading, samples
from tests.forms.test_step_papers import text_of


def test_every_paper_has_its_sample_of_the_training_household(tmp_path: Path) -> None:
    samples.write(tmp_path)

    made = {file.stem: text_of(file.read_bytes()) for file in tmp_path.glob("*.pdf")}
    assert made.keys() == {name for name, _form in samples.samples()}
    assert [name for name, text in made.items() if "罗天才" not in text] == []
    assert [name for name, text in made.items() if "练习件不作数" not in text] == []


def test_all_of_them_are_one_clean_file(tmp_path: Path) -> None:
    forms = [form for _name, form in samples.samples()]

    whole = joined_forms(forms)

    assert whole.pages == sum(form.pages for form in forms)
    assert joined_forms(forms) == whole
    assert "No syntax or stream encoding errors" in reading.qpdf_says(whole.pdf, tmp_path)
