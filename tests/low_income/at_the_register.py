"""What an officer types at the register."""

from tests.find.whole_desk import WholeDesk


def type_lines(at_desk: WholeDesk, *lines: str) -> WholeDesk:
    """Type each into its field, with Enter behind it."""
    for line in lines:
        if line:
            at_desk.say(line)
        at_desk.press("Enter")
    return at_desk.wait()
