"""Updates: found over the line or on a stick, told to the officer, installed when the desk is at rest."""
