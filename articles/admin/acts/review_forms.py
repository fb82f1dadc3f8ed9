"""Forms for the acts around a review: comments, certified minor changes, outside experts."""

from django import forms
from django.conf import settings
from django.urls import reverse

from articles import publishing
from articles.models import Comment, Invitation

from .act_forms import ActForm, PageForm, TextField


class CommentForm(ActForm):
    name = "comment"
    permission = "articles.view_article"
    title = "Comment"
    button = "Add the comment"
    explanation = "A sign-off waits until every comment is resolved."
    done = "The comment has been added."

    section = forms.ModelChoiceField(None, required=False, empty_label="the whole text", label="About")
    text = TextField(label="What you want to say")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["section"].queryset = self.article.sections.all()

    def act(self, seen_digest, **values):
        publishing.comment(self.article, self.user, **values)


class ResolveForm(ActForm):
    name = "resolve"
    permission = "articles.change_article"
    title = "Resolve a comment"
    button = "It is dealt with"
    done = "The comment is resolved."

    comment = forms.ModelChoiceField(Comment.objects.none(), empty_label=None)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["comment"].queryset = self.article.comments.open()

    def act(self, seen_digest, comment):
        publishing.resolve(comment, self.user)


class CertifyForm(PageForm):
    name = "certify"
    permission = "articles.review_article"
    title = "Certify a minor change"
    button = "I certify that this only corrects a slip"
    explanation = (
        "The sign-off of the live edition stays in force, with its date; readers see that you certified this "
        "change and that the reviewer did not read it again. Only spelling, spaces and punctuation may have "
        "changed since, and nothing in a section on benefits, risks, no treatment or when to get help."
    )
    done = "Certified. A publisher can publish it now."
    shows_difference = True

    def act(self, **values):
        publishing.certify_minor(self.article, self.user, **values)


class InviteForm(ActForm):
    name = "invite"
    permission = "articles.change_article"
    title = "Ask an outside expert"
    button = "Make the private link"
    explanation = (
        "The expert reads this text, and what changed, through a private link, without an account, comments "
        "by section and gives one verdict. A publisher confirms it."
    )

    expert = forms.CharField(label="Name of the expert", max_length=150)
    email = forms.EmailField(
        label="E-mail", required=False, help_text="For your own records; nothing is sent."
    )
    message = TextField(rows=3, required=False, label="Message to the expert")
    days = forms.IntegerField(label="Days that the link works", initial=14, min_value=1, max_value=60)

    def act(self, seen_digest, expert, **values):
        made = publishing.invite(
            self.article, self.user, name=expert, seen_digest=seen_digest or None, **values
        )
        self.done = f"Send {made.name} this private link: {link_of(made)}"


class RevokeForm(ActForm):
    name = "revoke"
    permission = "articles.change_article"
    title = "Revoke an expert's link"
    button = "Revoke it"
    done = "The link no longer opens anything."

    invitation = forms.ModelChoiceField(Invitation.objects.none(), empty_label=None)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["invitation"].queryset = open_invitations(self.article, self.user)

    def act(self, seen_digest, invitation):
        publishing.revoke(invitation, self.user)


class ConfirmForm(ActForm):
    name = "confirm"
    permission = "articles.publish_article"
    title = "Confirm an expert's verdict"
    button = "Confirm: this is the expert"
    explanation = (
        "You vouch that this person gave the verdict and is who they say they are. It becomes a sign-off."
    )
    done = "The verdict is a sign-off now."

    invitation = forms.ModelChoiceField(Invitation.objects.none(), empty_label=None)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["invitation"].queryset = self.article.invitations.to_confirm()
        self.fields["invitation"].label_from_instance = verdict_of

    def act(self, seen_digest, invitation):
        publishing.confirm(invitation, self.user)


def open_invitations(article, user):
    """Invitations of the article that this user could still take back."""
    return article.invitations.seen_by(user).filter(revoked_at__isnull=True, sign_off__isnull=True)


def link_of(invitation) -> str:
    """The private address for the expert."""
    return settings.SITE_URL + reverse("expert_review", args=[publishing.link_token(invitation)])


def verdict_of(invitation) -> str:
    words = [invitation.signed_name, invitation.credentials, invitation.get_verdict_display()]
    return ", ".join(words) + (f": “{invitation.comment}”" if invitation.comment else "")


REVIEW_FORMS = [CommentForm, ResolveForm, CertifyForm, InviteForm, RevokeForm, ConfirmForm]
