"""The append-only journal: entries, their chain, and the fold that makes state of them. Pure."""
