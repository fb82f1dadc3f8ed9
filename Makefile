# `make run` serves the demo site on http://127.0.0.1:8000 ; `make test` runs every test.
# A test that fails fails the target, whatever its output is piped through.
SHELL := /bin/bash
.SHELLFLAGS := -o pipefail -c
PYTHON ?= python3
VENV ?= .venv
ADDRESS ?= 127.0.0.1:8000
BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py
# What lints the scripts; nothing else needs npm.
BIOME := node_modules/.bin/biome

# The demo site: no HTTPS on this machine, a secret key of its own, every page marked as a demonstration.
DEMO = HTTPS=0 DEMONSTRATION=1 SITE_PUBLISHER="cancerinfo project" SITE_URL=http://$(ADDRESS) SECRET_KEY="$$(cat $(VENV)/secret-key)"
# What a production server sets, for the checks.
PRODUCTION = SECRET_KEY="$$($(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(50))')" \
	ALLOWED_HOSTS=example.org SITE_URL=https://example.org EMAIL_HOST=mail.example.org

# The texts for readers, in every language of locale/ ; only `make messages` needs gettext.
CATALOGS := $(wildcard locale/*/LC_MESSAGES/django.po)

.PHONY: run demo test test-sqlite test-postgresql test-browser test-chromium lint lint-scripts check \
	format format-scripts messages clean

run: demo
	@echo "cancerinfo: http://$(ADDRESS)/  (stop with Ctrl-C)"
	@$(DEMO) $(BIN)/gunicorn cancerinfo.wsgi --bind $(ADDRESS) --workers 2 --threads 4 --log-level warning

# Static files come first: publishing draws the pages, which name them.
demo: $(VENV)/installed $(VENV)/secret-key
	@$(DEMO) $(MANAGE) migrate --verbosity 0
	@$(DEMO) $(MANAGE) collectstatic --no-input --verbosity 0
	@$(DEMO) $(MANAGE) load_demo --if-empty

# Two at a time, a core for each, the browser when the first is done: more than that, and its pages come too late
# for what it waits for. Each line of the output says which of them it comes from.
test: lint check
	@if command -v chromium >/dev/null; then $(MAKE) --no-print-directory $(VENV)/installed-e2e; fi
	@$(MAKE) --no-print-directory --jobs=2 test-sqlite test-postgresql test-browser

test-sqlite: $(VENV)/installed-dev
	$(BIN)/python -m pytest 2>&1 | sed -u 's/^/sqlite: /'

test-postgresql: $(VENV)/installed-dev
	$(BIN)/python -m tests.on_postgresql 2>&1 | sed -u 's/^/postgresql: /'

test-browser: $(VENV)/installed-dev
	@if command -v chromium >/dev/null; then $(MAKE) --no-print-directory test-chromium; \
		else echo "Browser tests left out: there is no chromium on this machine."; fi

test-chromium: $(VENV)/installed-e2e
	$(BIN)/python -m pytest -m browser 2>&1 | sed -u 's/^/browser: /'

lint: $(VENV)/installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/djhtml --check --tabwidth 2 templates
	$(BIN)/python -m mypy
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory lint-scripts; \
		else echo "Scripts were not linted: there is no npm on this machine."; fi

lint-scripts: node_modules/installed
	$(BIOME) ci --error-on-warnings

check: $(VENV)/installed-dev
	$(PRODUCTION) $(MANAGE) makemigrations --check --dry-run
	$(PRODUCTION) $(MANAGE) check --deploy --fail-level WARNING
	@if command -v msgfmt >/dev/null; then for po in $(CATALOGS); do msgfmt --check-format -o /dev/null $$po || exit; done; \
		else echo "The formats of translations were not checked: there is no gettext on this machine."; fi

format: $(VENV)/installed-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/djhtml --tabwidth 2 templates
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory format-scripts; \
		else echo "Scripts were not formatted: there is no npm on this machine."; fi

format-scripts: node_modules/installed
	$(BIOME) check --write

# Enters new texts in the catalogs and compiles them. Translate what is empty or fuzzy, and run it again.
messages: $(VENV)/installed-dev
	DEBUG=1 $(MANAGE) makemessages --all --no-wrap --no-obsolete --add-location file \
		-i .venv -i node_modules -i staticfiles -i "tests/*" -i "benchmarks/*" -i "templates/admin/*"
	DEBUG=1 $(MANAGE) compilemessages -i .venv

clean:
	rm -rf $(VENV) node_modules staticfiles *.sqlite3 *.sqlite3-shm *.sqlite3-wal

# Debian keeps ensurepip in a package of its own; where it is missing, the system's pip fills the venv.
$(BIN)/python:
	@if $(PYTHON) -c 'import ensurepip' 2>/dev/null; then $(PYTHON) -m venv $(VENV); \
		else $(PYTHON) -m venv --without-pip $(VENV) && $(PYTHON) -m pip --python $@ install --quiet pip; fi

$(VENV)/installed: requirements.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/installed-dev: requirements-dev.txt requirements.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

$(VENV)/installed-e2e: requirements-e2e.txt requirements-dev.txt requirements.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-e2e.txt
	@touch $@

node_modules/installed: package.json package-lock.json
	npm ci --loglevel=error --no-audit --no-fund
	@touch $@

$(VENV)/secret-key: | $(BIN)/python
	@(umask 077; $(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(50))' > $@)
