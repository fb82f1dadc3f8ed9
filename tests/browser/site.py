"""A site with every kind of page and state: the demonstration, and what it does not have.

It is made once for all tests that only read. `READERS` and `DESK` are addresses by the name of the page;
what stands in braces hangs on the database and is filled in by `make_site`.
"""

from datetime import timedelta

from django.contrib.redirects.models import Redirect
from django.utils import timezone
from fido2.utils import websafe_encode
from fido2.webauthn import AttestedCredentialData

from articles import publishing
from articles.demo.loading import load_demo
from articles.models import Edition, Source, SurveyTable, Tag
from articles.publishing.published_experts import letter_token
from cancerinfo.accounts.models import Passkey
from tests.acting import confirm, give_verdict, make_invitation
from tests.factories import (
    make_article,
    make_contributor,
    make_published,
    make_short_article,
    make_signed,
    make_survey,
    make_term,
    make_user,
)

ARTICLE = "/articles/integrative-care-during-cancer-treatment/"
READERS = {
    "home": "/",
    "article_list": "/articles/",
    "article_list_by_review": "/articles/?order=reviewed",
    "article": ARTICLE,
    "article_with_unverified": "/articles/immunotherapy-for-brain-metastases/",
    "article_with_hostile_words": "/articles/{hostile}/",
    "leaflet": ARTICLE + "leaflet/",
    "article_overdue": "/articles/{overdue}/",
    "report": ARTICLE + "report/",
    "report_thanks": ARTICLE + "report/thanks/",
    "compare": "/compare/?a=radiation-for-brain-metastases&b=surgery-for-brain-metastases",
    "compare_empty": "/compare/",
    "compare_missing": "/compare/?a=radiation-for-brain-metastases&b=no-such-page",
    "tag_list": "/tags/",
    "tag": "/tags/{tag}/",
    "category": "/categories/{category}/",
    "search": "/search/",
    "search_with_results": "/search/?q=radiation",
    "search_without_results": "/search/?q=xylophone",
    "organization_list": "/organizations/",
    "organization_list_empty": "/organizations/?q=xylophone",
    "organization": "/organizations/{organization}/",
    "survey_list": "/surveys/",
    "survey": "/surveys/asco-harris-2018/",
    "survey_unverified": "/surveys/unsourced-immunotherapy-views/",
    "glossary": "/glossary/",
    "history": "/articles/{twice}/history/",
    "history_compared": "/articles/{twice}/history/?from=1&to=2",
    "old_edition": "/articles/{twice}/editions/1/",
    "check": "/check/",
    "check_current": "/check/{current}/",
    "check_changed": "/check/{changed}/",
    "check_withdrawn": "/check/{thrown_away}/",
    "check_unknown": "/check/abcdefgh/",
    "about": "/about/",
    "editorial_policy": "/editorial-policy/",
    "not_found": "/articles/no-such-page/",
    "withdrawn": "/articles/{withdrawn}/",
    "withdrawn_with_successor": "/articles/{replaced}/",
}
# For one invited person, and with a form that needs its cookie.
EXPERT = {
    "expert_review": "/review/{token}/",
    "expert_review_closed": "/review/nothing/",
    "not_my_review": "/review/not-mine/{letter}/",
}
DESK = {
    "index": "/admin/",
    "second_factor": "/admin/second-factor/",
    "app_set_up": "/admin/second-factor/?app=",
    "passkey_add": "/admin/second-factor/?passkey=",
    "passkey_remove": "/admin/second-factor/?remove={passkey}",
    "sessions": "/admin/sessions/",
    "my_account": "/admin/account/",
    "import_text": "/admin/articles/article/import/",
    "person_add": "/admin/auth/user/add/",
    "article_list": "/admin/articles/article/",
    "article_add": "/admin/articles/article/add/",
    "article": "/admin/articles/article/{draft}/change/",
    "article_in_review": "/admin/articles/article/{in_review}/change/",
    "article_delete": "/admin/articles/article/{draft}/delete/",
    "read": "/admin/articles/article/{in_review}/read/",
    "preview": "/admin/articles/article/{in_review}/preview/",
    "submit": "/admin/articles/article/{draft}/act/submit/",
    "sign_off": "/admin/articles/article/{in_review}/act/sign-off/",
    "publish": "/admin/articles/article/{signed}/act/publish/",
    "schedule": "/admin/articles/article/{signed}/act/schedule/",
    "withdraw": "/admin/articles/article/{live}/act/withdraw/",
    "waive": "/admin/articles/article/{draft}/act/waive/",
    "edition_list": "/admin/articles/edition/",
    "edition": "/admin/articles/edition/{edition}/change/",
    "log": "/admin/articles/act/",
    "source_list": "/admin/articles/source/",
    "source_add": "/admin/articles/source/add/",
    "survey_list": "/admin/articles/surveytable/",
    "survey": "/admin/articles/surveytable/{survey_table}/change/",
    "tag_list": "/admin/articles/tag/",
    "contributor_add": "/admin/articles/contributor/add/",
    "organization_list": "/admin/resources/organization/",
    "organization_add": "/admin/resources/organization/add/",
    "term_list": "/admin/resources/term/",
    "user_list": "/admin/auth/user/",
    "password": "/admin/password_change/",
    "related": "/admin/articles/article/{live}/related/",
    "tag_tidy": "/admin/articles/tag/tidy/",
    "tag_merge": "/admin/articles/tag/{tag_pk}/merge/",
    "tag": "/admin/articles/tag/{tag_pk}/change/",
    "history": "/admin/articles/source/{source_pk}/history/",
    "source": "/admin/articles/source/{source_pk}/change/",
    "term_add": "/admin/resources/term/add/",
    "category_add": "/admin/articles/category/add/",
    "phrase_add": "/admin/articles/phrase/add/",
    "redirect_list": "/admin/redirects/redirect/",
    "redirect_add": "/admin/redirects/redirect/add/",
    "user_add": "/admin/auth/user/add/",
    **{
        name: f"/admin/articles/{name}/"
        for name in (
            "category", "comment", "contributor", "expertletter", "importrecord", "invitation", "linkcheck",
            "liveedition", "phrase", "readerreport", "reminder", "retractionnotice", "reviewrequest",
            "schedule", "searchmiss", "signoff", "tagmerge", "waiver", "withdrawal",
        )
    },
}  # fmt: skip
LONG = "Pneumonoultramicroscopicsilicovolcanoconiosis" * 3


