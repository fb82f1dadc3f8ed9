"""What the desk says of a survey table while it is typed. Nothing of it is kept."""

import pytest
from django.urls import reverse

from articles.intake.records import save_survey_table
from articles.models import SurveyTable
from tests.factories import make_survey, make_user

pytestmark = pytest.mark.django_db
NEW = "admin:articles_surveytable_new_draft"
STORED = "admin:articles_surveytable_draft"


def posted(columns=(), rows=(), **fields):
    """What the browser sends of a table with these (heading, unit) and (label, values)."""
    data = {"title": "How they felt", "key": "felt", "kind": "survey", **fields}
    for prefix, lines, names in (
        ("columns", columns, ("heading", "unit")),
        ("rows", rows, ("label", "values")),
    ):
        data |= {f"{prefix}-TOTAL_FORMS": len(lines), f"{prefix}-INITIAL_FORMS": 0}
        for i, line in enumerate(lines):
            data |= {f"{prefix}-{i}-{name}": value for name, value in zip(names, line, strict=True)}
            data |= {f"{prefix}-{i}-order": len(lines) - i}
    return data


def test_a_new_table_is_drawn_in_its_order_and_checked(client):
    client.force_login(make_user("writer"))
    data = posted([("Felt well", "percent")], [("Old", "most"), ("Young", "59%")])
    answer = client.post(reverse(NEW), data).json()
    assert answer["page"].index("Young") < answer["page"].index("most")
    assert 'data-rule="survey-value" data-trigger="most"' in answer["checks"]
    assert "survey-incomplete" in answer["checks"]
    assert not SurveyTable.objects.exists()


def test_a_stored_table_keeps_its_text_and_mistakes_are_named(client):
    client.force_login(make_user("writer"))
    save_survey_table(make_survey())
    table = SurveyTable.objects.get()
    answer = client.post(reverse(STORED, args=[table.pk]), posted(title="", sample_size="many")).json()
    assert "Number of people (n): Enter a whole number." in answer["checks"]
    assert "Title: This field is required." in answer["checks"]
    table.refresh_from_db()
    assert (table.title, table.sample_size) == ("A poll of tests (poll)", 100)


def test_who_may_not_change_a_table_is_told_nothing(client):
    save_survey_table(make_survey())
    client.force_login(make_user("reviewer"))
    assert client.post(reverse(NEW), posted()).status_code == 403
    assert client.post(reverse(STORED, args=[SurveyTable.objects.get().pk]), posted()).status_code == 403
