"""Numbers of citations, given in order of first use, and the list of sources with ways back."""

from collections.abc import Iterable
from html import escape

from django.utils.translation import gettext as _

from articles.content import SourceContent

from .references import format_source
from .rendered import RenderedSource, safe


class Citations:
    """The citations of one page. `missing` holds cited keys that no source has."""

    def __init__(self, sources: Iterable[SourceContent]):
        self._sources = {source.key: source for source in sources}
        self._numbers: dict[str, int] = {}
        self._back: dict[str, list[str]] = {}
        self.missing: list[str] = []

    def cite(self, keys: Iterable[str]) -> str:
        """The HTML of one citation of these sources; each further one of the same source has its own id."""
        return "".join(self._link(key) for key in keys)

    def name(self, key: str) -> str:
        """The HTML of a citation that stands as words of its own, as in "Source 3"."""
        return self._link(key, in_words=True)

    def _link(self, key: str, in_words: bool = False) -> str:
        if key not in self._sources:
            self.missing.append(key)
            return _("<mark>missing source: %(key)s</mark>") % {"key": escape(key)}
        back = self._back.setdefault(key, [])
        number = self._numbers.setdefault(key, len(self._numbers) + 1)
        back.append(f"cite-{number}-{len(back) + 1}")
        link = f'href="#source-{number}" id="{back[-1]}"'
        if in_words:
            words = _("Source %(number)s") % {"number": number}
            return f"<a {link}>{words}</a>"
        # The brackets keep a number apart from one in the text: 12 and citation 3 must not copy as 123. They
        # are in the link, so that a finger finds it.
        label = _("Source [%(number)s]") % {"number": number}
        return f'<a {link} aria-label="{label}"><sup>[{number}]</sup></a>'

    def sources(self) -> tuple[RenderedSource, ...]:
        """The cited sources in the order of their numbers."""
        return tuple(
            RenderedSource(
                number=number,
                key=key,
                anchor=f"source-{number}",
                html=safe(format_source(self._sources[key])),
                kind=self._sources[key].kind,
                back=tuple(back),
            )
            for number, (key, back) in enumerate(self._back.items(), start=1)
        )
