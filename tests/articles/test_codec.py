from dataclasses import dataclass

import pytest

from articles.content import ContentError, decode_stored, encode, json_digest, later, unknown_fields
from articles.content.codec import decode


@dataclass(frozen=True)
class Leaf:
    name: str


@dataclass(frozen=True)
class Before:
    title: str
    leaves: tuple[Leaf, ...] = ()


@dataclass(frozen=True)
class After:
    """The value of the release after: a leaf has a colour, the whole has a note."""

    title: str
    leaves: tuple["Coloured", ...] = ()
    note: str = later("")
    marks: tuple[str, ...] = later(())


@dataclass(frozen=True)
class Coloured:
    name: str
    colour: str = later("green")


class TestFieldsThatCameLater:
    def test_a_text_that_does_not_use_them_keeps_its_digest(self):
        before = Before("Tree", (Leaf("one"),))
        after = After("Tree", (Coloured("one"),))
        assert json_digest(encode(after)) == json_digest(encode(before))

    @pytest.mark.parametrize(
        "after",
        [
            After("Tree", (Coloured("one"),), note="Tall."),
            After("Tree", (Coloured("one"),), marks=("x",)),
            After("Tree", (Coloured("one", "red"),)),
        ],
    )
    def test_a_text_that_uses_one_has_another_digest(self, after):
        assert json_digest(encode(after)) != json_digest(encode(Before("Tree", (Leaf("one"),))))
        assert decode(After, encode(after)) == after


class TestStoredData:
    DATA = {"title": "Tree", "roots": 2, "leaves": [{"name": "one", "colour": "red"}]}

    def test_unknown_fields_are_left_aside(self):
        assert decode_stored(Before, self.DATA) == Before("Tree", (Leaf("one"),))

    def test_unknown_fields_are_named(self):
        assert list(unknown_fields(Before, self.DATA)) == ["roots", "leaves[0].colour"]

    def test_a_wrong_type_is_refused_with_its_place(self):
        with pytest.raises(ContentError, match=r"leaves\[0\]\.name: text expected, got '3'"):
            decode_stored(Before, {"title": "Tree", "leaves": [{"name": 3}]})

    def test_what_comes_in_is_read_strictly(self):
        with pytest.raises(ContentError, match="unknown field roots"):
            decode(Before, {"title": "Tree", "roots": 2})
