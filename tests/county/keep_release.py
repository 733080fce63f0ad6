"""Make tests/data/counties/vNNNN: a county as this release leaves it. Run once for every new schema.

`python -m tests.county.keep_release` from the project's folder; what is there already is never made again.
"""

import shutil
from pathlib import Path
from typing import Final

import httpx

from app.journal.merkle import grown
from sync.county import schema
from sync.county.embedded import County
from tests.county.windows import Window

STORED: Final = Path(__file__).parents[1] / "data" / "counties"
OFFICE: Final = "511725001"
LONG_SUBJECT: Final = "a_long_word_" * 20 + ":1"
DOCUMENT: Final = b"picture"


def keep() -> Path:
    """Make the county of this schema and give its folder."""
    folder = STORED / f"v{schema.VERSION:04}"
    folder.parent.mkdir(parents=True, exist_ok=True)
    with County(folder) as county, httpx.Client(trust_env=False) as http:
        fill(county, http)
    shutil.rmtree(folder / "blobs" / "unfinished")
    return folder


def fill(county: County, http: httpx.Client) -> None:
    """Let a window bring a little of everything: entries, one withheld and released, a document, a checkpoint."""
    window = Window(http, county.url)
    window.enrol(county.enrol_code(OFFICE, "清河镇", "county").code)
    window.sign_in()
    county.grant(OFFICE, "李红")
    page = {"sha256": window.upload(DOCUMENT), "size": len(DOCUMENT), "media_type": "image/jpeg"}
    window.append({"page": page})
    window.append(scope="t-000000")
    window.append(scope="t-000000")
    window.append(subject=LONG_SUBJECT)
    window.append(subject=LONG_SUBJECT)
    window.push()
    county.release(window.id, 3)
    window.checkpoint(5, grown(entry.hash for entry in window.chain).root())


if __name__ == "__main__":
    print(keep())  # noqa: T201 - the command of a developer
