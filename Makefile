# Targets install the system libraries they need (Debian, Ubuntu), once, only if missing.
SWIFT ?= swift
# Without the import check the floors of Docs/ARCHITECTURE.md would be decoration.
FLAGS := --explicit-target-dependency-import-check error
SOURCES := Package.swift Sources Tests Examples Fuzz/Package.swift Fuzz/Sources Benchmarks/Package.swift Benchmarks/Sources

.PHONY: help demo build release test rule-suite soak simulate lint format signatures conformance fuzz benchmark benchmark-peers benchmark-instructions benchmark-import interop clean libraries

help: ## This list.
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

libraries:
	@Scripts/system-libraries

demo: libraries ## A firewall decides: the example of Examples/web-app-segmentation.
	$(SWIFT) build $(FLAGS) --product ngfw-eval
	@Examples/web-app-segmentation/demo "$$($(SWIFT) build --show-bin-path)"

build: libraries ## Debug build of everything.
	$(SWIFT) build $(FLAGS)

release: libraries ## Optimised build of the command-line tool.
	$(SWIFT) build $(FLAGS) -c release --product ngfw-eval

test: libraries ## The whole suite, and the example of a rule suite.
	$(SWIFT) test $(FLAGS)
	@$(MAKE) --no-print-directory rule-suite

rule-suite: libraries ## The example of a rule suite, a package of its own.
	$(SWIFT) test --package-path Examples/rule-suite --scratch-path .build-examples

lint: ## Format check of every Swift file.
	$(SWIFT) format lint --strict --recursive --parallel $(SOURCES)

format: ## Formats every Swift file in place.
	$(SWIFT) format --in-place --recursive --parallel $(SOURCES)

soak: libraries ## Nightly sizes: a million flows, all mutants, two gigabytes of junk, SIMULATE seconds of new seeds (3600), SECONDS of fuzzing (600).
	NGFW_SOAK=1 NGFW_SIMULATE=$(or $(SIMULATE),3600) $(SWIFT) test $(FLAGS) -c release -Xswiftc -enable-testing --scratch-path .build-soak --no-parallel \
		--filter 'AgreementTests|FloodTests|MutationTests|Simulator|ReceiverEvasionTests'
	@Scripts/fuzz $(or $(SECONDS),600) xml

simulate: libraries ## Only the soak's simulator: new seeds for SIMULATE seconds (3600); see SimulatorSoakTests to replay one.
	NGFW_SOAK=1 NGFW_SIMULATE=$(or $(SIMULATE),3600) $(SWIFT) test $(FLAGS) -c release -Xswiftc -enable-testing \
		--scratch-path .build-soak --no-parallel --filter SimulatorSoakTests

signatures: libraries ## Regenerates Sources/NGFWAppID/Generated from Signatures/.
	$(SWIFT) run $(FLAGS) generate-signatures Signatures Sources/NGFWAppID/Generated

conformance: libraries ## Writes Docs/CONFORMANCE.md from Tests/Conformance.
	NGFW_WRITE_DOCUMENTS=yes $(SWIFT) test $(FLAGS) --filter ConformanceDocumentTests

fuzz: libraries ## Fuzz targets with sanitizers, SECONDS each (60).
	@Scripts/fuzz $(or $(SECONDS),60)

benchmark: libraries ## Nanoseconds of each stage and end to end; see Docs/PERFORMANCE.md.
	$(SWIFT) run -c release --package-path Benchmarks ngfw-benchmark

benchmark-peers: libraries ## The same rules in the engine and in DPDK's rte_acl, sessions in rte_hash (libdpdk-dev), NGFW_CAPTURES in libndpi (libndpi-dev): what is there; nothing here installs them.
	@$(MAKE) --no-print-directory -C Benchmarks/Peers
	$(SWIFT) run -c release --package-path Benchmarks ngfw-benchmark $$($(MAKE) --no-print-directory -s -C Benchmarks/Peers stages)

benchmark-instructions: libraries ## Instructions of three fixed replays beside the kept figures (wants valgrind).
	@Scripts/instructions

benchmark-import: libraries ## Seconds and memory to load a Panorama file of 100 MB.
	$(SWIFT) run -c release --package-path Benchmarks ngfw-benchmark import

interop: libraries ## Policies of public generators (from PyPI), imported and compared flow by flow; see Tests/Interop.
	@Tests/Interop/run

clean: ## Removes build products.
	rm -rf .build .build-examples .build-soak Benchmarks/.build Benchmarks/Peers/build Fuzz/.build
