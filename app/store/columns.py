"""What the tables of the schema are made of."""

from sqlalchemy import Column, Integer, MetaData, Text, text

metadata = MetaData()


def words(name: str, *, key: bool = False) -> Column[str]:
    """Give a column of text that is never null."""
    return Column(name, Text, primary_key=key, nullable=False)


def maybe(name: str) -> Column[str]:
    """Give a column of text that may be null."""
    return Column(name, Text)


def number(name: str, default: int | None = None) -> Column[int]:
    """Give a column of whole numbers that is never null."""
    return Column(name, Integer, nullable=False, server_default=None if default is None else text(str(default)))
