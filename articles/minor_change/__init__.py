"""May a change go to readers without a new review? It knows nothing of Django or of the database.

What is not allowed here is not minor: the answer starts from no.
"""

from .verdict import why_not_minor

__all__ = ["why_not_minor"]
