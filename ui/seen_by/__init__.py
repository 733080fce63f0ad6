"""谁看过: for an applicant, who looked at their file."""
