"""One step of a case at a time: what is asked, how it is written, and the page for it."""
