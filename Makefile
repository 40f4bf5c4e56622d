SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
PYTEST_ARGS ?=
LOCK := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11

# mutmut's runner wants it, of which nothing is used here; with it Celery hides what its processes were started as.
NOT_INSTALLED := --no-emit-package setproctitle

.DEFAULT_GOAL := help
.PHONY: help run production production-down setup setup-test lint fast test test-slow check mutate messages format lock

help: ## Show what can be typed
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: setup ## Set up what is missing and start the site; honours HOST, PORT, DATA_DIR
	@exec $(BIN)/python manage.py up

setup:
	@ops/setup/python.sh $(VENV)
	@ops/setup/packages.sh $(VENV) runtime
	@ops/setup/semantic.sh $(VENV)
	@ops/setup/system.sh run

setup-test:
	@ops/setup/system.sh test
	@ops/setup/python.sh $(VENV)
	@ops/setup/packages.sh $(VENV) dev

lint: setup-test
	@ops/checks/lint.sh $(BIN)

# The browser's driver keeps an event loop running in its process, where no asynchronous test could start one.
test: lint ## Lint, types, import contracts, migrations, and all fast tests
	$(BIN)/pytest -q -n 2 -m "browser and not slow" --dist loadfile $(PYTEST_ARGS)
	$(BIN)/pytest -q -n 2 -m "not slow and not browser" $(PYTEST_ARGS)

test-slow: setup-test ## Browser matrix, fuzzing, corpora, load, killed processes, a fresh clone
	$(BIN)/pytest -q -m slow $(PYTEST_ARGS) || [ $$? -eq 5 ]

check: ## Both of the above
	@$(MAKE) test
	@$(MAKE) test-slow

production: setup-test ## Start a whole production site on this machine, in a folder of its own; honours ADMIN, PORT
	@$(BIN)/python -m ops.production up $(if $(ADMIN),--admin $(ADMIN)) $(if $(PORT),--port $(PORT))

production-down: ## Stop it; what it holds stays
	@$(BIN)/python -m ops.production down $(if $(PORT),--port $(PORT))

# By hand, since it takes half an hour.
mutate: setup-test ## Put small faults into the modules that hold invariants, and see their tests turn red
	$(BIN)/python -m ops.mutation $(MODULES)

messages: setup-test ## Refresh the Spanish catalogue from what the tree says, and compile it
	@$(BIN)/python -m ops.messages

format: setup-test ## Rewrite Python and templates in the house style
	$(BIN)/ruff check --fix --quiet .
	$(BIN)/ruff format --quiet .
	$(BIN)/djlint --reformat --quiet templates || true

lock: setup-test ## Resolve pyproject.toml into requirements/, with hashes and without addresses
	$(LOCK) pyproject.toml --output-file requirements/runtime.txt
	$(LOCK) pyproject.toml --extra semantic --output-file requirements/semantic.txt
	$(LOCK) pyproject.toml --extra semantic --group dev $(NOT_INSTALLED) --output-file requirements/dev.txt
