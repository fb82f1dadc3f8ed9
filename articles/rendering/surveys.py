"""Draws survey tables: the figures, who was asked, and plainly what is not known about them."""

from collections.abc import Iterable
from html import escape

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from articles.content import CITATION, SourceContent, SurveyRow, SurveyTableContent, cited_keys
from articles.content.status_names import survey_name
from articles.text.numbers import margin_of_error, marks_apart, parse_value

from .citations import Citations
from .dates import spoken_period
from .rendered import RenderedSurvey, safe
from .survey_drawing import Drawing, drawing_of, measured_in, picture


def render_survey(table: SurveyTableContent, sources: Iterable[SourceContent]) -> RenderedSurvey:
    """A survey table for a page of its own, with its own list of sources."""
    citations = Citations(sources)
    html = survey_figure(table, citations, is_folded=False)
    return RenderedSurvey(
        table.key, survey_anchor(table.key), name_of(table), safe(html), citations.sources()
    )


def name_of(table: SurveyTableContent) -> str:
    return survey_name(table.title, table.is_unverified)


def survey_anchor(key: str) -> str:
    return f"survey-{key}"


def survey_figure(table: SurveyTableContent, citations: Citations, *, is_folded: bool = True) -> str:
    """The table with its label, and with its facts and gaps, folded or not, as one figure."""
    drawing = drawing_of(table)
    return "".join(
        [
            f'<figure class="survey" id="{escape(survey_anchor(table.key))}">',
            _label(table),
            f'<table class="stack {_layout(table, drawing)}"><caption>{_caption(table)}</caption>',
            f"<thead><tr>{_header(table)}</tr></thead><tbody>",
            *(_row(table, row, citations, drawing) for row in table.rows),
            "</tbody></table>",
            _provenance(table, citations, is_folded),
            "</figure>",
        ]
    )


def _layout(table: SurveyTableContent, drawing: Drawing) -> str:
    """How its rows lie: a label beside its one value; or values below each other, on every screen where bars
    are compared, else on narrow ones."""
    if drawing.kind == "lengths":
        return "pairs"
    return "wide" if _width(table) > 1 else "rows"


def scrolling(label: str) -> tuple[str, str]:
    """What goes around a table that may be wider than the page: a box that scrolls, by keyboard too."""
    return f'<div class="scroll" role="region" tabindex="0" aria-label="{escape(label)}">', "</div>"


def _label(table: SurveyTableContent) -> str:
    if not table.is_unverified:
        return ""
    why = _("no source was found for these figures. Do not rely on them.")
    if table.is_sourced:
        why = _("nobody has compared these figures with their source. Do not rely on them.")
    label = _("Unverified:")
    return f'<p class="panel warning"><strong>{label}</strong> {why}</p>'


def _caption(table: SurveyTableContent) -> str:
    """What was found, and below it what the table is called. An unverified table found nothing."""
    name = _text(name_of(table))
    if not table.headline or table.is_unverified:
        return f"<b>{name}</b>"
    return f"<b>{_text(table.headline)}</b> {name}"


def _width(table: SurveyTableContent) -> int:
    return max([len(table.columns), *(len(row.values) for row in table.rows)])


def _header(table: SurveyTableContent) -> str:
    corner = table.label_heading or (_("Answer") if table.kind == "survey" else "")
    headings = [corner, *(column.heading for column in table.columns)]
    headings += [""] * (_width(table) + 1 - len(headings))
    # An empty header cell names nothing, so it isn't a header cell.
    return "".join(
        f'<th scope="col">{_text(heading)}</th>' if heading.strip() else "<td></td>" for heading in headings
    )


def _row(table: SurveyTableContent, row: SurveyRow, citations: Citations, drawing: Drawing) -> str:
    base = f" <small>({_text(row.base)})</small>" if row.base else ""
    width = _width(table)
    units = [*(column.unit for column in table.columns), *["text"] * width][:width]
    headings = [*(column.heading for column in table.columns), *[""] * width]
    values = [*row.values, *[""] * width][:width]
    cells = []
    for i, value in enumerate(values):
        figure = measured_in(values, units, i)
        drawn = picture(drawing, units[i], figure) if figure else ""
        said = f' data-h="{escape(headings[i])}"' if width > 1 and headings[i] else ""
        text = _cell(value, units[i], citations)
        cells.append(
            f'<td class="drawn"{said}><b>{text}</b>{drawn}</td>' if drawn else f"<td{said}>{text}</td>"
        )
    return f'<tr><th scope="row">{_text(row.label)}{base}</th>{"".join(cells)}</tr>'


def _cell(value: str, unit: str, citations: Citations) -> str:
    """The figure as it was printed, with its unit."""
    keys = cited_keys(value)
    text = CITATION.sub("", value).strip()
    if keys and not text:
        return ", ".join(map(citations.name, keys))
    shown = _text(text) if text else '<span class="soft">' + _("no figure") + "</span>"
    if unit in ("percent", "months") and parse_value(text) is not None:
        shown = _with_unit(shown, unit)
    return shown + (citations.cite(keys) if keys else "")


