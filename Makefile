# make demo      play the main job and say where its report is
# make test      the tests
# make test-all  the tests on every Python of PYTHONS that this machine has
# make check     lint, format, types, import contracts, spelling: all of them, then the verdict
# make bench     the benchmarks' figures
# make docs      the documents as a site, with the reference from the docstrings, in site/
# make pictures  draw the documents' pictures anew
# make lock      pin the newest dependencies that pyproject.toml allows
# make clean     remove what the above made
#
# Every target makes the environment first if it is missing. To use another interpreter beside it:
#   make test PYTHON=python3.13 VENV=.venv-3.13

VENV ?= .venv
PYTHON ?= $(shell for python in python3.11 python3 python3.13 python3.12; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& { echo "$$python"; break; }; done)

PYTHONS ?= python3.11 python3.12 python3.13
DEMO = compare over-a-barrel --out demo-report
PYTEST_ARGS ?= --numprocesses auto --dist loadfile --no-loadscope-reorder
SOURCES = sim analysis experiments app

BIN = $(VENV)/bin
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check
# uv takes seconds where pip takes more than a minute. Where it cannot get at packages, pip does the work: it may have
# been told to fetch them from elsewhere.
PINNED = $(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes --requirement $< 2>/dev/null \
	|| $(INSTALL) --require-hashes --requirement $<
SELF = $(INSTALL) --no-deps --no-build-isolation --editable .
COMPILE = $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --custom-compile-command "make lock"

# Tests start hundreds of processes, each of which would compile every module anew.
unexport PYTHONDONTWRITEBYTECODE

.DELETE_ON_ERROR:
.SUFFIXES:
.PHONY: demo test test-all check lint format types imports spelling bench docs pictures lock clean

demo: $(VENV)/run.stamp
	$(BIN)/equipoise $(DEMO)
	@echo "The report is $$(ls $(CURDIR)/demo-report/*.html)"

test: $(VENV)/dev.stamp
	$(BIN)/python -m pytest $(PYTEST_ARGS)

test-all:
	@for python in $(PYTHONS); do \
		version=$$($$python -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) \
		|| { echo "$$python: not on this machine"; continue; }; \
		$(MAKE) test PYTHON=$$python VENV=.venv-$$version || exit 1; \
	done

check: $(VENV)/dev.stamp
	@$(MAKE) --no-print-directory --keep-going lint format types imports spelling

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check

format: $(VENV)/dev.stamp
	$(BIN)/ruff format --check

types: $(VENV)/dev.stamp
	$(BIN)/mypy

imports: $(VENV)/dev.stamp
	$(BIN)/lint-imports

spelling: $(VENV)/dev.stamp
	$(BIN)/codespell

bench: $(VENV)/bench.stamp
	$(BIN)/python -m benchmarks

# The pages lie in .site as they do in the repository, with the README as the front page.
docs: $(VENV)/docs.stamp
	@rm -rf .site site
	@mkdir -p .site/scenarios
	@cp -R docs CITATION.cff CONTRIBUTING.md .site
	@cp scenarios/fields.md .site/scenarios
	@mv .site/docs/sphinx/* .site
	@cat README.md .site/contents.md > .site/index.md
	@rm -r .site/contents.md .site/docs/sphinx
	$(BIN)/python -m sphinx --fail-on-warning --nitpicky --quiet .site site
	@rm -r .site
	@echo "The site begins at $(CURDIR)/site/index.html"

pictures: $(VENV)/dev.stamp
	$(BIN)/equipoise compare strategic-vendor --policy accommodating --policy strategic --out .pictures
	cp .pictures/figures/dependence-plane.png docs/figures/
	rm -r .pictures
	EQUIPOISE_DRAW=workshops $(BIN)/python -m pytest tests/serve/test_pictures.py

# One environment; each stamp adds what its lock names. A stamp is written last, so that
# an interrupted installation is taken up again.
$(VENV)/made.stamp: requirements-install.lock
	@test -n "$(PYTHON)" || { echo "equipoise needs Python 3.11 or newer; none was found on the PATH" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	|| { echo "equipoise needs Python 3.11 or newer; $(PYTHON) is older or does not run" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@$(INSTALL) --require-hashes --requirement requirements-install.lock
	@touch $@

$(VENV)/run.stamp: requirements.lock pyproject.toml | $(VENV)/made.stamp
	@echo "Installing what $< pins into $(VENV)"
	@$(PINNED)
	@$(SELF)
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock | $(VENV)/run.stamp
	@echo "Installing what $< pins into $(VENV)"
	@$(PINNED)
	@touch $@

$(VENV)/bench.stamp: requirements-bench.lock | $(VENV)/run.stamp
	@echo "Installing what $< pins into $(VENV)"
	@$(PINNED)
	@touch $@

$(VENV)/docs.stamp: requirements-docs.lock | $(VENV)/run.stamp
	@echo "Installing what $< pins into $(VENV)"
	@$(PINNED)
	@touch $@

lock: $(VENV)/made.stamp
	$(COMPILE) --group install --output-file requirements-install.lock
	$(COMPILE) pyproject.toml --all-extras --group build --group documents --output-file requirements.lock
	$(COMPILE) pyproject.toml --all-extras --group dev --constraint requirements.lock --output-file requirements-dev.lock
	$(COMPILE) pyproject.toml --all-extras --group bench --constraint requirements.lock --output-file requirements-bench.lock
	$(COMPILE) pyproject.toml --all-extras --group docs --constraint requirements.lock --output-file requirements-docs.lock

clean:
	rm -rf .venv* demo-report build dist .site site .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	find $(SOURCES) tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
