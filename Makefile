# gdviz: `make run` and `make test` set up everything they need, in .venv.
# ARGS goes to the program: make run ARGS="--sample orings"; make test ARGS="-k icons"

SHELL = /bin/sh
BIN = .venv/bin
HEADLESS = QT_QPA_PLATFORM=offscreen
# Processes that test at once, each test in a random order; 0 tests in one: make test WORKERS=0
WORKERS ?= 2

# Random events of a monkey, and the seed of the first life: make monkey EVENTS=5000 SEED=7
EVENTS ?= 100000
SEED ?= 1
# Texts that make fuzz tries of each kind, and the seconds of make soak.
TEXTS ?= 10000
SECONDS ?= 600

.PHONY: help setup run test check property monkey fuzz soak bench mutants screenshots clean

help:
	@echo "make run          open the window (with no display: train, and write a picture)"
	@echo "make test         run the tests, in random order"
	@echo "make property     check what is said of 500 random runs by running on"
	@echo "make monkey       use the window by chance, 100,000 events, and check what it shows"
	@echo "make fuzz         read tables, sessions and link texts that chance has made"
	@echo "make soak         use the window for ten minutes, and measure its memory"
	@echo "make check        run the linters and the type checker"
	@echo "make bench        measure the speed"
	@echo "make mutants      put small faults into a copy, and list those that no test notices"
	@echo "make screenshots  renew the pictures of the README"
	@echo "make setup        only set up .venv and the system libraries of Qt"
	@echo "make clean        remove all that make has made, .venv too"

setup:
	@sh .ci/setup

run: setup
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" = Darwin ]; then \
	  exec $(BIN)/gdviz $(ARGS); \
	else \
	  echo "There is no display here, so gdviz trains without a window."; \
	  $(HEADLESS) $(BIN)/gdviz train $(if $(ARGS),$(ARGS),--sample hours) --export gdviz-run.png && \
	  echo "The picture is in $$(pwd)/gdviz-run.png"; \
	fi

test: setup
	@$(HEADLESS) $(BIN)/python -m pytest -n $(WORKERS) $(ARGS)

property: setup
	@GDVIZ_CLAIMS=500 $(HEADLESS) $(BIN)/python -m pytest -n $(WORKERS) tests/runs/test_verdict_claims.py

monkey: setup
	@$(HEADLESS) $(BIN)/python -m tests.monkey $(EVENTS) $(SEED)

fuzz: setup
	@GDVIZ_FUZZ=$(TEXTS) $(HEADLESS) $(BIN)/python -m pytest -n $(WORKERS) tests/documents/test_fuzz.py

soak: setup
	@$(HEADLESS) $(BIN)/python -m tests.soak $(SECONDS)

check: setup
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

# scikit-learn is only what the benchmark compares with, so the set-up leaves it out.
bench: setup
	@$(BIN)/python -c "import importlib.util as u, sys; sys.exit(not u.find_spec('sklearn'))" || { \
	  echo "Installing scikit-learn, to compare with ..."; \
	  $(BIN)/python -m pip install -q --no-input --disable-pip-version-check scikit-learn; }
	@$(HEADLESS) $(BIN)/python -m tests.bench $(ARGS)
	@if [ "$(ARGS)" = engine ]; then :; elif command -v xvfb-run >/dev/null && command -v xauth >/dev/null; then \
	  xvfb-run -a -s "-screen 0 1920x1080x24" env QT_QPA_PLATFORM=xcb $(BIN)/python -m tests.bench window; \
	else echo "Not measured on X11: that needs xvfb and xauth (apt-get install xvfb xauth)."; fi

# An hour or two for all rooms; make mutants ARGS="engine/objectives 50" looks at a part.
mutants: setup
	@$(BIN)/python -c "import importlib.util as u, sys; sys.exit(not u.find_spec('mutmut'))" || { \
	  echo "Installing mutmut, which knows the faults ..."; \
	  $(BIN)/python -m pip install -q --no-input --disable-pip-version-check 'mutmut>=3.8,<4'; }
	@$(HEADLESS) $(BIN)/python -m tests.mutants $(ARGS)

screenshots: setup
	@$(HEADLESS) $(BIN)/python -m tests.screenshots $(ARGS)

clean:
	@rm -rf .venv build dist gdviz-run.png
	@rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	@find gdviz tests -name __pycache__ -type d -prune -exec rm -rf {} +
