from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models.append_only import AppendOnly


class SecurityEvent(AppendOnly):
    """A line of the security log: what happened to an account, when, and from where.

    The account stands here by its name, so that the line outlives it. A name that no account has isn't kept:
    people type passwords where the name belongs.
    """

    class Kind(models.TextChoices):
        SIGN_IN = "sign-in", gettext_lazy("signed in")
        FAILURE = "failure", gettext_lazy("wrong name or password")
        LOCK = "lock", gettext_lazy("locked for a while")
        SIGN_OUT = "sign-out", gettext_lazy("signed out")
        ENDED = "ended", gettext_lazy("signed out in other browsers")
        CODE = "code", gettext_lazy("wrong code of the second factor")
        RECOVERY = "recovery", gettext_lazy("recovery code used")
        FACTOR = "factor", gettext_lazy("second factor set up")
        CODES = "codes", gettext_lazy("new recovery codes")
        PASSKEY = "passkey", gettext_lazy("passkey added")
        NO_PASSKEY = "no-passkey", gettext_lazy("passkey removed")
        REFUSED = "refused", gettext_lazy("passkey refused")
        RESET = "reset", gettext_lazy("new password asked for")
        INVITED = "invited", gettext_lazy("invitation sent")
        PASSWORD = "password", gettext_lazy("password changed")
        NAME = "name", gettext_lazy("user name changed")
        EMAIL = "email", gettext_lazy("e-mail address changed")
        RIGHTS = "rights", gettext_lazy("rights changed")
        PERSON = "person", gettext_lazy("contributor changed")
        LINKED = "linked", gettext_lazy("linked with an account of the provider")
        NO_FACTOR = "no-factor", gettext_lazy("second factor taken away")
        TOLD = "told", gettext_lazy("told by e-mail")
        NOT_TOLD = "not-told", gettext_lazy("not told: no e-mail was sent")

    # With one of these somebody could sign as somebody else.
    CHANGES = (Kind.PASSWORD, Kind.NAME, Kind.EMAIL, Kind.RIGHTS, Kind.PERSON, Kind.NO_FACTOR, Kind.LINKED)

    at = models.DateTimeField(db_index=True)
    kind = models.CharField(max_length=10, choices=Kind)
    account = models.CharField(
        max_length=150, blank=True, db_index=True, help_text=gettext_lazy("Empty: no such account.")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+",
        help_text=gettext_lazy("Who did it to the account of somebody else."),
    )  # fmt: skip
    address = models.GenericIPAddressField(
        null=True,
        help_text=gettext_lazy("The network address; of an IPv6 address its network, without the last half."),
    )
    detail = models.CharField(max_length=1000, blank=True, default="")

    class Meta(AppendOnly.Meta):
        abstract = False
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.account or 'no such account'}: {self.get_kind_display()}, {self.at:%Y-%m-%d %H:%M}"


class ProviderAccount(models.Model):
    """Somebody as an OpenID Connect provider knows them. Only its two names together are theirs for good."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    issuer = models.CharField(max_length=255, help_text=gettext_lazy("The provider, by its address."))
    subject = models.CharField(
        max_length=255, help_text=gettext_lazy("The person, by the provider's name for them.")
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="a_person_of_a_provider_once")
        ]

    def __str__(self):
        return _("%(user)s at %(issuer)s") % {"user": self.user, "issuer": self.issuer}


class RecoveryCode(models.Model):
    """What lets somebody in once, in place of a code of their app. It goes when it's used."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, help_text=gettext_lazy("SHA-256 of the code, in hexadecimal."))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "digest"], name="a_recovery_code_once")]

    def __str__(self):
        return _("recovery code of %(user)s") % {"user": self.user}


class Passkey(models.Model):
    """A device that signs in its owner. What the site keeps of it is public: it signs in nobody by itself."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=60, help_text=gettext_lazy("What its owner calls it."))
    # The longest that WebAuthn allows has 1,023 bytes.
    identifier = models.CharField(
        max_length=1364, unique=True, help_text=gettext_lazy("Of the passkey, in base64url.")
    )
    key = models.TextField(
        help_text=gettext_lazy("Its identifier and public key, as its device gave them, in base64url.")
    )
    uses = models.BigIntegerField(help_text=gettext_lazy("As its device counts them; 0: it doesn't."))
    made_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["made_at", "pk"]

    def __str__(self):
        return _("passkey %(name)s of %(user)s") % {"name": self.name, "user": self.user}


class Session(AbstractBaseSession):
    """A browser in which somebody is signed in, so that they can see theirs and end them."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")
    began_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(help_text=gettext_lazy("Not later than some minutes after the last page."))
    browser = models.CharField(
        max_length=200, blank=True, help_text=gettext_lazy("How it named itself at the sign-in.")
    )
    address = models.GenericIPAddressField(null=True, help_text=gettext_lazy("As in the security log."))

    class Meta(AbstractBaseSession.Meta):
        abstract = False
        ordering = ["-seen_at"]

    @classmethod
    def get_session_store_class(cls):
        from cancerinfo.accounts.sessions import SessionStore

        return SessionStore
