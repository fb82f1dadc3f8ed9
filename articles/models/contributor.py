from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.content import ContributorContent, scalar_fields
from articles.content.orcid import orcid_of
from articles.content.records import ContributorText


class Contributor(models.Model):
    """A person as readers see them. Nobody is made up: demonstration roles are marked as such."""

    key = models.SlugField(max_length=100, unique=True, allow_unicode=True)
    name = models.CharField(max_length=150)
    credentials = models.CharField(
        max_length=200, blank=True, help_text=gettext_lazy("As readers see them: MD, oncologist.")
    )
    affiliation = models.CharField(max_length=200, blank=True)
    interests = models.TextField(
        blank=True, help_text=gettext_lazy('Declared interests. Write "None" if there are none.')
    )
    orcid = models.CharField("ORCID", max_length=19, blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="contributor"
    )
    is_demonstration = models.BooleanField(gettext_lazy("demonstration role"), default=False)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return f"{self.name}, {self.credentials}" if self.credentials else self.name

    def clean(self):
        if self.orcid:
            self.orcid = orcid_of(self.orcid) or self.orcid
            if not orcid_of(self.orcid):
                raise ValidationError(
                    {"orcid": _("This isn't an ORCID, which has 16 digits, the last one a check.")}
                )

    def text(self) -> ContributorText:
        """Who it is, as readers may see it, and which account signs as this person."""
        names = ("key", "name", "credentials", "affiliation", "orcid", "is_demonstration")
        account = self.user.get_username() if self.user else ""
        return ContributorText(**{name: getattr(self, name) for name in names}, account=account)

    def content(self) -> ContributorContent:
        names = scalar_fields(ContributorContent)
        return ContributorContent(**{name: getattr(self, name) for name in names})
