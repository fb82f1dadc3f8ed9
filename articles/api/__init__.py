"""A read API for those who republish: what visitors read, with its state of review, as JSON."""
