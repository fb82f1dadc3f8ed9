"""Help organizations with their contacts, and the glossary."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.content.organizations import ContactsText, ContactText, ContactTranslation, OrganizationText
from articles.content.translation import translations_text


def known_help(values):
    """Refuses, by a ValidationError, what isn't a list of kinds of help."""
    if unknown := [value for value in values if value not in Organization.Help.values]:
        raise ValidationError(
            gettext("%(unknown)s isn't a kind of help: %(list)s.")
            % {"unknown": f"{unknown[0]!r}", "list": ", ".join(Organization.Help.values)}
        )


class OrganizationQuerySet(models.QuerySet):
    def listed(self):
        """Those that visitors may see. An organization that an import made is not listed yet."""
        return self.filter(is_listed=True, trashed_at__isnull=True)

    def matching(self, name, abbreviation=""):
        """The organization with that abbreviation, else with that name in any case, else None."""
        by_abbreviation = self.filter(abbreviation=abbreviation) if abbreviation else self.none()
        return by_abbreviation.order_by("pk").first() or self.filter(name__iexact=name).order_by("pk").first()


class Organization(models.Model):
    class Kind(models.TextChoices):
        GOVERNMENT = "government", _("government")
        CHARITY = "charity", _("charity")
        PROFESSIONAL_SOCIETY = "professional society", _("professional society")
        ONLINE_COMMUNITY = "online community", _("online community")
        TRIAL_REGISTRY = "trial registry", _("trial registry")
        INTERGOVERNMENTAL = "intergovernmental", _("intergovernmental")

    class Help(models.TextChoices):
        """What readers may look for. The help of a directory is to name groups near them."""

        PHONE = "phone", _("Helpline")
        NURSE = "nurse", _("Nurses who answer questions")
        MONEY = "money", _("Money, benefits and costs")
        TRANSPORT = "transport", _("Travel to treatment")
        PEERS = "peers", _("Other people with cancer")
        SECOND_OPINION = "second-opinion", _("A second medical opinion")
        TRIALS = "trials", _("Clinical trials")
        BEREAVEMENT = "bereavement", _("After a death")
        CARERS = "carers", _("Family and carers")
        DIRECTORY = "directory", _("Groups in your country")

    slug = models.SlugField(max_length=100, unique=True, allow_unicode=True)
    name = models.CharField(max_length=200)
    abbreviation = models.CharField(max_length=20, blank=True)
    kind = models.CharField(max_length=30, choices=Kind, blank=True)
    country = models.CharField(
        max_length=2, blank=True, help_text=_("ISO 3166-1 code: US, GB; EU for the European Union.")
    )
    languages = models.JSONField(
        default=list, blank=True, help_text=_('ISO 639-1 codes, as in ["en", "es"].')
    )
    help = models.JSONField(
        default=list, blank=True, validators=[known_help], help_text=_("What readers can choose it by.")
    )
    services = models.JSONField(default=list, blank=True, help_text=_('What it offers, as in ["helpline"].'))
    topics = models.JSONField(default=list, blank=True, help_text=_('Subjects it helps with, or ["all"].'))
    description = models.TextField(blank=True)
    # What readers of other languages see: {"es": {"name": ..., "text": ...}}.
    translations = models.JSONField(default=dict, blank=True)
    note = models.TextField(blank=True, help_text=_("For editors; visitors don't see it."))
    is_listed = models.BooleanField(
        "listed",
        default=False,
        help_text=_("Visitors see a listed organization as soon as somebody else has approved its text."),
    )
    trashed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return f"{self.name} ({self.abbreviation})" if self.abbreviation else self.name

    def get_absolute_url(self):
        return reverse("organization_detail", args=[self.slug])

    def text(self) -> OrganizationText:
        """What it is, as readers may see it."""
        lists = {name: tuple(getattr(self, name)) for name in ("languages", "help", "services", "topics")}
        names = ("slug", "name", "abbreviation", "kind", "country", "description", "is_listed")
        return OrganizationText(
            **{name: getattr(self, name) for name in names},
            **lists,
            translations=translations_text(self.translations),
        )

    def contacts_text(self) -> ContactsText:
        """How to reach it, in the order of its contacts."""
        return ContactsText(tuple(contact.text() for contact in self.contacts.all()))


# ITU-T E.164: a plus, the code of a country, at most 15 digits in all.
E164 = RegexValidator(r"^\+[1-9][0-9]{6,14}\Z", _("Write it with plus and digits alone, as in +34900100036."))
CHECK_DAYS = 365
# What a person in need dials first is checked four times a year.
CRISIS_CHECK_DAYS = 90


def last_day_of_check(checked_on: date | None, is_crisis_line: bool) -> date | None:
    """The last day that a check holds: 90 days for crisis lines, 365 otherwise. None: never checked."""
    days = CRISIS_CHECK_DAYS if is_crisis_line else CHECK_DAYS
    return checked_on + timedelta(days=days) if checked_on else None


class ContactQuerySet(models.QuerySet):
    def listed(self):
        """Those of organizations that are listed and not in the trash."""
        return self.filter(organization__is_listed=True, organization__trashed_at__isnull=True)

    def unverified(self, today):
        """Contacts that were never checked, or whose check has run out."""
        return self.filter(
            Q(checked_on__isnull=True)
            | Q(is_crisis_line=True, checked_on__lt=today - timedelta(days=CRISIS_CHECK_DAYS))
            | Q(is_crisis_line=False, checked_on__lt=today - timedelta(days=CHECK_DAYS))
        )

    def to_check(self, today):
        """Listed contacts whose check is due, with their organizations: crisis lines first, then by name."""
        due = self.listed().unverified(today).select_related("organization")
        return due.order_by("-is_crisis_line", "organization__name", "order", "pk")


