"""A square for a telephone's camera: a QR code (ISO/IEC 18004) of an address, such as that of a check."""

from io import BytesIO

import segno
from django.utils.safestring import SafeString, mark_safe

# White around it, in modules: what the standard asks for.
QUIET_ZONE = 4


def camera_square(address: str) -> SafeString:
    """An SVG without a size, black on white in light and dark. Of its modules 15 % may be unreadable."""
    code = segno.make(address, error="m", micro=False, boost_error=False)
    file = BytesIO()
    code.save(file, kind="svg", border=QUIET_ZONE, light="#fff", omitsize=True, xmldecl=False, nl=False,
              svgclass=None, lineclass=None)  # fmt: skip
    return mark_safe(file.getvalue().decode())  # noqa: S308
