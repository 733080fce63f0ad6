"""上会: what a meeting says about many cases, and what the leader then decides."""
