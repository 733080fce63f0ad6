"""调标: after a standard has risen, who is raised and what is owed, who is looked at, who is visited again."""
