"""Signatures in PDFs that other programs verify: certifying, sealing, checking. The only place that knows pyHanko."""
