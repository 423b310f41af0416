# Everything here works from a fresh checkout: each command first sees to it that its tools are there.
# Paths are relative on purpose, so that the checkout may lie in a folder with a space in its name.

MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.SUFFIXES:

PYTHON_IN := .venv/bin/python
SET_UP := sh installers/set-up
HEADLESS := env QT_QPA_PLATFORM=offscreen
HAS_DISPLAY := $(if $(CI),,$(or $(DISPLAY),$(WAYLAND_DISPLAY)))
WINDOW := $(if $(HAS_DISPLAY),window)
FUZZED := melding vcf csv ics toml keys pdf pakket attempts
FLOORED := domain storage documents services
PYTEST := $(HEADLESS) $(PYTHON_IN) -m pytest -q -n 2 --dist worksteal -m "not journey"

.PHONY: help demo run test agreement journeys fuzz lint bench soak screens bundle clean

help: ## toon deze lijst
	@echo "zvdesk: tafel-overleg aan de rand van zorg en veiligheid"
	@echo
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

demo: ## leid een heel oefenoverleg, maak en controleer de lijsten, en open het venster
	@$(SET_UP) base $(WINDOW)
	@set -eu; out="build/demo-$$(date +%Y%m%d-%H%M%S)-$$$$"; mkdir -p build; \
	$(HEADLESS) $(PYTHON_IN) main.py demo --out "$$out"; \
	for vault in "$$out"/*.zvkluis; do \
	  if [ -n "$(HAS_DISPLAY)" ]; then \
	    echo "Het venster gaat open op de oefenkluis $$vault"; \
	    exec $(PYTHON_IN) main.py open "$$vault"; \
	  fi; \
	  echo "Er is geen scherm. Open de oefenkluis op een computer met een scherm zo:"; \
	  echo "  .venv/bin/zvdesk open \"$$vault\""; \
	done

run: ## open het venster
	@$(SET_UP) base window
	@exec $(PYTHON_IN) main.py

# Counting what is reached makes a test twice as slow, so only the tests of the packages with a floor do it.
test: ## draai alle tests zonder scherm, met de dekking per pakket; ARGS="-k naam" kiest er enkele
	@$(SET_UP) base
ifdef ARGS
	@$(PYTEST) $(ARGS)
else
	@code=0; \
	$(PYTEST) --cov --cov-report= $(FLOORED:%=tests/%) || code=1; \
	$(PYTHON_IN) tests/architecture/coverage_floor.py $(FLOORED) || code=1; \
	$(PYTEST) $(FLOORED:%=--ignore=tests/%) || code=1; \
	exit $$code
endif

agreement: ## vergelijk 300 goede en vervalste bestanden met pdfsig en openssl; de tabel: build/agreement.md
	@$(SET_UP) base
	@exec $(HEADLESS) $(PYTHON_IN) -m tests.agreement.run

journeys: ## draai hele reizen door het programma, met een eigen scherm en D-Bus
	@$(SET_UP) base
	@$(SET_UP) base window journeys || [ -z "$(CI)" ]
	@exec .ci/with-desktop $(PYTHON_IN) -m pytest -q -m journey $(ARGS)

fuzz: ## voer elke lezer van bestanden MINUTES minuten (2) willekeurige bestanden; alleen op Linux
	@$(SET_UP) base
	@$(PYTHON_IN) -m pip install --quiet --disable-pip-version-check --require-hashes -r tests/fuzz/requirements.lock
	@set -eu; mkdir -p build/fuzz/finds; minutes=$(if $(MINUTES),$(MINUTES),2); \
	for kind in $(FUZZED); do \
	  echo "$$kind: $$minutes minuten"; \
	  $(HEADLESS) $(PYTHON_IN) -m tests.fuzz.run $$kind build/fuzz/$$kind -max_total_time=$$((60 * minutes)) \
	    -timeout=5 -rss_limit_mb=1024 -max_len=20000 -artifact_prefix=build/fuzz/finds/$$kind- -verbosity=0 -print_final_stats=1; \
	done; echo "Niets gevonden."

lint: ## controleer stijl, typen en de lagen
	@$(SET_UP) base
	@code=0; \
	$(PYTHON_IN) -m ruff check || code=1; \
	$(PYTHON_IN) -m ruff format --check || code=1; \
	$(PYTHON_IN) -m mypy || code=1; \
	$(PYTHON_IN) -c 'import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())' || code=1; \
	exit $$code

bench: ## meet de snelheid: een tabel, en build/bench.json
	@$(SET_UP) base bench
	@mkdir -p build; exec $(HEADLESS) $(PYTHON_IN) bench/run.py $(ARGS)

soak: ## blijf de beloften bewijzen: make soak MINUTES=60; een tabel, en build/soak.json
	@$(SET_UP) base
	@exec $(HEADLESS) $(PYTHON_IN) -m tests.promises.soak --minutes $(if $(MINUTES),$(MINUTES),60) $(ARGS)

screens: ## maak van elke pagina een plaatje
	@$(SET_UP) base
	@mkdir -p build/screens; $(HEADLESS) ZVDESK_LOOKS=every $(PYTHON_IN) -m pytest -q tests/visual $(ARGS)
	@echo "De plaatjes staan in build/screens/"

bundle: ## bouw een programma dat zonder Python draait, in dist/zvdesk, en laat het zichzelf testen
	@$(SET_UP) base bundle
	@$(PYTHON_IN) -m PyInstaller --noconfirm --log-level ERROR \
	  --distpath dist --workpath build/pyinstaller installers/pyinstaller/zvdesk.spec
	@$(HEADLESS) dist/zvdesk/zvdesk --self-test
	@echo "Het programma staat in dist/zvdesk/"

clean: ## ruim op wat gemaakt is: build, dist en .venv
	@rm -rf build dist .venv .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
