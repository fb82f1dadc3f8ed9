"""Template tags for what a long form repeats: fieldsets, and the cells, tools and keys of rows.

Plain code takes a tenth of the time of the admin's templates, and an article's form has some 30 rows. All
words are escaped by the parts of Django that give them, or else here.
"""

import django
from django import template
from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag
def fieldset(fieldset, heading_level: int, prefix: str, id_prefix: int, id_suffix: int) -> SafeString:
    """The HTML of the admin's `includes/fieldset.html`, but for the blanks between its elements. That of
    Django 5.2 is drawn here; Django 6.1 has another, which its own template draws."""
    if django.VERSION >= (6, 1):
        facts = {"heading_level": heading_level, "prefix": prefix, "id_prefix": id_prefix}
        facts |= {"fieldset": fieldset, "id_suffix": id_suffix}
        return render_to_string("admin/includes/fieldset.html", facts)
    name = conditional_escape(fieldset.name) if fieldset.name else ""
    heading = f"{conditional_escape(prefix)}-{id_prefix}-{id_suffix}-heading"
    parts = [f'<fieldset class="module aligned {conditional_escape(fieldset.classes)}"']
    parts.append(f' aria-labelledby="{heading}">' if name else ">")
    if name:
        title = f'<h{heading_level} id="{heading}" class="fieldset-heading">{name}</h{heading_level}>'
        parts.append(f"<details><summary>{title}</summary>" if fieldset.is_collapsible else title)
    if fieldset.description:
        parts.append(f'<div class="description">{fieldset.description}</div>')
    parts += map(_line, fieldset)
    parts.append("</details></fieldset>" if name and fieldset.is_collapsible else "</fieldset>")
    return mark_safe("".join(parts))  # noqa: S308


def _line(line) -> str:
    fields = list(line)
    names = "".join(f" field-{name}" for name in map(_name, fields) if name)
    hidden = "" if line.has_visible_field else " hidden"
    if len(fields) > 1:
        inner = "".join(_field(field, is_alone=False) for field in fields)
        inner = f'<div class="flex-container form-multiline">{inner}</div>'
        return f'<div class="form-row{hidden}{names}">{inner}</div>'
    errors = line.errors()
    inner = "".join(_field(field, is_alone=True) for field in fields)
    return f'<div class="form-row{" errors" if errors else ""}{hidden}{names}">{errors}{inner}</div>'


def _field(field, is_alone: bool) -> str:
    errors = "" if is_alone or field.is_readonly else field.errors()
    classes = "flex-container"
    if not is_alone:
        name = _name(field)
        classes += f" fieldBox{f' field-{name}' if name else ''}{' errors' if errors else ''}"
        classes += " hidden" if _fact(field, "is_hidden") else ""
    if field.is_checkbox:
        classes += " checkbox-row"
        inner = f"{field.field}{field.label_tag()}"
    elif field.is_readonly:
        inner = f'{field.label_tag()}<div class="readonly">{field.contents()}</div>'
    else:
        inner = f"{field.label_tag()}{field.field}"
    return f'<div>{errors}<div class="{classes}">{inner}</div>{_help(field)}</div>'


def _help(field) -> str:
    text = _fact(field, "help_text")
    if not text:
        return ""
    described = _fact(field, "id_for_label")
    place = f' id="{conditional_escape(described)}_helptext"' if described else ""
    hidden = " hidden" if _fact(field, "is_hidden") else ""
    return f'<div class="help{hidden}"{place}><div>{text}</div></div>'


@register.simple_tag
def cells(row) -> SafeString:
    """A cell for each field of a row of an inline, with its errors and its help."""
    return mark_safe("".join(_cell(field) for fieldset in row for line in fieldset for field in line))  # noqa: S308


def _cell(field) -> str:
    name = _name(field)
    hidden = " hidden" if _fact(field, "is_hidden") else ""
    start = f'<td class="{f"field-{name}" if name else ""}{hidden}">'
    if field.is_readonly:
        return f"{start}<p>{field.contents()}</p></td>"
    text = field.field.help_text
    help_text = f'<div class="help">{conditional_escape(text)}</div>' if text else ""
    return f"{start}{field.errors()}{field.field}{help_text}</td>"


def _name(field) -> str:
    return conditional_escape(_fact(field, "name") or "")


def _fact(field, name: str):
    """A fact about a field of the admin, which holds it in a dict if the field can't be changed."""
    return field.field.get(name) if field.is_readonly else getattr(field.field, name)


@register.simple_tag
def row_tools(row, rows) -> SafeString:
    """The buttons of one of these rows, which the page's script shows, and what deletes it without one."""
    parts = [_button("up", "Up"), _button("down", "Down")]
    if rows.formset.can_delete and rows.has_delete_permission:
        field = row.deletion_field()
        box = f'<span class="row-delete">{field.field} {field.label_tag()}</span>'
        parts += [_button("delete", "Delete"), box]
    return mark_safe(f'<span class="row-tools">{"".join(parts)}</span>')  # noqa: S308


def _button(act: str, label: str) -> str:
    return f'<button type="button" data-act="{act}" hidden>{label}</button>'


@register.simple_tag
def row_keys(row) -> SafeString:
    """The hidden fields that say which row it is, and of what."""
    keys = [row.pk_field().field] if row.needs_explicit_pk_field() else []
    owner = row.fk_field()
    return mark_safe("".join(map(str, [*keys, owner.field] if owner else keys)))  # noqa: S308
