"""Articles of about 1,850 words for benchmarks, made of word lists; the same number gives the same text.

They say nothing about medicine, and every one is marked as a demonstration. Their sentences are short and
plain, and they have what a finished page needs, so the content checks let them pass.
"""

import random
from collections.abc import Sequence
from itertools import accumulate

from django.utils.text import slugify

from articles.content import (
    ArticleContent,
    ContributorContent,
    OrganizationContent,
    PersonName,
    SectionContent,
    SeeAlsoContent,
    SourceContent,
    SurveyColumn,
    SurveyRow,
    SurveyTableContent,
)

SYLLABLES = ("ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "va")
# So many made words are at hand for a text, beside the one that names it.
TOLD = 60
CATEGORIES, TAGS, SENTENCES = 20, 120, 13

SITES = (
    "Anal", "Bile duct", "Bladder", "Bone", "Bowel", "Breast", "Cervical", "Ear", "Eye", "Gallbladder",
    "Heart", "Intestinal", "Jaw", "Kidney", "Liver", "Lung", "Mouth", "Nasal", "Oesophageal", "Ovarian",
    "Pancreatic", "Prostate", "Quiet", "Rectal", "Skin", "Stomach", "Testicular", "Throat", "Thyroid",
    "Ureter", "Vaginal", "Womb", "X-linked", "Young adult",
)  # fmt: skip
ASPECTS = (
    "what to expect", "treatment choices", "side effects", "life after treatment", "tests and scans",
    "for carers", "food and drink", "work and money", "rest and sleep", "follow-up",
    "care at home", "second opinions",
)  # fmt: skip
LISTS = {
    "person": ("nurse", "doctor", "surgeon", "pharmacist", "dietitian", "specialist", "physiotherapist"),
    "place": ("clinic", "ward", "surgery", "hospital", "day unit", "waiting room", "office", "home"),
    "sign": ("pain", "fever", "a rash", "tiredness", "nausea", "a cough", "swelling", "numbness", "thirst"),
    "thing": ("diary", "list", "letter", "leaflet", "phone", "pillow", "blanket", "calendar", "notebook"),
    "part": ("arm", "chest", "back", "neck", "stomach", "leg", "hand", "mouth", "skin", "belly"),
    "time": ("morning", "week", "month", "day", "evening", "visit", "winter", "season", "weekend"),
    "act": ("rest", "walk", "eat", "sleep", "talk", "read", "stretch", "breathe slowly", "drink water"),
    "test": ("blood test", "scan", "check", "photograph", "measurement", "talk", "form", "sample"),
    "friend": ("partner", "sister", "neighbour", "friend", "son", "daughter", "colleague", "carer"),
}
SENTENCES_BY_KIND = (
    "A {person} looks at your {part} and asks you about {sign}.",
    "You can bring your {friend} to the {place} each {time}.",
    "The {told} group meets in the {place}, and your {friend} is welcome there.",
    "Some people with {told} {act} more in the {time} than before.",
    "Write down in your {thing} when you notice {sign}, and how long it lasts.",
    "Before the {test}, the {person} explains what will be done and how long it takes.",
    "If the {test} is on your {part}, you may feel pressure for a short while.",
    "Your {person} may change the plan for {named} after the first {time}.",
    "Many people {act} on the day of the {test}, and their {friend} stays with them.",
    "It is common to feel {sign} after {told}, and it often goes away within a {time}.",
    "Keep the {thing} near your bed, so that you find it in the {time}.",
    "Two people can have the same {told} and choose another way to live with it.",
    "Ask the {person} what to do about {sign} at the {place}.",
    "The {place} has a {thing} for you, with the telephone number of the {person}.",
    "With {named}, the {part} may be sore, and it helps to {act}.",
    "After each {time}, the {person} compares the {test} with the one before.",
    "Your {friend} can help you to {act} while the {part} heals.",
    "Nobody has to decide about {named} on the same {time}.",
)
SECTIONS = (
    ("overview", "What this page tells you", True),
    ("diagnosis", "How it is found", False),
    ("how-it-works", "What is done, step by step", False),
    ("benefits", "What treatment may do for you", True),
    ("risks", "What can go wrong", True),
    ("no-treatment", "If you decide against treatment", False),
    ("quality-of-life", "Your daily life", False),
    ("other", "What other people asked", False),
    ("other-options", "Other choices", False),
    ("uncertainty", "What is not known yet", False),
    ("support", "Who can help you", False),
)
QUESTIONS = (
    "What can it do for me, and what can it not do?",
    "How may it change my day?",
    "Who can I call in the {time}?",
    "What happens if I wait for a {time}?",
    "Can my {friend} come to the {test}?",
)
AUTHOR = ContributorContent(
    "demonstration-writer",
    "Demonstration writer",
    "demonstration role, not a person",
    "cancerinfo demonstration site",
    "None",
    is_demonstration=True,
)
DISCLAIMER = "This page is made of word lists to measure the software. It is not a substitute for a doctor."
ORGANIZATIONS = (OrganizationContent("nci", "National Cancer Institute"),)


def made_word(number: int) -> str:
    """A word that means nothing, another one for each number; search leaves it as it is."""
    text = ""
    while number or len(text) < 6:
        number, syllable = divmod(number, len(SYLLABLES))
        text += SYLLABLES[syllable]
    return f"{text}n"


def make_text(number: int, named: str, told: Sequence[str], linked: SeeAlsoContent) -> ArticleContent:
    """An article that `named` stands in the title of, and some of the words `told` in the text. One in five
    has a survey table."""
    return _Text(number, named, told).content(linked)


class _Text:
    def __init__(self, number: int, named: str, told: Sequence[str]):
        self.number, self.named = number, named
        self.chance = random.Random(number)  # noqa: S311
        self.told = self.chance.sample(told, len(told) // 3)

    def content(self, linked: SeeAlsoContent) -> ArticleContent:
        site, aspect = SITES[self.number % len(SITES)], self.chance.choice(ASPECTS)
        title = f"{site} cancer and {self.named}: {aspect}"
        sources = tuple(self._source(i) for i in range(3))
        surveys = (self._survey(sources[0].key),) if self.number % 5 == 0 else ()
        return ArticleContent(
            title=title,
            slug=slugify(title),
            main_message=f"People with {self.named} have more than one choice. Ask your team about each.",
            summary=self._sentence("What {named} may mean for your {part}, and what to ask the {person}."),
            aim=f"For adults with {self.named} and the people close to them: which choices are there?",
            category=f"Topic {self._skewed(CATEGORIES)}",
            tags=tuple(sorted({f"Subject {self._skewed(TAGS)}" for _ in range(5)})),
            aliases=(f"{site} with {self.named}",),
            authors=(AUTHOR,),
            sections=tuple(self._sections(sources, surveys)),
            sources=sources,
            survey_tables=surveys,
            see_also=(linked,),
            organizations=ORGANIZATIONS,
            disclaimer=DISCLAIMER,
            funding="None",
            licence="MIT License",
            is_demonstration=True,
        )

    def _skewed(self, most: int) -> int:
        """A number from 1, small ones more often."""
        return 1 + int(most * self.chance.random() ** 2)

    def _sections(self, sources, surveys):
        keys = [source.key for source in sources]
        for purpose, heading, is_cited in SECTIONS:
            text = self._paragraphs(keys if is_cited else ())
            yield SectionContent(heading, 2, purpose, body=text)
        for table in surveys:
            yield SectionContent("What people answered", body=f"<p>[survey:{table.key}]</p>")
        questions = "".join(f"<li>{self._sentence(question)}</li>" for question in QUESTIONS)
        yield SectionContent("Questions to ask your team", 2, "questions", body=f"<ul>{questions}</ul>")
        help_text = (
            "<p>Call at once for any of these:</p><ul><li>a seizure</li><li>sudden confusion</li></ul>"
        )
        yield SectionContent("Call your emergency number", 2, "get-help", "emergency", help_text)

    def _paragraphs(self, keys) -> str:
        patterns = self.chance.sample(SENTENCES_BY_KIND, SENTENCES)
        sentences = [self._sentence(pattern) for pattern in patterns]
        if keys:
            sentences[0] = f"{sentences[0][:-1]} [@{self.chance.choice(keys)}]."
        items = "".join(f"<li>{sentence}</li>" for sentence in sentences[8:])
        return f"<p>{' '.join(sentences[:4])}</p><p>{' '.join(sentences[4:8])}</p><ul>{items}</ul>"

    def _sentence(self, pattern: str) -> str:
        words = {kind: self.chance.choice(words) for kind, words in LISTS.items()}
        return pattern.format(named=self.named, told=self.chance.choice(self.told), **words)

    def _source(self, order: int) -> SourceContent:
        key = f"{self.named}-{order}"
        return SourceContent(
            key,
            self._sentence(f"How {{named}} and {{told}} differ, part {order}"),
            authors=(PersonName("Tester", "T"),),
            container_title="Journal of Demonstrations",
            issued=str(2010 + self.chance.randrange(15)),
            doi=f"10.5555/{key}",
        )

    def _survey(self, source: str) -> SurveyTableContent:
        yes = self.chance.randrange(20, 80)
        return SurveyTableContent(
            f"{self.named}-poll",
            f"A poll on {self.named}",
            columns=(SurveyColumn("People", "count"),),
            rows=(SurveyRow("Yes", (str(yes),)), SurveyRow("No", (str(100 - yes),))),
            question=f"Have you heard of {self.named}?",
            population="Made-up people",
            sample_size=100,
            fielded="2026-01-01/2026-01-31",
            mode="online",
            weighting="None",
            source=source,
            verified=True,
        )


def told_words(chance: random.Random, first: int, vocabulary: int = 20_000) -> list[str]:
    """TOLD different made words from number `first` on, common ones more often, after Zipf's law."""
    numbers: dict[int, None] = {}
    while len(numbers) < TOLD:
        numbers |= dict.fromkeys(chance.choices(range(vocabulary), cum_weights=_zipf(vocabulary), k=TOLD))
    return [made_word(first + number) for number in list(numbers)[:TOLD]]


_WEIGHTS: dict[int, list[float]] = {}


def _zipf(vocabulary: int) -> list[float]:
    if vocabulary not in _WEIGHTS:
        _WEIGHTS[vocabulary] = list(accumulate(1 / (rank + 10) for rank in range(vocabulary)))
    return _WEIGHTS[vocabulary]
