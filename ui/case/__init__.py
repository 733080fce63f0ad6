"""One case to look at: what happened, who lives there, which papers there are."""
