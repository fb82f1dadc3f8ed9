"""How tests act: what an act refuses, a working copy that somebody changes, a page that somebody opens, an
expert from outside."""

import re
from dataclasses import replace

import pytest
from django.core import mail
from django.utils import timezone

from articles import publishing
from articles.models import Act
from articles.publishing import ActRefused, record_changed, record_edit
from articles.publishing.expert_verdict import page_of
from tests.factories import make_approved, make_user

OUTSIDE = "expert@outside.example"
KNOWN_HOW = "I called the hospital where she works and asked for her address."


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


def redefine(term, definition="Something that did not go right.", **fields):
    """A writer changes the definition of a term, or other fields, and somebody else approves it."""
    for name, value in {"definition": definition, **fields}.items():
        setattr(term, name, value)
    term.save()
    record_changed(term, make_user("writer"))
    return make_approved(term)


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


def make_invitation(article, by=None, name="Dr. Test Expert", email=OUTSIDE, **fields):
    """An invitation by somebody who had no hand in the text."""
    return publishing.invite(article, by or make_user("writer"), name=name, email=email, **fields)


def mailed_link():
    """The path of the link in the newest letter."""
    return re.search(r"https?://[^/\s]+(/review/\S+)", mail.outbox[-1].body)[1]


def mailed_code():
    """The code in the newest letter."""
    return re.search(r"^\d{4} \d{4}$", mail.outbox[-1].body, re.MULTILINE)[0]


def give_verdict(invitation, verdict="approved", **fields):
    """The expert asks for the code, finds it in their mail, and gives the verdict."""
    fields = {"name": "Dr. Test Expert", "credentials": "Test role", "interests": "None", **fields}
    fields.setdefault("seen", page_of(invitation, timezone.now()))
    publishing.send_code(invitation)
    return publishing.give_verdict(invitation, verdict=verdict, code=mailed_code(), **fields)


def confirm(invitation, by=None, known_how=KNOWN_HOW):
    """A publisher who had no hand in the text vouches for the expert."""
    return publishing.confirm(invitation, by or make_user("publisher"), known_how=known_how)


def send_admin_form(client, address, **changes):
    """Opens an admin form and sends it back as it is, but for what is typed into these fields."""
    form = client.get(address).context
    data = {field.html_name: field.value() for field in form["adminform"].form}
    for formset in form["inline_admin_formsets"]:
        for part in (formset.formset.management_form, *formset.formset.initial_forms):
            data |= {field.html_name: field.value() for field in part}
    data = {name: value for name, value in data.items() if value is not None and value is not False}
    return client.post(address, data | changes)
