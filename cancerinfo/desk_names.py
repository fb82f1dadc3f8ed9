"""The names of records, of their fields and of what may be chosen, in the language of whoever uses the desk.

Django makes a name of a field from its name in the code. Those of our models are translated when they are
shown, so that neither models nor migrations repeat them.
"""

from django.apps import apps
from django.contrib.admin import AdminSite
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _

OURS = {"articles", "resources", "accounts"}
# For the catalogues; a test tells which are missing.
# fmt: off
NAMES = {
    _("abbreviation"), _("accessed"), _("account"), _("act"), _("action"), _("actor"), _("acts"),
    _("address"), _("affiliation"), _("aim"), _("aliases"), _("answered as"), _("answers"), _("article"),
    _("articles"), _("at"), _("audience"), _("authors"), _("base"), _("benefits"), _("blocked"), _("body"),
    _("by"), _("byline"), _("caption"), _("carries"), _("category"), _("cause"), _("certifier"),
    _("change"), _("changed at"), _("check code"), _("checked by"), _("checked how"), _("checked on"),
    _("code digest"), _("code sent at"), _("code tries"), _("codes"), _("codes sent"), _("comment"),
    _("comments"), _("contact"), _("contacts"), _("content"), _("context"), _("contributor"),
    _("contributors"), _("cost"), _("count"), _("country"), _("created at"), _("credentials"), _("credit"),
    _("decorative"), _("definition"), _("demonstration"), _("description"), _("detail"), _("diagnosis"),
    _("digest"), _("disclaimer"), _("disowned at"), _("DOI"), _("drawn by chance"), _("dropped"),
    _("due at"), _("due on"), _("edition"), _("editions"), _("editors"), _("email"), _("emergency"),
    _("evidence on"), _("expert letter"), _("expert letters"), _("expires at"), _("failed days"),
    _("failed since"), _("fielded note"), _("figure"), _("figures"), _("file name"), _("files"),
    _("findings"), _("fingerprint"), _("first on"), _("first published at"), _("fixed in"), _("fixed page"),
    _("fixed pages"), _("form id"), _("handled at"), _("handled by"), _("heading"), _("headline"),
    _("health professionals"), _("help"), _("help organizations"), _("hours"), _("how it works"), _("ID"),
    _("identity"), _("import record"), _("import records"), _("imported at"), _("interests"), _("interval"),
    _("invitation"), _("invitations"), _("invited at"), _("invited by"), _("is demonstration"),
    _("is in question"), _("issue"), _("issued"), _("kept"), _("key"), _("kind"), _("label"), _("language"),
    _("languages"), _("last on"), _("letter"), _("level"), _("licence"), _("links"), _("list"),
    _("list language"), _("listed"), _("live edition"), _("live editions"), _("look"), _("main message"),
    _("merged at"), _("merged by"), _("message"), _("mode"), _("months"), _("moved"), _("name"),
    _("nature"), _("next review on"), _("no treatment"), _("non-urgent"), _("none"), _("not known"),
    _("note"), _("notice"), _("noticed on"), _("number"), _("old addresses"), _("ORCID"), _("order"),
    _("organization"), _("organizations"), _("origin"), _("other"), _("other options"), _("overview"),
    _("owner"), _("page"), _("page digest"), _("patients and families"), _("people chose to take part"),
    _("percent"), _("phrase"), _("phrases"), _("pinned"), _("places"), _("PMCID"), _("PMID"), _("points"),
    _("population"), _("problem"), _("proven at"), _("published at"), _("published by"), _("publisher"),
    _("purpose"), _("quality of life"), _("question note"), _("questions to ask"), _("quote"), _("rank"),
    _("reader report"), _("reader reports"), _("reason"), _("reasons"), _("received at"), _("record"),
    _("record id"), _("record kind"), _("related edition"), _("related editions"), _("reminder"),
    _("reminders"), _("rendered"), _("rendered digest"), _("replacement"), _("requested at"),
    _("requested by"), _("resolved at"), _("resolved by"), _("response rate"), _("retracted sources"),
    _("retraction note"), _("retraction notice"), _("retraction notices"), _("retraction status"),
    _("review interval"), _("review key"), _("review request"), _("review requests"), _("reviewed on"),
    _("reviewer"), _("reviewer name"), _("revoked at"), _("risks"), _("rule"), _("schedule"),
    _("scheduled at"), _("scheduled by"), _("schedules"), _("score"), _("section"), _("sections"),
    _("security event"), _("security events"), _("see also"), _("sent at"), _("sentence"), _("services"),
    _("shared"), _("sign off"), _("sign offs"), _("signed at"), _("signed name"), _("slug"), _("source"),
    _("source key"), _("sources"), _("state"), _("status"), _("subsection"), _("successor"), _("summary"),
    _("support"), _("survey"), _("survey column"), _("survey columns"), _("survey row"), _("survey rows"),
    _("survey table"), _("survey tables"), _("synonym"), _("synonyms"), _("table"), _("tag"),
    _("tag alias"), _("tag merge"), _("tag merges"), _("tags"), _("taken back"), _("target"), _("term"),
    _("terms"), _("text"), _("title"), _("title key"), _("topics"), _("translation of"), _("translations"),
    _("trashed at"), _("trigger"), _("type"), _("uncertainty"), _("undone at"), _("undone by"), _("unit"),
    _("until"), _("urgency"), _("urgent"), _("user"), _("value"), _("values"), _("verb"), _("verdict"),
    _("verdict at"), _("verified"), _("verified by"), _("verified on"), _("version"), _("voided sign off"),
    _("volume"), _("waived at"), _("waived by"), _("waived until"), _("waiver"), _("waivers"),
    _("weighting"), _("when to get help"), _("withdrawal"), _("withdrawals"), _("withdrawn at"),
    _("withdrawn by"), _("words"), _("working digest"), _("written at"),
}
# fmt: on


def shown_models(site: AdminSite) -> list[type[Model]]:
    """Our models that have a page on the desk, or a part of one."""
    ours = [model for model in apps.get_models() if model._meta.app_label in OURS]
    pages = [model for model in ours if site.is_registered(model)]
    parts = {inline.model for model in pages for inline in site.get_model_admin(model).inlines}
    return [model for model in ours if model in {*pages, *parts}]


def speak(site: AdminSite):
    """Has the names of these models, of their fields and of choices translated when they are shown."""
    for model in shown_models(site):
        options = model._meta
        options.verbose_name_plural = gettext_lazy(str(options.verbose_name_plural))
        options.verbose_name = gettext_lazy(str(options.verbose_name))
        for field in options.fields + options.many_to_many:
            if not isinstance(field.verbose_name, Promise):
                field.verbose_name = gettext_lazy(field.verbose_name)
            if field.choices:
                field.choices = [(value, gettext_lazy(str(name))) for value, name in field.choices]
