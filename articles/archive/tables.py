"""What of each table comes into an archive. Each model stands in one of three lists; a test sees to it."""

from collections.abc import Sequence

from django.apps import apps
from django.db.models import Model, Q

# In the order in which they are read back: triggers need an article before what is said of it.
KEPT = (
    "contenttypes.ContentType",
    "auth.Permission",
    "auth.Group",
    "auth.Group_permissions",
    "auth.User",
    "auth.User_groups",
    "auth.User_user_permissions",
    "otp_totp.TOTPDevice",
    "accounts.RecoveryCode",
    "accounts.Passkey",
    "accounts.ProviderAccount",
    "sites.Site",
    "redirects.Redirect",
    "admin.LogEntry",
    "accounts.SecurityEvent",
    "articles.Category",
    "articles.Tag",
    "articles.TagAlias",
    "articles.TagMerge",
    "articles.Contributor",
    "articles.Source",
    "articles.RetractionNotice",
    "articles.ListedNotice",
    "articles.SurveyTable",
    "articles.SurveyColumn",
    "articles.SurveyRow",
    "articles.Figure",
    "articles.FixedPage",
    "articles.Phrase",
    "resources.Organization",
    "resources.Contact",
    "resources.Term",
    "resources.Term_see_also",
    "resources.Synonym",
    "articles.Article",
    "articles.ArticleAuthor",
    "articles.ArticleOrganization",
    "articles.Section",
    "articles.SeeAlso",
    "articles.TaggedArticle",
    "articles.DeletedSection",
    "articles.KeptText",
    "articles.ImportRecord",
    "articles.LeftOutLine",
    "articles.ReviewRequest",
    "articles.SignOff",
    "articles.Waiver",
    "articles.Schedule",
    "articles.Edition",
    "articles.Withdrawal",
    "articles.WithdrawalWords",
    "articles.Invitation",
    "articles.ExpertLetter",
    "articles.Comment",
    "articles.Act",
    "articles.ApprovedText",
    "articles.ChainLink",
    "articles.LiveRecord",
    "articles.LiveName",
    "articles.LiveEdition",
    "articles.TaggedEdition",
    "articles.CitedSource",
    "articles.PlacedPicture",
    "articles.RelatedEdition",
    "articles.ReaderReport",
    "articles.Reminder",
    "articles.UnwantedLetter",
    "articles.DeskLanguage",
    "articles.SearchMiss",
    "articles.LinkCheck",
)
# Rows that follow from those, and what makes them again.
REBUILT = {
    "articles.LiveCount": "rebuild_live",
    "articles.OtherName": "rebuild_live",
    "articles.PlacedSurvey": "rebuild_live",
    "articles.DrawnPage": "rebuild_live",
    "articles.SearchDocument": "rebuild_search",
    "articles.SearchWord": "rebuild_search",
    "articles.WrittenWord": "rebuild_search",
    "articles.RelatedFeature": "rebuild_related",
    "articles.StoredStanding": "a trigger, with the article",
    "articles.StoredWaiting": "a trigger, with the record",
    "articles.StoredFindings": "the desk, when it asks for them",
    "articles.Generation": "triggers",
}
LEFT_OUT = {
    "accounts.Session": "whoever was signed in signs in again",
    "sessions.Session": "nothing writes into it any more",
    "axes.AccessAttempt": "a lock ends after minutes",
    "axes.AccessAttemptExpiration": "a lock ends after minutes",
    "axes.AccessFailureLog": "the security log has the failures",
    "axes.AccessLog": "the security log has who signed in",
    "articles.Presence": "who has a form open now",
    "articles.Purge": "how far a CDN in front of this very site was told",
    "articles.ReadSection": "how far reviewers have read; only their sign-off says anything",
    "articles.Round": "when this very installation last did its work",
    "articles.TaskRun": "when this very installation last did its work",
    "articles.UnsavedText": "whoever typed it saves it, or not",
    "articles.UnsentLetter": "a copy of a site mustn't send its letters once more",
    "articles.UnfinishedRebuild": "how far a run on this very database has come",
    "taggit.Tag": "the site has tags of its own",
    "taggit.TaggedItem": "the site has tags of its own",
}
# What `migrate` and `setup_roles` put into a new database: it gives way to what the archive has.
OF_MIGRATE = (
    "contenttypes.ContentType",
    "auth.Permission",
    "auth.Group",
    "auth.Group_permissions",
    "sites.Site",
)
# Where only some rows are kept; the others are rebuilt.
ONLY = {"articles.RelatedEdition": Q(pinned=True) | Q(blocked=True)}

# What is rebuilt in rows that are kept, with what stands in its place meanwhile.
FOLLOWS = {"articles.RelatedEdition": {"score": 0.0, "reasons": []}}


def kept_models() -> list[type[Model]]:
    return models_of(KEPT)


def models_of(labels: Sequence[str]) -> list[type[Model]]:
    """The models with these labels, those too that stand between two others."""
    by_label = {model._meta.label: model for model in apps.get_models(include_auto_created=True)}
    return [by_label[label] for label in labels]


def rows_of(model: type[Model]):
    """The rows of a model that an archive keeps, in the order of keys."""
    return model._base_manager.filter(ONLY.get(model._meta.label, Q())).order_by("pk")
