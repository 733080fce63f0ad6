"""验回执: a resident's receipt held against the journal."""
