"""How well a colour is told from the page, light and dark: WCAG 2.2, success criterion 1.4.3."""

from PIL import ImageColor

LEAST_CONTRAST = 4.5
# The page of cancerinfo/static/cancerinfo/site.css, light and dark.
PAPERS = ("#fffefb", "#101816")


def contrast_on_page(colour: str) -> float:
    """The contrast of text in this colour (#rrggbb), from 1 to 21: the lesser of light and dark."""
    return min(contrast(colour, paper) for paper in PAPERS)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, as WCAG defines it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in ImageColor.getrgb(colour)[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
