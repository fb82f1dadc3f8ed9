"""Templates are indented for those who write them, and sent to readers without."""

import re

from django.template.loaders import filesystem

INDENT = re.compile(r"^[ \t]+", re.MULTILINE)


class Loader(filesystem.Loader):
    """The files of the project's template folder, each line without the blanks at its start.

    No template of the project holds text whose blanks count, such as the content of a textarea.
    """

    def get_contents(self, origin):
        return INDENT.sub("", super().get_contents(origin))
