# `make run` serves the demo site on http://127.0.0.1:8000 ; `make test` runs every test that this machine can, and
# `make test-all` fails where one would be left out.
# A test that fails fails the target, whatever its output is piped through.
SHELL := /bin/bash
.SHELLFLAGS := -o pipefail -c
PYTHON ?= python3
VENV ?= .venv
ADDRESS ?= 127.0.0.1:8000
BIN := $(VENV)/bin
# Dozens of processes load the same modules: what one has compiled is kept for the next, whatever the environment says.
unexport PYTHONDONTWRITEBYTECODE
MANAGE := $(BIN)/python manage.py
# What test-next takes: a Python 3.13, and the marks and folders of its tests. NEXT_TESTS="not browser" is the whole suite.
NEXT_PYTHON ?= $(firstword $(wildcard /usr/bin/python3.13 /usr/local/bin/python3.13 $(HOME)/.pyenv/versions/3.13.*/bin/python3.13))
NEXT_TESTS ?= not database and not browser
NEXT_FOLDERS ?= tests
# What lints the scripts; nothing else needs npm.
BIOME := node_modules/.bin/biome

# The demo site: no HTTPS on this machine, a secret key of its own, every page marked as a demonstration.
DEMO = HTTPS=0 DEMONSTRATION=1 EMERGENCY_NUMBERS="EU 112, US 911" SITE_PUBLISHER="cancerinfo project" SITE_URL=http://$(ADDRESS) SECRET_KEY="$$(cat $(VENV)/secret-key)"
# What a production server sets, for the checks.
PRODUCTION = SECRET_KEY="$$($(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(50))')" \
	ALLOWED_HOSTS=example.org SITE_URL=https://example.org EMAIL_HOST=mail.example.org

STRICT := -W error -W ignore::ResourceWarning

