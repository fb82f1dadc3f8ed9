"""Work that one transaction at a time does."""

from enum import IntEnum

from django.db import connection


class Turn(IntEnum):
    """What is done in turns. The numbers are those of PostgreSQL's advisory locks: none may be used twice in
    the database, and processes of two releases that run side by side must mean the same by them."""

    INDEX = 7_201_533
    PUBLICATION = 20_260_115
    CHAIN = 20_260_116
    IMPORT = 20_260_117


def wait_for(turn: Turn):
    """Waits until no other transaction has the turn, and keeps it to the end of this one.

    SQLite has one writer anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [turn.value])
