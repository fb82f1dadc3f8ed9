"""The page of an outside expert, who has no account: the text, what changed, comments, one verdict.

It is reached by a signed link only. It is never cached or indexed, and its address goes nowhere else.
"""

from django import forms
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from articles.content import ArticleContent
from articles.editions.article_page import ArticlePage
from articles.editions.changes import changes_between
from articles.models import Edition, Invitation
from articles.publishing.act import ActRefused
from articles.publishing.invite import LinkUnusable, comment_by_expert, find_invitation, give_verdict
from articles.rendering import render_article
from articles.rendering.glossary import load_terms
from cancerinfo.web.languages import draw_in

WHOLE_TEXT = gettext_lazy("The whole text")


class ExpertCommentForm(forms.Form):
    heading = forms.ChoiceField(label=gettext_lazy("About"), required=False)
    text = forms.CharField(
        label=gettext_lazy("What you want to say"), widget=forms.Textarea(attrs={"rows": 4}), max_length=5000
    )

    def __init__(self, *args, headings, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["heading"].choices = [("", WHOLE_TEXT), *((text, text) for text in headings)]


class VerdictForm(forms.Form):
    verdict = forms.ChoiceField(
        label=gettext_lazy("Your verdict"),
        widget=forms.RadioSelect,
        choices=[
            (Invitation.Verdict.APPROVED, gettext_lazy("I approve this text, word for word")),
            (Invitation.Verdict.DECLINED, gettext_lazy("I do not approve it; my comment says why")),
        ],
    )
    name = forms.CharField(label=gettext_lazy("Your name, as readers see it"), max_length=150)
    credentials = forms.CharField(
        label=gettext_lazy("Your credentials"),
        max_length=200,
        help_text=gettext_lazy("Such as: MD, oncologist."),
    )
    affiliation = forms.CharField(label=gettext_lazy("Where you work"), max_length=200, required=False)
    interests = forms.CharField(
        label=gettext_lazy("Interests to declare"),
        max_length=2000,
        error_messages={"required": gettext_lazy("Declare your interests. Write “None” if you have none.")},
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Ties to makers of treatments, for example. Write “None” if you have none."),
    )
    evidence_on = forms.DateField(
        label=gettext_lazy("You looked at the evidence up to"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    comment = forms.CharField(
        label=gettext_lazy("Comment on the whole text"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def expert_review(request, token):
    """GET shows the text that the expert was asked about; POST takes a comment, or the one verdict."""
    now = timezone.now()
    try:
        invitation = find_invitation(token, now)
    except LinkUnusable as problem:
        return private(render(request, "articles/expert_review_closed.html", closed(problem), status=410))
    content = ArticleContent.from_stored(invitation.content)
    draw_in(request, content.language)
    headings = [section.heading for section in content.sections if section.heading]
    is_comment = request.POST.get("act") == "comment"
    posted = request.POST if request.method == "POST" else None
    comment_form = ExpertCommentForm(posted if is_comment else None, headings=headings, prefix="comment")
    verdict_form = VerdictForm(
        None if is_comment else posted, prefix="verdict", initial={"name": invitation.name}
    )
    form = comment_form if is_comment else verdict_form
    if posted is not None and form.is_valid() and acted(invitation, form, is_comment):
        return private(redirect("expert_review", token=token))
    context = page_context(invitation, content, comment_form, verdict_form)
    return private(render(request, "articles/expert_review.html", context))


def acted(invitation: Invitation, form: forms.Form, is_comment: bool) -> bool:
    """Carries the act out; a refusal becomes errors of the form, whose input stays."""
    act = comment_by_expert if is_comment else give_verdict
    try:
        act(invitation, **form.cleaned_data)
    except ActRefused as refusal:
        for reason in refusal.reasons:
            form.add_error(None, reason)
        return False
    return True


def page_context(invitation, content, comment_form, verdict_form) -> dict:
    live = Edition.objects.live().filter(article=invitation.article_id).defer("rendered").first()
    return {
        "title": _("Please review: %(title)s") % {"title": content.title},
        "description": _(
            "The text that you were asked to read, with forms for your comments and your verdict."
        ),
        "trail": [(_("Review of a text"), "")],
        "noindex": True,
        "invitation": invitation,
        "page": ArticlePage(content=content, rendered=render_article(content, load_terms())),
        "live": live,
        "changes": list(changes_between(live.article_content(), content)) if live else [],
        "comments": invitation.comments.all(),
        "comment_form": comment_form,
        "verdict_form": verdict_form,
    }


def closed(problem: LinkUnusable) -> dict:
    title = _("This link is closed")
    description = _("A private link to a text that is not published yet. It no longer opens anything.")
    trail = [(title, "")]
    return {
        "title": title,
        "description": description,
        "trail": trail,
        "noindex": True,
        "problem": str(problem),
    }


def private(response):
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    # Whoever the expert visits next learns nothing of the link. "no-referrer" would hide the origin of the
    # forms as well, and Django takes none of these.
    response.headers["Referrer-Policy"] = "same-origin"
    return response
