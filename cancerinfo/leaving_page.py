"""The page on which an administrator sees somebody off: their work is handed over, and their rights end."""

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from articles.models import Article, account_name
from articles.publishing import ActRefused
from articles.publishing.leaving import HandedOver, leave
from articles.publishing.roles import users_with
from cancerinfo.accounts.account_page import account_page
from cancerinfo.accounts.proof import ProofForm, is_proven


class AccountField(forms.ModelChoiceField):
    def label_from_instance(self, account):
        return account_name(account)


class LeaveForm(ProofForm):
    successor = AccountField(
        User.objects.none(),
        label=gettext_lazy("Who takes over"),
        help_text=gettext_lazy("The articles that they own, and the reviews that they are asked for."),
    )

    def __init__(self, person, *args, **kwargs):
        super().__init__(*args, **kwargs)
        writers = Q(pk__in=users_with("change_article").values("pk")) | Q(is_superuser=True, is_active=True)
        others = User.objects.filter(writers).exclude(pk=person.pk).order_by("username")
        self.fields["successor"].queryset = others
        self.order_fields(["successor", "password"])


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def leaving(request, pk):
    """Hands over what the account has and takes its rights, by POST of a LeaveForm."""
    if not request.user.is_superuser:
        raise PermissionDenied
    person = get_object_or_404(User, pk=pk, is_active=True)
    form = LeaveForm(person, request.user, request.POST or None)
    if form.is_valid() and is_proven(request, form):
        try:
            _tell(request, person, leave(person, form.cleaned_data["successor"], request.user))
            return redirect("admin:auth_user_change", pk)
        except ActRefused as refusal:
            form.add_error(None, str(refusal))
    context = {
        "title": _("%(name)s leaves") % {"name": account_name(person)},
        "account": person,
        "owned": Article.objects.filter(owner=person, trashed_at=None).order_by("title"),
        "form": form,
    }
    return account_page(request, "leaving", context)


def _tell(request, person: User, done: HandedOver):
    name = account_name(person)
    messages.success(
        request, _("%(name)s has no rights any more, and keeps the name where it stands.") % {"name": name}
    )
    number = len(done.articles)
    said = ngettext("%(count)d article was handed over.", "%(count)d articles were handed over.", number)
    messages.info(request, said % {"count": number})
    for title in done.requests_of_nobody:
        messages.warning(
            request, _("Any reviewer may take the review of “%(title)s” now.") % {"title": title}
        )
    for title, reasons in done.stayed:
        messages.warning(
            request,
            _("“%(title)s” wasn't handed over: %(reasons)s") % {"title": title, "reasons": " ".join(reasons)},
        )
