"""The name of a page, a source or a survey table, as readers see it wherever it is printed.

What one must know before relying on a thing stands in its name, because a name travels: into lists, shared
links, feeds, citations and screenshots, where nothing that stands beside it comes along.
"""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

WITHDRAWN, RETRACTED_SOURCE, OVERDUE = "withdrawn", "retracted-source", "overdue"
IN_QUESTION, OLD, DEMONSTRATION = "in-question", "old", "demonstration"
# The gravest first: where several hold, the name begins with it.
NAMES = {
    WITHDRAWN: gettext_lazy("Withdrawn: %(title)s"),
    IN_QUESTION: gettext_lazy("Review in question: %(title)s"),
    RETRACTED_SOURCE: gettext_lazy("Relies on a retracted source: %(title)s"),
    OVERDUE: gettext_lazy("Overdue for review: %(title)s"),
    OLD: gettext_lazy("Old edition: %(title)s"),
    DEMONSTRATION: gettext_lazy("Demonstration: %(title)s"),
}


def page_name(title: str, states: Collection[str]) -> str:
    """The title with every state that holds, in the language that the page is drawn in."""
    for state in reversed(NAMES):
        if state in states:
            title = NAMES[state] % {"title": title}
    return title


def states_of_live(
    *,
    is_demonstration: bool,
    is_in_question: bool,
    has_retracted_source: bool,
    next_review_on: date,
    today: date,
) -> set[str]:
    """The states of a page that readers may read."""
    holds = {
        IN_QUESTION: is_in_question,
        RETRACTED_SOURCE: has_retracted_source,
        OVERDUE: next_review_on < today,
        DEMONSTRATION: is_demonstration,
    }
    return {state for state, does in holds.items() if does}


def survey_name(title: str, is_unverified: bool) -> str:
    """The title; of a table that rests on nothing that anybody has checked, with that before it."""
    return _("Unverified: %(title)s") % {"title": title} if is_unverified else title


def source_name(title: str, is_retracted: bool) -> str:
    """The title; of a source that was retracted, with that before it."""
    return _("Retracted: %(title)s") % {"title": title} if is_retracted else title
