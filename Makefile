# Two commands: `make audit` runs the whole nightly job, `make test` proves it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CONFIG ?=
STAMP := $(VENV)/.installed
REPLAY := $(VENV)/replay
# In the order of tests/conftest.py: what takes longest begins first.
SPREAD := -n auto --dist loadgroup --no-loadscope-reorder

.PHONY: audit test lint mutants lab bench bench-storage accuracy portal screenshots lock clean

audit: $(STAMP)
ifeq ($(CONFIG),)
	$(BIN)/python -m tests.portal.demo
else
	@$(BIN)/gongkai run --config $(CONFIG); code=$$?; [ $$code -le 1 ]
endif

test: $(STAMP) $(REPLAY)/.installed
	sh tests/system_packages.sh
	$(MAKE) lint
	$(BIN)/python -m pytest $(SPREAD)

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# One night a planted fault or trap; says of each check what it killed and what alarmed it.
mutants: $(STAMP)
	$(BIN)/python -m tests.mutants $(SPREAD)

# The network's situations, what we say of each and what Internet.nl says; needs root.
lab: $(STAMP)
	sh tests/system_packages.sh
	$(BIN)/python -m tests.lab.table

# What a night adds to the database and the evidence of a portal of ten thousand pages.
bench-storage: $(STAMP)
	$(BIN)/python -m tests.bench.storage

bench: $(STAMP)
	sh tests/system_packages.sh bench
	$(BIN)/python -m tests.bench

accuracy: $(STAMP)
	$(BIN)/python -m tests.accuracy

portal: $(STAMP)
	$(BIN)/gongkai portal serve --faults

# Renews the pictures in docs/ that the READMEs show; needs Chromium.
screenshots: $(STAMP)
	sh tests/system_packages.sh
	$(BIN)/python -m tests.reports.pictures

# The lock names every installed package by version; both make targets install from it.
lock: $(VENV)/bin/python
	$(BIN)/pip install --quiet --upgrade -e '.[develop]'
	$(BIN)/pip freeze --exclude-editable > requirements.lock

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	$(PYTHON) -m venv $(VENV) || { sh tests/system_packages.sh venv && $(PYTHON) -m venv $(VENV); }

$(STAMP): requirements.lock setup.cfg pyproject.toml $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps -e .
	$(BIN)/python -m compileall -q audit.py checks commands crawler operations reports store tests
	touch $(STAMP)

# pywb and wacz need versions of libraries that we do not: they get an environment of their own.
# Where it cannot be made, the tests that need it are skipped and say so.
$(REPLAY)/.installed: tests/replay.lock | $(STAMP)
	$(PYTHON) -m venv $(REPLAY)
	$(REPLAY)/bin/pip install --quiet --disable-pip-version-check -r tests/replay.lock \
		&& touch $@ || echo "No pywb and wacz: the tests that need them are skipped" >&2

clean:
	rm -rf $(VENV) build data out *.egg-info
