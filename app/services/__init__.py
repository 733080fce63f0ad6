"""One function for each thing that an officer can do: load, ask the domain, append."""
