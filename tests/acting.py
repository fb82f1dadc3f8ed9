"""How tests act: what an act refuses, a working copy that somebody changes, a page that somebody opens."""

from dataclasses import replace

import pytest

from articles.models import Act
from articles.publishing import ActRefused, record_edit


def refused(act, *args, **kwargs):
    """The reasons with which an act refuses, as one text. A refusal writes nothing into the log."""
    lines = Act.objects.count()
    with pytest.raises(ActRefused) as refusal:
        act(*args, **kwargs)
    assert Act.objects.count() == lines
    return " ".join(refusal.value.reasons)


def rewrite(article, by=None, **changes):
    """Changes fields of the content of a working copy, as the editor `by` would."""
    article.apply(replace(article.content(), **changes))
    if by:
        record_edit(article, by)
    return article


def shown(client, address):
    """The HTML that a visitor gets there."""
    return client.get(address).content.decode()


def shown_article(client, edition):
    """The HTML of the article that an edition is of, as readers get it now."""
    return shown(client, f"/articles/{edition.slug}/")


def misspell(article, by=None):
    """Spells a word of a working copy in the British way: no more than a slip of the pen."""
    before = article.content()
    sections = tuple(
        replace(section, body=section.body.replace("The test organization", "The test organisation"))
        for section in before.sections
    )
    return rewrite(article, by, sections=sections)
