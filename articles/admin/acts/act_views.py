"""The pages where acts are done. They call the act, and show its refusal word for word."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from articles.admin.form.desk_panel import Desk
from articles.admin.page import OURS, without
from articles.models import Article
from articles.publishing import ActRefused
from cancerinfo.accounts.proof import is_proven

from .act_forms import PageForm, RequestChangesForm, SignOffForm, SubmitForm
from .expert_forms import InviteForm
from .offered import ACTS
from .review_forms import CertifyForm, CommentForm
from .review_page import reading
from .ticks import to_read

TO_READ = {SignOffForm.name, RequestChangesForm.name, CommentForm.name, CertifyForm.name, InviteForm.name}


def read_urls(model_admin):
    def read(request, object_id):
        article = get_article(model_admin, request, object_id)
        return page(model_admin, request, article, title=str(article), shown=reading(article, request.user))

    return [
        path("<int:object_id>/read/", model_admin.admin_site.admin_view(read), name="articles_article_read")
    ]


def act_urls(model_admin):
    @sensitive_post_parameters("password")
    def act(request, object_id, name):
        return act_view(model_admin, request, get_article(model_admin, request, object_id), name)

    wrapped = model_admin.admin_site.admin_view(act)
    return [path("<int:object_id>/act/<slug:name>/", wrapped, name="articles_article_act")]


def get_article(model_admin, request, pk):
    article = get_object_or_404(Article, pk=pk)
    if not model_admin.has_view_or_change_permission(request, article):
        raise PermissionDenied
    return article


def act_view(model_admin, request, article, name):
    """GET shows the form of the act with what it concerns, POST does the act."""
    form_class = ACTS.get(name)
    if form_class is None:
        raise Http404
    if not request.user.has_perm(form_class.permission):
        messages.error(
            request, _("You don't have the permission for this: %(title)s.") % {"title": form_class.title}
        )
        return page(model_admin, request, article, title=form_class.title, status=403)
    form = None
    if request.method == "POST":
        form = form_class(article, request.user, request.POST)
        if form.is_valid() and is_proven(request, form) and do(request, form):
            request.session.pop(_kept(article), None)
            return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))
    # The next click is about what is shown now, also after a refusal.
    is_shown = name in TO_READ or issubclass(form_class, PageForm)
    shown = reading(article, request.user) if is_shown else None
    if form is None:
        form = form_class(article, request.user, initial=_initial(request, article, name, shown))
    elif shown and isinstance(form, PageForm):
        form.show(shown)
    title = f"{form.title}: {article}"
    return page(model_admin, request, article, title=title, form=form, shown=shown)


def _initial(request, article, name, shown):
    """What a form begins with: what was filled in elsewhere, and what its editor is shown."""
    kept = request.session.get(_kept(article), {}) if name == SubmitForm.name else {}
    digest = shown.seen.text if shown else article.content().digest()
    seen = {"seen": shown.seen, "seen_sign_off": shown.given_key} if shown else {}
    return {**kept, **_chosen(request, name), "seen_digest": digest, **seen}


def _chosen(request, name):
    """What the link to the form has chosen of its lists. No words: they would stand under another name."""
    fields = ACTS[name].base_fields
    return {
        key: value for key, value in request.GET.items() if isinstance(fields.get(key), forms.ChoiceField)
    }


def page(model_admin, request, article, *, title, form=None, shown=None, status=200):
    """The page of an act, or the text to read where there is no form."""
    own_form = shown is None or isinstance(form, CommentForm)
    shows_text = shown is not None and (form is None or form.name in TO_READ)
    sections = to_read(article, shown, request.user) if shows_text else []
    context = {
        **model_admin.admin_site.each_context(request),
        "title": title,
        "opts": model_admin.opts,
        "article": article,
        "form": form,
        "media": without(form.media, model_admin.left_out_of_form) + OURS if form else "",
        "desk": Desk(request, article, may_change=False),
        "reading": shown,
        "shows_text": shows_text,
        "to_read": sections,
        "read_count": sum(each.is_read for each in sections),
        "comment_form": None if own_form else CommentForm(article, request.user, auto_id="comment_%s"),
    }
    return TemplateResponse(request, "admin/articles/article/act.html", context, status=status)


def do(request, form) -> bool:
    """Runs the act of a valid form, and tells the editor what came of it. False if it was refused."""
    try:
        form.run()
    except ActRefused as refusal:
        for reason in refusal.reasons:
            messages.error(request, reason)
        return False
    messages.add_message(request, form.level, form.done)
    return True


def act_on_saved(request, article):
    """After the article's form was saved by the button of an act: does the act on what was saved.

    Returns the page to go to, or None if the form was just saved. A text with open errors isn't submitted by
    one click: the page of the act asks again, with what was filled in here.
    """
    if request.POST.get("_act") != SubmitForm.name:
        return None
    form = SubmitForm(article, request.user, request.POST, prefix="submit")
    page = HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))
    if not form.is_valid():
        messages.warning(request, _("Saved, but not submitted: the details of the submission aren't right."))
        return page
    if form.needs_a_look:
        messages.warning(request, _("Saved, but not submitted yet."))
        request.session[_kept(article)] = {name: form[name].data for name in ("reviewer", "due_on", "note")}
        return HttpResponseRedirect(reverse("admin:articles_article_act", args=[article.pk, form.name]))
    form.cleaned_data["seen_digest"] = article.digest
    if do(request, form):
        request.session.pop(_kept(article), None)
    else:
        messages.warning(request, _("Saved, but not submitted."))
    return page


def _kept(article):
    """Under which name the session keeps what was filled in for a submission that is asked for again."""
    return f"submission-{article.pk}"
