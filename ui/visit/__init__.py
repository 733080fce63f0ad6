"""来意: why somebody comes, what came of it, and the line that every visit leaves."""
