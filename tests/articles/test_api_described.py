"""The API answers as its own OpenAPI document says, whatever it's asked."""

from datetime import date
from urllib.parse import quote, urlencode

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from articles.publishing import withdraw
from tests.factories import make_public_site, make_published, make_user

pytestmark = pytest.mark.django_db

TEXT = st.text(st.characters(codec="utf-8"), max_size=12)
# Of an address: more than dots.
A_PART = TEXT.filter(lambda text: text.strip("./"))
# As an address may have it: a value that means something, or any text.
BY_SCHEMA = {
    "date": st.dates(date(1, 1, 1)).map(str) | TEXT,
    "integer": st.integers(-1, 3).map(str) | st.sampled_from(["9" * 30, "1.0", "٣"]) | TEXT,
    "string": st.sampled_from(["en", "reading", "test", "a (b", "100%", "\0"]) | TEXT,
}


@pytest.fixture(scope="class")
def slugs(rows_of_class):
    """What stands in addresses: what readers may read, and what was withdrawn."""

    def make():
        live, gone = make_public_site(), make_published()
        withdraw(gone.article, make_user("publisher"), cause="outdated")
        return [live.slug, gone.slug, "helpers", "reading"]

    return rows_of_class(make)


class TestDescribed:
    def test_each_answer_is_one_that_the_document_names(self, slugs):
        client = Client(raise_request_exception=False)
        document = client.get("/api/openapi.json").json()
        seen = set()

        @settings(max_examples=400, derandomize=True, database=None)
        @given(st.sampled_from(sorted(document["paths"])), st.data())
        def ask(path, data):
            operation = document["paths"][path]["get"]
            address = data.draw(addresses(path, operation["parameters"], slugs))
            response = client.get(address)
            seen.add((path, response.status_code))
            assert_described(response, document, operation)

        ask()
        # What is asked reaches each address, and each answer that isn't about an ETag.
        named = {
            (path, int(status))
            for path, each in document["paths"].items()
            for status in each["get"]["responses"]
            if status.isdigit()
        }
        assert named - seen == {(path, 304) for path in document["paths"]}


@st.composite
def addresses(draw, path, parameters, slugs):
    """Addresses of a path, with some of its parameters and now and then one that it doesn't know."""
    in_path = {
        each["name"]: draw(st.sampled_from(slugs) | A_PART) for each in parameters if each["in"] == "path"
    }
    in_query = {
        each["name"]: BY_SCHEMA[kind_of(each["schema"])] for each in parameters if each["in"] == "query"
    }
    query = draw(st.fixed_dictionaries({}, optional=in_query | {"unknown": st.just("x")}))
    path = path.format(**{name: quote(value, safe="") for name, value in in_path.items()})
    return f"/api{path}?{urlencode(query)}"


def kind_of(schema):
    return schema.get("format") or schema.get("type", "string")


def assert_described(response, document, operation):
    """The status, the content type and the body are among what the document says of the operation."""
    answer = operation["responses"][str(response.status_code)]
    (content_type,) = answer["content"]
    assert response["Content-Type"].partition(";")[0] == content_type
    if content_type.endswith("json"):
        schema = answer["content"][content_type]["schema"] | {"components": document["components"]}
        Draft202012Validator(schema, format_checker=FormatChecker()).validate(response.json())
