"""A fund as a list shows it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FundRow:
    """A fund as it stands: what came last and when, and the `trouble` of `Fund.trouble`."""

    subject: str
    name: str
    keeper: str
    opened_on: str
    balance_fen: int
    came_on: str
    came_fen: int
    trouble: str

    @property
    def id(self) -> str:
        """The fund's id."""
        return self.subject.partition(":")[2]
