"""People's data written into a file: asked why first, and written down before it happens."""
