"""Small line drawings that stand beside the names of categories: drawn for the release, said by no editor."""

RIBBON = "M8 21l7-13a4 4 0 1 0-6 0l7 13"
HEART = "M12 20C5 15 3 12 3 8a4.5 4.5 0 0 1 9-1 4.5 4.5 0 0 1 9 1c0 4-2 7-9 12z"
BRAIN = (
    "M12 5a3 3 0 0 0-5-1 3 3 0 0 0-3 4 3 3 0 0 0 0 6 3 3 0 0 0 4 5 3 3 0 0 0 4 1z"
    "m0 0a3 3 0 0 1 5-1 3 3 0 0 1 3 4 3 3 0 0 1 0 6 3 3 0 0 1-4 5 3 3 0 0 1-4 1"
)
STOMACH = "M9 3v5c0 2-4 3-4 8 0 3 3 5 6 5 6 0 9-5 9-10 0-3-2-4-4-4s-3 1-3 3"
SUN = "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v2m0 16v2M2 12h2m16 0h2M5 5l1 1m12 12 1 1m0-14-1 1M6 18l-1 1"
# By a word of the address, as tested in this order.
FACES = {
    "brain": BRAIN,
    "skin": SUN,
    "digest": STOMACH,
    "stomach": STOMACH,
    "bowel": STOMACH,
    "support": HEART,
    "care": HEART,
}


def face_of(slug: str) -> str:
    """The path of an SVG of 24 by 24 for the category at this address; a ribbon where nothing fits better."""
    return next((face for word, face in FACES.items() if word in slug), RIBBON)
