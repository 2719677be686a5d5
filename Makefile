# Needs Python 3.11 or newer and make; everything else goes into .venv. Another Python: make test PYTHON=python3.12

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check install --quiet

# A set that is not named is left out: $(call measure,MODULE,VARIABLE,what it measures,an example of its place)
measure = if test -n "$($(2))"; then echo "python -m eval.$(1) $($(2))"; $(BIN)/python -m eval.$(1) "$($(2))" && echo; \
  else echo "No figures of $(3): name the set, make eval $(2)=$(4); docs/measuring.md says where to get it."; fi

.DEFAULT_GOAL := help
.PHONY: help demo test eval bench clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-7s %s\n", $$1, $$2 }' Makefile

demo: $(VENV)/package.stamp ## install, read the example report and show who said what in it
	@$(BIN)/wortlaut read examples/gespraeche.txt --date 2024-03-05

test: $(VENV)/dev.stamp ## install with the development tools and run every check
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest

eval: $(VENV)/dev.stamp ## score quotations and times: make eval WIKINEWS=path/to/dev KRAUTS=path/to/clone
	@$(call measure,wikinews,WIKINEWS,quotations,path/to/dev)
	@$(call measure,krauts,KRAUTS,times,path/to/clone)
	$(BIN)/python -m eval.deadlines

bench: $(VENV)/dev.stamp ## measure speed, memory and start-up time on this machine
	@$(BIN)/python -m bench

clean: ## remove the virtual environment and everything the tools left behind
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@command -v "$(PYTHON)" >/dev/null || { echo "There is no '$(PYTHON)' here. Install Python 3.11 or newer," \
	  "or name one: make demo PYTHON=/path/to/python3"; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Wortlaut needs Python 3.11 or newer;" \
	  "$(PYTHON) is $$("$(PYTHON)" --version 2>&1). Name another: make demo PYTHON=python3.12"; exit 1; }
	@"$(PYTHON)" -m venv $(VENV) || { rm -rf $(VENV); echo "$(PYTHON) cannot make a virtual environment." \
	  "On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }

$(VENV)/package.stamp: pyproject.toml | $(BIN)/python
	@echo "Installing Wortlaut into $(VENV) ..."
	@$(PIP) --editable .
	@touch $@

$(VENV)/dev.stamp: pyproject.toml | $(BIN)/python
	@echo "Installing Wortlaut and its development tools into $(VENV) ..."
	@$(PIP) --editable '.[dev]'
	@touch $(VENV)/package.stamp $@