def make_site():
    """Fills the database. Returns the values for the braces of the addresses above."""
    load_demo()
    make_term(name="test page", definition="A page that tests read.")
    twice = _twice()
    live = make_published(title="Live")
    values = _demo_values() | _withdrawn_values() | _desk_values()
    return values | {
        "hostile": _hostile().slug,
        "overdue": make_published(title="Overdue", now=timezone.now() - timedelta(days=2000)).slug,
        "twice": twice.slug,
        "changed": twice.article.editions.get(number=1).check_code,
        "current": twice.check_code,
        "edition": twice.pk,
        "tag_pk": Tag.objects.earliest("pk").pk,
        "source_pk": Source.objects.earliest("pk").pk,
        "live": live.article_id,
        "token": publishing.link_token(make_invitation(make_article())),
        "letter": letter_token(_expert_letter()),
    }


def _expert_letter():
    article = make_article()
    confirm(give_verdict(make_invitation(article)))
    return publishing.publish(article, make_user("publisher")).expert_letter


def _demo_values():
    edition = Edition.objects.live().get(slug=ARTICLE.split("/")[2])
    return {
        "tag": edition.tagged.first().tag.slug,
        "category": edition.category.slug,
        "organization": edition.content["organizations"][0]["slug"],
        "survey_table": SurveyTable.objects.get(key="asco-harris-2018").pk,
    }


def _twice():
    """The second edition of a page that said something else before."""
    edition = make_published(title="Published twice", surveys=[make_survey()])
    edition.article.sections.filter(order=0).update(body="<p>Quite different words stand here now.</p>")
    return make_published(edition.article, note="Told more.")


def _withdrawn_values():
    gone, replaced = make_published(title="Gone"), make_published(title="Replaced")
    publisher = make_user("publisher")
    publishing.withdraw(gone.article, publisher, cause="outdated")
    successor = make_published(title="Successor").article
    publishing.withdraw(replaced.article, publisher, cause="replaced", successor=successor)
    return {"withdrawn": gone.slug, "thrown_away": gone.check_code, "replaced": replaced.slug}


def _hostile():
    """Words that spoil a page whose author forgot them: very long ones, and markup."""
    return make_published(title=f"<b>Words</b> {LONG}"[:150], tags=(f"tag {LONG}"[:100], "<i>tag</i>"))


def _desk_values():
    writer = make_user("writer", first_name="Wanda", last_name="Writer")
    draft = make_short_article(title="Draft", disclaimer="", by=writer)
    in_review, signed = make_article(title="In review", by=writer), make_article(title="Signed", by=writer)
    publishing.submit(in_review, writer)
    make_signed(signed)
    Redirect.objects.create(site_id=1, old_path="/treatments/surgery.html", new_path="/articles/surgery/")
    return {"draft": draft.pk, "in_review": in_review.pk, "signed": signed.pk}


def make_chief():
    """A user who may open every page of the desk, and their passkey."""
    chief = make_user("superuser", username="chief")
    make_contributor(chief, name="Chief")
    key = websafe_encode(AttestedCredentialData.create(bytes(16), b"phone", {1: 2, 3: -7, -1: 1}))
    return chief, Passkey.objects.create(user=chief, name="my phone", identifier="cGhvbmU", key=key, uses=0)
