"""A training township with its county, made once; each test has a stick of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.fact import Fact
from app.ids import uuid7
from app.services.desk import Desk
from tests.at_work import bugs, jobs, problems
from tests.sync.window import filed, picture
from ui.demo.township import Township

__all__ = ["bugs", "jobs", "problems"]


@pytest.fixture(scope="module")
def township(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Township]:
    home = tmp_path_factory.mktemp("township")
    made = Township(home / "window", home / "county")
    made.open()
    yield made
    made.close()


@pytest.fixture
def desk(township: Township) -> Iterator[Desk]:
    """The trainee has unlocked."""
    with township.desk() as opened:
        yield opened


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "CHINA"
    folder.mkdir()
    return folder


def accept(desk: Desk, pictures: int = 1) -> str:
    """Write a note and pictures to a new case; gives the case."""
    case = uuid7()
    sealed = [desk.vault.put(picture(5_000), "image/jpeg") for _ in range(pictures)]
    with desk.store.work(desk.author) as work:
        facts = [Fact(f"case:{case}", "case.noted", 1, {"text": "张三来问低保"})]
        for one in sealed:
            work.keep(one)
            document = {"sha256": one.ref.sha256, "size": one.ref.size, "media_type": one.ref.media_type}
            facts.append(Fact(f"case:{case}", "case.document_filed", 1, filed(document, "")))
        work.append(facts)
    return case
