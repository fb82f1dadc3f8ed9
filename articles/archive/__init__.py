"""The archive: one file with all that a site holds, which gives the same site in an empty database."""
