"""What an editor saw: the article in the shape of its form, with a fingerprint of every field and row."""

import hashlib
import html
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django import forms
from django.forms.models import BaseInlineFormSet, ModelChoiceField
from django.http import QueryDict

from articles.admin.odd_requests import is_key
from articles.content.plain_text import TAG

Values = dict[str, list[str]]
# The places of rows are compared for all rows together; the others only say which row it is.
NOT_COMPARED = {"order", "id", "DELETE", "article"}
END_OF_BLOCK = re.compile(r"</(?:p|li|tr|h4|caption)>|<br>")


@dataclass(frozen=True)
class Row:
    """A row of an inline: a section, an author. `values` has what a browser would send for each field."""

    label: str
    values: Values
    order: int = 0


@dataclass(frozen=True)
class Stored:
    """The article as the database has it now. `inputs` are the form fields of the article ("") and of the
    rows of each inline (its prefix), `rows` those rows by primary key, in their order."""

    fields: Values
    rows: dict[str, dict[str, Row]]
    inputs: dict[str, Mapping[str, forms.Field]]

    def fingerprints(self) -> dict[str, str]:
        """A short digest of each part, for the hidden field `seen_parts`."""
        parts = {name: fingerprint(values) for name, values in self.fields.items()}
        for prefix, rows in self.rows.items():
            parts |= {f"{prefix}:{pk}": row_fingerprint(row.values) for pk, row in rows.items()}
            parts[f"{prefix}:order"] = fingerprint(rows)
        return parts

    def label(self, name: str) -> str:
        return str(self.inputs[""][name].label or name.replace("_", " ").capitalize())

    def field_words(self, name: str, values: list[str]) -> str:
        return words(self.inputs[""][name], values)

    def row_words(self, prefix: str, values: Values) -> str:
        """The words of a row, one field a line; empty fields are left out."""
        inputs = self.inputs[prefix]
        lines = [
            words(inputs[name], vs)
            for name, vs in values.items()
            if name in inputs and name not in NOT_COMPARED and any(vs)
        ]
        return "\n".join(line for line in lines if line)


def stored(form: forms.BaseForm, formsets: Iterable[BaseInlineFormSet]) -> Stored:
    """Reads unbound forms of the saved article."""
    formsets = list(formsets)
    return Stored(
        fields={name: _values(form[name].value()) for name in form.fields},
        rows={formset.prefix: _stored_rows(formset) for formset in formsets},
        inputs={"": form.fields, **{formset.prefix: formset.empty_form.fields for formset in formsets}},
    )


def _stored_rows(formset):
    return {
        str(row.instance.pk): Row(
            str(row.instance),
            {name: _values(row[name].value()) for name in row.fields if name != "DELETE"},
            getattr(row.instance, "order", 0),
        )
        for row in formset.initial_forms
    }


def _values(value) -> list[str]:
    if isinstance(value, list | tuple):
        return [str(item) for item in value]
    if isinstance(value, bool):
        return ["on"] if value else []
    return [] if value in (None, "") else [str(value)]


def fingerprint(values: Iterable[str]) -> str:
    text = json.dumps([value for value in values if value])
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]


def row_fingerprint(values: Values) -> str:
    named = sorted(values.items())
    return fingerprint(f"{name}={vs}" for name, vs in named if name not in NOT_COMPARED and any(vs))


def read_seen(post: QueryDict) -> dict[str, str]:
    """The fingerprints that a form carried; none if they were stripped or spoiled."""
    try:
        parts = json.loads(post.get("seen_parts", ""))
    except ValueError:
        return {}
    return parts if isinstance(parts, dict) else {}


def words(form_field: forms.Field, values: list[str]) -> str:
    """The values of a field as an editor reads them: names instead of keys, text instead of HTML."""
    if isinstance(form_field, ModelChoiceField):
        keys = filter(is_key, values)
        return ", ".join(map(str, form_field.queryset.filter(pk__in=list(keys))))
    if isinstance(form_field, forms.ChoiceField):
        names = {str(key): str(name) for key, name in form_field.choices}
        return ", ".join(names.get(value, value) for value in values)
    return "\n".join(_plain(value) for value in values)


def _plain(value):
    if "</" not in value:
        return value
    lines = (html.unescape(TAG.sub(" ", line)) for line in END_OF_BLOCK.split(value))
    return "\n".join(filter(None, (" ".join(line.split()) for line in lines)))
