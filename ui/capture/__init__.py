"""Where pictures come from: the live camera, files, the clipboard, a watched folder."""
