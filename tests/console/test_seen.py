"""Who saw a case, told at the county: its windows and the county itself, and that it was asked."""

from app.domain.access import Looked, Purpose
from app.domain.fact import Fact, plain
from app.ids import uuid7
from sync.county.embedded import County
from tests.console.browser import Browser
from tests.console.test_cases import looked_at
from tests.county.at_the_county import Township


def test_who_saw_a_case_at_a_window_and_at_the_county_is_told(
    worker: Browser, county: County, township: Township
) -> None:
    case, other = township.accept(), township.accept()
    window = township.window
    body = Looked(f"case:{case}", Purpose.COPY_OUT.value, "2026-10-12T01:30:00.000Z", "t-0A1B2C")
    strange = plain(Looked(f"case:{other}", f"case:{case}", "2026-10-12T01:30:00.000Z", "t-0A1B2C"))
    with window.store.work(window.author) as work:
        access = f"access:{window.author.officer}"
        work.append([Fact(access, "access.looked", 1, plain(body)), Fact(access, "access.looked", 1, strange)])
        work.append([Fact(access, "access.exported", 1, {"what": "looks", "subject": f"case:{case}"})])
    township.bring()

    text = worker.get(f"/cases/{case}/seen").text

    assert "到现在为止看过 3 次" in text
    assert "录到省平台" in text
    assert "给本人查谁看过" in text
    assert "督查" in text
    assert looked_at(county, case) == ["inspect"]
    assert worker.get(f"/cases/{uuid7()}/seen").status == 404
