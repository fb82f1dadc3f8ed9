"""Changes to many articles of the list at once: each is confirmed on a page of its own."""

from functools import partial

from django import forms
from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Q
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import publishing
from articles.admin.form.article_form import TagsField
from articles.models import Article
from articles.publishing import bulk
from articles.publishing.gate import LONGEST_INTERVAL
from articles.publishing.writers import without_writer

MOST_AT_ONCE = 200


class TagForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Tag"), max_length=100)

    def clean_name(self):
        """One tag, in the spelling of the one that exists."""
        names = TagsField().clean([self.cleaned_data["name"]])
        return names[0]

    def change(self):
        return partial(bulk.add_tag, name=self.cleaned_data["name"])


class OwnerForm(forms.Form):
    owner = forms.ModelChoiceField(
        get_user_model().objects.none(), label=gettext_lazy("Owner"), empty_label=gettext_lazy("Choose")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        may = Permission.objects.filter(content_type__app_label="articles", codename="change_article")
        writers = Q(groups__permissions__in=may) | Q(user_permissions__in=may) | Q(is_superuser=True)
        users = get_user_model().objects.filter(writers, is_active=True, is_staff=True)
        self.fields["owner"].queryset = users.distinct().order_by("username")

    def change(self):
        return partial(bulk.set_owner, owner=self.cleaned_data["owner"])


class IntervalForm(forms.Form):
    months = forms.IntegerField(
        label=gettext_lazy("Months between reviews"),
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_INTERVAL)],
        help_text=gettext_lazy("Counts from the next sign-off on. A review date is never typed."),
    )

    def change(self):
        return partial(bulk.set_review_interval, months=self.cleaned_data["months"])


class TrashForm(forms.Form):
    def change(self):
        return publishing.trash


class UntrashForm(forms.Form):
    def change(self):
        return publishing.untrash


class SubmitManyForm(forms.Form):
    def change(self):
        return bulk.submit

    def warnings(self, articles):
        """What to know of the texts before all of them are submitted: errors by article, and counts."""
        errors = bulk.with_open_errors(articles)
        return {
            "rows": [(article, errors.get(article.pk, 0)) for article in articles],
            "with_errors": len(errors),
            "without_writer": len(without_writer(articles)),
        }


def _action(name, label, form_class):
    @admin.action(description=label, permissions=["change"])
    def action(model_admin, request, queryset):
        articles = list(Article.objects.filter(pk__in=queryset.values("pk")).order_by("title", "pk"))
        if len(articles) > MOST_AT_ONCE:
            messages.error(
                request,
                _("Choose at most %(most_at_once)s articles at once, not %(count)s.")
                % {"most_at_once": MOST_AT_ONCE, "count": len(articles)},
            )
            return None
        form = form_class(request.POST if "confirmed" in request.POST else None)
        if form.is_bound and form.is_valid():
            tell(request, bulk.change_many(articles, request.user, form.change()))
            return None
        context = {
            **model_admin.admin_site.each_context(request),
            "title": label,
            "opts": model_admin.opts,
            "rows": [(article, 0) for article in articles],
            "form": form,
            "action": name,
        }
        if form_class is SubmitManyForm:
            context |= form.warnings(articles)
        return TemplateResponse(request, "admin/articles/article/bulk.html", context)

    action.__name__ = name
    return action


def tell(request, result: bulk.BulkResult):
    if result.done:
        count = len(result.done)
        said = ngettext("Done for %(count)s article.", "Done for %(count)s articles.", count)
        messages.success(request, said % {"count": count})
    for title, reasons in result.refused:
        messages.error(
            request,
            _("Not done for “%(title)s”: %(reasons)s") % {"title": title, "reasons": " ".join(reasons)},
        )


BULK_ACTIONS = [
    _action("bulk_tag", gettext_lazy("Add a tag"), TagForm),
    _action("bulk_owner", gettext_lazy("Set the owner"), OwnerForm),
    _action("bulk_interval", gettext_lazy("Set the months between reviews"), IntervalForm),
    _action("bulk_submit", gettext_lazy("Submit for review"), SubmitManyForm),
    _action("bulk_trash", gettext_lazy("Move to the trash"), TrashForm),
    _action("bulk_untrash", gettext_lazy("Take out of the trash"), UntrashForm),
]
