"""Whether a county answers, asked without a device's name."""

from datetime import datetime

from app import clock
from sync.client.channel import good, members
from sync.client.county import no_answer
from sync.client.http import Line
from sync.reading import NotProtocol


def server_time(url: str, ca_pin: str, agent: str) -> datetime:
    """Give the county's time (aware); Unavailable county.* when it does not answer as a county does."""
    line = Line(url, bytes.fromhex(ca_pin), agent)
    try:
        return clock.parse(members(good(line.ask("GET", "/healthz", {}))).text("server_time"))
    except (NotProtocol, ValueError) as error:
        raise no_answer() from error
    finally:
        line.close()
