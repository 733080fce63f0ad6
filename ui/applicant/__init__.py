"""What the one who sits across the desk sees: one thought a page, in large letters, of the own household only."""
