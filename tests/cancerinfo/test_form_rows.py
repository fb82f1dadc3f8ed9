"""The fieldsets and rows of the article's form have the HTML of the admin's templates."""

from html.parser import HTMLParser

import pytest
from django import forms
from django.contrib import admin
from django.contrib.admin.helpers import Fieldset
from django.template import Context, Template
from django.template.loader import render_to_string

from resources.models import Term

HOSTILE = "\"><script>'&amp;"
CELLS = Template("""
  {% for line in row %}{% for field in line %}
    <td class="
      {% if field.field.name %}field-{{ field.field.name }}{% endif %}
      {% if field.field.is_hidden %}hidden{% endif %}
    ">
      {% if field.is_readonly %}<p>{{ field.contents }}</p>{% else %}
        {{ field.field.errors.as_ul }}{{ field.field }}
        {% if field.field.help_text %}<div class="help">{{ field.field.help_text }}</div>{% endif %}
      {% endif %}
    </td>
  {% endfor %}{% endfor %}
""")
DRAWN = Template("{% load form_rows %}{% fieldset fieldset 4 prefix 2 0 %}")
DRAWN_CELLS = Template("{% load form_rows %}{% cells row %}")


class TermForm(forms.ModelForm):
    box = forms.BooleanField(label=HOSTILE, help_text="<b>Help</b> &")
    kept = forms.CharField(widget=forms.HiddenInput, help_text="Not seen.")
    day = forms.DateField(help_text="Which day?")

    class Meta:
        model = Term
        fields = ("slug",)


class Elements(HTMLParser):
    """The elements and words of some HTML, without the blanks between elements."""

    def __init__(self, html: str):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, [(name, " ".join((value or "").split())) for name, value in attrs]))

    def handle_endtag(self, tag):
        self.found.append(f"/{tag}")

    def handle_data(self, data):
        if data.strip():
            self.found.append(data.strip())


FIELDS = ["slug", ("box", "kept", "day"), "box", "kept", "name", ("name", "day")]


@pytest.mark.django_db
@pytest.mark.parametrize("options", [{}, {"classes": ["collapse", "x"], "description": "<i>&</i>"}])
@pytest.mark.parametrize("name", [None, HOSTILE])
@pytest.mark.parametrize("data", [None, {"day": "no day"}])
def test_a_fieldset_has_the_elements_of_the_admins_template(name, options, data):
    form = TermForm(data, instance=Term(name=HOSTILE), prefix="x")
    term_admin = admin.site.get_model_admin(Term)
    found = Fieldset(form, name, ["name"], fields=FIELDS, model_admin=term_admin, **options)
    context = {"fieldset": found, "prefix": HOSTILE, "heading_level": 4, "id_prefix": 2, "id_suffix": 0}
    theirs = render_to_string("admin/includes/fieldset.html", context)
    ours = DRAWN.render(Context(context))
    assert Elements(ours).found == Elements(theirs).found

    cells = DRAWN_CELLS.render(Context({"row": [found]}))
    assert Elements(cells).found == Elements(CELLS.render(Context({"row": found}))).found
