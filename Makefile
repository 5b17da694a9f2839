# Thin: each verb is one line of the command line or of a tool. `make help` lists them.
PYTHON ?= python3
BIN := .venv/bin
SETUP := .venv/ready

.PHONY: help reports report test lint data notebooks lab lock clean

help: ## list the verbs
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

reports: $(SETUP) ## make every page: reports/index.html leads to all
	@$(BIN)/linked-offences report

report: $(SETUP) ## make one page: make report FORCE=dorset
	@test -n "$(FORCE)" || { echo "say which force: make report FORCE=dorset"; exit 2; }
	@$(BIN)/linked-offences report $(FORCE)

test: $(SETUP) ## unit tests, laws, notebooks under nbval, house rules
	@$(BIN)/ruff check --quiet . && $(BIN)/ruff format --quiet --check .
	@$(BIN)/python -m pytest -q
	@$(BIN)/python -m pytest -q --nbval --nbval-sanitize-with tests/nbval_sanitize.cfg --nbval-cell-timeout 120 -p no:cacheprovider notebooks

lint: $(SETUP) ## style, mended where it can be
	@$(BIN)/ruff check --fix . && $(BIN)/ruff format .

data: $(SETUP) ## data/processed from data/raw and data/reference
	@$(BIN)/linked-offences data

notebooks: $(SETUP) ## run the committed notebooks again and store their outputs
	@$(BIN)/linked-offences data && $(BIN)/linked-offences notebooks

lab: $(SETUP) ## open the notebooks in JupyterLab
	@$(BIN)/jupyter lab notebooks

lock: $(SETUP) ## renew requirements.lock from pyproject.toml
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile --quiet --universal --upgrade --generate-hashes --no-emit-index-url --no-annotate --no-header \
	    --python-version 3.11 --extra test --extra cluster pyproject.toml --output-file requirements.lock

clean: ## remove what was made here: .venv, reports, caches
	rm -rf .venv reports .pytest_cache .ruff_cache .hypothesis src/*.egg-info

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
