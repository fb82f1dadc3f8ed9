"""What is kept of a picture that somebody brings."""

import re
from io import BytesIO

import pytest
from django.core.files.storage import InMemoryStorage
from PIL import Image

from articles.pictures import PictureRefused, keep_picture, missing_files, read_picture, stored_bytes
from articles.pictures.contrast import LEAST_CONTRAST, PAPERS, contrast
from articles.pictures.drawing import STYLE

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {0}>{1}</svg>'
BOX = 'viewBox="0 0 100 50"'


def drawn(inside, box=BOX):
    return read_picture(SVG.format(box, inside).encode())


def svg_of(picture):
    return picture.files[0][1].decode().partition("</style>")[2]


def photograph(kind, size=(2000, 1000), mode="RGB", **options):
    written = BytesIO()
    Image.new(mode, size, "teal").save(written, kind, **options)
    return written.getvalue()


class TestDrawing:
    def test_shapes_and_labels_stay(self):
        inside = (
            '<g class="line thick" id="a"><circle cx="5" cy="5" r="4" style="fill:#b3541e;stroke:black"/></g>'
            '<text x="1" y="2" class="strong">One <tspan dy="3">two</tspan> three</text>'
        )
        picture = drawn(inside)
        assert svg_of(picture) == (
            '<g class="line"><circle cx="5" cy="5" r="4" fill="#b3541e" stroke="currentColor"/></g>'
            '<text x="1" y="2" class="strong">One <tspan dy="3">two</tspan> three</text></svg>'
        )
        file = picture.files[0][0]
        assert (file.width, file.height, file.media_type) == (100, 50, "image/svg+xml")
        assert picture.words == ("One two three",)

    def test_it_is_the_same_when_it_is_read_again(self):
        picture = drawn('<text x="1" y="2">a &amp; b <tspan>&lt;c&gt;</tspan></text><path d="M0 0h9"/>')
        assert read_picture(picture.files[0][1]).files == picture.files

    @pytest.mark.parametrize(
        "bad",
        [
            "<script>alert(1)</script>",
            "<style>@import url(//evil.example)</style>",
            '<image href="//evil.example/a.png"/>',
            '<use xlink:href="#a"/>',
            '<a href="javascript:alert(1)"><line x1="1"/></a>',
            "<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>text</p></foreignObject>",
            '<animate attributeName="href" to="javascript:alert(1)"/>',
            '<filter id="f"/>',
            '<rect onload="alert(1)" width="1" height="1"/>',
            '<rect fill="url(//evil.example/#a)" width="1" height="1"/>',
            '<rect style="fill:red;background:url(//evil.example)" width="1" height="1"/>',
            '<circle r="1" xlink:href="//evil.example"/>',
        ],
    )
    def test_what_acts_or_points_is_left_out_and_named(self, bad):
        picture = drawn(f'<line x1="9"/>{bad}')
        harmless = r'<line x1="9"/>(<(rect|circle)( (width|height|r|fill)="(1|#ff0000)")*/>)?</svg>'
        assert re.fullmatch(harmless, svg_of(picture))
        assert picture.left_out

    @pytest.mark.parametrize(
        ("data", "reason"),
        [
            ('<!DOCTYPE svg [<!ENTITY a "b">]><svg viewBox="0 0 1 1"><text>&a;</text></svg>', "entities"),
            ('<svg viewBox="0 0 1 1"><path></svg>', "can't be read"),
            ('<svg viewBox="0 0 1 1"><script/></svg>', "Nothing"),
            ('<svg><path d="M0 0"/></svg>', "how large"),
            ('<svg viewBox="0 0 90000 1"><path d="M0 0"/></svg>', "10,000 units"),
            ('<svg viewBox="0 0 1 1">' + "<g>" * 50 + '<path d="M0 0"/>' + "</g>" * 50 + "</svg>", "deep"),
            ('<svg viewBox="0 0 1 1">' + "<g/>" * 5_001 + "</svg>", "parts"),
            ('<svg viewBox="0 0 1 1">' + " " * 500_001 + "</svg>", "bytes"),
            ("plain text", "SVG, PNG"),
        ],
    )
    def test_it_refuses_with_a_reason(self, data, reason):
        with pytest.raises(PictureRefused, match=reason):
            read_picture(data.encode())

    def test_labels_that_are_hard_to_read_in_light_or_dark_are_named(self):
        picture = drawn(
            '<text fill="#999">grey</text><text fill="black">ink</text>'
            '<g fill="navy"><text>navy</text></g><text class="warm">warm</text>'
        )
        assert [label.split(" (")[0] for label in picture.faint] == ["grey", "navy"]

    def test_the_colours_of_its_classes_can_be_read_in_light_and_in_dark(self):
        light, dark = STYLE.split("@media")
        for style, paper in ((light, PAPERS[0]), (dark, PAPERS[1])):
            for name in ("color", "--cool", "--warm", "--edge"):
                colour = style.partition(f"{name}:")[2][:7]
                assert contrast(colour, paper) >= LEAST_CONTRAST, (name, paper)


class TestPixels:
    def test_it_comes_in_several_widths_without_what_the_camera_wrote(self):
        exif = Image.Exif()
        exif[0x010E], exif[0x0112] = "Where I live", 6
        data = photograph("JPEG", exif=exif, comment=b"Where I live")
        picture = read_picture(data)
        sizes = [(file.media_type, file.width, file.height) for file, _data in picture.files]
        # Turned as the camera was held.
        assert sizes == [
            ("image/jpeg", 960, 1920),
            ("image/webp", 480, 960),
            ("image/webp", 960, 1920),
            ("image/webp", 1000, 2000),
        ]
        assert not any(b"Where I live" in data or b"Exif" in data for _file, data in picture.files)

    def test_one_that_is_partly_transparent_stays_so(self):
        picture = read_picture(photograph("PNG", (300, 200), "RGBA"))
        assert [file.media_type for file, _data in picture.files] == ["image/png", "image/webp"]

    def test_it_refuses_more_pixels_than_it_could_hold_and_damage(self):
        with pytest.raises(PictureRefused, match="pixels"):
            read_picture(photograph("PNG", (6400, 6400), "1"))
        with pytest.raises(PictureRefused, match="SVG, PNG"):
            read_picture(photograph("JPEG")[:3000])
        with pytest.raises(PictureRefused, match="SVG, PNG"):
            read_picture(photograph("GIF"))


def test_the_store_keeps_each_file_once(monkeypatch):
    picture = drawn('<path d="M0 0h7"/>')
    (file, data), *_rest = picture.files
    assert missing_files([file]) == [file.name]
    keep_picture(picture)
    monkeypatch.delattr(InMemoryStorage, "_save")
    keep_picture(picture)
    assert stored_bytes(file.name) == data
    assert missing_files([file]) == []
