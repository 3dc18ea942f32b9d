//! Bases of any size in the shape of the one in the program: the same kinds of entry in the same proportions, with as many
//! names, authors, codes and claims each.
//!
//! Promises: deterministic; every copy has names of its own, and drugs keep the endings that their names share.

use jakref::embedded;
use jakref::knowledge::{Draft, EntryId, Knowledge, Located};

/// A base of at least so many entries.
pub fn base(entries: usize) -> Knowledge {
    let real = embedded::knowledge();
    let pattern = real.draft();
    let one = size(pattern);
    let mut draft = pattern.clone();
    for copy in 1..entries.div_ceil(one) {
        add(&mut draft, pattern, copy as u64);
    }
    let bytes = postcard::to_stdvec(&(&draft, real.digest())).expect("memory for a generated base");
    Knowledge::decode(&bytes).expect("a generated base is a base")
}

fn size(draft: &Draft) -> usize {
    draft.drugs.len() + draft.topics.len() + draft.questions.len() + draft.trials.len() + draft.references.len()
}

fn add(draft: &mut Draft, pattern: &Draft, copy: u64) {
    for drug in &pattern.drugs {
        let mut drug = drug.clone();
        renumber(&mut drug.id, copy);
        rename(&mut drug.name, copy);
        drug.brands.iter_mut().chain(&mut drug.codes).chain(&mut drug.aliases).for_each(|name| rename(name, copy));
        draft.drugs.push(drug);
    }
    for topic in &pattern.topics {
        let mut topic = topic.clone();
        renumber(&mut topic.id, copy);
        rename(&mut topic.title, copy);
        draft.topics.push(topic);
    }
    for question in &pattern.questions {
        let mut question = question.clone();
        renumber(&mut question.id, copy);
        rename(&mut question.title, copy);
        draft.questions.push(question);
    }
    for trial in &pattern.trials {
        let mut trial = trial.clone();
        renumber(&mut trial.id, copy);
        rename(&mut trial.name, copy);
        trial.registry.iter_mut().chain(&mut trial.title).for_each(|name| rename(name, copy));
        draft.trials.push(trial);
    }
    for reference in &pattern.references {
        let mut reference = reference.clone();
        renumber(&mut reference.id, copy);
        reference.authors.iter_mut().for_each(|author| rename(author, copy));
        for number in [&mut reference.doi, &mut reference.pmcid, &mut reference.nct].into_iter().flatten() {
            rename(number, copy);
        }
        draft.references.push(reference);
    }
    for claim in &pattern.claims {
        let mut claim = claim.clone();
        renumber(&mut claim.home, copy);
        let text = pattern
            .drugs
            .iter()
            .fold(claim.text.to_string(), |text, drug| text.replace(drug.name.as_str(), &renamed(&drug.name, copy)));
        claim.text = Located::new(text, claim.text.place());
        claim.about.clear();
        claim.id = Located::new(format!("{}-{copy}", *claim.id), claim.id.place());
        draft.claims.push(claim);
    }
}

fn renumber(id: &mut EntryId, copy: u64) {
    if let Some(new) = EntryId::new(id.kind(), &format!("{}-{copy}", id.name())) {
        *id = new;
    }
}

fn rename(name: &mut Located<String>, copy: u64) {
    *name = Located::new(renamed(name, copy), name.place());
}

/// Each word of a name as another one: its beginning invented, its last seven letters kept; each digit as another one.
fn renamed(name: &str, copy: u64) -> String {
    const SYLLABLES: [&str; 24] = [
        "ba", "re", "ti", "lo", "mu", "ka", "ve", "si", "do", "nu", "fa", "ge", "pi", "ro", "zu", "bra", "cle", "dri",
        "flo", "gru", "sta", "tre", "vli", "mo",
    ];
    let mut random =
        Random(copy.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ name.bytes().fold(7, |h, b| h * 31 + u64::from(b)));
    let word = |word: &str, random: &mut Random| -> String {
        if word.len() < 4 || !word.bytes().all(|b| b.is_ascii_alphabetic()) {
            let digit = |c: char, random: &mut Random| match c.to_digit(10) {
                Some(_) => char::from_digit(u32::try_from(random.below(10)).unwrap_or(0), 10).unwrap_or(c),
                None => c,
            };
            return word.chars().map(|c| digit(c, random)).collect();
        }
        let kept = if word.len() > 9 { &word[word.len() - 7..] } else { "" };
        let count = 2 + random.below(3);
        (0..count).map(|_| SYLLABLES[random.below(SYLLABLES.len())]).collect::<String>() + kept
    };
    name.split(' ').map(|part| word(part, &mut random)).collect::<Vec<_>>().join(" ")
}

/// A sequence of numbers that is the same every time.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or(0) % limit
    }
}
