"""Every answer carries a strict policy; a nonce only where a page asked for one."""

import re

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from cancerinfo.web.security_headers import SecurityHeadersMiddleware


def answer(view):
    return SecurityHeadersMiddleware(view)(RequestFactory().get("/"))


class TestPolicy:
    def test_a_page_without_scripts_of_its_own_gets_no_nonce(self):
        header = answer(lambda request: HttpResponse())["Content-Security-Policy"]
        assert "script-src 'self';" in header
        assert "nonce" not in header

    def test_the_nonce_in_the_page_is_the_one_in_the_header(self):
        response = answer(lambda request: HttpResponse(str(request.csp_nonce)))
        header = response["Content-Security-Policy"]
        (scripts,) = re.findall("script-src ([^;]*)", header)
        assert scripts.endswith(f" 'nonce-{response.content.decode()}'")

    def test_two_answers_have_two_nonces(self):
        first, second = (
            answer(lambda request: HttpResponse(str(request.csp_nonce))).content for _ in range(2)
        )
        assert first != second

    @pytest.mark.parametrize("word", ["unsafe-inline", "unsafe-eval", "*", "http:"])
    def test_nothing_unsafe_is_allowed(self, word):
        assert word not in answer(lambda request: HttpResponse())["Content-Security-Policy"]

    def test_everything_not_named_is_refused(self):
        header = answer(lambda request: HttpResponse())["Content-Security-Policy"]
        assert re.match("default-src 'none';", header)