# The texts for readers, in every language of locale/ ; only `make messages` needs gettext.
CATALOGS := $(wildcard locale/*/LC_MESSAGES/django*.po)

# What some tests and lints need beside Python and make.
PROGRAMS := chromium npm msgfmt redis-server sqlite3
MISSING = $(foreach program,$(PROGRAMS),$(if $(shell command -v $(program)),,$(program)))
# Names each line of a long run, and tells that it lives while it's silent.
SAY = $(PYTHON) -m tests.say
# pip's own words, but for each file that it looks at twice.
INSTALL = $(BIN)/python -m pip install --disable-pip-version-check --progress-bar off
INSTALLED = sed -nu 's/^Collecting \|^Installing /  &/p'

.PHONY: run free-address demo test test-all test-sqlite test-postgresql test-plain test-browser test-chromium test-next next walk \
	lint lint-scripts check \
	format format-scripts messages release wheel-check licences audit clean

run: free-address demo
	@echo "cancerinfo: http://$(ADDRESS)/  (stop with Ctrl-C)"
	@$(DEMO) $(BIN)/gunicorn cancerinfo.wsgi --bind $(ADDRESS) --workers 2 --threads 4 --log-level warning

# Asked before anything is made, which takes minutes the first time.
free-address:
	@$(PYTHON) -c 'import socket, sys; host, _, port = sys.argv[1].rpartition(":"); \
		family, *_, place = socket.getaddrinfo(host.strip("[]"), int(port), type=socket.SOCK_STREAM)[0]; \
		asked = socket.socket(family); asked.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); \
		asked.bind(place)' $(ADDRESS) 2>/dev/null || { echo "Nothing can be served at $(ADDRESS): something else" \
		"may run there. Choose another address: make run ADDRESS=127.0.0.1:8001" >&2; exit 2; }

# Static files come first: publishing draws the pages, which name them.
demo: $(VENV)/installed $(VENV)/secret-key staticfiles/staticfiles.json
	@echo "Bringing the database up to date..."
	@$(DEMO) $(MANAGE) migrate --skip-checks --verbosity 0
	@echo "Loading the demonstration where there are no articles yet..."
	@$(DEMO) $(MANAGE) load_demo --skip-checks --if-empty

staticfiles/staticfiles.json: $(VENV)/installed $(VENV)/secret-key cancerinfo/web/static_files.py \
		$(shell find cancerinfo/static)
	@echo "Compressing style sheets and scripts..."
	@$(DEMO) $(MANAGE) collectstatic --no-input --verbosity 0

# Two at a time, a core for each: more than that, and the browser's pages come too late for what it waits for. The
# longest come first, so that both cores end together. Each line of the output says which of them it comes from.
test:
	@$(MAKE) --no-print-directory lint check 2>&1 | $(SAY) lint
	@if command -v chromium >/dev/null; then $(MAKE) --no-print-directory $(VENV)/installed-e2e; fi
	@$(MAKE) --no-print-directory --jobs=2 test-postgresql test-sqlite test-browser test-plain $(WITH)
	@echo "All that ran passed."
	@$(if $(strip $(MISSING)),echo "Left out: what needs $(MISSING). The lines SKIPPED above say" \
		"which tests. make test-all fails instead.",:)

test-all:
	@$(if $(strip $(MISSING)),echo "This machine has no $(MISSING). On Debian:" \
		"apt install chromium npm gettext redis-server sqlite3" >&2; exit 2,:)
	@$(MAKE) --no-print-directory test

test-sqlite: $(VENV)/installed-dev
	$(BIN)/python -m pytest -m "database and not browser" -rs 2>&1 | $(SAY) sqlite

# What uses no database.
test-plain: $(VENV)/installed-dev
	$(BIN)/python -m pytest -m "not database and not browser" -rs 2>&1 | $(SAY) plain

test-postgresql: $(VENV)/installed-dev
	$(BIN)/python -m tests.on_postgresql -rs 2>&1 | $(SAY) postgresql

test-browser: $(VENV)/installed-dev
	@if command -v chromium >/dev/null; then $(MAKE) --no-print-directory test-chromium; \
		else echo "Browser tests left out: there is no chromium on this machine."; fi

test-chromium: $(VENV)/installed-e2e
	$(BIN)/python -m pytest tests/browser -m browser -rs 2>&1 | $(SAY) browser

# All addresses of the site with odd values and methods as each role, for longer than `make test` can.
walk: $(VENV)/installed-dev
	$(BIN)/python -m pytest tests/cancerinfo/test_walk.py --walk=20000
	$(BIN)/python -m tests.on_postgresql tests/cancerinfo/test_walk.py --walk=20000

# The Django and the Python that come next, where such a Python is: what will have to be fixed some day is seen today.
# Warnings are errors, but those about files that nobody closed, which Python itself keeps quiet.
test-next:
	@$(if $(NEXT_PYTHON),$(MAKE) --no-print-directory next,echo "Left out: Django 6.1 on Python 3.13. There is no Python" \
		"3.13 on this machine; where there is one: make test-next NEXT_PYTHON=/usr/bin/python3.13")

next: build/next/installed
	$(PRODUCTION) build/next/bin/python $(STRICT) manage.py makemigrations --check --dry-run
	$(PRODUCTION) build/next/bin/python $(STRICT) manage.py check --deploy --fail-level WARNING
	build/next/bin/python $(STRICT) -m pytest -p no:cacheprovider $(NEXT_FOLDERS) -m "$(NEXT_TESTS)" -rs 2>&1 | $(SAY) next

build/next/installed: requirements-dev.txt requirements-monitoring.txt requirements.txt
	@echo "Installing Django 6.1 and the rest for $(NEXT_PYTHON)..."
	@$(NEXT_PYTHON) -m venv build/next
	@sed -e '/^-r/d' -e 's/^Django>.*/Django>=6.1,<6.2/' $^ > build/next/requirements.txt
	@build/next/bin/python -m pip install --quiet --disable-pip-version-check -r build/next/requirements.txt
	@touch $@

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
	for domain in django djangojs; do DEBUG=1 $(MANAGE) makemessages --domain $$domain --all --no-wrap --no-obsolete \
		--add-location file -i .venv -i node_modules -i staticfiles -i "tests/*" -i "benchmarks/*" || exit; done
	DEBUG=1 $(MANAGE) compilemessages -i .venv

# What a release is made of, in build/: the wheel, and a list (CycloneDX) of all that requirements.lock installs.
release: build/parts.json $(VENV)/installed-release
	@rm -rf build/lib build/dist
	$(BIN)/python -m build --wheel --outdir build/dist .
	@echo "build/dist has the wheel, build/parts.json says what runs it, with these licences:"
	@$(MAKE) --no-print-directory licences

# Whether the wheel alone, with exactly what is locked, makes a site: installed in an empty environment, away from these files.
wheel-check: release
	@rm -rf build/empty && $(PYTHON) -m venv build/empty/venv
	@build/empty/venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@build/empty/venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps build/dist/*.whl
	cd build/empty && export $(PRODUCTION) DATABASE_URL=sqlite:///site.sqlite3 && venv/bin/cancerinfo version && \
		venv/bin/cancerinfo check --deploy --fail-level WARNING && venv/bin/cancerinfo migrate --verbosity 0 && \
		venv/bin/cancerinfo collectstatic --no-input --verbosity 0 && venv/bin/cancerinfo shell --command "from django.test \
		import Client; client = Client(headers={'Host': 'example.org'}); \
		exit({client.get(page, secure=True).status_code for page in ('/', '/es/', '/admin/login/', '/api/')} != {200})"
	@echo "The wheel makes a site."

licences: build/parts.json
	@$(PYTHON) -c 'import json; [print(part["name"], part["version"], *{each.get("expression") or \
		each["license"].get("id") or each["license"]["name"] for each in part.get("licenses", [])}, sep="\t") \
		for part in json.load(open("build/parts.json"))["components"]]'

build/parts.json: requirements.lock pyproject.toml $(VENV)/installed-release
	@rm -rf build/locked && $(PYTHON) -m venv build/locked
	@build/locked/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@build/locked/bin/python -m pip uninstall --quiet --yes pip setuptools
	$(BIN)/cyclonedx-py environment --pyproject pyproject.toml --mc-type application --output-reproducible \
		--output-file $@ build/locked/bin/python

# Asks the index of faults; without a network it can say nothing, and fails.
audit: $(VENV)/installed-release
	$(BIN)/pip-audit --strict --disable-pip --require-hashes --requirement requirements.lock

$(VENV)/installed-release: requirements-release.txt | $(BIN)/python
	@echo "Installing what requirements-release.txt names..."
	@$(INSTALL) -r requirements-release.txt | $(INSTALLED)
	@touch $@

clean:
	rm -rf $(VENV) build node_modules staticfiles *.sqlite3 *.sqlite3-shm *.sqlite3-wal

# Debian keeps ensurepip in a package of its own; where it is missing, the system's pip fills the venv. What can't be
# finished is taken away again.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "cancerinfo needs Python 3.11 or" \
		"later. Where another one is installed: make run PYTHON=python3.11" >&2; exit 2; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || $(PYTHON) -c 'import pip' 2>/dev/null || { \
		echo "Python can't install packages here. On Debian and Ubuntu: apt install python3-venv" >&2; exit 2; }
	@kept=$$(ls -d $(VENV) 2>/dev/null); if $(PYTHON) -c 'import ensurepip' 2>/dev/null; then $(PYTHON) -m venv $(VENV); \
		else $(PYTHON) -m venv --without-pip $(VENV) && $(PYTHON) -m pip --python $@ install --quiet pip; fi \
		|| { test -n "$$kept" || rm -rf $(VENV); exit 2; }

$(VENV)/installed: requirements.txt | $(BIN)/python
	@echo "Installing what requirements.txt names..."
	@$(INSTALL) -r requirements.txt | $(INSTALLED)
	@touch $@

$(VENV)/installed-dev: requirements-dev.txt requirements-monitoring.txt requirements.txt | $(BIN)/python
	@echo "Installing what requirements-dev.txt names..."
	@$(INSTALL) -r requirements-dev.txt | $(INSTALLED)
	@touch $@

$(VENV)/installed-e2e: requirements-e2e.txt requirements-dev.txt requirements.txt | $(BIN)/python
	@echo "Installing what requirements-e2e.txt names..."
	@$(INSTALL) -r requirements-e2e.txt | $(INSTALLED)
	@touch $@

node_modules/installed: package.json package-lock.json
	npm ci --loglevel=error --no-audit --no-fund
	@touch $@

$(VENV)/secret-key: | $(BIN)/python
	@(umask 077; $(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(50))' > $@)
