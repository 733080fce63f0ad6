"""Rules as data with a date and a source, and the reckoning that follows from them. Nothing here decides."""
