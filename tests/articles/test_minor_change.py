"""Slips of the pen pass, and nothing else does: both are made by the hundred from one text."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.content import (
    ArticleContent,
    ContributorContent,
    OrganizationContent,
    SectionContent,
    SourceContent,
)
from articles.minor_change import why_not_minor
from tests.articles.test_working_copy import contents

GLOSSARY = ("biopsy", "Examplimab", "Exemplol", "lymph node")
# It is about nothing: the words only stand where those of a page would.
SENTENCES = (
    "You may have the first visit in the morning, and it does not hurt.",
    "Examplimab is given at 2.5 mg every 3 weeks, cisplatin at 50 mg on one day.",
    "Never take more than two tablets before the visit.",
    "The nurse must not leave you alone while the drip runs.",
    "If your temperature is above 38 °C, call +44 800 000 000 without delay.",
    "Most people can go home on the same day.",
    "A biopsy is safe for 9 in 10 people.",
    "Your doctor should tell you what to expect from a long term treatment.",
    "The hospital is at the end of the road, and your friend can wait there.",
    "Doctors dont know who answers best, so ask Ann Example about the benign lump.",
)
LINK = '<p>Read <a href="/articles/other/">the other page</a> or see <em>all</em> of it [@kim-2021].</p>'


def paragraphs(sentences):
    return "".join(f"<p>{sentence}</p>" for sentence in sentences)


def text(sentences=SENTENCES, **changes):
    body = paragraphs(sentences[:5]) + LINK + "<ul><li>" + "</li><li>".join(sentences[5:]) + "</li></ul>"
    fields = {
        "main_message": "This is a text for tests.",
        "summary": "Nothing in it is true.",
        "aim": "For tests.",
        "authors": (ContributorContent("ann", "Ann Example", interests="None"),),
        "sections": (
            SectionContent("What it is", 2, "overview", body=body),
            SectionContent("Risks", 2, "risks", body="<p>It does not hurt.</p>"),
            SectionContent("When to call", 2, "get-help", body="<p>Do not stop by yourself.</p>"),
            SectionContent("Other ways", 2, "other-options", body="<p>There are other ways.</p>"),
        ),
        "sources": (SourceContent("kim-2021", "A source"),),
    }
    return ArticleContent(**({"title": "A text", "slug": "a-text"} | fields | changes))


def swapped(old, new):
    """The text with one string of its first section replaced, once."""
    content = text()
    first = content.sections[0]
    assert old in first.body, old
    return replace(
        content, sections=(replace(first, body=first.body.replace(old, new, 1)), *content.sections[1:])
    )


def pairs(table):
    """The pairs of a table of "old > new", parted by bars and ends of lines."""
    items = " | ".join(table.strip().splitlines()).split(" | ")
    return [tuple(item.split(" > ")) for item in items]


NEGATIONS = ["not", "never", "no longer", "hardly"]
SWAPS = pairs("""
may > must | must > may | can > must | should > may | not > now | not > often | Never > Always
more > less | before > after | above > below | without > with | Most > Some | Most > All | safe > unsafe
benign > malignant | every > each | 2.5 > 25 | 2.5 > .25 | 2.5 > 2,5 | 2.5 > 2.50 | 2.5 > 5.2 | 50 > 500
3 > 8 | 38 > 39 | 9 in 10 > 10 in 9 | 9 in 10 > 9 in 100 | two > ten | one day > one week | mg > g
mg > mcg | mg > µg | mg > ml | 2.5 mg > 2.5 | °C > °F | °C > C | weeks > days | weeks > week
weeks > months | tablets > tablet | day > days | Examplimab > Examplizumab | Examplimab > Exemplol
Examplimab > It | cisplatin > carboplatin | cisplatin > oxaliplatin | cisplatin > docetaxel
cisplatin > doxorubicin | cisplatin > imatinib | cisplatin > prednisone | biopsy > autopsy
biopsy > biopsies | +44 800 000 000 > +44 900 000 000 | +44 800 000 000 > +44 800 000 001 | +44 800 > +44 80
call > ignore | hurt > help | alone > along | leave > love | doctor > healer | hospital > hotel
friend > fiend | expect > except | home > hom | tell > sell | Ann Example > Ann Sample
Ann Example > Dr Ann Example | Ann > Anne | Doctors > Tutors | first > last | morning > evening
morning > mourning | treatment > therapy | [@kim-2021] >  | [@kim-2021] > [@lee-2020]
[@kim-2021] > [survey:poll] | [@kim-2021] > [@kim-2021; @lee-2020]
/articles/other/ > https://shop.example/ | the other page > an other page | <em>all</em> > all
<em>all</em> > <strong>all</strong> | all > ALL | in 10 > of 10 | dont > do | dont > don't
best > worst | who > whom | wait > weight | road > rod | delay > relay | visit > visa | drip > drop
runs > ran | same > some | people > pupils | go home > stay | lump > lamp
""")
COMMAS = pairs("""
does not hurt > does not, hurt | is safe > is, safe | must not leave you > must not, leave you
morning, and > morning and | weeks, cisplatin > weeks cisplatin | C, call > C. Call
road, and > road and | Never take > Never, take | visit. > visit? | people. > people!
Most people can > Most people, can | best, so ask > best so, ask | day. > day
alone while > alone, while | you what > you: what | the visit. > the (visit).
first visit in > first visit, in | tablets before > tablets, before | safe for > safe; for
""")
ALIKE = {"a": "а", "e": "е", "o": "о", "c": "с", "p": "р", "i": "і", "l": "ӏ", "s": "ѕ", "k": "к", "x": "х"}
INVISIBLE = ["\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u202e", "\u2066", "\u034f"]
INSERTED = [
    "Take twice as much if you like.",
    "It always helps.",
    "Nobody needs it.",
    "Stop when you want.",
    "Yes.",
]
OTHER_FIELDS = {
    "title": "Another text", "slug": "another", "language": "es", "translation_of": "x",
    "main_message": "This is text for tests.", "summary": "Nothing in it is  true.", "aim": "For test.",
    "audience": "professionals", "kind": "test",
    "category": "Other", "tags": ("new",), "aliases": ("other",), "authors": (),
    "codes": ("MeSH D001943",),
    "sources": (),
    "organizations": (OrganizationContent("a", "A"),),
    "disclaimer": "None.", "funding": "A company", "licence": "CC0",
    "source_url": "https://a.example/", "is_demonstration": True,
}  # fmt: skip


def words_of(sentence):
    return [word for word in sentence.split() if word.isalpha()]


def dropped_words():
    for word in dict.fromkeys(itertools.chain(*map(words_of, SENTENCES))):
        yield swapped(f"{word} ", "") if f"{word} " in paragraphs(SENTENCES) else text(SENTENCES[:-1])


def added_negations():
    for sentence, negation in itertools.product(SENTENCES, NEGATIONS):
        first, rest = sentence.split(" ", 1)
        yield swapped(sentence, f"{first} {negation} {rest}")


def look_alikes():
    for sentence, letter in itertools.product(SENTENCES, ALIKE):
        if letter in sentence:
            yield swapped(sentence, sentence.replace(letter, ALIKE[letter], 1))


def hidden_letters():
    for sentence, letter in itertools.product(SENTENCES[:5], INVISIBLE):
        yield swapped(sentence, sentence[:9] + letter + sentence[9:])


def moved_parts():
    for sentence in SENTENCES:
        yield swapped(sentence, "")
        yield from (swapped(sentence, f"{sentence} {more}") for more in INSERTED[:2])
        yield swapped(sentence, f"<strong>{sentence}</strong>")
    for more in INSERTED:
        yield swapped("<ul>", f"<p>{more}</p><ul>")
        yield swapped("<li>", f"<li>{more}</li><li>")
    yield text(SENTENCES[::-1])
    for one, two in itertools.pairwise(range(4)):
        sections = list(text().sections)
        sections[one], sections[two] = sections[two], sections[one]
        yield text(sections=tuple(sections))


def other_places():
    sections = text().sections
    yield from (text(**{name: value}) for name, value in OTHER_FIELDS.items())
    yield text(sections=(*sections, SectionContent("How lemons help", body="<p>They do.</p>")))
    for place, section in enumerate(sections):
        for change in (
            {"heading": "What it isn't"},
            {"level": 3},
            {"purpose": "benefits"},
            {"urgency": "urgent"},
        ):
            yield text(sections=(*sections[:place], replace(section, **change), *sections[place + 1 :]))
        yield text(sections=sections[:place] + sections[place + 1 :])
    for place in (1, 2):
        body = sections[place].body.replace("Do ", "Do  ").replace("It ", "It  ")
        yield text(sections=(*sections[:place], replace(sections[place], body=body), *sections[place + 1 :]))


HOSTILE = [
    *itertools.starmap(swapped, SWAPS + COMMAS),
    *dropped_words(),
    *added_negations(),
    *look_alikes(),
    *hidden_letters(),
    *moved_parts(),
    *other_places(),
]

# What stands in the text that readers see, and the slip fixed.
SLIPS = pairs("""
recieve > receive | docter > doctor | freind > friend | seperate > separate | treatmnet > treatment
Teh > The | becuase > because | hospitl > hospital | nurs > nurse | apointment > appointment
begining > beginning | untill > until | docotr > doctor | accomodate > accommodate | occured > occurred
diffrent > different | questionaire > questionnaire | informaton > information | mashine > machine
tabel > table
""")
FIXED = pairs("""
the the room > the room | you you sit > you sit | in in a bed > in a bed | a a chair > a chair
a tumour grows > a tumor grows | the color is > the colour is | the center is > the centre is
the fibre of > the fiber of | they organise it > they organize it
it was randomized > it was randomised | we analyse it > we analyze it | with anaemia > with anemia
a pediatric ward > a paediatric ward | it is labelled > it is labeled | with leukemia > with leukaemia
the behavior of > the behaviour of | a blank , here > a blank, here | one,then > one, then
in ( brackets) > in (brackets) | the nurse's room > the nurse’s room | “the room” > "the room"
the doctors room > the doctor's room | in it's room > in its room | you don't know > you don’t know
the patients room > the patients' room | a long term plan > a long-term plan
a follow up visit > a follow-up visit | an e-mail > an email | your well-being > your wellbeing
it is on-going > it is ongoing | a day - or so > a day – or so
For example the room > For example, the room | Therefore you sit > Therefore, you sit
tea, milk and juice. > tea, milk, and juice. | the room,, then > the room, then | wait... > wait…
of treat ment > of treatment
""")
BLANKS = [("two  blanks", "two blanks"), ("room\u00a0and", "room and"), ("tab\there", "tab here")]


def step(old, new):
    """Two texts, in which one sentence of the first section differs."""
    return tuple(text([*SENTENCES[:9], sentence]) for sentence in (old, new))


def harmless():
    for wrong, right in SLIPS:
        start = "" if wrong[0].isupper() else "This is the "
        yield step(*(f"{start}{word} of it." for word in (wrong, right)))
    for wrong, right in FIXED + BLANKS:
        start = "" if wrong[0].isupper() else "It is "
        yield step(*(start + words for words in (wrong, right)))


class TestMinorChange:
    def test_none_of_300_hostile_edits_passes(self):
        passed = [after for after in HOSTILE if not why_not_minor(text(), after, GLOSSARY)]
        assert len(HOSTILE) >= 300
        assert text() not in HOSTILE
        assert not passed, [after.sections[0].body for after in passed]

    def test_50_of_60_slips_of_the_pen_pass(self):
        steps = list(harmless())
        stopped = [why for before, after in steps if (why := why_not_minor(before, after, GLOSSARY))]
        assert len(steps) == 60
        assert len(stopped) <= 10, stopped

    def test_the_same_text_is_no_more_than_minor(self):
        assert why_not_minor(text(), text(), GLOSSARY) == []

    @given(contents(), contents())
    def test_it_has_an_answer_for_any_two_texts(self, one, other):
        assert (why_not_minor(one, other) == []) == (one == other)

    @given(st.text(alphabet="ab .,-'([A@5\u200b", max_size=12), st.text(alphabet="ab .,-'([A@5", max_size=12))
    def test_no_sign_of_a_text_breaks_it(self, one, other):
        why_not_minor(*step(f"We {one}", f"We {other}"))

    @pytest.mark.parametrize(
        ("old", "new"), pairs("theme > thaeme | our > or | or > our | prise > prize | filled > filed")
    )
    def test_what_only_looks_british_is_more(self, old, new):
        assert why_not_minor(*step(f"It is {old} so.", f"It is {new} so."))

    def test_it_says_which_words_are_more(self):
        (reason,) = why_not_minor(text(), swapped("does not hurt", "does hurt"), GLOSSARY)
        assert reason.startswith("In the section “What it is”: “")
        assert "hurt" in reason

    def test_many_slips_at_once_are_no_slip(self):
        before = text([*SENTENCES[:9], " ".join(["a room , and"] * 50)])
        after = text([*SENTENCES[:9], " ".join(["a room, and"] * 50)])
        assert "more than 40 letters" in why_not_minor(before, after)[0]

    @pytest.mark.parametrize("name", ["Smyth", "Smiht"])
    def test_the_name_of_a_person_is_not_corrected(self, name):
        assert why_not_minor(*step(f"{name} says so.", "Smith says so."))

    def test_words_stay_in_a_language_without_a_word_list(self):
        before, after = step("Teh docter", "Teh doctor")
        assert why_not_minor(replace(before, language="de"), replace(after, language="de"))
