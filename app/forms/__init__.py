"""Papers as PDF, ink on them, and pictures of their pages. The only place that knows reportlab."""
