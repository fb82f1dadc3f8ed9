"""The editors' desk: the list of articles, and the page where one is written."""

import json

from django.contrib import admin, messages
from django.http import Http404, HttpResponseRedirect, JsonResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import publishing
from articles.content import KINDS
from articles.content_checks import ERROR, WARNING
from articles.models import Article, Section, Status, Tag
from articles.models.chain import written_together
from articles.models.stored_standing import renew_standings
from articles.publishing import deleted_sections
from articles.working_copy.kept_findings import checked_findings

from .acts.act_views import act_on_saved, act_urls, get_article, read_urls
from .acts.bulk import BULK_ACTIONS
from .acts.deleted_sections import deleted_section_urls
from .acts.export import export_urls
from .acts.import_text import import_text_urls
from .acts.left_out import left_out_urls
from .acts.related import related_urls
from .acts.ticks import tick_urls
from .form.article_form import ArticleForm
from .form.citation_choices import citable_urls
from .form.conflict import merge
from .form.desk_panel import Desk
from .form.document import with_rows
from .form.draft import draft_urls
from .form.form_state import stored
from .form.inlines import (
    AuthorInline,
    OrganizationInline,
    RelatedInline,
    SectionInline,
    SeeAlsoInline,
    outline,
    own_contributor,
)
from .form.new_source import new_source_urls
from .form.presence import last_edit, presence_urls
from .form.preview import preview_urls
from .form.unsaved import draft_key, is_restored, tell_saved, unsaved_urls
from .lists.article_lists import (
    ArticleChangeList,
    LanguageFilter,
    OpenFilter,
    OwnerFilter,
    ReviewerFilter,
    ReviewFilter,
    StatusFilter,
    UsedCategoryFilter,
    cell,
)
from .lists.audit import audit_urls
from .lists.changed_around import changed_around_urls
from .lists.find import find_urls
from .lists.site_state import site_state_urls
from .odd_requests import is_key
from .page import REPLACED, DeskAdmin, posted_as_kept


