"""急事先救: somebody in sudden need is written down at once, with or without a document."""
