"""电子签章: an officer certifies papers of a case, the office seals them."""
