# `make run` and `make test` are all you need; `make help` lists the rest.
# Works with Python 3.11 to 3.13 and make; everything else is installed into .venv from hash-pinned requirements.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV ?= .venv
PY := $(VENV)/bin/python
# The interpreter that makes the virtual environment: the first of these that is new enough.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null && echo $$p && break; done)
PIP_INSTALL = $(PY) -m pip install --require-hashes --disable-pip-version-check

# A stamp for each set of requirements lives inside the virtual environment and goes with it.
RUN_READY := $(VENV)/.run-ready
DEV_READY := $(VENV)/.dev-ready

ifdef PORT
export PORT
endif
ifdef DATABASE_URL
export DATABASE_URL
endif
ifdef DEBUG
export DEBUG
endif

.PHONY: help
help: ## List these commands
	@awk 'BEGIN { FS = ":.*## " } /^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: $(RUN_READY) ## Serve the site with demo content on http://127.0.0.1:8000/ (PORT=, DATABASE_URL=, DEBUG=1)
	@exec $(PY) tools/serve.py

.PHONY: reset
reset: $(RUN_READY) ## Delete the local database, uploads and demo accounts, so that the next `make run` starts over
	@$(PY) tools/reset.py

.PHONY: packages
packages: $(DEV_READY) ## Install what running and testing needs into .venv

.PHONY: test
test: $(DEV_READY) ## Run the whole suite, every lane that this machine can run (CI=true: all of them)
	@$(PY) tools/lanes.py

.PHONY: test-fast
test-fast: $(DEV_READY) ## Run unit and integration tests on SQLite only
	@$(PY) tools/lanes.py sqlite

.PHONY: lint
lint: $(DEV_READY) ## Check style and formatting of Python and templates
	@$(PY) tools/lanes.py lint templates

.PHONY: format
format: $(DEV_READY) ## Format Python code
	@$(PY) -m ruff check --fix-only -q . && $(PY) -m ruff format .

.PHONY: types
types: $(DEV_READY) ## Check types and the direction of imports
	@$(PY) tools/lanes.py types imports

.PHONY: benchmark
benchmark: $(DEV_READY) ## Run the measurements (not part of `make test`)
	@$(PY) tools/lanes.py benchmark

.PHONY: validators
validators: ## Install the validators of HTML and accessibility (needs npm; for tests only)
	@cd tests/browser && PUPPETEER_SKIP_DOWNLOAD=1 npm ci --ignore-scripts --no-audit --no-fund

.PHONY: messages
messages: $(DEV_READY) ## Extract the sentences of the interface and update the catalogues in locale/
	@$(PY) tools/catalogues.py update

.PHONY: compile
compile: $(RUN_READY) ## Compile the catalogues
	@$(PY) tools/catalogues.py compile

.PHONY: requirements
requirements: $(DEV_READY) ## Pin requirements*.in anew (UPGRADE=1: to the newest versions allowed)
	@$(PY) tools/pin.py $(if $(UPGRADE),--upgrade)

.PHONY: shell
shell: $(RUN_READY) ## Open a Python shell on the local site
	@$(PY) manage.py shell

$(PY):
	@test -n "$(PYTHON)" || { echo "Vigil needs Python 3.11, 3.12 or 3.13; none was found. Install one, or name it: make PYTHON=/path/to/python" >&2; exit 1; }
	@echo "Making the virtual environment in $(VENV) ..."
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "The virtual environment could not be made. On Debian or Ubuntu: apt install python3-venv" >&2; exit 1; }

$(RUN_READY): requirements.txt | $(PY)
	@echo "Installing what the site needs (a minute or two the first time) ..."
	@$(PIP_INSTALL) -r requirements.txt
	@touch $@

$(DEV_READY): requirements.txt requirements-dev.txt | $(PY)
	@echo "Installing what the site and its tests need (a minute or two the first time) ..."
	@$(PIP_INSTALL) -r requirements.txt -r requirements-dev.txt
	@touch $(RUN_READY) $@
