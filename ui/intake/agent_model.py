"""替人办: who stands here for the applicant, read from a card or typed, with relation and reason."""

from dataclasses import replace
from typing import TYPE_CHECKING

import resources
from app.capture.reading import Reading
from app.domain import id_number, names
from app.domain.visit import Agent, AgentReason
from app.errors import Refused, Unavailable
from ui.capture.shot import PictureReader, Shot
from ui.intake import contact
from ui.intake.draft_keeper import DraftKeeper
from ui.intake.side import SideField, SideModel, SideView
from ui.jobs import FREE, Jobs
from ui.problems import Problems, sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.services.desk import Desk

_REASONS = tuple(AgentReason)


class AgentModel(SideModel):
    """Writes `Draft.agent`. The agent's card is read and not kept: only name and number of it are needed."""

    def __init__(
        self, keeper: DraftKeeper, desk: "Desk", jobs: Jobs, reader: PictureReader, problems: Problems
    ) -> None:
        super().__init__()
        self._keeper, self._desk, self._jobs, self._reader, self._problems = keeper, desk, jobs, reader, problems
        self._busy, self._wrong = False, ""
        self.print_mandate: Callable[[], None] | None = None

    @property
    def view(self) -> SideView:
        """What the page shows now."""
        agent = self._agent
        return SideView(
            title=_say("title"),
            note=_say("note"),
            lead=_say("may_sign" if agent.may_sign else "may_not_sign"),
            fields=self._fields(agent),
            verb=_say("verb"),
            why=self._why(agent),
            other=_say("other"),
            papers=bool(self.print_mandate and agent.name and not agent.may_sign),
            pictures=True,
            word=_say("reading") if self._busy else self._wrong,
        )

    @property
    def _agent(self) -> Agent:
        return self._keeper.draft.agent or Agent("")

    def _fields(self, agent: Agent) -> tuple[SideField, ...]:
        reason = reason_word(agent.reason) if agent.reason else ""
        reasons = tuple(reason_word(one) for one in _REASONS)
        odd = "" if contact.is_phone(agent.phone) else resources.text("intake", "contact.phone_odd")
        return (
            SideField("name", _say("field.name"), agent.name),
            SideField("id_number", _say("field.id_number"), agent.id_number, wrong=self._number_wrong(agent)),
            SideField("relation", _say("field.relation"), agent.relation, words=tuple(_words("relations"))),
            SideField("reason", _say("field.reason"), reason, words=reasons),
            SideField("phone", _say("field.phone"), agent.phone, hint=_say("phone_hint"), wrong=odd),
        )

    def _why(self, agent: Agent) -> str:
        lacking = [name for name in ("name", "relation", "reason") if not getattr(agent, name)]
        if lacking:
            return resources.text("intake", "page.gap", what=_comma().join(_say(f"field.{one}") for one in lacking))
        return self._number_wrong(agent)

    def _number_wrong(self, agent: Agent) -> str:
        if not agent.id_number:
            return ""
        try:
            id_number.parse(agent.id_number, self._desk.today())
        except Refused as refused:
            return sentence(refused)
        return ""

    def write(self, name: str, text: str) -> None:
        """Take what is typed or chosen."""
        said = {"name": names.tidy, "id_number": id_number.tidy, "reason": _reason, "phone": contact.tidy_phone}
        value = said.get(name, str.strip)(text)
        self._put(replace(self._agent, **{name: value}))

    def take(self, shot: Shot) -> None:
        """Read a card that was laid down; the picture is not kept."""
        self._busy, self._wrong = True, ""
        self.shown.emit()
        self._jobs.run(lambda: self._reader.read(shot.data), self._is_read, self._is_unread, FREE)

    def other(self) -> None:
        """The applicant came after all."""
        self._keeper.change(lambda draft: replace(draft, agent=None))
        self.closed.emit()

    def finish(self) -> None:
        """Go on to the applicant's own card."""
        if not self._why(self._agent):
            self.closed.emit()

    def print_paper(self) -> None:
        """Print the mandate, to be signed at home."""
        if self.print_mandate:
            self.print_mandate()

    def _put(self, agent: Agent) -> None:
        self._keeper.change(lambda draft: replace(draft, agent=agent))
        self.shown.emit()

    def _is_read(self, reading: Reading) -> None:
        self._busy = False
        found = {name: reading.fields[name].value for name in ("name", "id_number") if name in reading.fields}
        if not found:
            self._wrong = _say("unread")
        self._put(replace(self._agent, **found))
        self.filled.emit()

    def _is_unread(self, error: BaseException) -> None:
        self._busy = False
        self._wrong = sentence(error) if isinstance(error, Refused | Unavailable) else ""
        self._problems.show(error) if not self._wrong else self.shown.emit()


def reason_word(reason: str) -> str:
    """Give the word of a reason; one of a newer program as it is."""
    words: dict[str, str] = resources.texts("intake_side")["agent"]["reason"]
    return words.get(reason, reason)


def agent_text(agent: Agent | None) -> str:
    """Give who acts, in a few words, for the head of a page; empty while the applicant is here."""
    if agent is None:
        return ""
    relation = _say("relation", relation=agent.relation) if agent.relation else ""
    return _say("acts", name=agent.name or _say("nameless"), relation=relation)


def _reason(word: str) -> str:
    return next((one.value for one in _REASONS if reason_word(one) == word.strip()), AgentReason.OTHER.value)


def _words(name: str) -> list[str]:
    words: list[str] = resources.texts("intake_side")["agent"][name]
    return words


def _comma() -> str:
    return resources.text("intake", "page.join")


def _say(name: str, /, **facts: object) -> str:
    return resources.text("intake_side", f"agent.{name}", **facts)
