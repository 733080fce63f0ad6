"""代班: the leader lets a colleague do somebody's duty for some days."""
