"""A PDF of every paper, of the first household of the training township: `python -m tests.forms.samples DIR`."""

import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import resources
from app.domain import id_number
from app.domain.visit import Visitor
from app.forms.form import Form
from tests.forms.desk_papers import PAPERS, Said
from tests.forms.step_samples import STEP_PAPERS


def trained() -> Said:
    """What the papers of the training township are made of."""
    household = tomllib.loads(resources.path("training/people.toml").read_text("utf-8"))["household"][0]
    first = household["member"][0]
    number = first["number"] + id_number.check_character(first["number"])
    person = Visitor(first["name"], number, household["phone"], household["village"], household["group"])
    return Said(person, training=True)


def samples() -> Iterator[tuple[str, Form]]:
    """Give every paper of the desk and of the steps by its name."""
    said = trained()
    for name, make in (*PAPERS.items(), *STEP_PAPERS.items()):
        yield name, make(said)


def write(folder: Path) -> None:
    """Write every paper into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, form in samples():
        (folder / f"{name}.pdf").write_bytes(form.pdf)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
