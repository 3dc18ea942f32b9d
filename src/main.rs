//! The program `jakref`. Everything is in the library.

fn main() -> std::process::ExitCode {
    jakref::cli::run()
}
