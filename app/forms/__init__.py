"""Papers: application, authorisations and receipt as PDF, ink on them, pictures of their pages. Only reportlab is here."""
