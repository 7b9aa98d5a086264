# What can be done here: `make` alone lists it. Needs Python 3.11 or newer; another interpreter
# than python3 is named with `make PYTHON=python3.12 ...`.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
COMPILE := $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--upgrade --generate-hashes --no-emit-index-url --custom-compile-command 'make lock'

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install chat test lint format bench bench-full lock

help:  ## list these verbs
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

install: $(VENV)/.installed  ## make .venv, with the program `advisor` in it

chat: install  ## ingest the starter documents and open the chat in the browser
	@$(BIN)/advisor ingest corpus
	@$(BIN)/advisor chat

test: $(VENV)/.tools  ## run the unit tests, then the evals
	@$(BIN)/python -m pytest tests -n auto
	@$(BIN)/python -m pytest evals -n auto

lint: $(VENV)/.tools  ## check style and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: $(VENV)/.tools  ## put every file into the one style
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

bench: $(VENV)/.installed .bench/.installed  ## measure ours and others side by side, in a quarter of an hour
	@$(BIN)/python -m benchmarks.side_by_side --peers .bench/bin/python

bench-full: $(VENV)/.installed .bench/.installed  ## the same with more of everything, for hours
	@$(BIN)/python -m benchmarks.side_by_side --peers .bench/bin/python --full

lock: $(BIN)/python  ## choose the newest versions of everything and lock them
	@$(PIP) install --upgrade uv
	@$(COMPILE) --group build --output-file requirements.lock
	@$(COMPILE) --group test --group lint --constraints requirements.lock \
		$$(sed -n 's/^\([a-z0-9-]*\)==.*/--no-emit-package \1/p' requirements.lock | sort -u) \
		--output-file requirements-dev.lock

.bench/.installed: benchmarks/side_by_side/requirements.txt
	@echo "Installing what ours is measured against into .bench."
	@$(PYTHON) -m venv .bench
	@.bench/bin/python -m pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Python 3.11 or newer is needed, and '$(PYTHON)' is not: install one and name it," \
			"as in 'make PYTHON=python3.12 $(or $(MAKECMDGOALS),install)'." >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

# --no-deps: the lock is the whole closure, and one package in it names PyTorch, which we never use.
$(VENV)/.installed: requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing into $(VENV): about a minute the first time."
	@$(PIP) install --no-deps --require-hashes --requirement requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.tools: requirements-dev.lock $(VENV)/.installed
	@echo "Installing the tools for tests and checks into $(VENV)."
	@$(PIP) install --no-deps --require-hashes --requirement requirements-dev.lock
	@touch $@