class Contact(models.Model):
    """One way to reach an organization, with the date somebody last proved that it works."""

    class Kind(models.TextChoices):
        PHONE = "phone", _("phone")
        WEB = "web", _("web page")
        EMAIL = "email", _("e-mail")
        ADDRESS = "address", _("address")

    class Cost(models.TextChoices):
        FREE = "free", _("Free in its own country")
        ORDINARY = "ordinary", _("Costs as much as an ordinary call")
        EXTRA = "extra", _("Costs more than an ordinary call")

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="contacts")
    kind = models.CharField(max_length=10, choices=Kind)
    value = models.CharField(max_length=500)
    international = models.CharField(
        _("international number"),
        max_length=16,
        blank=True,
        validators=[E164],
        help_text=_(
            "The same telephone number with the code of the country, as in +34900100036. It is what a "
            "telephone dials. Leave it empty for a short number, such as 111."
        ),
    )
    hours = models.CharField(max_length=200, blank=True)
    cost = models.CharField(max_length=10, choices=Cost, blank=True)
    callers = models.CharField(
        _("who may call"),
        max_length=200,
        blank=True,
        help_text=_(
            "For example: anybody in Spain, including family. Leave it empty if it is for everybody, "
            "or if nobody knows."
        ),
    )
    # What readers of other languages see: {"es": {"hours": ..., "callers": ...}}.
    translations = models.JSONField(default=dict, blank=True)
    is_crisis_line = models.BooleanField(
        _("crisis line"), default=False, help_text=_("Checked every 90 days instead of 365.")
    )
    checked_on = models.DateField(null=True, blank=True)
    checked_by = models.CharField(max_length=150, blank=True)
    checked_how = models.CharField(
        max_length=200, blank=True, help_text=_("Such as: called, opened the page.")
    )
    order = models.PositiveIntegerField(default=0)

    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ["organization", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "kind", "value"], name="contact_once_an_organization"
            ),
        ]

    def __str__(self):
        return self.value

    def text(self) -> ContactText:
        names = ("kind", "value", "international", "hours", "cost", "callers", "is_crisis_line",
                 "checked_by", "checked_how")  # fmt: skip
        checked_on = self.checked_on.isoformat() if self.checked_on else ""
        return ContactText(
            **{name: getattr(self, name) for name in names},
            checked_on=checked_on,
            translations=tuple(
                ContactTranslation(language, said.get("hours", ""), said.get("callers", ""))
                for language, said in sorted(self.translations.items())
            ),
        )

    def forget_check(self):
        """A contact that is changed isn't the one that was checked."""
        self.checked_on, self.checked_by, self.checked_how = None, "", ""

    @property
    def check_runs_out_on(self) -> date | None:
        return last_day_of_check(self.checked_on, self.is_crisis_line)

    def is_unverified(self, today) -> bool:
        """Whether it was never checked, or its check has run out."""
        return self.check_runs_out_on is None or self.check_runs_out_on < today


class TermQuerySet(models.QuerySet):
    def listed(self):
        """Terms that visitors may see: listed, and with a definition."""
        return self.filter(is_listed=True).exclude(definition="")


class Term(models.Model):
    class Kind(models.TextChoices):
        DRUG = "drug", _("drug")
        PROCEDURE = "procedure", _("procedure")
        RADIATION_TECHNIQUE = "radiation technique", _("radiation technique")
        CONDITION = "condition", _("condition")
        TEST = "test", _("test")
        GENERAL = "general", _("general")

    slug = models.SlugField(max_length=100, unique=True, allow_unicode=True)
    name = models.CharField(max_length=150, unique=True)
    kind = models.CharField(max_length=30, choices=Kind, default=Kind.GENERAL)
    definition = models.TextField(
        blank=True, help_text=_("One or two plain sentences. Without it the term is not shown.")
    )
    points = models.JSONField(default=list, blank=True, help_text=_("Facts that the definition should hold."))
    source_key = models.CharField(
        max_length=100, blank=True, help_text=_("Key of the source of the definition.")
    )
    codes = models.JSONField(
        default=list,
        blank=True,
        help_text=_("Codes of what the term names, by which hospitals ask for pages."),
    )
    see_also = models.ManyToManyField("self", blank=True)
    # By language: {"es": {"name": ..., "text": ..., "synonyms": [...]}}.
    translations = models.JSONField(default=dict, blank=True)
    is_listed = models.BooleanField("listed", default=False)

    objects = TermQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        indexes = [models.Index(Lower("name"), name="term_name_in_lower_case")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return f"{reverse('glossary')}#{self.slug}"


class Synonym(models.Model):
    """Another word for a term. Readers' searches and the glossary find the term by it."""

    class Kind(models.TextChoices):
        ABBREVIATION = "abbreviation", _("abbreviation")
        BRAND = "brand", _("brand name")
        LAY = "lay", _("lay word")
        SYNONYM = "synonym", _("synonym")

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="synonyms")
    text = models.CharField(max_length=150)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.SYNONYM)

    class Meta:
        ordering = ["text"]
        constraints = [models.UniqueConstraint(fields=["term", "text"], name="synonym_once_a_term")]
        indexes = [models.Index(Lower("text"), name="synonym_in_lower_case")]

    def __str__(self):
        return self.text