@admin.register(Article)
class ArticleAdmin(DeskAdmin):
    form = ArticleForm
    change_form_template = "admin/articles/article/change_form.html"
    change_list_template = "admin/articles/article/change_list.html"
    list_display = [
        "title", "status", "findings", "owned_by", "next_review", "edition", "changed", "in_category",
    ]  # fmt: skip
    list_select_related = ["category", "owner", "stored_standing"]
    list_filter = [
        StatusFilter, "kind", ReviewFilter, OwnerFilter, ReviewerFilter, OpenFilter,
        ("category", UsedCategoryFilter), LanguageFilter,
    ]  # fmt: skip
    search_fields = ["title", "slug", "summary", "tagged__tag__name"]
    search_help_text = gettext_lazy("Searches titles, addresses, summaries and tags.")
    autocomplete_fields = ["category", "owner", "translation_of"]
    # No jQuery: rows.js adds the rows, and an address is made of the title when the article is saved.
    left_out_of_form = (*REPLACED, "admin/js/vendor/", "admin/js/jquery.init.js", "admin/js/inlines.js",
                        "admin/js/core.js", "admin/js/urlify.js", "admin/js/prepopulate.js")  # fmt: skip
    actions = BULK_ACTIONS
    inlines = [SectionInline, AuthorInline, OrganizationInline, SeeAlsoInline, RelatedInline]
    fieldsets = [
        (None, {"classes": ["above-text"], "fields": ["title", "main_message"]}),
        (gettext_lazy("In lists, and what changed"), {"fields": ["summary", "change_note", "slug"]}),
        (gettext_lazy("What it is about"), {
            "fields": ["category", "tags", "aliases", "codes", "kind", "audience", "aim"],
        }),
        (gettext_lazy("Rights and care"), {
            "classes": ["collapse", "later"],
            "fields": [
                "disclaimer", "funding", "licence", "source_url", "language", "translation_of", "owner",
                "review_interval", "is_demonstration",
            ],
        }),
    ]  # fmt: skip

    # The list

    def get_queryset(self, request):
        if _is_of_list(request):
            renew_standings(timezone.localdate())
        return super().get_queryset(request)

    def get_search_results(self, request, queryset, search_term):
        is_autocompletion = request.resolver_match and request.resolver_match.url_name == "autocomplete"
        found = queryset.in_use() if is_autocompletion else queryset
        return super().get_search_results(request, found, search_term)

    @admin.display(description=gettext_lazy("status"), ordering="stored_standing__status")
    def status(self, article):
        standing = article.stored_standing
        name = str(Status(standing.status).label)
        words = [name]
        if standing.is_live and standing.status != Status.PUBLISHED:
            words.append(_("live: an older edition"))
        if standing.scheduled_at is not None:
            due = timezone.localtime(standing.scheduled_at)
            words.append(
                _("%(action)s on %(moment)s")
                % {"action": standing.scheduled_action, "moment": f"{due:%Y-%m-%d %H:%M %Z}"}
            )
        return ", ".join(words)

    def get_changelist(self, request, **kwargs):
        return ArticleChangeList

    @admin.display(description=gettext_lazy("findings"))
    def findings(self, article):
        """Open errors and warnings, without those that a sign-off brings to an end."""
        counts = article.open_findings
        if counts is None:
            return _("not checked yet")
        errors, warnings = counts[ERROR], counts[WARNING]
        told = []
        if errors:
            told.append(ngettext("%(count)s error", "%(count)s errors", errors) % {"count": errors})
        if warnings:
            told.append(ngettext("%(count)s warning", "%(count)s warnings", warnings) % {"count": warnings})
        return ", ".join(told) or cell(_("findings"), _("none"))

    @admin.display(description=gettext_lazy("owner"), ordering="owner")
    def owned_by(self, article):
        return article.owner and cell(_("owner"), article.owner)

    @admin.display(description=gettext_lazy("next review"), ordering="stored_standing__next_review_on")
    def next_review(self, article):
        due = article.stored_standing.next_review_on
        return due and cell(_("next review"), due.isoformat())

    @admin.display(description=gettext_lazy("changed"), ordering="changed_at")
    def changed(self, article):
        return cell(_("changed"), timezone.localdate(article.changed_at).isoformat())

    @admin.display(description=gettext_lazy("last edition"), ordering="stored_standing__last_published_at")
    def edition(self, article):
        standing = article.stored_standing
        if standing.last_edition is None:
            return None
        return cell(_("edition"), f"{standing.last_edition}, {standing.last_published_at:%Y-%m-%d}")

    @admin.display(description=gettext_lazy("category"), ordering="category")
    def in_category(self, article):
        return article.category and cell(_("category"), article.category)

    # Who may do what. Articles with a history are never deleted.

    def has_delete_permission(self, request, obj=None):
        return False

    def get_urls(self):
        own = [path("tags/", self.admin_site.admin_view(self.tags_view), name="articles_article_tags")]
        return [
            *own,
            *read_urls(self),
            *act_urls(self),
            *tick_urls(self, get_article),
            *deleted_section_urls(self),
            *export_urls(self),
            *import_text_urls(self),
            *left_out_urls(self),
            *related_urls(self),
            *preview_urls(self),
            *draft_urls(self),
            *citable_urls(self),
            *new_source_urls(self),
            *unsaved_urls(self),
            *audit_urls(self),
            *find_urls(self),
            *changed_around_urls(self),
            *site_state_urls(self),
            *presence_urls(self),
            *super().get_urls(),
        ]

    def tags_view(self, request):
        """Tags whose name holds the term, in the shape that the autocomplete of the admin reads."""
        if not self.has_view_or_change_permission(request):
            raise Http404
        tags = Tag.objects.filter(name__icontains=request.GET.get("term", "")[:100]).order_by("name")[:20]
        found = [{"id": tag.name, "text": tag.name} for tag in tags]
        return JsonResponse({"results": found, "pagination": {"more": False}})

    # The page of one article

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        request.POST = with_rows(posted_as_kept(request.POST))
        if not object_id:
            return super().changeform_view(request, object_id, form_url, extra_context)
        with written_together():
            self._lay_over_stored(request, object_id)
            return super().changeform_view(request, object_id, form_url, extra_context)

    def _lay_over_stored(self, request, object_id):
        """Keeps the text that is about to be edited; if the form was opened before somebody else saved, makes
        it a merge of both."""
        article = self.get_object(request, object_id)
        if article is None or not self.has_change_permission(request, article):
            return
        article = Article.objects.select_for_update().get(pk=article.pk)
        publishing.keep_as_found(article)
        if request.POST.get("seen_version") == str(article.version):
            return
        conflict = merge(request.POST, self._stored(request, article))
        if conflict or not request.POST.get("seen_version"):
            conflict.who = last_edit(article)
            request.conflict = conflict
        request.POST = conflict.post

    def _stored(self, request, article):
        form = self.get_form(request, article, change=True)(instance=article)
        formsets = [
            formset(
                instance=article, prefix=formset.get_default_prefix(), queryset=inline.get_queryset(request)
            )
            for formset, inline in self.get_formsets_with_inlines(request, article)
            if inline.has_change_permission(request, article)
        ]
        return stored(form, formsets)

    def get_changeform_initial_data(self, request):
        """A new article begins with the rights of the newest one of the same editor, else of anybody."""
        newest = Article.objects.order_by("-pk").values("funding", "licence")
        rights = newest.filter(owner=request.user).first() or newest.first() or {}
        return {**rights, **super().get_changeform_initial_data(request)}

    def get_formset_kwargs(self, request, obj, inline, prefix):
        """Who begins an article stands as its author; the sections are those of its kind. What a form is sent
        with is compared with nothing."""
        kwargs = {"instance": obj, "prefix": prefix, "queryset": inline.get_queryset(request)}
        if request.method == "POST":
            # Django's own copies all that was posted, deeply, for each kind of row. None of them changes it.
            kwargs |= {"data": request.POST, "files": request.FILES}
        is_new = request.method != "POST" and not obj.pk
        if is_new and isinstance(inline, AuthorInline) and (author := own_contributor(request)):
            kwargs["initial"] = [{"contributor": author.pk, "order": 0}]
        if is_new and isinstance(inline, SectionInline):
            kwargs["initial"] = outline(request)
        return kwargs

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.conflict = getattr(request, "conflict", None)
        form.is_restored = is_restored(request)
        return form

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        conflict = getattr(request, "conflict", None)
        may_change = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        if obj and may_change:
            context |= self._seen(request, obj, context)
        context |= {
            "conflict": conflict,
            "kinds": () if obj or request.method == "POST" else KINDS.items(),
            "chosen_kind": request.GET.get("kind", ""),
            "draft": draft_key(request),
            "is_unsaved": request.method == "POST",
            "is_restored": is_restored(request),
            "desk": Desk(request, obj, may_change=may_change),
        }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _seen(self, request, article, context):
        """What the form says its editor saw. After a mistake in the form that is what was seen before."""
        if request.method != "POST":
            inlines = [each for each in context["inline_admin_formsets"] if each.has_change_permission]
            seen = stored(context["adminform"].form, [each.formset for each in inlines])
        elif getattr(request, "conflict", None) is not None:
            article = Article.objects.get(pk=article.pk)
            seen = self._stored(request, article)
        else:
            names = ("seen_version", "seen_parts")
            return {name: request.POST.get(name) for name in names}
        parts = json.dumps(seen.fingerprints(), separators=(",", ":"))
        return {"seen_version": article.version, "seen_parts": parts}

    def change_view(self, request, object_id, form_url="", extra_context=None):
        article = self.get_object(request, object_id) if request.method != "POST" else None
        if article and self.has_view_permission(request) and not self.has_change_permission(request, article):
            return HttpResponseRedirect(reverse("admin:articles_article_read", args=[article.pk]))
        return super().change_view(request, object_id, form_url, extra_context)

    # Saving

    def save_model(self, request, obj, form, change):
        if not change:
            obj.owner = obj.owner or request.user
        if not change or form.has_changed():
            super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        for formset in formsets:
            if formset.model is Section:
                deleted_sections.keep(form.instance, formset.deleted_objects, request.user)
                tell_left_out(request, formset)
        form.is_edit = not change or form.has_changed() or any(formset.has_changed() for formset in formsets)
        if form.is_edit:
            finish_form(form.instance, request.user, slug_changed="slug" in form.changed_data)
        if change:
            deal_with_comments(request, form.instance)

    def log_addition(self, request, obj, message):
        return None

    def log_change(self, request, obj, message):
        return None

    def response_add(self, request, obj, post_url_continue=None):
        return tell_saved(
            request, act_on_saved(request, obj) or super().response_add(request, obj, post_url_continue)
        )

    def response_change(self, request, obj):
        return tell_saved(request, act_on_saved(request, obj) or super().response_change(request, obj))


def _is_of_list(request):
    """Whether the list is asked for, or the audit of what it shows."""
    name = request.resolver_match.url_name if request.resolver_match else ""
    return name.endswith("_changelist") or "_audit_" in name


def tell_left_out(request, sections):
    """Says which text of the sections that were just saved was struck out or hidden."""
    for form in sections.forms:
        if left_out := getattr(form, "left_out", ""):
            messages.warning(
                request,
                _("Section “%(section)s”: %(left_out)s") % {"section": form.instance, "left_out": left_out},
            )


def deal_with_comments(request, article):
    """Resolves the comments whose words were taken over in the form."""
    keys = [key for key in request.POST.getlist("dealt_with") if is_key(key)]
    for comment in article.comments.open().filter(pk__in=keys):
        try:
            publishing.resolve(comment, request.user)
        except publishing.ActRefused as refusal:
            messages.warning(request, str(refusal))


def finish_form(article, user, slug_changed):
    """What follows on a saved form: for the article, and for those that name its address. Its findings are
    kept, so that no list has to work them out."""
    content = publishing.saved(article, user)
    checked_findings([article], contents=[content])
    if slug_changed:
        publishing.record_changed(article, by=user)
