"""The only place that asks the machine for the time."""

import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
_FORM = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


def now() -> datetime:
    """Give the machine's time, aware, in UTC."""
    return datetime.now(UTC)


def text(moment: datetime) -> str:
    """Give `moment` as ``YYYY-MM-DDThh:mm:ss.sssZ``, the form of all times that are stored or sent."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def parse(written: str) -> datetime:
    """Give the moment of a text in the form of `text`; ValueError for any other form or date."""
    if not _FORM.fullmatch(written):
        raise ValueError(written)
    return datetime.fromisoformat(written[:-1]).replace(tzinfo=UTC)


def local_date(moment: datetime) -> date:
    """Give the calendar day in China at `moment`."""
    return moment.astimezone(SHANGHAI).date()
