"""Pages for readers: help organizations, and the glossary."""

from dataclasses import dataclass, fields
from itertools import groupby
from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.content.records import in_language
from articles.content.translation import is_translated
from articles.editions import structured_data
from articles.models import Edition
from articles.records.approved import defined_terms
from articles.records.directory import all_listed, listed_organizations
from articles.text.title_order import letter_of, sort_text
from cancerinfo.web.public_pages import numbered_page, public_page, text_parameter
from resources.directory import by_need, describe
from resources.models import Organization
from resources.names import countries, country_name, language_name

ORGANIZATIONS_A_PAGE = 50
ARTICLES_SHOWN = 20


@dataclass(frozen=True)
class Filters:
    """What the address asks of the list of organizations; an empty text asks nothing. `country` is where the
    reader is."""

    country: str
    help: str
    language: str
    phone: str

    @classmethod
    def asked(cls, request, choices):
        """Those of the address. What isn't among the `choices` asks nothing."""
        values = {item.name: text_parameter(request, item.name, 20) for item in fields(cls)}
        known = {name: {value for value, _words in choices[name]} for name in choices}
        return cls(**{name: value if value in known[name] else "" for name, value in values.items()})

    def keeps(self, organization):
        text = organization.text
        return (
            (not self.country or text.country == self.country)
            and (not self.language or self.language in text.languages)
            and (not self.help or self.help in text.help)
            and (not self.phone or organization.has_phone)
        )

    def as_query(self):
        return urlencode({name: value for name, value in vars(self).items() if value})


@require_safe
@public_page
def organization_list(request):
    """Filters in Python: a directory isn't a long list."""
    listed = sorted(all_listed(timezone.localdate()), key=by_need)
    choices = filter_choices(listed)
    filters = Filters.asked(request, choices)
    found = [organization for organization in listed if filters.keeps(organization)]
    directories = directories_beside(found, listed) if filters.country else []
    # Who finds nothing is shown everything, or who knows more of their country: no dead end.
    page = numbered_page(request, found or ([] if directories else listed), ORGANIZATIONS_A_PAGE)
    trail = [(_("Organizations that help"), "")]
    title = trail[0][0]
    context = {
        "title": title,
        "description": _(
            "Charities, helplines and official services for people with cancer and their families: what "
            "they do, and how to reach them."
        ),
        "trail": trail,
        "page": page,
        "page_query": filters.as_query(),
        "nothing_fits": bool(listed) and not found,
        "organizations": page.object_list,
        "directories": directories,
        "filters": filters,
        "country": country_name(filters.country),
        "has_phone": any(organization.has_phone for organization in found),
        "choices": choices,
        "noindex": bool(filters.as_query()),
    }
    context["structured_data"] = structured_data.list_page(title, context["description"], request.path, trail)
    return render(request, "resources/organization_list.html", context)


def directories_beside(found, organizations):
    """The organizations, other than those found, that name groups in many countries."""
    directory = Organization.Help.DIRECTORY
    return [each for each in organizations if directory in each.text.help and each not in found]


def filter_choices(organizations):
    """What there is to choose from: (value, words) pairs by the name of the filter. A reader may be in any
    country; all else is what the organizations give."""
    texts = [organization.text for organization in organizations]
    helps = {value for text in texts for value in text.help}
    languages = {code for text in texts for code in text.languages}
    return {
        "country": countries(),
        "help": [(value, label) for value, label in Organization.Help.choices if value in helps],
        "language": sorted(((code, language_name(code)) for code in languages), key=by_words),
        "phone": [("1", _("With a telephone number"))],
    }


def by_words(choice):
    return sort_text(choice[1])


@require_safe
@public_page
def organization_detail(request, slug):
    organization = next(iter(listed_organizations([slug], timezone.localdate())), None)
    if organization is None:
        raise Http404("There is no such organization.")
    text = organization.text
    context = {
        "title": _("%(name)s: help and contact") % {"name": text.name},
        "description": describe(organization),
        "trail": [(_("Organizations that help"), reverse("organization_list")), (text.name, "")],
        "organization": organization,
        "country": country_name(text.country),
        "languages": [(code, language_name(code)) for code in text.languages],
        "editions": editions_that_name(text.slug),
    }
    context["structured_data"] = structured_data.organization_page(organization, context["trail"])
    return render(request, "resources/organization_detail.html", context)


def editions_that_name(slug):
    """Live editions whose own text names the organization; a working copy that now does isn't a reason."""
    candidates = Edition.objects.live().filter(article__organizations__slug=slug).order_by("live__title_key")
    return [
        edition.live
        for edition in candidates.select_related("live").defer("rendered")[:ARTICLES_SHOWN]
        if any(named["slug"] == slug for named in edition.content["organizations"])
    ]


@require_safe
@public_page
def glossary(request):
    language = get_language()
    terms = [in_language(term, language) for term in defined_terms()]
    terms.sort(key=lambda term: sort_text(term.name))
    groups = groupby(terms, lambda term: letter_of(term.name))
    title = _("Glossary")
    context = {
        "title": title,
        "description": _("Plain explanations of the words that doctors and our pages use about cancer."),
        "trail": [(title, "")],
        "translated": {term.slug for term in terms if is_translated(term, language)},
        "groups": [(letter, list(group)) for letter, group in groups],
    }
    context["structured_data"] = structured_data.glossary_page(terms, context["trail"])
    return render(request, "resources/glossary.html", context)
