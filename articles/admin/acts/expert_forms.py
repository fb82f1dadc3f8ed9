"""Forms for the acts around an outside expert. None of them shows the private link, to anybody."""

from django import forms
from django.contrib import messages
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import publishing
from articles.models import Invitation, SignOff
from articles.publishing.outside_address import folded

from .act_forms import ActForm, TextField


class InviteForm(ActForm):
    name = "invite"
    permission = "articles.change_article"
    title = gettext_lazy("Ask an outside expert")
    button = gettext_lazy("Mail the private link")
    explanation = gettext_lazy(
        "The expert reads this text, and what changed, through a private link, without an account, comments "
        "on words and sections, and gives one verdict. The site mails the link and shows it to nobody else. "
        "A publisher who didn't invite the expert confirms the verdict. Whoever wrote or edited the text may "
        "not invite anybody."
    )

    expert = forms.CharField(label=gettext_lazy("Name of the expert"), max_length=150)
    email = forms.EmailField(
        label=gettext_lazy("E-mail address of the expert"),
        help_text=gettext_lazy(
            "One that you know to be theirs, such as that on the page of their hospital. An address of "
            "this site's own people is refused."
        ),
    )
    message = TextField(rows=3, required=False, label=gettext_lazy("Message to the expert"))
    days = forms.IntegerField(
        label=gettext_lazy("Days that the link works"), initial=14, min_value=1, max_value=60
    )

    def act(self, seen_digest, expert, **values):
        made = publishing.invite(
            self.article, self.user, name=expert, seen_digest=seen_digest or None, **values
        )
        self.done = _("The link has been mailed to %(name)s, at %(email)s.") % {
            "name": made.name,
            "email": made.email,
        }
        if made.sent_at is None:
            self.level = messages.WARNING
            self.done = _(
                "%(name)s is invited, but the mail server didn't take the letter. It isn't sent "
                "yet: try “Send an expert's link again”."
            ) % {"name": made.name}


class InvitationForm(ActForm):
    """An act on one of the article's invitations, of those that `offered` gives."""

    invitation = forms.ModelChoiceField(
        Invitation.objects.none(), empty_label=None, label=gettext_lazy("Invitation")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["invitation"].queryset = self.offered()


class SendInvitationForm(InvitationForm):
    name = "send-invitation"
    permission = "articles.change_article"
    title = gettext_lazy("Send an expert's link again")
    button = gettext_lazy("Mail it again")
    explanation = gettext_lazy(
        "The same link goes to the same address. For another address, invite the expert again."
    )
    done = gettext_lazy("The link has been mailed again.")

    def offered(self):
        return unanswered_invitations(self.article, self.user)

    def act(self, seen_digest, invitation):
        publishing.send_invitation(invitation, self.user)


class RevokeForm(InvitationForm):
    name = "revoke"
    permission = "articles.change_article"
    title = gettext_lazy("Revoke an expert's link")
    button = gettext_lazy("Revoke it")
    done = gettext_lazy("The link no longer works.")

    def offered(self):
        return open_invitations(self.article, self.user)

    def act(self, seen_digest, invitation):
        publishing.revoke(invitation, self.user)


class ConfirmForm(InvitationForm):
    name = "confirm"
    permission = "articles.publish_article"
    title = gettext_lazy("Confirm an expert's verdict")
    button = gettext_lazy("Confirm: this is the expert")
    explanation = gettext_lazy(
        "The verdict came with a code that was mailed to the address below. That proves the address, not "
        "whose it is: you vouch that it belongs to this person, and that they are who they say they are. "
        "Look the address up where the expert works, or call there. The verdict becomes a sign-off."
    )
    done = gettext_lazy("The verdict is a sign-off now.")
    needs_proof = True

    known_how = TextField(
        rows=3,
        label=gettext_lazy("How do you know this person and this address?"),
        help_text=gettext_lazy("The log keeps your answer."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["invitation"].label_from_instance = verdict_of

    def offered(self):
        return self.article.invitations.to_confirm()

    def act(self, seen_digest, invitation, known_how):
        publishing.confirm(invitation, self.user, known_how=known_how)


def open_invitations(article, user):
    """Invitations of the article that this user could still take back."""
    return article.invitations.seen_by(user).filter(revoked_at__isnull=True, sign_off__isnull=True)


def unanswered_invitations(article, user):
    """Those without a verdict, whose link this user could send again."""
    return open_invitations(article, user).filter(verdict="").usable(timezone.now())


def verdict_of(invitation) -> str:
    """Who said what, and from where: what the confirming publisher vouches for, with every word that readers
    would see of the expert."""
    person = [invitation.signed_name, invitation.credentials, invitation.affiliation]
    words = [*filter(None, person), invitation.get_verdict_display()]
    said = ", ".join(words) + (f": “{invitation.comment}”" if invitation.comment else "")
    said = _("%(said)s. Declared interests: “%(interests)s”") % {
        "said": said,
        "interests": invitation.interests,
    }
    said = _("%(said)s. From %(email)s, invited by %(invited_by)s.") % {
        "said": said,
        "email": invitation.email,
        "invited_by": invitation.invited_by,
    }
    return said + _other_address(invitation)


def _other_address(invitation) -> str:
    """A warning where the same name has signed from another address before."""
    before = SignOff.objects.filter(contributor__name=invitation.signed_name).exclude(email="")
    others = {
        email for email in before.values_list("email", flat=True) if folded(email) != folded(invitation.email)
    }
    if not others:
        return ""
    return " " + _("This name has signed before from %(others)s.") % {"others": ", ".join(sorted(others))}


EXPERT_FORMS = [InviteForm, SendInvitationForm, RevokeForm, ConfirmForm]
