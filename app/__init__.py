"""What the officer knows: rules, cases, documents and forms. No Qt and no network."""
