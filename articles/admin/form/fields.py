"""Form fields for lists that the database keeps as JSON: one line an entry, or cells with | between them."""

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.content.codes import SYSTEMS, NoCode, as_code


class LinesField(forms.CharField):
    """A list of texts, one per line. Empty lines are dropped."""

    def __init__(self, *, rows=3, **kwargs):
        kwargs.setdefault("required", False)
        kwargs.setdefault("widget", AdminTextareaWidget(attrs={"rows": rows}))
        super().__init__(**kwargs)

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def to_python(self, value):
        if isinstance(value, list):
            return value
        return [line.strip() for line in (value or "").splitlines() if line.strip()]


class CodesField(LinesField):
    """Codes of a subject in medical vocabularies, one per line, in the form in which they are kept."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Codes"))
        kwargs.setdefault(
            "help_text",
            format_lazy(
                _(
                    "Codes of the subject, by which the record systems of hospitals ask for pages, "
                    "such as “ICD-10-CM C79.31”. One per line. Systems: {systems}."
                ),
                systems=", ".join(SYSTEMS),
            ),
        )
        super().__init__(**kwargs)

    def clean(self, value):
        try:
            return sorted({as_code(line) for line in super().clean(value)})
        except NoCode as error:
            raise forms.ValidationError(str(error)) from None


class CellsField(forms.CharField):
    """The values of a table row on one line: "60% | 1,204". An empty cell keeps its place."""

    def __init__(self, **kwargs):
        kwargs.setdefault("required", False)
        kwargs.setdefault("widget", AdminTextInputWidget())
        super().__init__(**kwargs)

    def prepare_value(self, value):
        return " | ".join(value) if isinstance(value, list | tuple) else value

    def to_python(self, value):
        if isinstance(value, list):
            return value
        return [cell.strip() for cell in value.split("|")] if (value or "").strip() else []


class PeopleField(LinesField):
    """Names of the authors of a source, one per line: "Family, Given", or a body without a comma.

    The value is a list of {"family", "given"} or {"literal"}, as in CSL-JSON.
    """

    def prepare_value(self, value):
        return "\n".join(map(_name_line, value)) if isinstance(value, list | tuple) else value

    def to_python(self, value):
        if isinstance(value, list):
            return value
        return [_person(line) for line in super().to_python(value)]


def _name_line(person):
    if person.get("literal"):
        return person["literal"]
    return f"{person.get('family', '')}, {person.get('given', '')}".strip()


def _person(line):
    family, comma, given = (part.strip() for part in line.partition(","))
    if not comma:
        return {"literal": line}
    return {name: text for name, text in (("family", family), ("given", given)) if text}
