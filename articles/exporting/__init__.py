"""Writes what others take along: an article's sources for their reference managers."""
