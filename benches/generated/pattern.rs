//! What data/ looks like: its files as templates, and its entries as other programs would keep them.

use std::cell::RefCell;
use std::path::Path;

use super::names;
use super::reader::Reader;
use super::template::Template;

/// data/, ready to be copied.
pub struct Pattern {
    /// Every file, in the order in which a base is read.
    pub files: Vec<File>,
    words: Vec<String>,
    /// Words to take for them.
    invented: Vec<String>,
    /// The first of the words are those of drugs, which may not look alike.
    drug_words: usize,
    claims: usize,
    claims_of_review: usize,
    /// The words of the copy that was asked for last.
    renamed: RefCell<(usize, Vec<String>)>,
}

/// A file of data/.
pub struct File {
    pub folder: &'static str,
    pub name: String,
    pub original: String,
    pub template: Template,
    /// Its entries, as they stand in data/.
    pub entries: Vec<Entry>,
}

/// An entry as a list or a dictionary keeps it. Each text is a template, to be written with `Pattern::write`.
#[derive(Default)]
pub struct Entry {
    /// `kind/name`.
    pub id: Template,
    /// Name, brands, other names; or the title of a work, topic or question.
    pub names: Vec<Template>,
    /// Section and text of each claim.
    pub claims: Vec<(String, Template)>,
}

const FOLDERS: [&str; 4] = ["", "oral", "topical", "trials"];

impl File {
    /// Whether the entries of all copies stand in one file.
    pub fn is_shared(&self) -> bool {
        self.folder.is_empty()
    }

    /// The path of a copy inside a base.
    pub fn inside(&self, copy: usize) -> String {
        match (self.folder, copy) {
            ("", _) => format!("{}.toml", self.name),
            (folder, 0) => format!("{folder}/{}.toml", self.name),
            (folder, copy) => format!("{folder}/{}-{copy}.toml", self.name),
        }
    }
}

impl Pattern {
    /// Reads data/.
    pub fn read() -> Self {
        let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
        let mut texts = Vec::new();
        for folder in FOLDERS {
            let listed = std::fs::read_dir(data.join(folder)).expect("data/ has its folders");
            let mut names: Vec<String> = listed
                .filter_map(|entry| {
                    entry.ok()?.file_name().into_string().ok()?.strip_suffix(".toml").map(str::to_owned)
                })
                .collect();
            names.sort();
            for name in names {
                let path = data.join(folder).join(format!("{name}.toml"));
                texts.push((folder, name, std::fs::read_to_string(path).expect("data/ is text")));
            }
        }
        let mut reader = Reader::default();
        for round in ["drugs", "trials"] {
            for (folder, _name, text) in &texts {
                reader.learn_names(round, folder, text);
            }
        }
        let drug_words = reader.drug_words;
        let runs = texts.iter().flat_map(|(_folder, _name, text)| text.split(|c: char| !c.is_ascii_alphabetic()));
        let invented = names::words(&runs.map(str::to_ascii_lowercase).collect(), &reader.words[..drug_words]);
        let files: Vec<File> = texts.into_iter().map(|(folder, name, text)| reader.file(folder, name, text)).collect();
        let claims = |file: &File| file.entries.iter().map(|entry| entry.claims.len()).sum::<usize>();
        let all = files.iter().map(claims).sum();
        let of_review = files.iter().filter(|file| file.name == "review" && file.is_shared()).map(claims).sum();
        Self {
            files,
            words: reader.words,
            invented,
            drug_words,
            claims: all,
            claims_of_review: of_review,
            renamed: RefCell::new((0, Vec::new())),
        }
    }

    /// How many copies come nearest to so many claims.
    pub fn copies(&self, claims: usize) -> usize {
        let each = self.claims - self.claims_of_review;
        let copies = 1 + (claims.saturating_sub(self.claims) + each / 2) / each;
        assert!(copies * self.drug_words < self.names_for_drugs(), "there are not so many names that differ enough");
        copies
    }

    /// How many claims a base of so many copies has.
    pub fn claims(&self, copies: usize) -> usize {
        self.claims + (copies - 1) * (self.claims - self.claims_of_review)
    }

    /// What a file holds in a copy; nothing where a base has it only once.
    pub fn text(&self, file: &File, copy: usize) -> String {
        if copy == 0 {
            return file.original.clone();
        }
        let mut text = String::with_capacity(file.original.len() * 9 / 8);
        self.write(&file.template, copy, &mut text);
        text
    }

    /// The entries of a copy, in words.
    pub fn texts(&self, copy: usize) -> impl Iterator<Item = Text> {
        let entries = self.files.iter().flat_map(|file| &file.entries);
        // The review is there once.
        let entries = entries.filter(move |entry| copy == 0 || entry.id.is_suffixed());
        entries.map(move |entry| Text::of(self, entry, copy))
    }

    fn in_copy(&self, template: &Template, copy: usize) -> String {
        let mut text = String::new();
        self.write(template, copy, &mut text);
        text
    }

    /// Writes a text of a copy behind what `out` holds.
    fn write(&self, template: &Template, copy: usize, out: &mut String) {
        let mut renamed = self.renamed.borrow_mut();
        if renamed.0 != copy || renamed.1.is_empty() {
            *renamed = (copy, (0..self.words.len()).map(|number| self.renamed(number, copy)).collect());
        }
        template.write(copy, &renamed.1, out);
    }

    /// How many of the invented words are kept for drugs.
    fn names_for_drugs(&self) -> usize {
        self.invented.len() / 4 * 3
    }

    /// The name that stands for a name in a copy: as long as that and with its ending, if it is not short.
    fn renamed(&self, number: usize, copy: usize) -> String {
        let word = &self.words[number];
        if copy == 0 {
            return word.clone();
        }
        let spread = copy.wrapping_mul(7919).wrapping_add(number.wrapping_mul(104_729));
        let of_drugs = self.names_for_drugs();
        // Trials and authors may be called alike, but not as a drug is.
        let chosen = if number < self.drug_words {
            copy * self.drug_words + number
        } else {
            of_drugs + spread % (self.invented.len() - of_drugs)
        };
        let kept = word.get(names::LENGTH..).unwrap_or_default();
        self.invented[chosen].clone() + kept
    }
}

/// An entry of one copy, in words.
pub struct Text {
    /// `kind/name`.
    pub id: String,
    /// Name, brands, other names; or the title of a work, topic or question.
    pub names: Vec<String>,
    /// Section and text of each claim.
    pub claims: Vec<(String, String)>,
}

impl Text {
    fn of(pattern: &Pattern, entry: &Entry, copy: usize) -> Self {
        let text = |template| pattern.in_copy(template, copy);
        Self {
            id: text(&entry.id),
            names: entry.names.iter().map(text).collect(),
            claims: entry.claims.iter().map(|(section, claim)| (section.clone(), text(claim))).collect(),
        }
    }

    /// A line for each name and each claim: id, title, section, text, with tabs between them.
    pub fn lines(&self) -> impl Iterator<Item = String> {
        let (id, title) = (&self.id, self.names.first().map_or("", String::as_str));
        let names = self.names.iter().map(|name| ("name", name));
        let claims = self.claims.iter().map(|(section, claim)| (section.as_str(), claim));
        names.chain(claims).map(move |(section, text)| format!("{id}\t{title}\t{section}\t{text}"))
    }
}
