//! The program: everything is in the library, and `cli` is the only part of it that is used here.

fn main() -> std::process::ExitCode {
    jakref::cli::run()
}
