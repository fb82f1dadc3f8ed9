"""The rules on sentences, without a database: what a sentence is, when it is cited, what trips a rule."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.content import ArticleContent, SectionContent
from articles.content_checks import Facts, Finding, KnownOrganization, check_content, words_with
from articles.content_checks.outline import read_outline
from articles.content_checks.page import page_of_content, same_title
from articles.content_checks.sentences import is_cited, split_sentences, without_marks

TODAY = Facts(date(2026, 11, 23))
RULES_OF_SENTENCES = {
    "promotional", "unnamed-source", "unnamed-trials", "journal-uncited", "unsupported-statistic",
    "over-claim", "link-missing", "broken-sentence",
}  # fmt: skip


def found_in(text: str, facts: Facts = TODAY) -> list[Finding]:
    """What the rules on sentences find in one paragraph."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    content = ArticleContent("", "a", sections=(SectionContent("A", body=f"<p>{escaped}</p>"),))
    return [each for each in check_content(content, facts) if each.rule in RULES_OF_SENTENCES]


def triggers(text: str, rule: str, facts: Facts = TODAY) -> list[str]:
    return [each.trigger for each in found_in(text, facts) if each.rule == rule]


class TestSentences:
    @pytest.mark.parametrize(
        ("text", "count"),
        [
            ("One. Two! Three? 4 more.", 4),
            ("It grew. “So it did.” And so on.", 3),
            ("It grew by 2.5 cm, e.g. Here, says Dr. Who (Who et al. 1990).", 1),
            ("Said so [@a-2020]. [@b-2021] Then more.", 2),
            ("no capital. follows", 1),
            ("A sum of No. 4. Then the end", 2),
            ("", 0),
        ],
    )
    def test_they_end_before_a_capital_a_digit_or_an_opening_quote(self, text, count):
        assert len(list(split_sentences(text))) == count

    def test_a_citation_after_the_full_stop_belongs_to_the_sentence_before(self):
        assert list(split_sentences("So it is. [@a] Next one.")) == ["So it is. [@a]", "Next one."]

    @given(st.text(alphabet="aB1.?! [@]()“", max_size=60))
    def test_cutting_loses_no_letter(self, text):
        assert "".join("".join(split_sentences(text)).split()) == "".join(text.split())

    @pytest.mark.parametrize(
        "text",
        [
            "so [@lin-2020]", "so [@a; @b]", "so [3]", "so [1, 2-4]", "10.1200/JCO.21.02314", "PMID 123",
            "PMID: 123", "PMC 77", "NCT01234567", "https://example.org", "www.example.org",
            "(Patchell 1990)", "(see Brown et al., 2016)", "(WHO, 2020)",
        ],
    )  # fmt: skip
    def test_it_is_cited(self, text):
        assert is_cited(text)

    @pytest.mark.parametrize(
        "text", ["so", "(in 2020)", "(March 2020)", "[sic]", "(Patchell)", "[see 3 others]", "a 10.5 cm lump"]
    )
    def test_it_is_not_cited(self, text):
        assert not is_cited(text)

    def test_marks_are_not_words_of_the_text(self):
        assert without_marks("As they say [@a; @b] here <https://example.org>.") == "As they say here."


class TestCleanTexts:
    """The texts of the specification that must give no finding of the named rules."""

    @pytest.mark.parametrize(
        ("text", "rules"),
        [
            ("Never buy tablets without a prescription.", ["promotional"]),
            (
                "In a trial of 48 people, surgery added 25 weeks (Patchell 1990).",
                ["unnamed-source", "unsupported-statistic"],
            ),
            (
                "The study showed a response in 66% of 44 people [3].",
                ["unnamed-source", "unsupported-statistic"],
            ),
            ("Ask about clinical trials near you.", ["unnamed-trials"]),
            ("Their website is https://www.cancer.gov.", ["link-missing"]),
        ],
    )
    def test_they_give_no_finding(self, text, rules):
        assert [each for each in found_in(text) if each.rule in rules] == []

    @pytest.mark.parametrize(
        "text",
        [
            "Your doctor will show you the results of your scan.",
            "The blood results show if your liver works.",
            "Nobody can say who will live longer.",
            "The nurse had had a talk with you.",
            "Tell the team where the pain is, and the page you read it on.",
            "There is no breakthrough pain without a cause.",
            "You can get your tablets from the hospital, not from a web shop.",
        ],
    )
    def test_plain_advice_gives_none(self, text):
        assert found_in(text) == []


