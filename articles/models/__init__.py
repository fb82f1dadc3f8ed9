from .account_name import account_name
from .append_only import RecordIsFinal
from .approved_text import ApprovedText, LiveName, LiveRecord
from .article import Article, ArticleAuthor, ArticleOrganization, Section, SeeAlso, Status
from .cause import Cause
from .chain_link import ChainLink
from .comment import Comment
from .contributor import Contributor
from .deleted_section import DeletedSection
from .desk_language import DeskLanguage
from .drawn_page import DrawnPage
from .edition import Edition, Withdrawal
from .expert_letter import ExpertLetter
from .figure import Figure
from .fixed_page import FixedPage
from .found_by import (
    CitedSource,
    PlacedPicture,
    PlacedSurvey,
    RelatedEdition,
    RelatedFeature,
    SearchDocument,
    SearchWord,
    WrittenWord,
)
from .generation import Generation
from .invitation import Invitation
from .kept_text import KeptText
from .left_out_line import LeftOutLine
from .letter_choice import Told, UnwantedLetter
from .link_check import LinkCheck
from .live_edition import LiveCount, LiveEdition, OtherName
from .phrase import Phrase
from .presence import Presence
from .purge import Purge
from .read_section import ReadSection
from .reader_report import ReaderReport
from .reminder import Reminder
from .review import Act, ImportRecord, ReviewRequest, Schedule, SignOff, Waiver
from .schedule_run import Round, TaskRun
from .search_miss import SearchMiss
from .source import ListedNotice, RetractionNotice, Source
from .stored_findings import StoredFindings
from .stored_standing import StoredStanding
from .stored_waiting import StoredWaiting
from .survey import SurveyColumn, SurveyRow, SurveyTable
from .tag import Category, Tag, TagAlias, TaggedArticle, TaggedEdition
from .tag_merge import TagMerge
from .unfinished_rebuild import UnfinishedRebuild
from .unsaved_text import UnsavedText
from .unsent_letter import UnsentLetter
from .withdrawal_words import WithdrawalWords

__all__ = [
    "Act",
    "ApprovedText",
    "Article",
    "ArticleAuthor",
    "ArticleOrganization",
    "Category",
    "Cause",
    "ChainLink",
    "CitedSource",
    "Comment",
    "Contributor",
    "DeletedSection",
    "DeskLanguage",
    "DrawnPage",
    "Edition",
    "ExpertLetter",
    "Figure",
    "FixedPage",
    "Generation",
    "ImportRecord",
    "Invitation",
    "KeptText",
    "LeftOutLine",
    "LinkCheck",
    "ListedNotice",
    "LiveCount",
    "LiveEdition",
    "LiveName",
    "LiveRecord",
    "OtherName",
    "Phrase",
    "PlacedPicture",
    "PlacedSurvey",
    "Presence",
    "Purge",
    "ReadSection",
    "ReaderReport",
    "RecordIsFinal",
    "RelatedEdition",
    "RelatedFeature",
    "Reminder",
    "RetractionNotice",
    "ReviewRequest",
    "Round",
    "Schedule",
    "SearchDocument",
    "SearchMiss",
    "SearchWord",
    "Section",
    "SeeAlso",
    "SignOff",
    "Source",
    "Status",
    "StoredFindings",
    "StoredStanding",
    "StoredWaiting",
    "SurveyColumn",
    "SurveyRow",
    "SurveyTable",
    "Tag",
    "TagAlias",
    "TagMerge",
    "TaggedArticle",
    "TaggedEdition",
    "TaskRun",
    "Told",
    "UnfinishedRebuild",
    "UnsavedText",
    "UnsentLetter",
    "UnwantedLetter",
    "Waiver",
    "Withdrawal",
    "WithdrawalWords",
    "WrittenWord",
    "account_name",
]
