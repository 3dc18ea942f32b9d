//! Writes a base of about so many claims, and the same content for other programs: `generate CLAIMS FOLDER`.
//!
//! In the folder: `base/`, TOML as in data/; `lines.tsv`, a line for each claim, name and title, for programs that look
//! through lines; `dictionary/`, for programs that read StarDict.

#[path = "../benches/generated/mod.rs"]
mod generated;

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use generated::pattern::{Pattern, Text};

/// A file with the entries of many copies goes on in another one from here on: a base's largest file has 16 MiB.
const PART: usize = 8 * 1024 * 1024;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [claims, folder] = arguments.as_slice() else { return usage() };
    let Ok(claims) = claims.replace([',', '_'], "").parse() else { return usage() };
    match generate(claims, Path::new(folder)) {
        Ok(written) => {
            println!("{written} claims in {folder}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("generate: {folder}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn usage() -> ExitCode {
    eprintln!("usage: generate CLAIMS FOLDER");
    ExitCode::from(2)
}

/// Writes everything and gives the number of claims.
fn generate(claims: usize, folder: &Path) -> io::Result<usize> {
    let pattern = Pattern::read();
    let copies = pattern.copies(claims);
    let base = folder.join("base");
    if base.exists() {
        fs::remove_dir_all(&base)?;
    }
    for inside in ["oral", "topical", "trials"] {
        fs::create_dir_all(base.join(inside))?;
    }
    for file in &pattern.files {
        let mut parts = Parts::new(base.join(&file.name));
        for copy in 0..copies {
            let text = pattern.text(file, copy);
            if file.is_shared() {
                parts.push(&text)?;
            } else {
                fs::write(base.join(file.inside(copy)), text)?;
            }
        }
        parts.write()?;
    }
    let mut lines = BufWriter::new(File::create(folder.join("lines.tsv"))?);
    let mut dictionary = Dictionary::create(&folder.join("dictionary"))?;
    for text in (0..copies).flat_map(|copy| pattern.texts(copy)) {
        for line in text.lines() {
            writeln!(lines, "{line}")?;
        }
        dictionary.push(&text)?;
    }
    lines.flush()?;
    dictionary.write()?;
    Ok(pattern.claims(copies))
}

/// A file that goes on in a folder of its name when it grows: `references.toml`, `references/001.toml`.
struct Parts {
    path: PathBuf,
    number: usize,
    text: String,
}

impl Parts {
    fn new(path: PathBuf) -> Self {
        Self { path, number: 0, text: String::new() }
    }

    fn push(&mut self, text: &str) -> io::Result<()> {
        if !self.text.is_empty() && self.text.len() + text.len() > PART {
            self.write()?;
        }
        self.text.push_str(text);
        Ok(())
    }

    fn write(&mut self) -> io::Result<()> {
        if self.text.is_empty() {
            return Ok(());
        }
        let path = if self.number == 0 {
            self.path.with_extension("toml")
        } else {
            fs::create_dir_all(&self.path)?;
            self.path.join(format!("{:03}.toml", self.number))
        };
        fs::write(path, &self.text)?;
        self.number += 1;
        self.text.clear();
        Ok(())
    }
}

/// A dictionary in the form of StarDict 2.4.2: the articles behind each other, and a sorted index of the words with the
/// place and length of the article of each.
struct Dictionary {
    folder: PathBuf,
    articles: BufWriter<File>,
    written: u32,
    words: Vec<(String, u32, u32)>,
}

impl Dictionary {
    fn create(folder: &Path) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        let articles = BufWriter::new(File::create(folder.join("jakref.dict"))?);
        Ok(Self { folder: folder.to_owned(), articles, written: 0, words: Vec::new() })
    }

    fn push(&mut self, text: &Text) -> io::Result<()> {
        let claims: Vec<&str> = text.claims.iter().map(|(_section, claim)| claim.as_str()).collect();
        let article = format!("{}\n{}\n{}", text.id, text.names.join(", "), claims.join("\n"));
        let length = u32::try_from(article.len()).map_err(io::Error::other)?;
        self.articles.write_all(article.as_bytes())?;
        self.words.extend(text.names.iter().map(|name| (name.chars().take(200).collect(), self.written, length)));
        self.written = self.written.checked_add(length).ok_or_else(|| io::Error::other("a dictionary has 4 GB"))?;
        Ok(())
    }

    fn write(mut self) -> io::Result<()> {
        self.articles.flush()?;
        // The order of StarDict: ASCII without case, then bytes.
        self.words.sort_by_cached_key(|(word, _, _)| (word.to_ascii_lowercase(), word.clone()));
        let mut index = Vec::new();
        for (word, place, length) in &self.words {
            index.extend_from_slice(word.as_bytes());
            index.push(0);
            index.extend_from_slice(&place.to_be_bytes());
            index.extend_from_slice(&length.to_be_bytes());
        }
        fs::write(self.folder.join("jakref.idx"), &index)?;
        let (words, bytes) = (self.words.len(), index.len());
        let about = format!(
            "StarDict's dict ifo file\nversion=2.4.2\nbookname=jakref\nwordcount={words}\nidxfilesize={bytes}\n\
             sametypesequence=m\n"
        );
        fs::write(self.folder.join("jakref.ifo"), about)
    }
}
