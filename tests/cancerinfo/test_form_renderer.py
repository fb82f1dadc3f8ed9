"""The parts of forms have the HTML of Django's templates."""

import re
from datetime import date

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy, override

from cancerinfo.web.form_renderer import DRAWN, FormRenderer

HOSTILE = "\"><script>'&amp;\n"
GROUPED = [
    ("", gettext_lazy("Search")),
    (1, 1.5),
    ("Group & co", [("a", HOSTILE), (HOSTILE, mark_safe("<b>b</b>"))]),
    (True, "yes"),
]


class Everything(forms.Form):
    text = forms.CharField(label=HOSTILE, help_text="Help.", max_length=20)
    area = forms.CharField(
        widget=forms.Textarea(attrs={"data-x": HOSTILE, "rows": 3, "hidden": True, "a": False})
    )
    number = forms.DecimalField(localize=True, min_value=0)
    day = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}))
    box = forms.BooleanField()
    one = forms.ChoiceField(choices=GROUPED)
    many = forms.MultipleChoiceField(choices=GROUPED)
    hidden = forms.CharField(widget=forms.HiddenInput)
    several = forms.MultipleChoiceField(choices=GROUPED, widget=forms.MultipleHiddenInput)
    boxes = forms.MultipleChoiceField(choices=GROUPED, widget=forms.CheckboxSelectMultiple)
    radio = forms.ChoiceField(choices=GROUPED, widget=forms.RadioSelect)
    file = forms.FileField()
    secret = forms.CharField(widget=forms.PasswordInput(render_value=True))
    address = forms.URLField(assume_scheme="https")
    moment = forms.SplitDateTimeField()


VALUES = {
    "text": HOSTILE, "area": HOSTILE, "number": "1.5", "day": "2026-01-02", "box": "on", "one": HOSTILE,
    "many": ["1", "a"], "hidden": mark_safe("<i>"), "several": ["a", HOSTILE], "boxes": ["a"], "radio": "a",
    "secret": HOSTILE, "address": "https://x.org/?a&b", "moment_0": "2026-01-02", "moment_1": "x",
}  # fmt: skip


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"data": {}},
        {"data": VALUES},
        {"initial": VALUES | {"day": date(2026, 1, 2), "box": True, "number": 2}},
    ],
    ids=["empty", "wrong", "sent", "stored"],
)
def test_a_form_has_the_html_of_djangos_templates(given):
    def drawn(renderer):
        form = Everything(renderer=renderer, **given)
        fields = [
            str(part) for each in form for part in (each, each.label_tag(), each.errors, each.legend_tag())
        ]
        return [str(form), *fields]

    assert drawn(FormRenderer()) == drawn(DjangoTemplates())


@pytest.mark.parametrize("may", [True, False])
@pytest.mark.parametrize("is_limited", [True, False])
@override("es")
def test_a_choice_with_links_has_the_html_of_the_admins_template(may, is_limited):
    context = {
        "rendered_widget": mark_safe("<select></select>"), "is_hidden": not may and is_limited,
        "name": HOSTILE, "url_params": "_to_field=id&_popup=1", "model": HOSTILE, "model_name": "term",
        "can_add_related": True, "can_change_related": may, "can_delete_related": may,
        "can_view_related": may, "add_related_url": "/a/",
        "model_has_limit_choices_to": {"x": 1} if is_limited else {},
        "delete_related_template_url": "/d/", "view_related_url_params": "_to_field=id",
        "change_related_template_url": "/c/__fk__/",
    }  # fmt: skip
    template = "admin/widgets/related_widget_wrapper.html"

    def drawn(renderer):
        html = re.sub(r"\s+", " ", renderer.render(template, context))
        return re.sub(r"(?<=>) | (?=[<>])", "", html)

    assert drawn(FormRenderer()) == drawn(DjangoTemplates())


def test_every_form_is_drawn_so():
    assert isinstance(forms.Form().renderer, FormRenderer)
    assert len(DRAWN) > 10
