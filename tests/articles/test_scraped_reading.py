"""From bytes to clean lines: section by section what scraped files bring along."""

import unicodedata

import pytest

from articles.importing.scraped import parse_scraped
from articles.importing.scraped_lines import MAX_BYTES, MAX_LINES, ScrapedTextError, read_lines


def lines(text):
    data = text if isinstance(text, bytes) else text.encode()
    return [line.text for line in read_lines(data).lines]


def dropped(text):
    return [(line.line, line.reason) for line in parse_scraped(text.encode()).dropped]


class TestBytes:
    def test_a_byte_order_mark_is_skipped(self):
        assert lines(b"\xef\xbb\xbfTitle") == ["Title"]

    def test_line_ends_of_three_kinds_count_alike(self):
        assert lines("one\r\ntwo\rthree\nfour") == ["one", "two", "three", "four"]

    def test_other_separators_end_no_line(self):
        assert len(lines("one\x0btwo\x0cthree\x85four\u2028five")) == 1

    def test_bytes_that_are_not_utf_8_become_replacement_characters(self):
        read = read_lines(b"first\r\nsec\xffond\nthird")
        assert [line.text for line in read.lines] == ["first", "sec\ufffdond", "third"]
        assert read.encoding_line == 2

    def test_clean_utf_8_has_no_encoding_line(self):
        assert read_lines("Ménière".encode()).encoding_line is None

    def test_a_file_of_the_largest_size_is_read(self):
        assert len(read_lines(b"a" * MAX_BYTES).lines) == 1

    def test_a_larger_file_is_refused_with_its_size(self):
        with pytest.raises(ScrapedTextError, match=r"5,000,001 bytes; at most 5 MB"):
            parse_scraped(b"a" * (MAX_BYTES + 1))

    def test_a_file_of_too_many_lines_is_refused_with_their_number(self):
        with pytest.raises(ScrapedTextError, match=r"100,001 lines; at most 100,000"):
            parse_scraped(b"a\n" * MAX_LINES)

    @pytest.mark.parametrize("data", [b"", b"\n\n", b"  \r\n\t"])
    def test_an_empty_file_is_refused(self, data):
        with pytest.raises(ScrapedTextError, match="is empty"):
            parse_scraped(data)

    @pytest.mark.parametrize(
        "text", ["* * *\n\n-----", "Buy cheap pills here", "<script>let a = 1</script>", "<br>\n<!-- x -->"]
    )
    def test_a_file_of_dropped_lines_is_refused(self, text):
        with pytest.raises(ScrapedTextError, match="nothing but lines that an import drops"):
            parse_scraped(text.encode())


class TestMarkup:
    def test_tags_go_and_their_text_stays(self):
        assert lines("A <b class='x'>bold</b> word") == ["A bold word"]

    def test_a_tag_may_go_on_over_lines(self):
        assert lines("before <a\nhref='x'\n>link</a> after") == ["before", "", "link after"]

    @pytest.mark.parametrize("text", ["< 5 mg a day", "a <5% share", "x <> y", "if a < b"])
    def test_a_sign_before_a_space_or_digit_is_text(self, text):
        assert lines(text) == [text]

    def test_a_tag_that_never_ends_is_text(self):
        assert lines("a <b c\nd") == ["a <b c", "d"]

    def test_scripts_and_styles_go_with_their_content(self):
        text = "one<script>\nalert(1) > 2\n</script>two\n<STYLE media=x>p{}</STYLE >three"
        assert lines(text) == ["one", "", "two", "three"]

    def test_a_script_that_is_never_closed_takes_the_rest_of_its_line(self):
        assert lines("one <script src=x> two\nthree") == ["one", "three"]

    def test_a_name_that_begins_like_script_is_a_tag(self):
        assert lines("one <scripture>two</scripture> three") == ["one two three"]

    def test_comments_go_over_lines(self):
        assert lines("one<!-- two\n<b>three\n-->four") == ["one", "", "four"]

    def test_dropped_lines_are_listed_by_reason(self):
        text = "Title\n<b>x</b>\n<script>\n\n</script>\n<!-- a\nb -->\n---\nLast"
        assert dropped(text) == [
            (2, "markup"),
            (3, "script"),
            (6, "markup"),
            (7, "markup"),
            (8, "decoration"),
        ]

    def test_nested_openings_leave_nothing_that_runs(self):
        assert "<script" not in " ".join(lines("<scr<script>ipt>alert(1)</scr</script>ipt> end"))


class TestActiveContent:
    def found(self, text):
        return list(parse_scraped(f"Title\n{text}".encode()).active_content)

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("<script>a</script>", "<script"),
            ("<IFRAME src=x></IFRAME>", "<IFRAME"),
            ("<object data=x>", "<object"),
            ("<embed src=x>", "<embed"),
            ('<img src=x onerror="a()">', "onerror="),
            ("<a href='javascript:a()'>x</a>", "javascript:"),
            ("<img src=x onerror=a()", "onerror="),
        ],
    )
    def test_it_is_found_with_its_line(self, text, words):
        assert self.found(text) == [(2, words)]

    def test_it_is_found_once_a_line(self):
        assert self.found("<script>a</script><iframe></iframe>\n<embed>") == [(2, "<script"), (3, "<embed")]

    @pytest.mark.parametrize("text", ["a one=two b", "&lt;script&gt;", "description = x", "<b data-on=x>"])
    def test_text_is_not_active(self, text):
        assert self.found(text) == []


class TestCharacters:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("&lt;b&gt;", "<b>"),
            ("&amp;amp;", "&amp;"),
            ("caf&eacute; &#8212; &#x2264;", "café — ≤"),
            ("R&D and AT&T &unknown; &", "R&D and AT&T &unknown; &"),
            ("https://a.org/?x=1&copy=2&region=3", "https://a.org/?x=1&copy=2&region=3"),
            ("a&nbsp;b&#10;c&Tab;d", "a b c d"),
            ("&#xD800;&#99999999999999999999;", "\ufffd\ufffd"),
        ],
    )
    def test_entities_are_decoded_once(self, text, expected):
        assert lines(text) == [expected]

    def test_a_decoded_tag_is_text(self):
        article = parse_scraped(b"Title\n&lt;script&gt;alert(1)&lt;/script&gt;")
        assert article.sections[0].blocks[0].text == "<script>alert(1)</script>"
        assert not article.dropped

    def test_invisible_characters_go_and_those_of_emoji_stay(self):
        assert lines("a\u200bb\ufeffc\u00add 👩\u200d⚕\ufe0f") == ["abcd 👩\u200d⚕\ufe0f"]

    def test_odd_spaces_become_spaces(self):
        assert lines("a\u00a0b\u2007c\u202fd") == ["a b c d"]

    def test_control_characters_go(self):
        assert lines("a\x00b\x07c\x1bd") == ["abcd"]

    def test_text_is_in_nfc(self):
        assert lines("Me\u0301nie\u0300re") == ["Ménière"]

    def test_a_flood_of_accents_is_left_alone_and_the_rest_normalised(self):
        read = lines("e\u0301 a" + "\u0301\u0323" * 200_000)[0]
        assert read.startswith("é ")

    def test_runs_of_blanks_become_one_space(self):
        assert lines(" a  b\t\tc \t") == ["a b c"]

    def test_every_line_is_nfc_or_a_flood(self):
        assert unicodedata.is_normalized("NFC", lines("a\u0323\u0307 \u1112\u1161\u11ab")[0])
