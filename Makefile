# The project sets itself up: `make run` and `make test` need Python 3.11, git and make, no more.
# Another interpreter has a virtual environment of its own: make test PYTHON=python3.13

PYTHON ?= python3
VENV := .venv$(patsubst %,-%,$(filter-out python3,$(notdir $(PYTHON))))
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help run desktop test lint format bench schema pictures sheet clean setup-run setup-test

help: ## Show what can be made
	@awk -F ':.*## ' 'NF == 2 && !/^\t/ { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

run: setup-run ## Set up, then open the window (or play in the terminal without a display)
	@if [ "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" = Darwin ]; then \
		$(BIN)/hipflex; code=$$?; \
		[ $$code -eq 69 ] || exit $$code; \
	fi; \
	echo "hipflex: there is no display here, so the session plays in the terminal."; \
	exec $(BIN)/hipflex play

desktop: setup-run ## Let a double click open .hipflex files, and show Hipflex in the menu (Linux)
	@share="$${XDG_DATA_HOME:-$$HOME/.local/share}"; set -e; \
	install -Dm644 assets/app.svg "$$share/icons/hicolor/scalable/apps/hipflex.svg"; \
	install -Dm644 assets/desktop/hipflex.xml "$$share/mime/packages/hipflex.xml"; \
	install -d "$$share/applications"; \
	sed 's|^Exec=hipflex|Exec="$(abspath $(BIN))/hipflex"|' assets/desktop/hipflex.desktop \
		> "$$share/applications/hipflex.desktop"; \
	if command -v update-mime-database > /dev/null; then \
		update-mime-database "$$share/mime"; fi; \
	if command -v update-desktop-database > /dev/null; then \
		update-desktop-database "$$share/applications"; fi; \
	echo "hipflex: a double click on a .hipflex file opens it now."

test: lint ## Set up, then run every check and every test
	@$(BIN)/coverage erase
	@$(BIN)/coverage run -m pytest -n auto --dist loadgroup
	@mkdir -p build
	@$(BIN)/coverage combine -q
	@$(BIN)/coverage json -q -o build/coverage.json
	@$(BIN)/python -m tests.coverage_floor build/coverage.json

lint: setup-test ## Check style, format and types
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy --no-error-summary

format: setup-test ## Put the source into shape
	@$(BIN)/ruff check --fix --quiet .
	@$(BIN)/ruff format .

bench: setup-test ## Measure, and keep the result in tests/benchmarks/RESULTS.md
	@$(BIN)/python -m tests.benchmarks

schema: setup-test ## Write what follows from the format's tables to assets/schema
	@$(BIN)/python -m hipflex_gui.schema

pictures: setup-test ## Take the pictures of the README
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.ui.pictures

sheet: setup-test ## Draw every movement: the README's sheet, and all key-frames in build/
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.ui.sheet

clean: ## Remove everything that was made
	rm -rf .venv .venv-* .coverage .coverage.* build dist *.egg-info \
		.hypothesis .mypy_cache .pytest_cache .ruff_cache
	find hipflex_gui tests -name __pycache__ -prune -exec rm -rf {} +

setup-run setup-test:
	@.ci/setup $(@:setup-%=%) $(PYTHON) $(VENV)
