.DEFAULT_GOAL := help

help: ## What can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

build: ## Compile and package, without tests
	mvn -B -q package -Dmaven.test.skip=true

test: ## The default suite
	mvn -B verify

chaos: ## The long proofs: 20 kills, a 10-minute reader, 50,000 broken statements, 5,000 orders of a switch (about 45 minutes)
	mvn -B verify -DexcludedGroups=prove -Dgroups=slow

corpus: ## Precision and recall of lint over the labelled corpus, its labels measured again on 14 and 18
	mvn -B -q verify -pl slipway-core -Dtest=CorpusTest

comparison: ## docs/comparison.md: the corpus judged by Slipway, squawk and postgres-language-server (from npm)
	mvn -B -q verify -pl slipway-core -Dtest=CorpusTest#analysisAgreesWithThem
	npm install --silent --no-save --no-audit --no-fund --prefix target/linters squawk-cli@2.66.0 @postgres-language-server/cli@0.25.5
	node bench/linters.mjs

prove: ## The default suite on PostgreSQL 14, 15, 16, 17 and 18
	mvn -B verify -Pprove

bench: ## Start-up of lint, lint of 1,000 migrations beside squawk, writes under our triggers: ratios in one run
	bench/cold-lint.sh
	bench/lint-speed.sh
	bench/java.sh WriteOverhead
	bench/java.sh StrategyWaits

golden: ## Write the golden blocks of rule, strategy and command pages anew; review the diff
	mvn -B -q verify -Dgolden=write -Dformat=fix

format: ## Format every Java source
	mvn -B -q process-sources -Dformat=fix

.PHONY: help build test chaos corpus comparison prove bench golden format
