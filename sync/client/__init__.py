"""How the window's journal and documents reach the county, and how the county's news come back."""
