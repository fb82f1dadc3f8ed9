"""What a live edition may share with others: tags, sources, the category, names and telling words."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from django.db import connection

from articles.content import ArticleContent
from articles.models import (
    Article,
    Edition,
    LiveEdition,
    RelatedFeature,
    SearchWord,
    TaggedArticle,
    TaggedEdition,
)
from articles.search.page_words import PageWords
from articles.search.word_counts import EVERY, one_of
from articles.search.words import STOP_WORDS, split, stem

from .counts import MOST_CITING, kept_counts

# How much each kind counts, after trial on two collections with known answers (benchmarks/relevance.py).
WORDS, NAME, OTHER_NAME, TAG, SOURCE, CATEGORY = 12.0, 1.2, 0.35, 1.0, 2.0, 0.15
TELLING_WORDS = 30
TITLE_IN_WORDS = 3.0
BY_COUNT = ("tag", "source", "category")
# What follows in a title is a remark: "Breast Cancer Treatment (for patients)", "Nausea: what helps".
REMARK = re.compile(r"\s*[(\[:|–—]|\s+-\s")
MIN_TITLE = 4

WRITE = "INSERT INTO articles_relatedfeature (article_id, key, weight) VALUES (%s, %s, %s)"


@dataclass(frozen=True)
class Page:
    """A text as it is compared: a live edition, or a working copy as it would be published. `edition` is the
    key of the live edition of the article, if there is one. `text` holds the folded words of all of it,
    between spaces.

    `rarest` is the rarest stem of its short title, "" if it has none that others could name it by;
    `naming` is how rare it is.
    """

    article: int
    edition: int | None
    title: str
    features: dict[str, float]
    stems: frozenset[str]
    text: str
    rarest: str
    naming: float


def read_pages(editions: Sequence[tuple[Edition, PageWords]]) -> list[Page]:
    """The pages of live editions, with their features by key; five queries. Search must have counted their
    words before."""
    tags: dict[int, list[int]] = defaultdict(list)
    rows = TaggedEdition.objects.filter(edition__in=[edition.pk for edition, _ in editions])
    for edition, tag in rows.values_list("edition", "tag"):
        tags[edition].append(tag)
    return _weighed(
        [
            _Text.of(
                edition.article_content(), words, edition.article_id, edition.pk, tags[edition.pk],
                edition.category_id,
            )
            for edition, words in editions
        ]
    )  # fmt: skip


def read_working_copy(article: Article) -> Page:
    """The page of a working copy, as if it were published. A word that no live edition has counts nothing."""
    tags = TaggedArticle.objects.filter(content_object=article).values_list("tag", flat=True)
    live = LiveEdition.objects.filter(article=article).values_list("edition", flat=True).first()
    content = article.content()
    words = PageWords.of(content)
    [page] = _weighed([_Text.of(content, words, article.pk, live, list(tags), article.category_id)])
    return page


def write_features(pages: Sequence[Page]):
    """Stores the features of the articles in place of those that they had."""
    RelatedFeature.objects.filter(article__in=[page.article for page in pages]).delete()
    rows = [(page.article, key, weight) for page in pages for key, weight in page.features.items()]
    # Forty rows a page: as objects they would take most of the time.
    with connection.cursor() as cursor:
        cursor.executemany(WRITE, rows)


@dataclass(frozen=True)
class _Text:
    """A text before its features are weighed. `counts` are those of the stems in its body and headings,
    `names` the stems of its title, `others` those of its other names; `keys` are its features that are
    weighed by how many editions have them."""

    article: int
    edition: int | None
    title: str
    words: Sequence[str]
    counts: Mapping[str, int]
    names: frozenset[str]
    others: frozenset[str]
    keys: Sequence[str]

    @classmethod
    def of(
        cls,
        content: ArticleContent,
        page: PageWords,
        article: int,
        edition: int | None,
        tags: Iterable[int],
        category: int | None,
    ) -> "_Text":
        words = [*page.body, *page.headings]
        counts: Counter[str] = Counter()
        for word, number in Counter(words).items():
            if word not in STOP_WORDS:
                counts[stem(word)] += number
        names = frozenset(stem(word) for word in page.title if word not in STOP_WORDS)
        others = frozenset(stem(word) for word in chain(*page.aliases) if word not in STOP_WORDS) - names
        keys = [f"tag {pk}" for pk in tags]
        keys += [f"source {(source.doi or source.key).lower()}"[:250] for source in content.sources]
        keys += [f"category {category}"] if category else []
        return cls(article, edition, content.title, words, counts, names, others, keys)

    def weighed(self, rarity: Mapping[str, float], by_count: Mapping[str, float]) -> Page:
        """The page of the text. `by_count` has the weight of each of its `keys`."""
        names = dict.fromkeys(self.names, NAME) | dict.fromkeys(self.others, OTHER_NAME)
        features = {
            **_words(self.counts, self.names, rarity),
            **{f"name {word}": math.sqrt(n * rarity[word]) for word, n in names.items() if word in rarity},
            **{key: by_count[key] for key in self.keys},
        }
        rarest, naming = _naming(self.title, rarity)
        if rarest:
            features[f"title {rarest}"] = naming
        stems = frozenset(self.counts) | self.names
        text = f" {' '.join(self.words)} "
        return Page(self.article, self.edition, self.title, features, stems, text, rarest, naming)


def _weighed(texts: Sequence[_Text]) -> list[Page]:
    """The pages of texts that are published together; four queries. Lists must count those of their articles
    that have features, and no others."""
    rarity, total = rarities({word for text in texts for word in (*text.counts, *text.names, *text.others)})
    together = Counter(key for text in texts for key in dict.fromkeys(text.keys))
    counts = kept_counts(together)
    had = RelatedFeature.objects.filter(article__in=[text.article for text in texts], key__in=together)
    before = Counter(had.values_list("key", flat=True))
    by_count = {
        key: counted_weight(key, counts.get(key, 0) - before[key] + number, total)
        for key, number in together.items()
    }
    return [text.weighed(rarity, by_count) for text in texts]


def rarities(stems: Iterable[str]) -> tuple[dict[str, float], int]:
    """How rare each stem is among all live editions, and their number. Stems that none has are left out."""
    documents = dict(
        SearchWord.objects.filter(stem__in=one_of({EVERY, *stems})).values_list("stem", "documents")
    )
    total = documents.pop(EVERY, 0)
    return {word: math.log(1 + total / count) for word, count in documents.items()}, total


def short_title(title: str) -> str:
    """The part of a title that another page would name the page by; "" if there is too little of it."""
    short = REMARK.split(title, maxsplit=1)[0].strip()
    return short if len(short) >= MIN_TITLE else ""


def counted_weight(key: str, count: int, total: int) -> float:
    """Weight of a tag, source or category that `count` of `total` live editions have."""
    kind = {"tag": TAG, "source": SOURCE, "category": CATEGORY}[key.split()[0]]
    counted = min(count, MOST_CITING) if kind == SOURCE else count
    return math.sqrt(kind * math.log(1 + total / max(counted, 1)))


def _words(counts: Mapping[str, int], title: Iterable[str], rarity: Mapping[str, float]) -> dict[str, float]:
    """The most telling words; their weights have the length that two like pages multiply to WORDS."""
    weights = {word: (1 + math.log(number)) * rarity.get(word, 0) for word, number in counts.items()}
    for word in title:
        weights[word] = weights.get(word, 0) + TITLE_IN_WORDS * rarity.get(word, 0)
    best = sorted(weights, key=lambda word: (-weights[word], word))[:TELLING_WORDS]
    length = math.sqrt(sum(weights[word] ** 2 for word in best)) or 1
    return {f"word {word}": math.sqrt(WORDS) * weights[word] / length for word in best if weights[word]}


def _naming(title: str, rarity: Mapping[str, float]) -> tuple[str, float]:
    """The rarest stem of a short title with its rarity: no title is named by more pages than have that."""
    stems = (stem(word) for word in split(short_title(title)) if word not in STOP_WORDS)
    words = {word for word in stems if word in rarity}
    rarest = max(words, key=lambda word: (rarity[word], word), default="")
    return rarest, rarity.get(rarest, 0.0)
