"""The shared widgets: ignorant of cases, one file each, drawn from tokens.toml through `ui.theme`.

What a page may use (all texts are given by the page, from resources/texts):

    label.Label(text, role, ink, strong=)   one line; .draw(text, ink)          roles: note body title head figure
    label.Elided(…)                         the same, ends in … (reasons, never names)
    label.set_states(widget, ground=…)      the only way to change a dynamic property
    para.Para(text, role, ink)              wrapped, fixed line height, `**strong**` parts; .draw(text, ink)
    icon.Icon(name, colour, small=, px=)    Lucide icon beside a word; icon.pixmap / icon.icon for painting and menus
    mark.Mark(kind)                         soon ◆ · over ▲ · urgent 急; mark.paint_mark for delegates
    chip.Chip(text, kind, sign=)            state in a word: plain now soon danger; .draw(…)
    hair_line.HairLine(upright=)            divider
    key_cap.KeyCap(key)                     a cap alone
    key_button.KeyButton(text, key, kind=, size=, icon=, bind=)
                                            kinds main normal quiet danger choice
                                            sizes control small way action first
                                            .off(why) .on() .set_text .set_key .set_kind; the key works by itself
    check.Check(text, round_=)              check box, radio button
    check.YesNo(question)                   未问 / 否 / 是; .draw(None|bool), answered(bool)
    field.Field(label, placed=, label_width=, icon=)
                                            .draw(FieldView(text, state, hint, sentence, doubt, question, answers))
                                            states normal remembered doubt wrong read locked
                                            edited(str) entered() settled(str) answered(int); .edit is the QLineEdit
    choice_popup.ChoicePopup(cell)          number choices under a cell that keeps the focus; chosen(int) left()
    row.Row, row.Cell, row.Column           what a list shows
    row_list.RowList(columns, head=, fit=)  .draw(rows); chosen(key) current_changed(key)
    strip.Strip(text, kind, icon=)          amber / red sentence with buttons; .draw(…, buttons=), chosen(int)
    rail.Rail(steps)                        .draw(at, done)
    page_head.PageHead(name, note)          .draw(name, note) .add(widget)
    action_bar.ActionBar(note)              .left(button) .right(button) .note(text); says why a button is off
    sheet.Sheet(window, width=)             over the window, keys below wait; .body .open(first) .close_sheet() closed()
    dialog.Dialog(window, question, text, stay=, verb=)  verb = (text, key); .ask(), agreed() closed()
    toast.Toast(window)                     .say(text, undo)
    focus_ring.FocusRing(window)            one per window (the shell has it); set property `ring` to be surrounded

Grounds: set_states(frame, ground="desk|paper|sunk|sheet|float|soon|danger|mat", edge="top|bottom|left|right|sides")
on any QFrame. Colours, fonts and px for own painting: `ui.theme.look()`; react to a new look in changeEvent with
`ui.theme.restyled(event)`. Give rare names through `ui.theme.ready_for(text)` when you paint them yourself.
"""
