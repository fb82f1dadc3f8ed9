"""All settings, read from the environment. docs/operations.md lists them.

The defaults are safe for a public server: DEBUG is off, and without a secret key nothing starts. A bad
value stops the start with a sentence that names it.
"""

import os
import re
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

import django
from django.core.exceptions import ImproperlyConfigured

from cancerinfo.running.log_lines import as_warning
from cancerinfo.web.cdn_headers import KEYS_IN

# Where the program lies: a checkout, or the folder of packages that pip filled. The wheel has templates and
# translations inside the package, and keeps nothing beside itself but in the folder that it is started in.
BASE_DIR = Path(__file__).resolve().parent.parent
IS_CHECKOUT = (BASE_DIR / "manage.py").exists()
TEXTS_DIR = BASE_DIR if IS_CHECKOUT else BASE_DIR / "cancerinfo"
DATA_DIR = BASE_DIR if IS_CHECKOUT else Path.cwd()


def read_bool(name, default):
    text = os.environ.get(name, default).strip().lower()
    if text in {"1", "true", "yes", "on"}:
        return True
    if text in {"0", "false", "no", "off", ""}:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {text!r}.")


def read_number(name, default, least, most):
    text = os.environ.get(name, str(default))
    if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
        raise ImproperlyConfigured(f"{name} must be a whole number from {least} to {most}, not {text!r}.")
    return int(text)


def read_needed(name):
    """Of settings that others make necessary."""
    if not os.environ.get(name):
        raise ImproperlyConfigured(f"{name} must be set where OIDC_ISSUER is.")
    return os.environ[name]


def read_list(name, default=""):
    return [item.strip() for item in os.environ.get(name, default).split(",") if item.strip()]


def read_emergency_numbers(name):
    """Pairs of the code of a country, or "", and the number to dial there."""
    asked = read_list(name)
    found = [re.fullmatch(r"(?:([A-Z]{2}) )?([0-9]{2,6})", item) for item in asked]
    if None in found:
        wrong = asked[found.index(None)]
        raise ImproperlyConfigured(f"{name} must be such as 112, or ES 112, US 911; not {wrong!r}.")
    return [match.groups("") for match in found]


# A machine that is gone says nothing: seconds that a connection to it may take, and milliseconds that what
# was sent may wait to be received. Without these it's minutes.
POSTGRESQL_PATIENCE = {"connect_timeout": "5", "tcp_user_timeout": "5000"}


