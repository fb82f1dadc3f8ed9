"""The page behind the link in the letter to an outside expert: "that was not me"."""

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from articles.public.expert_review import closed, private
from articles.publishing.published_experts import disown, find_letter
from cancerinfo.web.languages import draw_in


# Safe without Django's token, which needs a cookie: no session is read, and who has the link may act.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def not_my_review(request, token):
    """GET shows what was published under the expert's name, for mail programs open links by themselves. POST
    puts the review in question."""
    letter = find_letter(token)
    if letter is None:
        problem = _("This link doesn't work. Please open it exactly as it appears in our e-mail.")
        context = closed(problem) | {"description": _("A link to a page that was published under your name.")}
        return private(render(request, "articles/expert_review_closed.html", context, status=404))
    draw_in(request, letter.edition.language)
    if request.method == "POST":
        disown(letter)
        return private(redirect("not_my_review", token=token))
    title = _("Was this review not yours?")
    context = {
        "title": title,
        "description": _("What was published under your name, and a way to say that it was not you."),
        "trail": [(title, "")],
        "noindex": True,
        "edition": letter.edition,
        "invitation": letter.invitation,
    }
    return private(render(request, "articles/not_my_review.html", context))
