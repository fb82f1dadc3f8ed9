"""Names that must differ: slugs and keys."""


def free_name(base: str, taken: set[str]) -> str:
    """`base`, or it with the first number that makes it differ from all of `taken`; it is taken now."""
    name, number = base, 1
    while name in taken:
        number += 1
        name = f"{base}-{number}"
    taken.add(name)
    return name