class TestEvidence:
    @pytest.mark.parametrize(
        ("text", "trigger"),
        [
            ("According to two recent large studies, it helps.", "According to two recent large studies"),
            ("According to doctors it helps.", "According to doctors"),
            (
                "A trial conducted by a clinic in the north had also found it.",
                "trial conducted by a clinic in",
            ),
            ("Evidence has been reported for it.", "Evidence has been reported"),
            ("Experts link it with sleep.", "Experts link"),
            ("It has been shown to be effective.", "has been shown to be effective"),
            ("It was proven to help.", "was proven to"),
            ("It looked well in recent studies.", "in recent studies"),
        ],
    )
    def test_a_sentence_that_leans_on_evidence_is_found(self, text, trigger):
        (found,) = triggers(text, "unnamed-source")
        assert found.startswith(trigger)

    @pytest.mark.parametrize(
        "text",
        [
            "According to your own wishes you choose.",
            "This is linked with sleep.",
            "A study of sleep will start soon.",
            "You were found in good health.",
        ],
    )
    def test_others_are_not(self, text):
        assert triggers(text, "unnamed-source") == []

    def test_it_is_attributed_if_a_journal_or_a_known_organization_is_named(self):
        facts = Facts(TODAY.today, organizations=(KnownOrganization("Sleep House"),))
        for text in ("A study published in The Lancet shows it.", "Studies show it, says the Sleep House."):
            kinds = [each.kind for each in found_in(f"{text} Studies show it.", facts) if each.kind]
            assert kinds == ["attributed", "generic"]

    def test_a_sentence_gives_one_finding_a_journal_one_each_mention(self):
        text = "Studies from JAMA and The Lancet Oncology show, and studies from JAMA prove it."
        assert len(triggers(text, "unnamed-source")) == 1
        assert triggers(text, "journal-uncited") == ["JAMA", "The Lancet Oncology", "JAMA"]

    @pytest.mark.parametrize(
        ("text", "names"),
        [
            ("It appeared in Sleep.", ["Sleep"]),
            ("It was reported in the Archives of Sleep and Waking.", ["Archives of Sleep and Waking"]),
            ("The Journal of Sleep and Rest and others say so.", ["The Journal of Sleep and Rest"]),
            ("It was published in English.", []),
            ("It was reported in the United States.", []),
            ("Cancer Research UK and the Breast Cancer Research Foundation help.", []),
            ("It was reported in MRI scans.", []),
        ],
    )
    def test_a_name_after_published_in_is_a_journal(self, text, names):
        assert triggers(text, "journal-uncited") == names

    def test_trials_are_not_found_twice(self):
        text = "Studies show that clinical trials are ongoing."
        assert [each.rule for each in found_in(text)] == ["unnamed-source"]

    def test_a_percentage_of_the_main_message_is_supported_by_the_text(self):
        section = SectionContent("A", body="<p>It helped 20% of them [@a].</p>")
        content = ArticleContent("", "a", main_message="It helped 20%.", summary="30%.", sections=(section,))
        found = [each for each in check_content(content, TODAY) if each.rule == "unsupported-statistic"]
        assert [each.trigger for each in found] == ["30%"]

    def test_one_citation_is_enough_for_a_table(self):
        cells = "<table><tr><td>20%. Thirty</td><td>40% [@a]</td></tr></table>"
        content = ArticleContent("", "a", sections=(SectionContent("A", body=cells),))
        assert "unsupported-statistic" not in {each.rule for each in check_content(content, TODAY)}


