"""Names of countries and languages for their ISO codes."""

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from articles.text.title_order import sort_text

# The countries where organizations of the directory are based; another code is shown as it is.
COUNTRIES = {
    "AR": _("Argentina"),
    "AT": _("Austria"),
    "AU": _("Australia"),
    "BE": _("Belgium"),
    "BR": _("Brazil"),
    "CA": _("Canada"),
    "CH": _("Switzerland"),
    "CL": _("Chile"),
    "CN": _("China"),
    "CO": _("Colombia"),
    "CZ": _("Czechia"),
    "DE": _("Germany"),
    "DK": _("Denmark"),
    "EG": _("Egypt"),
    "ES": _("Spain"),
    "EU": _("European Union"),
    "FI": _("Finland"),
    "FR": _("France"),
    "GB": _("United Kingdom"),
    "GR": _("Greece"),
    "HK": _("Hong Kong"),
    "IE": _("Ireland"),
    "IL": _("Israel"),
    "IN": _("India"),
    "IT": _("Italy"),
    "JP": _("Japan"),
    "KE": _("Kenya"),
    "KR": _("South Korea"),
    "LU": _("Luxembourg"),
    "MX": _("Mexico"),
    "NG": _("Nigeria"),
    "NL": _("Netherlands"),
    "NO": _("Norway"),
    "NZ": _("New Zealand"),
    "PE": _("Peru"),
    "PH": _("Philippines"),
    "PL": _("Poland"),
    "PT": _("Portugal"),
    "SE": _("Sweden"),
    "SG": _("Singapore"),
    "TR": _("Türkiye"),
    "US": _("United States"),
    "ZA": _("South Africa"),
}


def country_name(code: str) -> str:
    return str(COUNTRIES.get(code, code))


def emergency_numbers() -> list[tuple[str, str]]:
    """What readers dial in an emergency, as the settings say, each with the name of its country or ""."""
    return [(number, country_name(code)) for code, number in settings.EMERGENCY_NUMBERS]


def language_name(code: str) -> str:
    """The name of a language in the language of the page, or its code where it is not known."""
    code = "zh-hans" if code == "zh" else code
    known = LANG_INFO.get(code, {})
    if "fallback" in known:
        code = known["fallback"][0]
    if code not in LANG_INFO:
        return code
    return str(get_language_info(code)["name_translated"])


def countries() -> list[tuple[str, str]]:
    """The code and the name of each country that a reader may be in, by name."""
    found = ((code, country_name(code)) for code in COUNTRIES if code != "EU")
    return sorted(found, key=lambda country: sort_text(country[1]))
