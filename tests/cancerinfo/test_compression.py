"""Pages travel compressed; the length of those that may hold a secret is blurred."""

import gzip

import brotli
import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from cancerinfo.web.compression import CompressionMiddleware, best_encoding

TEXT = "Words for readers. " * 100


def answer(accepted="br, gzip", **headers):
    response = HttpResponse(TEXT, headers=headers)
    return CompressionMiddleware(lambda request: response)(
        RequestFactory().get("/", headers={"Accept-Encoding": accepted})
    )


class TestCompression:
    def test_a_browser_that_takes_brotli_gets_brotli(self):
        response = answer()
        assert response["Content-Encoding"] == "br"
        assert brotli.decompress(response.content).decode() == TEXT
        assert response["Content-Length"] == str(len(response.content))

    def test_another_gets_gzip(self):
        response = answer("gzip, deflate")
        assert response["Content-Encoding"] == "gzip"
        assert gzip.decompress(response.content).decode() == TEXT

    def test_one_that_takes_neither_gets_the_text(self):
        response = answer("identity")
        assert response.content.decode() == TEXT
        assert not response.has_header("Content-Encoding")

    def test_caches_are_told(self):
        assert "Accept-Encoding" in answer("identity")["Vary"]

    def test_the_length_of_an_answer_that_depends_on_a_cookie_is_blurred(self):
        answers = [answer(Vary="Cookie") for _ in range(40)]
        assert {response["Content-Encoding"] for response in answers} == {"gzip"}
        assert {gzip.decompress(response.content).decode() for response in answers} == {TEXT}
        assert len({response["Content-Length"] for response in answers}) > 5

    def test_such_an_answer_is_never_sent_as_brotli(self):
        assert not answer("br", Vary="Cookie").has_header("Content-Encoding")

    def test_an_etag_becomes_weak(self):
        assert answer(ETag='"abc"')["ETag"] == 'W/"abc"'

    @pytest.mark.parametrize(
        "kind",
        [
            "application/openapi+json",
            "application/vnd.citationstyles.csl+json",
            "application/x-research-info-systems; charset=utf-8",
        ],
    )
    def test_what_the_api_gives_is_compressed(self, kind):
        assert answer(**{"Content-Type": kind})["Content-Encoding"] == "br"

    def test_a_picture_is_left_alone(self):
        assert not answer(**{"Content-Type": "image/png"}).has_header("Content-Encoding")

    @pytest.mark.parametrize(
        ("accepted", "chosen"),
        [
            ("", ""),
            ("gzip;q=1.0, br;q=0", "gzip"),
            ("BR", "br"),
            ("br;q=0.000", ""),
            ("deflate", ""),
            ("gzip;q=0.5", "gzip"),
            (",;q=,", ""),
        ],
    )
    def test_it_reads_what_a_browser_takes(self, accepted, chosen):
        assert best_encoding(accepted, ["br", "gzip"]) == chosen
