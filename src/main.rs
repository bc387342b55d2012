//! Hands the command line over and chooses the exit status.

use std::process::ExitCode;

fn main() -> ExitCode {
    shirube::cli::run(std::env::args_os())
}
