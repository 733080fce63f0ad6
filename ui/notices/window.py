"""The page of the walls: what is to go up, what hangs, what has run out, what is published."""

import resources
from ui.notices.model import NoticesModel
from ui.notices.sheets import announce_sheet, down_sheet, objection_sheet, post_sheet
from ui.notices.view import ENDED, HANGS, PARTS, POST, RESULTS
from ui.several.page import SeveralPage, switch, table
from ui.several.view import SeveralView
from ui.widgets.key_button import KeyButton
from ui.widgets.row import Column

_SHAPES = (Column(least=28, most=32), Column(least=112, most=224), Column(least=96, most=192), Column(grows=True),
           Column(least=96, most=240), Column(least=112, most=200))  # fmt: skip


class NoticesPage(SeveralPage):
    """Draws a SeveralView of households, posters or villages."""

    def __init__(self, model: NoticesModel) -> None:
        say = resources.texts("notices")
        super().__init__(model, "notices", {part: table(say[part]["columns"], *_SHAPES) for part in PARTS})
        self._model = model
        self.village = self.bar.left(KeyButton(resources.text("several", "village"), "V"))
        self.again = self.bar.left(KeyButton(say["again"], "Ctrl P", icon="printer"))
        self.standing = self.bar.left(KeyButton(say["standing"], "F7", icon="printer"))
        self.objection = self.bar.right(KeyButton(say["act"]["object"], "F6"))
        self.make = self.bar.right(KeyButton(say["make"]["verb"], "F10", kind="main"))
        self.village.clicked.connect(lambda: model.mark_village(self.list.current))
        self.again.clicked.connect(lambda: model.print_row(self.list.current))
        self.standing.clicked.connect(lambda: model.print_standing(self.list.current))
        self.objection.clicked.connect(self._object)
        self.make.clicked.connect(model.make)
        self.list.current_changed.connect(lambda _key: self._draw_bar(model.view))
        self.draw(model.view)

    def choose(self, key: str) -> None:
        """Do with a row what its button says; a household is chosen for a poster."""
        model, part, window = self._model, self._model.view.part, self.window()
        if model.view.why_not:
            return
        sheet, result = model.sheet(key), model.result(key)
        if sheet and part == POST:
            post_sheet(window, model, sheet)
        elif sheet and part == HANGS:
            objection_sheet(window, model, sheet)
        elif sheet and part == ENDED:
            down_sheet(window, model, sheet)
        elif result and result.fresh:
            announce_sheet(window, model, result)
        else:
            model.mark(key)

    def _object(self) -> None:
        sheet = self._model.sheet(self.list.current)
        if sheet:
            objection_sheet(self.window(), self._model, sheet)

    def draw(self, view: SeveralView) -> None:
        """Show a part."""
        super().draw(view)
        self._draw_bar(view)

    def _draw_bar(self, view: SeveralView) -> None:
        has_boxes = bool(self._model.keys())
        result = self._model.result(self.list.current)
        is_poster = self._model.sheet(self.list.current) is not None
        self.village.setVisible(has_boxes)
        makes = view.part == POST and (has_boxes or bool(view.why_not and view.rows))
        self.make.setVisible(makes)
        self.again.setVisible(bool(view.rows) and (is_poster or bool(result and result.fresh)))
        self.again.set_text(self.say["print_fresh" if view.part == RESULTS else "again"])
        self.standing.setVisible(view.part == RESULTS and bool(view.rows))
        self.objection.setVisible(view.part in {HANGS, ENDED} and is_poster)
        if view.why_not:
            self.make.off(view.why_not if makes else "")
            self.objection.off()
            return
        self.objection.on()
        switch(self.make, self.say["make"]["choose"] if makes and not (view.marked or view.said) else "",
               works=bool(view.marked))  # fmt: skip