def read_database(name, default):
    """DATABASES["default"] for sqlite:///path, or postgres://user:password@host:port/name?options."""
    url = urlsplit(os.environ.get(name, default))
    if url.scheme == "sqlite" and url.path.strip("/"):
        return {
            "ENGINE": "cancerinfo.sqlite",
            "NAME": DATA_DIR / unquote(url.path[1:]),
            # Opening the file and its schema anew costs more than most requests.
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            # IMMEDIATE takes the write lock at the start, so two acts at once wait instead of failing.
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                # A cache of 32 MiB: a search reads some thousand rows, each from a page of its own.
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
                " PRAGMA cache_size=-32768;",
            },
        }
    if url.scheme in {"postgres", "postgresql"} and url.path.strip("/"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(url.path[1:]),
            "USER": unquote(url.username or ""),
            "PASSWORD": unquote(url.password or ""),
            "HOST": unquote(url.hostname or ""),
            "PORT": str(url.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {**POSTGRESQL_PATIENCE, **dict(parse_qsl(url.query))},
        }
    raise ImproperlyConfigured(
        f"{name} must be sqlite:///FILE or postgres://USER:PASSWORD@HOST:PORT/NAME, "
        f"not {url.scheme or 'nothing'}:…"
    )


DEBUG = read_bool("DEBUG", "0")

SECRET_KEY = os.environ.get("SECRET_KEY", "insecure-key-for-development-only" if DEBUG else "")
if not SECRET_KEY:
    raise ImproperlyConfigured("SECRET_KEY must be set to a long random text (DEBUG=1 runs without one).")
# Keys of before: what they signed, such as the links in letters to experts, still holds.
SECRET_KEY_FALLBACKS = read_list("SECRET_KEY_FALLBACKS")

ALLOWED_HOSTS = read_list("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = read_list("CSRF_TRUSTED_ORIGINS")

# How the site speaks of itself.
SITE_NAME = os.environ.get("SITE_NAME", "cancerinfo")
SITE_URL = os.environ.get("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
if urlsplit(SITE_URL).scheme not in {"http", "https"} or not urlsplit(SITE_URL).netloc:
    raise ImproperlyConfigured(f"SITE_URL must be an address such as https://example.org, not {SITE_URL!r}.")
SITE_CONTACT = os.environ.get("SITE_CONTACT", "")
SITE_PUBLISHER = os.environ.get("SITE_PUBLISHER", SITE_NAME)
# What readers dial in an emergency, where the site knows: "112", or of several countries "ES 112, US 911".
EMERGENCY_NUMBERS = read_emergency_numbers("EMERGENCY_NUMBERS")
# Says on every page that the site shows the software and is not kept up to date.
DEMONSTRATION = read_bool("DEMONSTRATION", "0")
DEFAULT_DISCLAIMER = os.environ.get(
    "DEFAULT_DISCLAIMER",
    "This page gives general information for adults. It is not a substitute for a talk with your own "
    "doctor or nurse. Do not start, stop or change a treatment because of what you read here.",
)
DEFAULT_LICENCE = os.environ.get("DEFAULT_LICENCE", "CC BY 4.0")

# For an office of two: whoever signed a text off last may publish it. Its history then says so.
REVIEWER_MAY_PUBLISH = read_bool("REVIEWER_MAY_PUBLISH", "0")

INSTALLED_APPS = [
    "articles",
    "resources",
    "cancerinfo.accounts",
    "cancerinfo.running",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "taggit",
    "django_prose_editor",
    "js_asset",
    "cancerinfo.admin_config.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sites",
    "django.contrib.sitemaps",
    "django.contrib.redirects",
]

MIDDLEWARE = [
    "cancerinfo.running.probes.ProbesMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "cancerinfo.web.compression.CompressionMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cancerinfo.web.security_headers.SecurityHeadersMiddleware",
    "cancerinfo.web.nul.NulMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "cancerinfo.accounts.sessions.SessionUseMiddleware",
    "cancerinfo.web.languages.LanguageMiddleware",
    "cancerinfo.too_many.TooManyMiddleware",
    "articles.public.followed.FollowMiddleware",
    "cancerinfo.front.replica.ReplicaMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.common.CommonMiddleware",
    "cancerinfo.web.methods.MethodsMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "cancerinfo.desk_language.DeskLanguageMiddleware",
    "cancerinfo.web.post_limits.PostLimitsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cancerinfo.web.old_addresses.OldAddressMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "cancerinfo.urls"
CSRF_FAILURE_VIEW = "cancerinfo.views.csrf_failure"
WSGI_APPLICATION = "cancerinfo.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [TEXTS_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["cancerinfo.web.templates.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cancerinfo.web.context_processors.site",
                "articles.public.fixed_pages.shown_pages",
            ],
            "libraries": {
                "finding_places": "articles.admin.form.finding_places",
                "form_rows": "cancerinfo.web.form_rows",
            },
        },
    },
]

FORM_RENDERER = "cancerinfo.web.form_renderer.FormRenderer"

DATABASES = {"default": read_database("DATABASE_URL", "sqlite:///db.sqlite3")}
# Where the pages made for readers are stored, a file or the address of a PostgreSQL or Redis server; empty:
# each is made at every request.
STORED_PAGES = os.environ.get("STORED_PAGES", "" if DEBUG else str(DATA_DIR / "pages.sqlite3"))
STORED_PAGES_MB = read_number("STORED_PAGES_MB", 1000, 10, 1_000_000)
# A copy that the database server keeps up to date; pages that will be stored are read from it.
if os.environ.get("REPLICA_URL"):
    DATABASES["replica"] = {**read_database("REPLICA_URL", ""), "TEST": {"MIRROR": "default"}}
    DATABASE_ROUTERS = ["cancerinfo.front.replica.Router"]
    if DATABASES["replica"]["ENGINE"] != DATABASES["default"]["ENGINE"]:
        raise ImproperlyConfigured("REPLICA_URL must be a database of the same kind as DATABASE_URL.")
    if not STORED_PAGES:
        raise ImproperlyConfigured("REPLICA_URL needs STORED_PAGES: what isn't stored isn't read from it.")
