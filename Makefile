# Every target does its own set-up in .venv and is quick when that is done.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8321
TEST_WORKERS ?= 2

.PHONY: demo test check bench chaos schemas lock format clean

demo: $(VENV)/.run
	$(BIN)/sendbot demo --port $(PORT)

test: $(VENV)/.dev $(VENV)/.browser $(VENV)/.slack $(VENV)/.teams
	$(BIN)/pytest -n $(TEST_WORKERS) --dist worksteal

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/sendbot db check --schema

bench: $(VENV)/.dev $(VENV)/.slack $(VENV)/.teams
	$(BIN)/python -m benchmarks

chaos: $(VENV)/.dev $(VENV)/.browser $(VENV)/.slack
	SENDBOT_CHAOS=1 $(BIN)/pytest -n $(TEST_WORKERS) -m chaos -o addopts="-q"
	SENDBOT_SLOW_BROWSER=1 $(BIN)/pytest -n $(TEST_WORKERS) tests/e2e

format: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# The JSON Schemas in docs/reference, from the code; a test says when they are behind.
schemas: $(VENV)/.run
	$(BIN)/python -m bot.cli.schemas docs/reference/schemas

# Exact versions, no download addresses: written from pyproject.toml.
lock: $(VENV)/.run
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-header --no-annotate --no-emit-index-url pyproject.toml --output-file requirements/run.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-header --no-annotate --no-emit-index-url --constraint requirements/run.txt --group dev pyproject.toml --output-file requirements/dev.txt

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "sendbot needs Python 3.11 or later: install it, or name it with 'make PYTHON=python3.12 …'."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "Python could not make a virtual environment: install its venv module (on Debian: apt-get install python3-venv)."; rm -rf $(VENV); exit 1; }

$(VENV)/.run: requirements/run.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --requirement requirements/run.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.run
	$(BIN)/pip install --quiet --disable-pip-version-check --requirement requirements/dev.txt
	@touch $@

$(VENV)/.browser: tests/e2e/install_browser.py $(VENV)/.dev
	$(BIN)/python -m tests.e2e.install_browser
	@touch $@

$(VENV)/.slack: tests/fakes/install_slack.py $(VENV)/.dev
	$(BIN)/python -m tests.fakes.install_slack
	@touch $@

$(VENV)/.teams: tests/fakes/install_adaptivecards.py tests/fakes/install_app_manifest.py $(VENV)/.dev
	$(BIN)/python -m tests.fakes.install_adaptivecards
	$(BIN)/python -m tests.fakes.install_app_manifest
	@touch $@

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .hypothesis .pytest_cache build dist
