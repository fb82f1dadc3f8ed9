from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Fault:
    """Something that can't be if the database was only written by acts. `article` is the address of one,
    `edition` its number; both may be empty."""

    fault: str
    article: str = ""
    edition: int | None = None

    def __str__(self) -> str:
        place = f"{self.article}, edition {self.edition}" if self.edition else self.article
        return f"{place}: {self.fault}" if place else self.fault

    def to_dict(self) -> dict:
        return asdict(self)