# The CDN in front, which is told by headers what each page follows, and by purge_cdn what to forget.
CDN = os.environ.get("CDN", "0").strip().lower() or "0"
if CDN not in {"0", *KEYS_IN}:
    raise ImproperlyConfigured(f"CDN must be 0, fastly, cloudflare, varnish, or 1 for another, not {CDN!r}.")
CDN_SECONDS = read_number("CDN_SECONDS", 0, 0, 31_536_000)
CDN_SERVICE, CDN_TOKEN = os.environ.get("CDN_SERVICE", ""), os.environ.get("CDN_TOKEN", "")
CDN_ADDRESSES = read_list("CDN_ADDRESSES")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "cancerinfo.accounts.passwords.KnownPartsValidator"},
]

# The first one refuses who is locked; see cancerinfo/accounts/sign_in.py.
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AXES_HANDLER = "cancerinfo.accounts.sign_in.SignInHandler"
AXES_LOCKOUT_CALLABLE = "cancerinfo.views.locked_out"
AXES_CLIENT_IP_CALLABLE = "cancerinfo.accounts.security_log.address_of"
AXES_USERNAME_CALLABLE = "cancerinfo.accounts.sign_in.counted_name"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = read_number("SIGN_IN_FAILURES", 5, 1, 1000)
AXES_COOLOFF_TIME = timedelta(minutes=read_number("SIGN_IN_PAUSE", 15, 1, 10_000))
AXES_RESET_ON_SUCCESS = True
# Trying again during a lock doesn't make it longer.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
# The security log is our own, since the rows of axes can be deleted.
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# Whether a password alone lets nobody in. Who set up a second factor is always asked for it.
SECOND_FACTOR = read_bool("SECOND_FACTOR", "0" if DEBUG or DEMONSTRATION else "1")
OTP_TOTP_ISSUER = SITE_NAME  # what an app calls the site

# Where somebody else signs people in, by OpenID Connect: docs/operations.md. The names are those of
# mozilla-django-oidc, but for the issuer, the groups and the words on the link.
OIDC_OP_ISSUER = os.environ.get("OIDC_ISSUER", "")
if OIDC_OP_ISSUER:
    OIDC_RP_CLIENT_ID, OIDC_RP_CLIENT_SECRET = (
        read_needed("OIDC_CLIENT_ID"),
        read_needed("OIDC_CLIENT_SECRET"),
    )
    OIDC_OP_AUTHORIZATION_ENDPOINT = read_needed("OIDC_AUTHORIZATION_ENDPOINT")
    OIDC_OP_TOKEN_ENDPOINT = read_needed("OIDC_TOKEN_ENDPOINT")
    OIDC_OP_USER_ENDPOINT = read_needed("OIDC_USER_ENDPOINT")
    OIDC_OP_JWKS_ENDPOINT = read_needed("OIDC_JWKS_ENDPOINT")
    # Groups of a directory have commas and equals signs in their names.
    pairs = [pair.rpartition("=") for pair in read_needed("OIDC_ROLES").split(";")]
    OIDC_ROLES = {group.strip(): role.strip() for group, _, role in pairs if group.strip()}
    if not OIDC_ROLES:
        raise ImproperlyConfigured("OIDC_ROLES must say who may do what: GROUP=writer; GROUP=publisher.")
    OIDC_GROUPS_CLAIM = os.environ.get("OIDC_GROUPS_CLAIM", "groups")
    OIDC_NAME = os.environ.get("OIDC_NAME", "Sign in with your organization's account")
    OIDC_RP_SCOPES = os.environ.get("OIDC_SCOPES", "openid email profile")
    OIDC_RP_SIGN_ALGO = os.environ.get("OIDC_SIGN_ALGORITHM", "RS256")
    OIDC_USE_PKCE = True
    OIDC_TIMEOUT = 10
    OIDC_AUTHENTICATION_CALLBACK_URL = "admin:provider_answer"
    # Before the one that locks names: what is refused here is nobody's name.
    AUTHENTICATION_BACKENDS.insert(0, "cancerinfo.accounts.provider.ProviderBackend")

