"""The site's own settings, as a production server has them, but for what tests cannot wait for."""

import os

os.environ.setdefault("SECRET_KEY", "tests-need-no-secret-but-production-wants-fifty-characters")
os.environ.setdefault("HTTPS", "0")
if os.environ.get("TEST_DATABASE_URL"):
    os.environ["DATABASE_URL"] = os.environ["TEST_DATABASE_URL"]

from cancerinfo.settings import *  # noqa: F403

STORAGES = {
    "pictures": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend", "OPTIONS": {}}}
# Tests look into the outbox that it keeps.
EMAIL_BACKENDS_WITHOUT_DELIVERY = [name for name in EMAIL_BACKENDS_WITHOUT_DELIVERY if "locmem" not in name]  # noqa: F405
ALLOWED_HOSTS = ["*"]
# Their sign-ins are of one step, but where the second is what they're about.
SECOND_FACTOR = False
SITE_CONTACT = "letters@test.example"
# WhiteNoise warns of a folder that is not there, and reads all of one that is: so, a small one.
STATIC_ROOT = BASE_DIR / "tests" / "editions"  # noqa: F405
