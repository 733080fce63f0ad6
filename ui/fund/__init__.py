"""备用金: the township's cash for emergencies, month by month."""
