# Tuban: every target makes its own set-up; `make` lists them.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
.PHONY: help setup demo test lint bench package scan i18n styles models help-pages pictures clean

python := .venv/bin/python
# The private profile, the checkout as plugin `tuban`, and no window.
headless := source .venv/bin/tuban-env && QT_QPA_PLATFORM=offscreen

# Tools that only one target needs.
lrelease := /usr/lib/qt5/bin/lrelease
pyqt6 := build/qt6/PyQt6/__init__.py

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## QGIS, the virtual environment and a private profile under build/
	@bash scripts/setup.sh

demo: setup ## make a sample county and take it through the acceptance run
	@$(headless) $(python) scripts/demo.py

test: setup ## all tests, on all cores; choose some with ARGS="tests/engine -k area"
	@$(headless) $(python) -m pytest $(or $(ARGS),-n auto --dist loadfile)

lint: setup ## ruff, the floors of the house (import-linter), mypy on tools/
	@.venv/bin/ruff check --no-cache .
	@.venv/bin/lint-imports --no-cache --no-logo
	@.venv/bin/mypy --cache-dir build/mypy

bench: setup ## benchmarks against peers
	@$(headless) $(python) bench/run.py $(ARGS)

package: setup ## build/tuban-<version>.zip, by the rules of the plugin site
	@$(python) scripts/package.py

scan: setup $(pyqt6) ## the package as the plugin site scans it: bandit, detect-secrets, flake8, Qt6
	@$(python) scripts/scan.py

i18n: setup $(lrelease) ## collect the texts into i18n/tuban_zh_CN.ts and compile the .qm
	@$(python) scripts/translate.py

$(lrelease):
	@$$([ "$$(id -u)" = 0 ] || echo sudo) apt-get -qq -y --no-install-recommends install qttools5-dev-tools >/dev/null

$(pyqt6): | setup
	@$(python) -m pip install -qq --disable-pip-version-check --target build/qt6 PyQt6

styles: setup ## resources/styles/*.qml from the standard's tables and colours
	@$(headless) $(python) scripts/make_styles.py

models: setup ## resources/models/*.model3 from scripts/make_model.py
	@$(headless) QT_HASH_SEED=0 $(python) scripts/make_model.py

help-pages: setup ## resources/help/*/*.html from the standard's tables, with figures from the topology check
	@$(python) scripts/make_help.py

pictures: demo ## real QGIS windows: both docks and the acceptance run, into build/pictures; some by ARGS="findings"
	@bash scripts/pictures.sh $(ARGS)

clean: ## remove what is made here, but not the virtual environment
	@rm -rf build/demo build/scan build/qt6 build/mypy build/bench build/pictures build/tuban-*.zip
	@find . -name __pycache__ -type d -not -path './.venv/*' -prune -exec rm -rf {} +
