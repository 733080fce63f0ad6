"""The assessment of a household for every programme of the window: results with reasons; it decides nothing."""
