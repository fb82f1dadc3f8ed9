"""A Word file is an archive of XML parts that name each other. Nothing outside the archive is ever asked
for."""

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from articles.importing.pages.page import PageRefused

MAX_PART, MAX_PICTURE, MAX_ALL = 50_000_000, 20_000_000, 200_000_000
MOST_PARTS = 10_000
DAMAGED = "The Word file is damaged and can't be read. Open it in Word and save it again."


def local(name: str) -> str:
    """A name without its namespace: transitional and strict files differ in nothing else."""
    return name.rpartition("}")[2]


def value(element: Element | None, name: str = "val") -> str:
    """An attribute, whatever its namespace; "" for one that isn't there."""
    if element is None:
        return ""
    return next((text for key, text in element.attrib.items() if local(key) == name), "")


def child(element: Element | None, *path: str) -> Element | None:
    """The first element along a path of names."""
    for name in path:
        if element is None:
            return None
        element = next((each for each in element if local(each.tag) == name), None)
    return element


def children(element: Element | None, *names: str) -> Iterator[Element]:
    if element is not None:
        yield from (each for each in element if local(each.tag) in names)


def is_on(properties: Element | None, name: str) -> bool | None:
    """A property that is on or off; None where it isn't said."""
    found = child(properties, name)
    return None if found is None else value(found) not in ("0", "false", "off", "none")


@dataclass(frozen=True)
class Relation:
    target: str
    is_outside: bool


class Package:
    """The parts of a Word file by name. Raises PageRefused for what is none, or grows too much."""

    def __init__(self, data: bytes):
        try:
            self._archive = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError) as error:
            raise PageRefused(DAMAGED) from error
        parts = self._archive.infolist()
        if len(parts) > MOST_PARTS or sum(each.file_size for each in parts) > MAX_ALL:
            raise PageRefused("The Word file grows to more than 200 MB or 10,000 parts when it is unpacked.")

    @cached_property
    def document(self) -> str:
        """The name of the part with the text."""
        relations = self._relations("")
        found = next((each.target for kind, each in relations.values() if kind == "officeDocument"), "")
        return found or "word/document.xml"

    def xml(self, name: str) -> Element | None:
        """A part; None if it isn't there."""
        data = self.bytes(name, MAX_PART)
        if data is None:
            return None
        try:
            return fromstring(data, forbid_dtd=True)
        except DefusedXmlException as error:
            raise PageRefused(
                "The Word file declares a document type with entities, which Word never writes: it isn't "
                "safe to read."
            ) from error
        except (ParseError, ValueError, LookupError) as error:
            raise PageRefused(DAMAGED) from error

    def bytes(self, name: str, limit: int = MAX_PICTURE) -> bytes | None:
        try:
            with self._archive.open(name) as part:
                data = part.read(limit + 1)
        except KeyError:
            return None
        except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError) as error:
            raise PageRefused(DAMAGED) from error
        if len(data) > limit:
            raise PageRefused(f"A part of the Word file, {name}, is larger than {limit // 1_000_000} MB.")
        return data

    def beside(self, kind: str) -> Element | None:
        """The part of a kind ("styles", "footnotes") that belongs to the text."""
        return next((self.xml(name) for name in self.names_beside(kind)), None)

    def names_beside(self, kind: str) -> list[str]:
        return [each.target for of, each in self._relations(self.document).values() if of == kind]

    def relations(self, part: str) -> dict[str, Relation]:
        """What a part names, by its own ids."""
        return {key: relation for key, (_, relation) in self._relations(part).items()}

    def _relations(self, part: str) -> dict[str, tuple[str, Relation]]:
        folder, name = posixpath.split(part)
        found = {}
        for each in children(self.xml(posixpath.join(folder, "_rels", f"{name}.rels")), "Relationship"):
            is_outside = value(each, "TargetMode") == "External"
            target = value(each, "Target")
            if not is_outside:
                target = (
                    posixpath.normpath(posixpath.join(folder, target)) if target[:1] != "/" else target[1:]
                )
            found[value(each, "Id")] = (value(each, "Type").rpartition("/")[2], Relation(target, is_outside))
        return found
