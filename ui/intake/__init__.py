"""Taking an application: card, address, household and money, questions, signatures."""
