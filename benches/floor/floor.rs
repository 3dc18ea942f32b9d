//! What a terminal program costs that knows nothing and only shows something: built by rustc alone, static.
//!
//! `floor ROWS COLUMNS BYTES` writes one whole frame, and so many bytes for each key; `floor` prints one line and ends.

use std::io::{Read, Write, stdin, stdout};

fn main() -> std::io::Result<()> {
    let numbers: Vec<usize> = std::env::args().skip(1).filter_map(|number| number.parse().ok()).collect();
    let [rows, columns, bytes] = numbers[..] else {
        println!("one line, as an answer would be: a name, and what it is");
        return Ok(());
    };
    let mut out = stdout().lock();
    let row = |row: usize| format!("\x1b[{row};1H{}", "x".repeat(columns));
    let frame: String = (1..=rows).map(row).collect();
    out.write_all(format!("\x1b[?1049h{frame}\x1b[1;1H").as_bytes())?;
    out.flush()?;
    let mut key = [0; 64];
    while stdin().lock().read(&mut key)? > 0 {
        out.write_all("\x1b[1;1H".bytes().chain((6..bytes).map(|_| b'y')).collect::<Vec<_>>().as_slice())?;
        out.flush()?;
    }
    Ok(())
}
