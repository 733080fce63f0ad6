"""Finding anybody: Ctrl+K over whatever page is shown."""
