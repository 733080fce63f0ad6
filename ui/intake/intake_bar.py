"""The bar below the intake: back and later at the left, on or accept at the right, and why they are off."""

import resources
from ui.intake.steps import Step
from ui.intake.view import IntakeView
from ui.widgets.action_bar import ActionBar
from ui.widgets.key_button import KeyButton


class IntakeBar(ActionBar):
    """Draws an IntakeView. Esc, PgDn and F10 are the page's keys: they work also while their button is off."""

    def __init__(self, *, prints: bool) -> None:
        super().__init__()
        self._say, self._prints = resources.texts("intake")["page"], prints
        self.back = self.left(KeyButton(self._say["back"], "Esc", bind=False))
        self.later = self.left(KeyButton(self._say["later"], kind="quiet"))
        self.register = self.left(KeyButton(self._say["register"], "F11"))
        self.lacks = self.left(KeyButton("", "F12"))
        self.paper = self.right(KeyButton(self._say["paper"], "Ctrl P", icon="printer"))
        self.gap = self.right(KeyButton(self._say["to_gap"], "Ctrl J"))
        self.on = self.right(KeyButton(self._say["on"], "PgDn", kind="main", bind=False))
        self.accept = self.right(KeyButton(self._say["accept"], "F10", kind="main", bind=False))

    def draw(self, view: IntakeView, hint: str) -> None:
        """Show what can be done now; `hint` says what Enter does in the current cell."""
        last = view.step is Step.SIGN and not view.card_of and not view.over
        self.back.set_key("" if view.adding else "Esc", bind=False)
        self._draw_ways(view)
        self.on.set_text(view.over.verb if view.over else self._say["on"])
        self.on.setVisible(not last)
        self.accept.setVisible(last)
        self.paper.setVisible(last and self._prints)
        self.gap.setVisible(last and bool(view.whole.text) and view.whole.step is not Step.SIGN)
        why = self._say["accepting"] if view.accepting else view.whole.text
        _switch(self.accept, why if last else "", on=view.can_accept)
        here = view.over.why if view.over else view.here.text
        _switch(self.on, "" if last else here, on=view.can_go_on)
        has_fields = not view.over or bool(view.over.fields)
        self.note("" if last or not has_fields else hint or self._say["enter"])

    def _draw_ways(self, view: IntakeView) -> None:
        """What else than acceptance may come of it is offered from any step, once there is a name."""
        free = not view.over and view.named
        self.later.setVisible(not view.over)
        self.register.setVisible(free and not view.registered)
        self.lacks.setVisible(free)
        self.lacks.set_text(resources.text("intake_side", "lacks.told" if view.told else "lacks.open"))

    @property
    def main(self) -> KeyButton:
        """The button that Enter presses at the end of a page."""
        return self.accept if self.accept.isVisible() else self.on


def _switch(button: KeyButton, why: str, *, on: bool) -> None:
    if on:
        button.on()
    else:
        button.off(why)