def _with_unit(number: str, unit: str) -> str:
    if unit == "months":
        return _("%(number)s months") % {"number": number}
    figure, marks = marks_apart(number)
    return number if figure.endswith("%") else f"{figure}%{marks}"


def _provenance(table: SurveyTableContent, citations: Citations, is_folded: bool) -> str:
    """Where the figures come from, below a line that says how many people they rest on, and when."""
    told = _facts(table, citations) + _gaps(table)
    if not told:
        return ""
    label = _("How it was asked") if table.kind == "survey" else _("Where the figures come from")
    people = _("%(number)s people") % {"number": _whole(table.sample_size)} if table.sample_size else ""
    brief = ", ".join(part for part in (people, _text(spoken_period(table.fielded))) if part)
    summary = f"{label} ({brief})" if brief else label
    return f"<details{'' if is_folded else ' open'}><summary>{summary}</summary>{told}</details>"


def _facts(table: SurveyTableContent, citations: Citations) -> str:
    facts = [
        (_("Question"), _text(table.question or table.question_note)),
        (_("Who was asked") if table.kind == "survey" else _("Who was studied"), _population(table)),
        (_("Number of people"), _whole(table.sample_size) if table.sample_size else ""),
        (_("Answered"), _response(table)),
        (_("When"), _text(spoken_period(table.fielded) or table.fielded_note)),
        (_("How"), _text(table.mode)),
        (_("Weighting"), _text(table.weighting)),
        (_("Margin of error"), _margin(table)),
        (_("Source"), _source(table, citations)),
        (_("Note"), _text(table.note)),
    ]
    lines = "".join(f"<div><dt>{name}</dt><dd>{html}</dd></div>" for name, html in facts if html)
    return f"<dl>{lines}</dl>" if lines else ""


def _population(table: SurveyTableContent) -> str:
    return _text(", ".join(part for part in (table.population, table.country) if part))


def _response(table: SurveyTableContent) -> str:
    rate = parse_value(table.response_rate)
    if rate is None:
        return ""
    return _("%(percent)s%% of those asked") % {"percent": _text(table.response_rate.rstrip("% "))}


def _margin(table: SurveyTableContent) -> str:
    """A figure only where people were drawn by chance: of others it would say what nobody knows (AAPOR,
    "Margin of Sampling Error"). A table of results and an unverified one have none."""
    if table.kind != "survey" or table.is_unverified or not _has_percentage(table):
        return ""
    if table.sampling == "opt-in":
        return _(
            "We can't tell how close these figures are to those for the whole group, because people chose"
            " whether to answer."
        )
    if table.sampling != "probability":
        return _(
            "We can't tell how close these figures are to those for the whole group, because people chose"
            " whether to answer, and as far as we know they were not picked at random."
        )
    if not table.sample_size:
        return ""
    points = round(margin_of_error(table.sample_size), 1)
    return _(
        "up to about %(points)s percentage points either way for a figure based on all %(number)s people"
        " (95%% confidence, calculated as for a simple random sample)"
    ) % {"points": number_format(f"{points:g}"), "number": _whole(table.sample_size)}


def _whole(number: int) -> str:
    """A whole number with the separators of the language: "1,204"."""
    return number_format(number, force_grouping=True)


def _has_percentage(table: SurveyTableContent) -> bool:
    percents = {i for i, column in enumerate(table.columns) if column.unit == "percent"}
    return any(
        i in percents and parse_value(CITATION.sub("", value)) is not None
        for row in table.rows
        for i, value in enumerate(row.values)
    )


def _counts_people(table: SurveyTableContent) -> bool:
    """Whether a table of results says in a column of its own how many people each row rests on."""
    return table.kind == "table" and any(column.unit == "count" for column in table.columns)


def _source(table: SurveyTableContent, citations: Citations) -> str:
    if table.source:
        return citations.name(table.source)
    if table.is_sourced:
        return _("See each row.")
    if not table.source_text:
        return _("None was found.")
    return _("None was found. The text it was taken from gave: %(source)s.") % {
        "source": _text(table.source_text)
    }


def _gaps(table: SurveyTableContent) -> str:
    """What is not known, in plain sentences. Where an editor says why, the note stands among the facts."""
    is_survey = table.kind == "survey"
    gaps = {
        _("The exact question was not published."): is_survey and not (table.question or table.question_note),
        _("We don't know who was asked."): is_survey and not table.population,
        _("We don't know how many people the figures are based on."): not (
            table.sample_size or _counts_people(table)
        ),
        _("We don't know when people were asked."): is_survey and not (table.fielded or table.fielded_note),
        _("We don't know whether the answers were weighted."): is_survey and not table.weighting,
    }
    sentences = " ".join(sentence for sentence, is_missing in gaps.items() if is_missing)
    return f'<p class="small soft">{sentences}</p>' if sentences else ""


def _text(text: str) -> str:
    return escape(text, quote=False)
