"""The page of an outside expert, who has no account: the text, what changed, comments, one verdict.

It is reached by a signed link only, that the expert alone was mailed. It is never cached or indexed, and its
address goes nowhere else. The verdict counts with a code that is mailed as well.
"""

from dataclasses import dataclass, replace
from functools import partial

from django import forms
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from articles.content import ArticleContent
from articles.content.letters import as_kept
from articles.editions.article_page import ArticlePage
from articles.editions.beside_the_page import beside_the_page
from articles.editions.changes import changes_between
from articles.models import Edition, Invitation
from articles.publishing.act import ActRefused
from articles.publishing.expert_code import LIFE, awaits_code, send_code
from articles.publishing.expert_verdict import comment_by_expert, give_verdict
from articles.publishing.invite import LinkUnusable, find_invitation
from articles.publishing.reviewed_page import ReviewedPage, reviewed_page
from articles.rendering import render_article, with_draft_pictures
from articles.rendering.glossary import load_terms
from cancerinfo.web.languages import draw_in

WHOLE_TEXT = gettext_lazy("The whole text")


class KeptField(forms.CharField):
    """Words that readers and editors see, without letters that nobody sees."""

    def to_python(self, value):
        return super().to_python(as_kept(value) if value else value)


class ExpertCommentForm(forms.Form):
    heading = forms.ChoiceField(label=gettext_lazy("About"), required=False)
    quote = KeptField(
        label=gettext_lazy("The words that you mean"),
        help_text=gettext_lazy("Select them in the text above, or copy them here."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
        required=False,
    )
    context = KeptField(widget=forms.HiddenInput, max_length=3000, required=False)
    replacement = KeptField(
        label=gettext_lazy("Write in their place"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=5000,
        required=False,
    )
    text = KeptField(
        label=gettext_lazy("What you want to say"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=5000,
        required=False,
    )

    def __init__(self, *args, headings, **kwargs):
        super().__init__(*args, prefix="comment", **kwargs)
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
    name = KeptField(label=gettext_lazy("Your name, as readers see it"), max_length=150)
    credentials = KeptField(
        label=gettext_lazy("Your credentials"),
        max_length=200,
        help_text=gettext_lazy("Such as: MD, oncologist."),
    )
    affiliation = KeptField(label=gettext_lazy("Where you work"), max_length=200, required=False)
    interests = KeptField(
        label=gettext_lazy("Interests to declare"),
        max_length=2000,
        error_messages={"required": gettext_lazy("Declare your interests. Write “None” if you have none.")},
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Ties to makers of treatments, for example. Write “None” if you have none."),
    )
    evidence_on = forms.DateField(
        label=gettext_lazy("You have looked at evidence up to"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    comment = KeptField(
        label=gettext_lazy("Comment on the whole text"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    code = forms.CharField(
        label=gettext_lazy("The code from our e-mail"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={"required": gettext_lazy("Type the code that we sent you by e-mail.")},
    )

    def __init__(self, *args, asks_code, **kwargs):
        super().__init__(*args, prefix="verdict", **kwargs)
        if not asks_code:
            del self.fields["code"]


@dataclass(frozen=True)
class Forms:
    """Both forms of the page, what was seen of it (as JSON), and why no code was mailed."""

    comment: ExpertCommentForm
    verdict: VerdictForm
    seen: str
    code_problems: tuple[str, ...] = ()


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def expert_review(request, token):
    """GET shows the text that the expert was asked about; POST takes a comment, mails the code, or takes the
    one verdict."""
    try:
        return private(answer(request, token))
    except LinkUnusable as problem:
        return private(render(request, "articles/expert_review_closed.html", closed(problem), status=410))


def answer(request, token):
    """What an open link gives. Raises LinkUnusable for one that is closed, or was in the meantime."""
    invitation = find_invitation(token, timezone.now())
    content = ArticleContent.from_stored(invitation.content)
    draw_in(request, content.language)
    drawn = render_article(content, load_terms())
    read = reviewed_page(invitation.article, content, drawn=drawn)
    shown = Forms(
        ExpertCommentForm(headings=headings_of(content)),
        VerdictForm(asks_code=is_code_awaited(invitation), initial={"name": invitation.name}),
        seen=read.as_json(),
    )
    if request.method == "POST":
        act = ACTS.get(request.POST.get("act", ""), take_verdict)
        shown = act(request.POST, invitation, content, shown)
        if shown is None:
            return redirect("expert_review", token=token)
    page = ArticlePage(content=content, rendered=with_draft_pictures(drawn))
    context = {**page_context(invitation, content, shown), "page": page, "read": read}
    return render(request, "articles/expert_review.html", context)


def headings_of(content: ArticleContent) -> list[str]:
    return [section.heading for section in content.sections if section.heading]


def is_code_awaited(invitation: Invitation) -> bool:
    return awaits_code(invitation, timezone.now())


def take_comment(posted, invitation, content, shown: Forms) -> Forms | None:
    """None if the comment was taken, else the forms to show again."""
    form = ExpertCommentForm(posted, headings=headings_of(content))
    is_taken = form.is_valid() and acted(form, comment_by_expert, invitation)
    return None if is_taken else replace(shown, comment=form)


def take_verdict(posted, invitation, content, shown: Forms) -> Forms | None:
    """None if the verdict was taken, else the forms to show again, for a verdict on the page as it now is."""
    form = VerdictForm(posted, asks_code=is_code_awaited(invitation))
    is_taken = form.is_valid() and acted(form, partial(give_verdict, seen=seen_by(posted)), invitation)
    return None if is_taken else replace(shown, verdict=form)


def seen_by(posted) -> ReviewedPage | None:
    """The page that the expert was shown; None if the form doesn't say."""
    try:
        return ReviewedPage.from_json(posted.get("seen", ""))
    except ValueError:
        return None


def take_code(posted, invitation, content, shown: Forms) -> Forms:
    """Mails a code for the verdict that is filled in. What is filled in, and what was seen, is kept nowhere
    but in the form."""
    form = VerdictForm(posted, asks_code=False)
    if not form.is_valid():
        return replace(shown, verdict=form)
    problems = ()
    try:
        send_code(invitation)
    except ActRefused as refusal:
        problems = tuple(refusal.reasons)
    invitation.refresh_from_db()
    filled_in = VerdictForm(asks_code=is_code_awaited(invitation), initial=form.cleaned_data)
    return replace(shown, verdict=filled_in, seen=posted.get("seen", ""), code_problems=problems)


ACTS = {"comment": take_comment, "code": take_code, "verdict": take_verdict}


def acted(form: forms.Form, act, invitation: Invitation) -> bool:
    """Carries the act out; a refusal becomes errors of the form, whose input stays."""
    try:
        act(invitation, **form.cleaned_data)
    except ActRefused as refusal:
        form.add_error(None, refusal.reasons)
        return False
    return True


def page_context(invitation, content, shown: Forms) -> dict:
    live = Edition.objects.live().filter(article=invitation.article_id).defer("rendered").first()
    return {
        "title": _("Please review: %(title)s") % {"title": content.title},
        "description": _(
            "The text that you were asked to read, with forms for your comments and your verdict."
        ),
        "trail": [(_("Review of a text"), "")],
        "noindex": True,
        "invitation": invitation,
        "live": live,
        "changes": list(changes_between(live.article_content(), content)) if live else [],
        "beside": list(beside_the_page(content)),
        "comments": invitation.comments.all(),
        "comment_form": shown.comment,
        "dialog_form": ExpertCommentForm(headings=headings_of(content), auto_id="dialog_%s"),
        "verdict_form": shown.verdict,
        "seen": shown.seen,
        "code_problems": shown.code_problems,
        "code_minutes": int(LIFE.total_seconds() / 60),
        "code_sent_to": masked(invitation.email) if is_code_awaited(invitation) else "",
    }


def masked(email: str) -> str:
    """An address that its owner recognizes, and that tells little to anybody else who has the link."""
    name, _at, domain = email.rpartition("@")
    return f"{name[:1]}…@{domain}"


def closed(problem: object) -> dict:
    title = _("This link is closed")
    description = _("A private link to a text that is not published yet. It no longer works.")
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
