# What a person types. Each target sets up what it needs; nothing is downloaded by a build script.

CARGO ?= cargo
JOBS ?= 2

.PHONY: run test engine-test crash setup setup-test setup-ocr build one-file lint supply-chain bench compare fuzz soak clean

run: build ## 設定・ビルドし、辞書を一度作り、しるべを開く
	@./scripts/dictionary
	@$(CARGO) run --quiet --release --locked -j$(JOBS)

build: setup
	$(CARGO) build --release --locked -j$(JOBS)

one-file: setup ## 辞書も中に入った一つのファイルを作り、空のホームで試す
	@JOBS=$(JOBS) ./scripts/one-file

test: setup-test ## 設定し、すべての試験と書式・静的検査を行う
	$(CARGO) test --locked -j$(JOBS)
	@$(MAKE) --no-print-directory lint
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --locked --no-deps -j$(JOBS)
	$(CARGO) run --quiet --locked -j$(JOBS) -- check
	@CARGO="$(CARGO)" JOBS=$(JOBS) ./scripts/engine-test --if-there

engine-test: setup-test ## OpenSearch を三つ動かし、共有の文書庫を試す（なければ Java と Maven を入れる）
	@./scripts/setup engine
	@CARGO="$(CARGO)" JOBS=$(JOBS) ./scripts/engine-test

crash: setup-test ## 索引・辞書・取り込み・覚え書きの途中で、それぞれ200回止める
	SHIRUBE_KILLS=200 $(CARGO) test --locked -j$(JOBS) --test promises -- crash --nocapture

lint:
	$(CARGO) fmt --check
	$(CARGO) clippy --locked --all-targets -j$(JOBS) -- -D warnings

supply-chain: setup ## 依存の許諾・出所・重なりを確かめる（cargo-deny がなければ一度作る。数分）
	@CARGO="$(CARGO)" ./scripts/supply-chain

bench: build ## 速さを一つの表に、ほかの道具と並べて測る
	@./scripts/setup bench
	@./scripts/setup engine
	@./scripts/dictionary
	$(CARGO) bench --locked -j$(JOBS) --bench speed

compare: build ## 検索の質をほかの道具と比べる
	@./scripts/setup compare
	@./scripts/dictionary
	$(CARGO) bench --locked -j$(JOBS) --bench compare

fuzz: ## 読み取り・問い・折り畳み・折り返し・取り込み・キーに、壊れた入力を与え続ける（FUZZ_SECONDS）
	@./scripts/setup fuzz
	@./scripts/fuzz

soak: setup-test ## でたらめなキーと問いと大きさの変化を一時間（SHIRUBE_SOAK_SECONDS）
	SHIRUBE_SOAK_SECONDS=$${SHIRUBE_SOAK_SECONDS:-3600} $(CARGO) test --locked -j$(JOBS) --test promises -- --nocapture soak::

setup:
	@./scripts/setup

setup-test:
	@./scripts/setup test

setup-ocr: ## 文字のない頁を読む tesseract を入れる（import --ocr）
	@./scripts/setup ocr

clean:
	$(CARGO) clean
