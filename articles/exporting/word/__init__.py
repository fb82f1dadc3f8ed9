"""Writes an article as a Word file, with what changed as tracked changes and open comments beside it."""
