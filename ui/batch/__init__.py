"""村上代交: several households that a village cadre brings, one after the other, with one list to sign at the end."""
