# Everything lives in .venv and is installed once. `make` alone lists the targets.
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install -qq --disable-pip-version-check --editable

.PHONY: help setup play test lint bench bench-peers soak screenshots clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' Makefile

setup: .venv/player ## install Csound, Tk and the package, unless they are there

play: .venv/player ## open the flagship piece, or as told: make play ARGS="phase --tempo 90"
	@$(BIN)/scoretime play $(ARGS)

test: lint ## everything that CI runs; make test ARGS="-k tempo" narrows the tests
	$(BIN)/python -m pytest -m "not live" -n auto $(ARGS)
	$(BIN)/python -m pytest -m live $(ARGS)

lint: .venv/developer ## style, types and the import contract
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/developer ## measure against the targets, as a table and as bench.json
	$(BIN)/python -m tests.bench $(ARGS)

bench-peers: .venv/developer .venv-peers/installed ## the same clicks on other clocks, an hour; make bench-peers ARGS="--quick"
	$(BIN)/python -m tests.bench.peers $(ARGS)

soak: .venv/developer ## faults, floods and long nights, into SECURITY.md; make soak ARGS="--quick"
	$(BIN)/python -m tests.soak --write $(ARGS)

screenshots: .venv/developer ## pictures of the window, every page at three sizes, in .screenshots
	$(BIN)/python -m tests.screenshots

clean: ## remove the environment and everything generated
	rm -rf .venv .venv-peers dist .*_cache .hypothesis .screenshots
	find . -name __pycache__ -prune -exec rm -rf {} +

.venv/player: pyproject.toml .ci/setup
	@.ci/setup play
	@echo "Installing the package into .venv, which can take a minute"
	@$(INSTALL) '.[picture]'
	@touch $@

.venv/developer: .venv/player
	@.ci/setup test
	@echo "Installing the development tools into .venv, which can take a minute"
	@$(INSTALL) '.[picture,dev]'
	@touch $@

# The newest clockblocks, which has no other dependency, runs on Python 3.11 but says it wants 3.12.
.venv-peers/installed: pyproject.toml | .venv/player
	@echo "Installing what Scoretime is measured against into .venv-peers, which can take minutes"
	@$(BIN)/python -m venv --clear .venv-peers
	@.venv-peers/bin/python -m pip install -qq --upgrade 'pip>=25.1'
	@.venv-peers/bin/python -m pip install -qq --group peers
	@.venv-peers/bin/python -m pip install -qq --no-deps --ignore-requires-python --group peers-newest
	@touch $@
