"""What the county knows of a device: told over the line (`devices/me`) and in an answer on a stick."""

from sqlalchemy import Connection

from sync.county.access import Caller
from sync.county.ledger import head_of
from sync.county.problem import Problem
from sync.county.site import Site, epochs, state


def of(connection: Connection, site: Site, caller: Caller) -> dict[str, object]:
    """Give it as it is told; Problem `busy` before the county was begun."""
    head, county = head_of(connection, caller.device), state(connection)
    if county is None:
        raise Problem("busy")
    return {
        "acked_seq": head.acked_seq,
        "head_hash": head.hash,
        "scopes": sorted(caller.scopes),
        "server_epoch": county.epoch,
        "base": county.base,
        "epochs": epochs(connection),
        "server_time": site.time(),
        "min_client": county.min_client,
    }