SITE_ID = 1
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]
LOCALE_PATHS = [TEXTS_DIR / "locale"]
TIME_ZONE = os.environ.get("TIME_ZONE", "UTC")
# The hour at which the work of the night begins, in that time zone.
NIGHT_HOUR = read_number("NIGHT_HOUR", 3, 0, 23)
USE_I18N = True
# Dates as "23 November 2026", which no reader takes for another day.
FORMAT_MODULE_PATH = ["cancerinfo.formats"]
USE_TZ = True

STATIC_URL = "/static/"
# Where collectstatic puts the files that pages name; all processes of a server share them.
STATIC_ROOT = os.environ.get("STATIC_ROOT") or str(DATA_DIR / "staticfiles")
STATICFILES_DIRS = [BASE_DIR / "cancerinfo" / "static"]
# Where the files of pictures lie: a folder, or s3://BUCKET, which takes django-storages[s3] and is given its
# keys as other programs for S3 are.
PICTURES = os.environ.get("PICTURES", str(DATA_DIR / "pictures"))


def read_picture_storage(place):
    """STORAGES["pictures"] for a folder or s3://bucket/prefix."""
    if "://" not in place:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": place}}
    url = urlsplit(place)
    if url.scheme != "s3" or not url.netloc:
        raise ImproperlyConfigured(f"PICTURES must be a folder or s3://BUCKET, not {place!r}.")
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": url.netloc,
            "location": url.path.strip("/"),
            "endpoint_url": os.environ.get("AWS_ENDPOINT_URL") or None,
        },
    }


STORAGES = {
    "pictures": read_picture_storage(PICTURES),
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "cancerinfo.web.static_files.StaticFilesStorage"
    },
}
# Only these pages use the files.
WHITENOISE_ALLOW_ALL_ORIGINS = False
# Source maps are needed by the manifest, not by visitors: compressing them takes most of collectstatic.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (
    "jpg", "jpeg", "png", "gif", "webp", "zip", "gz", "tgz", "bz2", "tbz", "xz", "br", "woff", "woff2", "map",
)  # fmt: skip

TAGGIT_CASE_INSENSITIVE = True

# Sections, tags, people, links and organizations of one article: what its form sends. Some 9 fields each, and
# what editors add to them. For anybody but editors cancerinfo.web.post_limits keeps to Django's own limits.
MAX_ARTICLE_PARTS = 1000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20 * MAX_ARTICLE_PARTS
DATA_UPLOAD_MAX_MEMORY_SIZE = 20_000_000

# Searches and other questions that are answered anew within a minute, for one network; 0: any number.
QUESTIONS_A_MINUTE = read_number("QUESTIONS_A_MINUTE", 120, 0, 1_000_000)
# Readers' reports that are taken within an hour: see articles.public.report_limits.
REPORTS_AN_HOUR_EACH = read_number("REPORTS_AN_HOUR_EACH", 6, 0, 1_000_000)
REPORTS_AN_HOUR = read_number("REPORTS_AN_HOUR", 300, 0, 1_000_000)

# Without a server to send to, mail is printed to the log, and nothing counts as sent.
EMAIL_BACKENDS_WITHOUT_DELIVERY = [
    f"django.core.mail.backends.{name}.EmailBackend" for name in ("console", "dummy", "filebased", "locmem")
]
mail_backend = os.environ.get("EMAIL_BACKEND") or (
    f"django.core.mail.backends.{'smtp' if os.environ.get('EMAIL_HOST') else 'console'}.EmailBackend"
)
mail_server = {
    "host": os.environ.get("EMAIL_HOST") or "localhost",
    "port": read_number("EMAIL_PORT", 25, 1, 65535),
    "username": os.environ.get("EMAIL_HOST_USER", ""),
    "password": os.environ.get("EMAIL_HOST_PASSWORD", ""),
    "use_tls": read_bool("EMAIL_USE_TLS", "0"),
    "use_ssl": read_bool("EMAIL_USE_SSL", "0"),
    "timeout": 30,
}
if mail_server["use_tls"] and mail_server["use_ssl"]:
    raise ImproperlyConfigured("Set EMAIL_USE_TLS (port 587) or EMAIL_USE_SSL (port 465), not both.")
