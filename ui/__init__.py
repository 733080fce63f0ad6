"""What is on the glass."""