class TestLanguage:
    def test_phrases_are_whole_words_and_counted_each_time(self):
        text = "Promising, promising and unpromising; safe and effective."
        assert triggers(text, "over-claim") == ["Promising", "promising", "safe and effective"]

    def test_editors_add_phrases(self):
        facts = Facts(TODAY.today, words=words_with([("hype", "wonder  cure"), ("hype", " ")]))
        assert triggers("It is a wonder cure and promising.", "over-claim", facts) == [
            "wonder cure",
            "promising",
        ]

    def test_not_only_denies_nothing(self):
        assert triggers("It is not only innovative.", "over-claim") == ["innovative"]
        assert triggers("It isn’t really innovative.", "over-claim") == []

    @pytest.mark.parametrize(
        ("text", "trigger"),
        [
            ("Ask the charity and the website.", "and the website"),
            ("Ask them and the Treatment Section.", "and the Treatment Section"),
            ("Groups such as or others help.", "such as or"),
            ("It is in the The paper.", "the The"),
        ],
    )
    def test_lost_and_doubled_words_are_found(self, text, trigger):
        assert triggers(text, "broken-sentence") == [trigger]

    @pytest.mark.parametrize("text", ["Order cheap pain pills now", "Get a coupon", "• Shop for tablets"])
    def test_an_order_is_promotional(self, text):
        assert len(triggers(text, "promotional")) == 1

    def test_a_link_beyond_60_characters_is_another_matter(self):
        assert triggers(f"Visit us {'a' * 61} site", "link-missing") == []
        assert triggers("Visit us or the website.", "link-missing") == ["Visit us or the website"]


class TestPage:
    def test_a_body_becomes_passages_in_order(self):
        body = (
            "<p>One <strong>two</strong><br>three.</p><h4>Four</h4><ul><li><strong>Five:</strong> six"
            "<ul><li>seven</li></ul></li></ul><table><caption>Eight</caption><tr><th>9</th><td>ten</td></tr>"
            "</table><p>[survey:x]</p>eleven"
        )
        content = ArticleContent("T", "t", sections=(SectionContent("H", body=body),))
        kinds = [(each.kind, each.text) for each in page_of_content(content).passages]
        assert kinds == [
            ("heading", "T"), ("heading", "H"), ("paragraph", "One two three."), ("heading", "Four"),
            ("item", "Five: six"), ("item", "seven"), ("table", "Eight | 9 | ten"), ("paragraph", "eleven"),
        ]  # fmt: skip

    def test_links_keep_their_address(self):
        outline = read_outline(
            '<p>See <a href="https://a.org">A</a> or <a href="mailto:x@a.org">write</a></p>'
        )
        assert outline.blocks[0].text == "See A <https://a.org> or write"
        assert [link.href for link in outline.links] == ["https://a.org", "mailto:x@a.org"]

    @given(st.text(alphabet='<>/plitabsrong ="&;#x0a1', max_size=80))
    def test_any_html_can_be_read(self, html):
        assert all(block.text for block in read_outline(html).blocks)

    def test_titles_are_the_same_without_case_punctuation_and_dashes(self):
        assert same_title("Skin – what HELPS?") == same_title("skin - What helps")


class TestHostileTexts:
    @pytest.mark.parametrize(
        "text",
        [
            "studies from " * 8_000,
            "according to the " * 6_000,
            "published in The Of And " * 4_000,
            "Visit " * 16_000,
            "a. B" * 25_000,
            "[@a]" * 25_000,
            "( " * 50_000,
            "A" * 100_000,
            "reduced " * 12_000,
            "one two three " * 7_000,
            "if you see " * 9_000,
            "THE CAT " * 12_000,
        ],
    )
    def test_a_hostile_paragraph_is_checked_to_the_end(self, text):
        content = ArticleContent("", "a", sections=(SectionContent("A", body=f"<p>{text}</p>"),))
        rules = {finding.rule for finding in check_content(content, TODAY)}
        assert {"main-message-missing", "metadata-missing"} <= rules
