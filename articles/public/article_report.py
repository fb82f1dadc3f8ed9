"""The page where readers say what is wrong with an article. It needs no script, and sets no cookie."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from articles.models import Edition
from articles.public.history import live_of_old_address
from articles.public.report_form import TRAP, FormRefused, ReportForm, SentForm, make_token, read_token
from articles.public.report_limits import is_too_many, origin_of
from articles.public.views import no_live_edition
from articles.publishing.act import ActRefused
from articles.publishing.reader_reports import report
from cancerinfo.web.languages import draw_in

OK, TOO_MANY = 200, 429
# Seconds after which one may try again.
WAIT = 3600


def reported_edition(slug: str) -> Edition | None:
    """The live edition at this address, or of the article that once was there."""
    live = Edition.objects.live().for_lists().filter(live__slug=slug).first()
    return live or live_of_old_address(slug)


# Safe without Django's token, which needs a cookie: the form acts in nobody's name. No session is read, so
# another site that sends it gains nothing that it could not do itself, and the signed token of the form
# shows that the page was asked for first.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def article_report(request, slug):
    """GET shows the form; POST takes a report, or shows the form again with what is to be corrected."""
    live = reported_edition(slug)
    if live is None:
        return no_live_edition(request, slug)
    draw_in(request, live.language)
    if request.method != "POST":
        if live.slug != slug:
            return redirect("article_report", slug=live.slug, permanent=True)
        return report_page(request, live, ReportForm(), OK)
    form = ReportForm(request.POST)
    status = take(request, live, form)
    if form.errors:
        return report_page(request, live, form, status)
    return private(redirect("article_report_thanks", slug=live.slug))


def take(request: HttpRequest, live: Edition, form: ReportForm) -> int:
    """Notes the report, or adds to the form why not. Gives the status of the answer."""
    if form.errors:
        return OK
    now = timezone.now()
    try:
        sent = read_token(request.POST.get("form", ""), now)
        if request.POST.get(TRAP):
            raise FormRefused(_("A field that should stay empty was filled in. Please send it once more."))
    except FormRefused as refusal:
        form.add_error(None, str(refusal))
        return OK
    origin = origin_of(request)
    if is_too_many(origin, now):
        form.add_error(None, _("We've had a lot of messages in the past hour. Please try again in an hour."))
        return TOO_MANY
    try:
        report(seen_edition(sent, live), **form.cleaned_data, form_id=sent.form_id, origin=origin, now=now)
    except ActRefused as refusal:
        form.add_error(None, refusal.reasons)
    return OK


def seen_edition(sent: SentForm, live: Edition) -> Edition:
    """The edition that the form was made for; the live one if that was of another article."""
    editions = Edition.objects.filter(article=live.article_id, pk=sent.edition_id)
    return editions.only("article_id").first() or live


def report_page(request: HttpRequest, live: Edition, form: ReportForm, status: int) -> HttpResponse:
    title = _("Is something wrong with this page?")
    named = _("Is something wrong with “%(title)s”?") % {"title": live.name}
    context = {
        "title": _("Please correct your message") if form.errors else named,
        "heading": title,
        "live": live,
        "form": form,
        "token": make_token(live, timezone.now()),
        "trap": TRAP,
    }
    response = render(request, "articles/article_report.html", page_context(live, context), status=status)
    if status == TOO_MANY:
        response.headers["Retry-After"] = str(WAIT)
    return private(response)


@never_cache
@require_safe
def article_report_thanks(request, slug):
    live = reported_edition(slug)
    if live is None:
        return no_live_edition(request, slug)
    draw_in(request, live.language)
    context = {"title": _("Thank you"), "live": live}
    return private(render(request, "articles/article_report_thanks.html", page_context(live, context)))


def page_context(live: Edition, context: dict) -> dict:
    trail = [
        (_("Articles A–Z"), reverse("article_list")),
        (live.name, live.get_absolute_url()),
        (_("Your message"), ""),
    ]
    description = _("Tell the editors of “%(title)s” what is wrong, unclear or missing.") % {
        "title": live.name
    }
    return {"description": description, "noindex": True, "trail": trail, **context}


def private(response: HttpResponse) -> HttpResponse:
    response.headers["X-Robots-Tag"] = "noindex"
    return response
