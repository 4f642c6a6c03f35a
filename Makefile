# Two commands do all the set-up: `make site` and `make test`. What they install lives in .venv and tests/*/node_modules.

PYTHON ?= python3
BIN := .venv/bin
ROOT := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

# Material for MkDocs prints the date of its end of life at every start.
export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: site offline codes release pictures vendor serve test test-all test-wordpress check screenshots lock clean

# Built beside the old site, which stays as it is until the new one is whole.
site: .venv/ready
	rm -rf .cache/site
	$(BIN)/mkdocs build --strict --site-dir .cache/site
	rm -rf site
	mv .cache/site site

# The copy for a USB stick: a page's address is a file here, since nothing turns a folder into its index.html.
COPY := dist/myeloma-in-plain-words.zip

offline: .venv/ready
	rm -rf .cache/offline
	$(BIN)/mkdocs build --strict --config-file offline.yml --site-dir .cache/offline
	$(BIN)/plainwords pack .cache/offline $(COPY)

# Paper is checked by the codes of its texts: whoever changes a text adds its new code, and commits both.
codes: .venv/ready
	$(BIN)/mkdocs build --quiet --site-dir .cache/codes
	$(BIN)/plainwords codes .cache/codes

# The scripts that other sites know by their hash: their present bytes stay for good, under the version in 'next'.
release: .venv/ready
	$(BIN)/plainwords release

# Run by hand when the icon or the share picture has changed.
SHOOT = chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --allow-file-access-from-files \
  --default-background-color=00000000 --virtual-time-budget=2000

pictures: .venv/chromium
	for size in 180 192 512; do \
	  $(SHOOT) --window-size=$$size,$$size --screenshot=docs/assets/icon-$$size.png docs/assets/icon.svg; done
	$(SHOOT) --window-size=512,512 --screenshot=docs/assets/icon-maskable.png docs/assets/icon-maskable.svg
	$(SHOOT) --window-size=1200,630 --screenshot=docs/assets/share.png docs/assets/share.svg

serve: .venv/ready
	$(BIN)/mkdocs serve

PARALLEL := --numprocesses=2 --dist=worksteal

test: check .venv/chromium tests/styles/node_modules/ready
	$(BIN)/pytest $(PARALLEL) -m "not slow"

test-all: check .venv/chromium .venv/browsers tests/styles/node_modules/ready tests/tools/node_modules/ready
	$(BIN)/pytest $(PARALLEL) --hypothesis-profile thorough

# On a WordPress and a database of its own, which go when the tests end; `make test-all` does without them.
test-wordpress: check .venv/chromium .venv/wordpress
	$(BIN)/pytest tests/wordpress/on_wordpress.py

check: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# What a wheel or Debian package brings is installed once; a changed lock file installs again.
.venv/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed") if sys.version_info < (3, 11) else None'
	@$(PYTHON) -m venv .venv || { echo "Installing python3-venv"; \
	  $(ROOT) apt-get update -qq && $(ROOT) apt-get install -y -qq python3-venv && $(PYTHON) -m venv .venv; }
	$(BIN)/pip install --quiet --require-hashes --requirement requirements.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

# Playwright's driver needs libatomic1, and a page on a machine without any font shows nothing.
BROWSER := chromium chromium-headless-shell fonts-dejavu-core libatomic1

.venv/chromium: .venv/ready
	@command -v chromium >/dev/null && command -v chromium-headless-shell >/dev/null && /sbin/ldconfig -p | grep -q libatomic.so.1 || { \
	  echo "Installing $(BROWSER)"; \
	  $(ROOT) apt-get update -qq && $(ROOT) apt-get install -y -qq --no-install-recommends $(BROWSER); }
	@touch $@

# The other two engines, and what runs the HTML checker: for `make test-all` alone.
BROWSERS := firefox-esr webkit2gtk-driver xvfb default-jre-headless

.venv/browsers: .venv/ready
	@for program in firefox-esr WebKitWebDriver Xvfb java; do command -v $$program >/dev/null || missing=1; done; \
	  test -z "$$missing" || { echo "Installing $(BROWSERS)"; \
	  $(ROOT) apt-get update -qq && $(ROOT) apt-get install -y -qq --no-install-recommends $(BROWSERS); }
	@touch $@

# Debian's WordPress wants a web server; mini-httpd is one that does not start by itself, as the default, Apache, would.
# The database comes without its service, too: for `make test-wordpress` alone.
WORDPRESS := wordpress wordpress-theme-twentytwentyone wordpress-theme-twentytwentytwo wordpress-theme-twentytwentythree \
  mini-httpd php-cli php-mysql mariadb-server-core

.venv/wordpress: .venv/ready
	@for program in php mariadbd mariadb-install-db; do command -v $$program >/dev/null || missing=1; done; \
	  for theme in twentytwentyone twentytwentytwo twentytwentythree; do \
	    test -d /usr/share/wordpress/wp-content/themes/$$theme || missing=1; done; \
	  test -z "$$missing" || { echo "Installing $(WORDPRESS)"; \
	  $(ROOT) apt-get update -qq && $(ROOT) apt-get install -y -qq --no-install-recommends $(WORDPRESS); }
	@touch $@

# Style sheets of others for `make test`, and tools for `make test-all`.
tests/%/node_modules/ready: tests/%/package-lock.json .venv/ready
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/npm ci --silent --prefix tests/$*
	@touch $@

# Each kind of page as phone, desktop, dark and paper: .cache/screenshots/index.html
screenshots: site .venv/chromium
	$(BIN)/python tests/screenshots.py site .cache/screenshots

lock: .venv/ready
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
	  --no-header --no-emit-index-url --quiet --output-file requirements.lock

# Code of others that the site ships. What this writes is committed, so that nothing else needs Node.
vendor:
	cd hooks/vendor && npm ci --ignore-scripts --no-audit --no-fund && node build.mjs

clean:
	rm -rf .venv .cache site tests/*/node_modules .hypothesis .pytest_cache .mypy_cache .ruff_cache
