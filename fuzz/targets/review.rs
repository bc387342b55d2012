//! The property `review`, with what the fuzzer grows.
#![no_main]
#![expect(dead_code, reason = "each target has one of the properties")]

#[path = "../../tests/properties/checks.rs"]
mod checks;

libfuzzer_sys::fuzz_target!(|content: &[u8]| checks::review(content));
