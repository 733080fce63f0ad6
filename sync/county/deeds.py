"""What the county's staff did that is no entry of the journal: accounts, codes, devices, incidents. Never changed."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Connection, Row, insert, select

from sync.county import console_schema as tables
from sync.county.site import Site

_SHOWN: Final = 200


class Deeds:
    """The list of deeds."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def keep(self, connection: Connection, who: tuple[str, str], what: str, about: str, detail: str = "") -> None:
        """Write a deed in the transaction that does it; `who` is id and name, `detail` names no resident."""
        row = {"at": self._site.time(), "officer": who[0], "name": who[1], "what": what}
        connection.execute(insert(tables.deed).values(row | {"about": about, "detail": detail[:1_000]}))

    def newest(self, about: str = "") -> Sequence[Row[Any]]:
        """Give the newest deeds first, all or those about one thing."""
        query = select(tables.deed).order_by(tables.deed.c.id.desc()).limit(_SHOWN)
        with self._site.database.reading() as connection:
            return connection.execute(query.where(tables.deed.c.about == about) if about else query).all()
