# Everything a developer or a machine runs. Each target builds .venv first where it is missing.
#
#   make demo                 the application on the sample clip (headless: results in demo-out/)
#   make run FILES="a.mp4"    the application on files of your own
#   make test                 every check: style, types, import contracts, tests (< 10 minutes)
#   make test-long            the tests that are too slow for every change (< 60 minutes)
#   make lint                 the checks without the tests
#   make setup TORCH=cpu      .venv; TORCH is cpu, cuda or a pip requirement; PYTHON picks Python

BIN := .venv/bin
STAMP := .venv/ready
FILES ?=

.PHONY: demo run test test-long lint setup sample translations clean

demo: setup
	@$(BIN)/python packaging/demo.py

run: setup
	@$(BIN)/fstrn-gui $(FILES)

test: lint
	$(BIN)/python -m pytest --durations=15 -m "not long and not display"
	$(BIN)/python -m pytest -m "display and not long"  # a real window: a process and a display of its own

test-long: setup
	$(BIN)/python -m pytest --durations=15 --timeout=3600 -m long

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

setup: $(STAMP)

# A choice of build named on the command line is compared with what is installed, each time.
ifdef TORCH
.PHONY: $(STAMP)
endif

$(STAMP): pyproject.toml packaging/setup_env.py packaging/qt_libraries.py
	@python=$$(sh packaging/find_python.sh $(PYTHON)) && \
	"$$python" packaging/setup_env.py --torch "$(TORCH)"

sample: setup
	$(BIN)/python packaging/make_sample.py

# Collect the texts of window and engine (new ones must be translated in ko.ts) and compile them.
translations: setup
	mkdir -p build && $(BIN)/python packaging/engine_texts.py > build/engine_texts.py
	$(BIN)/pyside6-lupdate $$(find fstrn_gui/gui -name '*.py') build/engine_texts.py -ts resources/translations/ko.ts \
		-no-obsolete -locations none
	$(BIN)/pyside6-lrelease resources/translations/ko.ts -qm resources/translations/ko.qm

clean:
	rm -rf .venv demo-out build dist
