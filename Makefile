# The course's commands; `make` alone lists them. Written for GNU Make 3.81 (macOS) and newer.
#
# `make lab PYTHON=/opt/python3.10/bin/python3.10` builds the environment with that Python.
# `make lab V=1` shows what pip does. ARGS is passed on: make lab ARGS="--no-browser --port 9999".

# These come from the command line of make, never from a variable that the shell happens to hold.
PYTHON =
ARGS =
V =

PYTHONS = $(if $(PYTHON),"$(PYTHON)",python3.11 python3.10 python3.9 python3)
PY = .venv/bin/python
PIP = $(PY) d2lmlp/workbook/installing.py $(if $(V),,-qq)
WORKERS = auto

# What the user has set for these programs is for other work. (`make lab` keeps them apart in
# d2lmlp/workbook/lab.py.)
FOREIGN = PYTHON% PYTEST% JUPYTER% IPYTHON% MPL% MXNET_% DMLC_% RUFF_% HYPOTHESIS_%
unexport $(filter $(FOREIGN),$(.VARIABLES))

# The course's Jupyter finds the course's kernel and commands, and nothing else.
HERE = JUPYTER_PREFER_ENV_PATH=1 JUPYTER_PATH="$(CURDIR)/.venv/share/jupyter" \
	PATH="$(CURDIR)/.venv/bin:$$PATH" PYTHONUTF8=1 OMP_NUM_THREADS="$${OMP_NUM_THREADS:-1}"

# Tests and stored outputs depend on no setting of the user, and leave the user's progress alone.
SEALED = $(HERE) OMP_NUM_THREADS=1 D2LMLP_THREADS= PYTHONHASHSEED=0 D2LMLP_HOME="$(CURDIR)/build/home" \
	IPYTHONDIR="$(CURDIR)/build/ipython" JUPYTER_CONFIG_DIR="$(CURDIR)/build/jupyter" \
	JUPYTER_DATA_DIR="$(CURDIR)/build/jupyter-data" MPLCONFIGDIR="$(CURDIR)/build/matplotlib"

.PHONY: help lab test quick lint doctor bench notebooks site slides lock clean

help:
	@echo "A notebook course on the multilayer perceptron in MXNet."
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' Makefile
	@echo "The first command builds the environment in .venv (a minute, once)."

lab: .venv/.ready ## open your workbook, your own copy of the course, in JupyterLab
	@PYTHONUTF8=1 $(PY) -m d2lmlp lab $(ARGS)

test: .venv/.ready lint ## lint, unit tests, and every notebook run against its stored outputs
	@mkdir -p build && rm -rf build/home
	@$(SEALED) $(PY) -m pytest tests notebooks --nbval --nbval-cell-timeout 120 \
	  --nbval-sanitize-with tests/nbval_sanitize.cfg -n $(WORKERS) --dist loadfile \
	  --no-loadscope-reorder $(ARGS)

quick: .venv/.ready lint ## what to run between commits: lint, and the tests of what changed
	@mkdir -p build && rm -rf build/home
	@$(SEALED) $(PY) tests/tools/quick.py

lint: .venv/.ready ## style and layout of all code, notebooks included
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .

doctor: .venv/.ready ## examine the environment part by part
	@$(HERE) $(PY) d2lmlp/doctor.py

bench: .venv/.ready ## measure the speeds the course speaks of
	@$(SEALED) $(PY) tests/tools/bench.py $(ARGS)

notebooks: .venv/.ready ## run every notebook again and store its outputs
	@mkdir -p build && rm -rf build/home
	@$(SEALED) $(PY) tests/tools/notebooks.py $(ARGS)

site: .venv/.ready ## build the course as web pages under build/site
	@$(SEALED) $(PY) tests/tools/site.py $(ARGS)

slides: .venv/.ready ## build a deck of slides for each lesson under build/slides
	@$(SEALED) $(PY) tests/tools/slides.py

lock: .venv/.ready ## pin all packages again (ARGS=--upgrade: to their newest) and write environment.yml
	@$(PY) tests/tools/lock.py $(ARGS)

clean: ## remove .venv and all that was built
	rm -rf .venv build .pytest_cache .ruff_cache .hypothesis *.egg-info
	find d2lmlp tests notebooks -name __pycache__ -o -name .ipynb_checkpoints | xargs rm -rf

# The environment, in two steps with a mark after each, so that a broken-off step is done again.
.venv/.ready: .venv/.pinned pyproject.toml d2lmlp/workbook/pinning.py
	@$(PIP) --no-deps --no-build-isolation --editable .
	@$(PY) d2lmlp/workbook/pinning.py
	@$(PY) d2lmlp/doctor.py --mxnet
	@touch $@

.venv/.pinned: requirements.lock
	@rm -f $@
	@for python in $(PYTHONS); do \
	  command -v "$$python" >/dev/null 2>&1 || continue; \
	  says=$$("$$python" d2lmlp/doctor.py --host 2>/dev/null); status=$$?; \
	  case $$status in \
	    0) echo "Building .venv with $$says."; exec "$$python" -m venv --clear .venv;; \
	    3) echo "$$python does not do: $$says.";; \
	    *) echo "$$python does not run.";; \
	  esac; \
	done; \
	if command -v uv >/dev/null 2>&1; then \
	  echo "Building .venv with uv."; \
	  uv venv --quiet --clear --seed --python 3.11 .venv && exec $(PY) d2lmlp/doctor.py --host; \
	fi; \
	echo "No Python that MXNet 1.9.1 runs on was found; what to install, by system:"; \
	echo "  Debian 12, Ubuntu 22.04   sudo apt install python3 python3-venv"; \
	echo "  newer Debian, Ubuntu      sudo apt install pipx && pipx install uv"; \
	echo "  macOS on Intel            brew install python@3.11"; \
	echo "  macOS on Apple silicon    a linux/arm64 container, or an x86_64 Python under Rosetta"; \
	echo "  Windows                   WSL2 with Ubuntu, and there the line for Ubuntu"; \
	exit 1
	@echo "Installing the course's packages (about 250 MB to fetch, once)."
	@$(PIP) --require-hashes --requirement requirements.lock
	@touch $@
