"""Who a matter at the window is about, and what every short matter has: its page, its choices, its result."""
