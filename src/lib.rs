//! Shirube (しるべ): an explorer for Japan's health and medical strategy documents. This page is the map of the house.
//!
//! # The arrows
//!
//! ```text
//!  corpus/*.toml                                          index/ (settings) + the cache
//!       |                                                      |
//!   corpus  ------->  model  <-------  index                   |
//!   TOML, checked     records, links   dictionary, search  <---+
//!        \              |               |
//!         \            app: what the reader is doing (State, Action, update)
//!          \            |
//!           \          ui: &State -> cells          tui: the terminal, the loop
//!            \__________|__________________________/
//!                      cli: one file a command, the same doors
//! ```
//!
//! Under all of it lies [`text`]: Japanese text, which knows no record and no terminal. Who may use whom is a table, and
//! `tests/layers.rs` holds it:
//!
//! | folder | may use |
//! |---|---|
//! | `text` | nobody |
//! | `model` | `text` |
//! | `corpus` | `model`, `text` |
//! | `import` | `corpus`, `model`, `text` |
//! | `index` | `model`, `text` |
//! | `app` | `model`, `index`, `text` |
//! | `ui` | `model`, `app`, `text`, `index` |
//! | `tui` | `app`, `ui`, `index`, `model` |
//! | `cli` | all of them |
//!
//! # The way of a keystroke
//!
//! The reader is typing a query and presses 護:
//!
//! 1. `tui` takes the terminal's event, and all others that wait.
//! 2. [`app::Keymap::action`] looks the key up in the one table of keys: `Action::Edit`.
//! 3. [`app::update`] changes the [`app::State`], the only place where it changes, and returns `Effect::Search` with a number.
//! 4. `tui` hands the request to the searching thread ([`index::spawn`]) and goes on.
//! 5. [`ui::draw`] draws the new query at once, over the old hits.
//! 6. The answer comes as one more event; `update` keeps it if its number is the newest.
//!
//! There is no tick: with nothing to do the process sleeps. The state owns the screen's size, and layout is a pure function that both
//! `update` and `draw` call, so that drawing never writes.
//!
//! # Where does my line go?
//!
//! | it … | goes to |
//! |---|---|
//! | names a TOML key, or judges whether the corpus is right | `corpus/` |
//! | says what a policy thing is, or how two hang together | `model/` |
//! | makes facts of an original document | `import/` |
//! | keeps what the reader has imported, or says it in TOML | `corpus/library.rs`, `corpus/write.rs` |
//! | is kept so that a start need not make it | `model/compiled.rs` (the form), `corpus/compiled.rs` (where, how long), `index/rows.rs` |
//! | is a setting of the reader's | `cli/config.rs` (the file), `app/keymap.rs`, `ui/theme.rs` |
//! | is kept from session to session | `app/bookmarks.rs`, `app/history.rs` (what), `tui/kept.rs` (where) |
//! | changes which records are found, or their order | `index/`, and the files of the top-level folder `index/` |
//! | is about characters, width, line breaks | `text/` |
//! | answers "what happens when I press …" | `app/keymap.rs` (which key), `app/update.rs` (which part), `app/<part>.rs` (how) |
//! | answers "how does it look" | `ui/<panel>.rs`; colour: `ui/theme.rs`; words: `app/words.rs`; place: `app/layout.rs` |
//! | touches the terminal, a signal, a thread of the explorer | `tui/` |
//! | prints for a pipe | `cli/<command>.rs` |
//!
//! Two homes for one line means the split is wrong: mend the split.

pub mod app;
pub mod cli;
pub mod corpus;
pub mod import;
pub mod index;
pub mod model;
pub mod text;
pub mod tui;
pub mod ui;
