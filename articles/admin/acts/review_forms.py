"""Forms for the acts around a review: comments, certified minor changes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from articles import publishing
from articles.models import Comment

from .act_forms import ActForm, PageForm, TextField

LONGEST_QUOTE, LONGEST_CONTEXT = 1000, 3000


class CommentForm(ActForm):
    name = "comment"
    permission = "articles.view_article"
    title = _("Comment")
    button = _("Add the comment")
    explanation = _("A sign-off waits until every comment is resolved.")
    done = _("The comment has been added.")

    section = forms.ModelChoiceField(None, required=False, empty_label=_("the whole text"), label=_("About"))
    quote = forms.CharField(required=False, widget=forms.HiddenInput, max_length=LONGEST_QUOTE)
    context = forms.CharField(required=False, widget=forms.HiddenInput, max_length=LONGEST_CONTEXT)
    text = TextField(label=_("What you want to say"), required=False)
    replacement = TextField(
        rows=2,
        label=_("Replace the words by"),
        required=False,
        help_text=_("Select the words in the text first. The writer takes it over by one click."),
    )
    answers = forms.ModelChoiceField(None, required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["section"].queryset = self.article.sections.all()
        self.fields["answers"].queryset = self.article.comments.filter(answers=None)

    def act(self, seen_digest, **values):
        publishing.comment(self.article, self.user, **values)


class ResolveForm(ActForm):
    name = "resolve"
    permission = "articles.change_article"
    title = _("Resolve a comment")
    button = _("It is dealt with")
    done = _("The comment is resolved.")

    comment = forms.ModelChoiceField(Comment.objects.none(), empty_label=None, label=_("Comment"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["comment"].queryset = self.article.comments.open()

    def act(self, seen_digest, comment):
        publishing.resolve(comment, self.user)


class ReopenForm(ActForm):
    name = "reopen"
    permission = "articles.view_article"
    title = _("Reopen a comment")
    button = _("It isn't dealt with yet")
    done = _("The comment is open again.")

    comment = forms.ModelChoiceField(Comment.objects.none(), empty_label=None, label=_("Comment"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["comment"].queryset = self.article.comments.filter(
            resolved_at__isnull=False, answers=None
        )

    def act(self, seen_digest, comment):
        publishing.reopen(comment, self.user)


class CertifyForm(PageForm):
    name = "certify"
    permission = "articles.review_article"
    title = _("Certify a minor change")
    button = _("I certify that this only corrects a slip")
    explanation = _(
        "The sign-off of the live edition stays in force, with its date; readers see that you certified this "
        "change and that the reviewer did not read it again. Only spelling, spaces and punctuation may have "
        "changed since, and nothing in a section on benefits, risks, no treatment or when to get help."
    )
    done = _("Certified. A publisher can publish it now.")
    needs_proof = True
    shows_difference = True

    def act(self, **values):
        publishing.certify_minor(self.article, self.user, **values)


REVIEW_FORMS = [CommentForm, ResolveForm, ReopenForm, CertifyForm]
