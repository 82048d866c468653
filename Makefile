# Thin names for ahd.py, which does the work (and works without make).
PYTHON ?= python3

.PHONY: run test check evaluate

run:
	@$(PYTHON) ahd.py run

test:
	@$(PYTHON) ahd.py test

check:
	@$(PYTHON) ahd.py check

evaluate:
	@$(PYTHON) ahd.py evaluate
