//! Entry point: passes the command line on and returns the exit status.

use std::process::ExitCode;

fn main() -> ExitCode {
    shirube::cli::run(std::env::args_os())
}
