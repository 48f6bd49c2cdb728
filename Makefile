# One verb each. `make help` lists them.

SHELL := /bin/bash
.DEFAULT_GOAL := help

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
export PYTHON

DEMO := build/demo
REPORT := build/report

.PHONY: help setup setup-dev run test check lint types layers docs bench messages lock clean

help: ## list the verbs
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(VENV)/.installed ## make .venv and install Populace into it, from the lock

run: setup ## make the demo district, write its report, say where it is
	@rm -rf $(DEMO) $(REPORT) && mkdir -p build
	$(BIN)/populace demo $(DEMO)
	$(BIN)/populace report $(DEMO) --out $(REPORT)
	@echo
	@echo "The report is in $(CURDIR)/$(REPORT). Open $(CURDIR)/$(REPORT)/report.html"

test: setup-dev ## install what the tests need and run all of them
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 8 --dist loadfile $(PYTEST_ARGS)

check: setup-dev lint types layers docs ## style, types, layers and documentation

lint: setup-dev ## ruff: rules and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup-dev ## mypy, strict
	$(BIN)/mypy

layers: setup-dev ## import-linter: each room imports only from the floors below
	$(BIN)/lint-imports

docs: setup-dev ## build the documentation into build/docs; a warning is an error
	$(BIN)/sphinx-build --builder html --fail-on-warning --keep-going --quiet -d build/doctrees docs build/docs
	@echo "The documentation is in $(CURDIR)/build/docs/index.html"

bench: setup-dev ## run every benchmark
	@set -e; for file in $(wildcard benchmarks/[a-z]*.py benchmarks/*/[a-z]*.py); do echo "== $$file"; $(BIN)/python $$file; done

messages: setup-dev ## collect the strings people read into the translation catalogues
	$(BIN)/python scripts/messages.py

lock: setup-dev ## resolve the dependencies anew
	scripts/lock.sh $(BIN)/uv

clean: ## remove what was built (.venv stays)
	rm -rf build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find src tests benchmarks docs -name __pycache__ -type d -prune -exec rm -rf {} +

# --- what the verbs stand on ------------------------------------------------

setup-dev: $(VENV)/.installed-dev $(VENV)/.system-packages

$(VENV)/.installed: requirements/run.lock pyproject.toml
	scripts/install.sh $(VENV) requirements/run.lock
	$(BIN)/python scripts/compile_kernels.py
	@touch $@

# The development lock holds everything of the other, so one installation is enough.
$(VENV)/.installed-dev: requirements/dev.lock pyproject.toml
	scripts/install.sh $(VENV) requirements/dev.lock
	$(BIN)/python scripts/compile_kernels.py
	@touch $@ $(VENV)/.installed

$(VENV)/.system-packages: scripts/system_packages.sh | $(VENV)/.installed-dev
	@mkdir -p build
	scripts/system_packages.sh
	@touch $@