is_smtp = mail_backend == "django.core.mail.backends.smtp.EmailBackend"
MAILERS = {"default": {"BACKEND": mail_backend, "OPTIONS": mail_server if is_smtp else {}}}
# Django's own way from 6.1 on, which refuses the settings of before.
if django.VERSION < (6, 1):
    EMAIL_BACKEND, EMAIL_TIMEOUT = mail_backend, mail_server["timeout"]
    EMAIL_HOST, EMAIL_PORT = mail_server["host"], mail_server["port"]
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = mail_server["username"], mail_server["password"]
    EMAIL_USE_TLS, EMAIL_USE_SSL = mail_server["use_tls"], mail_server["use_ssl"]
# Where strangers have addresses beside each other: see articles.publishing.outside_address.
SHARED_MAIL_DOMAINS = read_list("SHARED_MAIL_DOMAINS")
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "webmaster@localhost")
# Who is told when the site itself needs somebody, and by which sender.
ADMINS = [("", address) for address in read_list("ADMINS")]
SERVER_EMAIL = os.environ.get("SERVER_EMAIL") or DEFAULT_FROM_EMAIL

# What is not named is refused. Read by cancerinfo.web.security_headers; the setting has the name and shape of
# Django 6's own.
SECURE_CSP = {
    "default-src": ["'none'"],
    "script-src": ["'self'", "<nonce>"],
    "style-src": ["'self'", "<nonce>"],
    "img-src": ["'self'", "data:"],
    "connect-src": ["'self'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
    "base-uri": ["'none'"],
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

# HTTPS is expected unless DEBUG is on or the operator says that there is none.
HTTPS = read_bool("HTTPS", "0" if DEBUG else "1")
SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
# With this beginning of its name a browser takes a cookie from this host only, and only over HTTPS.
COOKIE_PREFIX = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
MESSAGE_STORAGE = "cancerinfo.web.messages.MessageStorage"
# Seconds after which somebody is signed out: after the last page, and after the sign-in whatever was done.
SESSION_ENGINE = "cancerinfo.accounts.sessions"
SESSION_COOKIE_AGE = 3600 * read_number("SIGNED_IN_HOURS", 8, 1, 24)
SESSION_LONGEST = 86_400 * read_number("SIGNED_IN_DAYS", 14, 1, 90)
# Scripts take the token of a form from the form.
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = read_number("HSTS_SECONDS", 63072000 if HTTPS else 0, 0, 99999999)
# Both bind names that this site may not own, and can't be taken back soon: so only where they are asked for.
SECURE_HSTS_INCLUDE_SUBDOMAINS = read_bool("HSTS_SUBDOMAINS", "0")
SECURE_HSTS_PRELOAD = read_bool("HSTS_PRELOAD", "0")
if SECURE_HSTS_PRELOAD and not SECURE_HSTS_INCLUDE_SUBDOMAINS:
    raise ImproperlyConfigured("HSTS_PRELOAD needs HSTS_SUBDOMAINS=1: the lists of browsers take no others.")
# Django would have both of everybody.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
BEHIND_PROXY = read_bool("BEHIND_PROXY", "0")
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOG_FORMAT = os.environ.get("LOG_FORMAT") or "text"
if LOG_FORMAT not in {"text", "json"}:
    raise ImproperlyConfigured(f"LOG_FORMAT must be text or json, not {LOG_FORMAT!r}.")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "text": {"()": "cancerinfo.running.log_lines.TextLines"},
        "json": {"()": "cancerinfo.running.log_lines.JsonLines"},
    },
    "filters": {
        "as_warning": {"()": "django.utils.log.CallbackFilter", "callback": as_warning},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT}},
    "loggers": {
        # Without Django's letters to ADMINS, which quote what people sent.
        "django": {"handlers": []},
        "django.security.DisallowedHost": {"filters": ["as_warning"]},
        # At INFO it names the passkeys of people.
        "fido2": {"level": "WARNING"},
    },
    "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "INFO").upper()},
}
# Numbers for Prometheus, for who knows this; each process counts in a file of its own in the folder.
METRICS_TOKEN = os.environ.get("METRICS_TOKEN", "")
if METRICS_TOKEN and len(METRICS_TOKEN) < 20:
    raise ImproperlyConfigured("METRICS_TOKEN must have at least 20 characters.")
METRICS_DIR = os.environ.get("METRICS_DIR") or str(DATA_DIR / "metrics")
# Where faults of the program are reported, "" for nowhere.
SENTRY_DSN = os.environ.get("SENTRY_DSN", "")
