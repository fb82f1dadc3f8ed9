"""Body to HTML. The only `mark_safe` of the project is in `rendered.py`; only `glossary.py` asks a database.

Every body is cleaned again when it is drawn. What is drawn is plain values (RenderedArticle), which an
edition keeps; a public page prints them and computes nothing.
"""

from articles.text.cleaning import clean_html
from articles.text.pasted import tidy_pasted
from articles.text.struck import without_struck

from .figures import with_draft_pictures
from .page import render_article
from .references import format_source
from .rendered import (
    RenderedArticle,
    RenderedHeading,
    RenderedSection,
    RenderedSource,
    RenderedSurvey,
    RenderedTerm,
)
from .survey_csv import survey_csv
from .surveys import render_survey
from .terms import GlossaryTerm

__all__ = [
    "GlossaryTerm",
    "RenderedArticle",
    "RenderedHeading",
    "RenderedSection",
    "RenderedSource",
    "RenderedSurvey",
    "RenderedTerm",
    "clean_html",
    "format_source",
    "render_article",
    "render_survey",
    "survey_csv",
    "tidy_pasted",
    "with_draft_pictures",
    "without_struck",
]
