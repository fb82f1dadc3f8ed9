import pytest

from cancerinfo.web.release import fingerprint


def test_the_same_program_with_the_same_settings_has_one_text():
    assert fingerprint() == fingerprint()


@pytest.mark.parametrize(
    ("name", "value"), [("SITE_NAME", "Another name"), ("DEMONSTRATION", True), ("CDN", "fastly")]
)
def test_a_setting_that_pages_show_gives_another(settings, name, value):
    before = fingerprint()
    setattr(settings, name, value)
    assert fingerprint() != before


def test_other_static_files_give_another(settings, tmp_path):
    before = fingerprint()
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "staticfiles.json").write_text("{}")
    assert fingerprint() != before
