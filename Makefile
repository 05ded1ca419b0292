.DEFAULT_GOAL := help
MVN := mvn -B -q

help: ## What can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

build: ## Compile and package, without tests
	$(MVN) package -DskipTests

test: ## The default suite
	mvn -B verify

format: ## Format every Java source
	$(MVN) process-sources -Dformat=fix

.PHONY: help build test format
