"""Photographs and other pictures of pixels: made anew by Pillow, so that nothing of the file stays but them.

Places, names and times that cameras write into files go. WebP in a few widths is what browsers choose from,
one file in an older format is what every browser shows.
"""

import warnings
from io import BytesIO

from PIL import Image, ImageOps

from articles.content import PictureFile

from .new_picture import NewPicture, PictureRefused, file_of

FORMATS = ("PNG", "JPEG", "WEBP", "AVIF")
MOST_PIXELS = 40_000_000
WIDTHS = (480, 960, 1600)
FALLBACK_WIDTH = 960
QUALITY = 80


def read_pixels(data: bytes) -> NewPicture:
    """The picture in a file of pixels. Raises PictureRefused for what isn't one, or has too many."""
    image = _upright(data)
    wide = _resized(image, FALLBACK_WIDTH)
    files = [_file(wide, "PNG" if wide.mode == "RGBA" else "JPEG")]
    widths = [width for width in WIDTHS if width < image.width] or [image.width]
    if image.width < WIDTHS[-1] and image.width not in widths:
        widths.append(image.width)
    files += [_file(_resized(image, width), "WEBP") for width in widths]
    return NewPicture(tuple(files))


def _upright(data: bytes) -> Image.Image:
    """The pixels as the camera meant them to be seen, in RGB or RGBA."""
    try:
        with warnings.catch_warnings():
            # Pillow's own limit, which is asked before a pixel is read.
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(BytesIO(data), formats=FORMATS)
            if image.width * image.height > MOST_PIXELS:
                size = f"{image.width:,} by {image.height:,}"
                raise PictureRefused(f"The picture has {size} pixels; {MOST_PIXELS:,} are taken at most.")
            image = ImageOps.exif_transpose(image)
            has_alpha = image.has_transparency_data
            return image.convert("RGBA" if has_alpha else "RGB")
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise PictureRefused("The picture has too many pixels.") from error
    except (OSError, SyntaxError, ValueError) as error:
        if isinstance(error, PictureRefused):
            raise
        raise PictureRefused(
            "The file isn't a picture that can be read. Take SVG, PNG, JPEG, WebP or AVIF."
        ) from error


def _resized(image: Image.Image, width: int) -> Image.Image:
    if width >= image.width:
        return image
    return image.resize((width, max(1, round(image.height * width / image.width))), Image.Resampling.LANCZOS)


def _file(image: Image.Image, kind: str) -> tuple[PictureFile, bytes]:
    written = BytesIO()
    options = {"optimize": True} if kind == "PNG" else {"quality": QUALITY}
    # A new image: nothing that hung on the old one is written.
    plain = Image.frombytes(image.mode, image.size, image.tobytes())
    plain.save(written, kind, **options)
    return file_of(written.getvalue(), f"image/{kind.lower()}", image.width, image.height)
