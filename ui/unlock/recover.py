"""The county's way in from the unlock page: its recovery key gives one officer a new password."""

from ui.jobs import Jobs
from ui.pc_keys.act import Act
from ui.pc_keys.view import say
from ui.unlock.view import Unlocker, UnlockView


def recovering(unlocker: Unlocker, jobs: Jobs, view: UnlockView) -> Act:
    """Give what a recovery asks for: for the officer who is chosen, or from the sheet where nobody can be read."""
    if not view.people:
        act = Act("rebuild", say("rebuild.text"), ("sheet", "key", "name", "password", "again"), say("rebuild.done"))
        act.begin(jobs, lambda typed: unlocker.rebuild(typed["sheet"], typed["key"], typed["name"], typed["password"]))
        return act
    person = view.people[view.at]
    text, said = (say(f"recover.{name}", name=person.name) for name in ("text", "done"))
    act = Act("recover", text, ("key", "password", "again"), said)
    act.begin(jobs, lambda typed: unlocker.recover(person.officer_id, typed["key"], typed["password"]))
    return act
