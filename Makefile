# `make run` and `make test` do their own set-up; `make help` lists the rest.
PYTHON ?= python3
VENV ?= .venv
HOST ?= 127.0.0.1
PORT ?= 7860

BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
TEST_INSTALLED := $(VENV)/.installed-test

.DEFAULT_GOAL := help
.PHONY: help run test index lint format clean browser

help: ## this list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/'

run: index ## set up, index the corpus, start the page (HOST, PORT)
	@exec $(BIN)/python app.py --host $(HOST) --port $(PORT)

index: $(INSTALLED) ## index the corpus
	@$(BIN)/python -m assistant documents index

test: $(TEST_INSTALLED) browser lint ## set up with test tools and a browser, then check everything
	$(BIN)/python -m pytest

lint: $(TEST_INSTALLED) ## ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(TEST_INSTALLED) ## lay out the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

browser:
	@.ci/browser

clean: ## remove the environment and tool caches (sessions and index in .data stay)
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "需要 Python 3.11 或更新版本：make PYTHON=python3.11 …"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
		{ echo "无法建立虚拟环境；在 Debian/Ubuntu 上请先安装 python3-venv"; rm -rf $(VENV); exit 1; }

$(INSTALLED): requirements.txt | $(BIN)/python
	@echo "正在安装依赖（首次需几分钟）…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(TEST_INSTALLED): requirements-test.txt $(INSTALLED)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-test.txt
	@touch $@
