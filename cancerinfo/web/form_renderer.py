"""How the parts of a form become HTML."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from html import escape
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.templatetags.static import static
from django.utils import translation
from django.utils.formats import localize
from django.utils.html import conditional_escape
from django.utils.safestring import SafeData

WIDGETS = "django/forms/widgets/"
OPTION = f"{WIDGETS}select_option.html"
# As the admin's template has them: its own catalog translates them.
CHANGE, ADD = "Change selected %(model)s", "Add another %(model)s"
DELETE, VIEW = "Delete selected %(model)s", "View selected %(model)s"


class FormRenderer(DjangoTemplates):
    """Draws what forms have most of in plain code, with the HTML that Django's templates give, which take
    some ten times as long: an article's form has 300 fields, with as many lists of errors and labels. Only
    around choices with links are there no blanks. What it doesn't know is drawn by its template."""

    def render(self, template_name, context, request=None):
        draw = DRAWN.get(template_name)
        drawn = draw(context) if draw else None
        return super().render(template_name, context, request) if drawn is None else drawn


def _input(context) -> str:
    widget = context["widget"]
    value = "" if widget["value"] is None else f' value="{_text(widget["value"])}"'
    return f'<input type="{_often(widget["type"])}" name="{_often(widget["name"])}"{value}{_attrs(widget)}>'


def _textarea(context) -> str:
    widget = context["widget"]
    value = _words(widget["value"]) if widget["value"] else ""
    return f'<textarea name="{_often(widget["name"])}"{_attrs(widget)}>\n{value}</textarea>'


def _select(context) -> str | None:
    widget = context["widget"]
    parts = [f'<select name="{_often(widget["name"])}"{_attrs(widget)}>']
    for name, options, _ in widget["optgroups"]:
        if name:
            parts.append(f'\n  <optgroup label="{_words(name)}">')
        for option in options:
            if option["template_name"] != OPTION:
                return None
            text = _words(option["label"])
            parts.append(f'\n  <option value="{_text(option["value"])}"{_attrs(option)}>{text}</option>\n')
        if name:
            parts.append("\n  </optgroup>")
    return "".join([*parts, "\n</select>"])


def _related(context) -> str:
    """A choice with the links to the admin's pages of what is chosen."""
    ref = (
        "" if context["model_has_limit_choices_to"] else f' data-model-ref="{_words(context["model_name"])}"'
    )
    links = "" if context["is_hidden"] else "".join(_links(context))
    return f'<div class="related-widget-wrapper"{ref}>{_words(context["rendered_widget"])}{links}</div>'


def _links(context) -> Iterator[str]:
    popup = f"?{_words(context['url_params'])}"
    if context["can_change_related"]:
        address = f"{_words(context['change_related_template_url'])}{popup}"
        yield _link(context, "change", f'data-href-template="{address}" data-popup="yes"', CHANGE)
    if context["can_add_related"]:
        address = f"{_words(context['add_related_url'])}{popup}"
        yield _link(context, "add", f'data-popup="yes" href="{address}"', ADD)
    if context["can_delete_related"]:
        address = f"{_words(context['delete_related_template_url'])}{popup}"
        yield _link(context, "delete", f'data-href-template="{address}" data-popup="yes"', DELETE)
    if context["can_view_related"]:
        query = _words(context["view_related_url_params"])
        address = f"{_words(context['change_related_template_url'])}?{query}"
        yield _link(context, "view", f'data-href-template="{address}"', VIEW)


def _link(context, act: str, address: str, title: str) -> str:
    title = translation.gettext(title) % {"model": _words(context["model"])}
    place = f'class="related-widget-wrapper-link {act}-related" id="{act}_id_{_words(context["name"])}"'
    icon = f'<img src="{_words(static(f"admin/img/icon-{act}link.svg"))}" alt="" width="24" height="24">'
    return f'<a {place} {address} title="{title}">{icon}</a>'


def _label(context) -> str:
    label = _words(context["label"])
    tag = context["tag"]
    return (f"<{tag}{_attrs(context)}>{label}</{tag}>" if context["use_tag"] else label).strip()


def _errors(context) -> str | None:
    return None if context["errors"] else ""


def _attrs(holder: Mapping[str, Any]) -> str:
    return "".join(
        f" {_often(name)}" if value is True else f' {_often(name)}="{_often(value)}"'
        for name, value in (holder["attrs"] or {}).items()
        if value is not False
    )


def _often(value) -> str:
    """`_text` of what forms say again and again: names and attributes."""
    return value if isinstance(value, SafeData) else _escaped(str(value))


# Django's own looks for lazy texts first, which takes longer than to escape a short one.
_escaped = lru_cache(maxsize=5000)(escape)


def _text(value) -> str:
    """A value that is written as it is, without regard to the language."""
    return value if isinstance(value, SafeData) else escape(str(value))


def _words(value) -> str:
    return escape(value) if type(value) is str else conditional_escape(localize(value))


INPUTS = "input text number email url password hidden search tel color date datetime time file checkbox"
DRAWN = {
    **{f"{WIDGETS}{name}.html": _input for name in INPUTS.split()},
    f"{WIDGETS}textarea.html": _textarea,
    f"{WIDGETS}select.html": _select,
    "admin/widgets/related_widget_wrapper.html": _related,
    "django/forms/label.html": _label,
    "django/forms/errors/list/default.html": _errors,
    "django/forms/errors/list/ul.html": _errors,
}
