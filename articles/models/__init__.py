from .append_only import RecordIsFinal
from .article import Article, ArticleAuthor, ArticleOrganization, Section, SeeAlso, Status
from .contributor import Contributor
from .edition import Edition, LiveEdition, PlacedSurvey, RelatedEdition, SearchDocument, Withdrawal
from .phrase import Phrase
from .review import Act, ImportRecord, ReviewRequest, Schedule, SignOff, Waiver
from .source import Source
from .survey import SurveyColumn, SurveyRow, SurveyTable
from .tag import Category, Tag, TagAlias, TaggedArticle, TaggedEdition

__all__ = [
    "Act",
    "Article",
    "ArticleAuthor",
    "ArticleOrganization",
    "Category",
    "Contributor",
    "Edition",
    "ImportRecord",
    "LiveEdition",
    "Phrase",
    "PlacedSurvey",
    "RecordIsFinal",
    "RelatedEdition",
    "ReviewRequest",
    "Schedule",
    "SearchDocument",
    "Section",
    "SeeAlso",
    "SignOff",
    "Source",
    "Status",
    "SurveyColumn",
    "SurveyRow",
    "SurveyTable",
    "Tag",
    "TagAlias",
    "TaggedArticle",
    "TaggedEdition",
    "Waiver",
    "Withdrawal",
]
