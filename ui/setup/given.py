"""What the first start need not ask, because the county's file or the installer has said it."""

from dataclasses import dataclass, replace

import resources
from app import machine
from ui.setup.places import place_of
from ui.setup.view import SetupForm, Step, office_name, wrong_on


@dataclass(frozen=True)
class Given:
    """The form as far as it is known, the first page that still asks, and what is worth knowing before."""

    form: SetupForm
    step: Step
    note: str

    def with_answers(self, **answers: str) -> SetupForm:
        """Give the form with what somebody says now; what they leave empty stays as it is."""
        form = replace(self.form, **{name: said for name, said in answers.items() if said})
        usual = office_name(form.place) if form.place else ""
        return form if form.office else replace(form, office=usual)


def given() -> Given:
    """Give what this PC's installer knows. Another user's code is not used a second time."""
    file, owner = machine.load(), machine.other_owner()
    place = place_of(file.said("office", "town"))
    form = SetupForm(
        code="" if owner else machine.given_code(),
        address=file.said("county", "server"),
        town=file.said("office", "town"),
        office=file.said("office", "name") or (office_name(place) if place else ""),
        phone=file.said("office", "phone"),
        confirmer=file.said("office", "confirmer"),
    )
    asked = (step for step in (Step.COUNTY, Step.OFFICE) if wrong_on(step, form))
    note = resources.text("setup", "other_owner", name=owner) if owner else ""
    return Given(form, next(asked, Step.OFFICER), note)
