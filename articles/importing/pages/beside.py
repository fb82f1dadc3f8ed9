"""The picture files that lie beside a saved page."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

from articles.pictures import MOST_BYTES


class FilesBeside(Mapping[str, bytes]):
    """The files that relative addresses in a page of `folder` lead to. Nothing outside of `roots` is read."""

    def __init__(self, folder: Path, roots: Sequence[Path]):
        self.folder, self.roots = folder, [root.resolve() for root in roots]

    def __getitem__(self, address: str) -> bytes:
        try:
            parts = urlsplit(address)
            path = (self.folder / unquote(parts.path)).resolve()
            is_ours = not parts.scheme and not parts.netloc and any(map(path.is_relative_to, self.roots))
            if not is_ours or not path.is_file() or path.stat().st_size > MOST_BYTES:
                raise KeyError(address)
            return path.read_bytes()
        except (OSError, ValueError) as error:
            raise KeyError(address) from error

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0
