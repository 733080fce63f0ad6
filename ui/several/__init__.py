"""What the pages share that go over many cases at once: a list with marks, its parts, and how it is kept fresh."""
