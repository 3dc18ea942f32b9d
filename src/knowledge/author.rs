//! Names of authors, as the base writes them: family name and initials, or the name of a group.
//!
//! Promises: every name that can be written is one or the other; nothing of it is lost; where a name fits both, the base can
//! decide with braces. Never looks a person up: what is a particle, a suffix or a group follows from letters, and from a few
//! words that only groups have in their names.

/// One author.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Author<'a> {
    /// A person, whose parts may be empty but for the family name.
    Person {
        /// Precedes the family name and is not capitalised, such as `van der`.
        particle: &'a str,
        /// The family name, or the only name.
        family: &'a str,
        /// Initials without full stops, such as `LE`, `B-L` or `YuV`.
        initials: &'a str,
        /// Follows the initials: one of `SUFFIXES`.
        suffix: &'a str,
    },
    /// A group that signs as one, without the braces the base may write.
    Group(&'a str),
}

/// What follows initials: as the National Library of Medicine writes it (Citing Medicine, 2nd edition, chapter 1), and the
/// Roman numerals that others write.
const SUFFIXES: [&str; 8] = ["Jr", "Sr", "2nd", "3rd", "4th", "II", "III", "IV"];

/// Words that make a name one of a group.
const GROUP_WORDS: [&str; 31] = [
    "agency",
    "alliance",
    "association",
    "authority",
    "board",
    "center",
    "centre",
    "collaboration",
    "college",
    "collaborators",
    "commission",
    "committee",
    "consortium",
    "council",
    "department",
    "federation",
    "foundation",
    "group",
    "institute",
    "institutes",
    "investigators",
    "ministry",
    "network",
    "office",
    "organisation",
    "organization",
    "panel",
    "society",
    "study",
    "team",
    "university",
];

impl<'a> Author<'a> {
    /// Takes a written name apart. In braces it is a group. Otherwise it is a person if it ends in initials, and is not
    /// of a group by its words or their number; one word is a person's only name, unless it is all capitals.
    pub fn parse(written: &'a str) -> Self {
        let written = written.trim();
        if let Some(group) = written.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
            return Self::Group(group.trim());
        }
        let person = |name: &'a str, initials, suffix| {
            let particle = name.len() - without_particles(name).len();
            Self::Person { particle: name[..particle].trim_end(), family: &name[particle..], initials, suffix }
        };
        let Some((before, last)) = written.rsplit_once(' ') else {
            return if is_acronym(written) { Self::Group(written) } else { person(written, "", "") };
        };
        if written.split(' ').any(|word| GROUP_WORDS.contains(&word.to_lowercase().as_str())) {
            return Self::Group(written);
        }
        if SUFFIXES.contains(&last) {
            match before.rsplit_once(' ') {
                Some((name, initials)) if are_initials(initials) => return person(name, initials, last),
                // Roman numerals may be initials.
                None if !last.starts_with('I') => return person(before, "", last),
                _ => {}
            }
        }
        let capitalised = without_particles(before).split(' ').filter(|word| word.contains(char::is_uppercase)).count();
        if are_initials(last) && capitalised <= 2 { person(before, last, "") } else { Self::Group(written) }
    }

    /// Whether a name that was taken for a person may be that of a group: its family name has a word of capitals, or its
    /// initials are those of a country or longer than two words of a family name have.
    pub fn is_doubtful(self) -> bool {
        match self {
            Self::Group(_) => false,
            Self::Person { family, initials, .. } => {
                let is_long = family.contains(' ') && initials.chars().filter(|c| c.is_uppercase()).count() > 2;
                is_long || ["UK", "US", "USA", "EU"].contains(&initials) || family.split(' ').any(is_acronym)
            }
        }
    }

    /// The name as styles for people write it: initials without hyphens.
    pub fn for_people(self) -> String {
        match self {
            Self::Group(name) => name.to_owned(),
            Self::Person { particle, family, initials, suffix } => {
                let initials = initials.replace('-', "");
                let parts = [particle, family, initials.as_str(), suffix];
                parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
            }
        }
    }
}

/// The initials one by one, each with the hyphen before it: `YuV` is `Yu` and `V`, `B-L` is `B` and `-L`.
pub fn initials(letters: &str) -> Vec<&str> {
    let starts =
        letters.char_indices().filter(|(at, c)| *c == '-' || (c.is_uppercase() && !letters[..*at].ends_with('-')));
    let mut starts: Vec<usize> = starts.map(|(at, _c)| at).collect();
    starts.push(letters.len());
    starts.windows(2).map(|pair| &letters[pair[0]..pair[1]]).collect()
}

/// One to four initials, each a capital with up to two small letters (as in transliterated names), with hyphens between
/// the parts of a name that has them.
fn are_initials(word: &str) -> bool {
    let initials = initials(word);
    word.starts_with(char::is_uppercase)
        && (1..=4).contains(&initials.len())
        && initials.iter().all(|initial| {
            let initial = initial.strip_prefix('-').unwrap_or(initial);
            let mut letters = initial.chars();
            letters.next().is_some_and(char::is_uppercase)
                && letters.clone().all(char::is_lowercase)
                && letters.count() <= 2
        })
}

/// Whether a word is two capitals or more and nothing else.
fn is_acronym(word: &str) -> bool {
    word.chars().count() > 1 && word.chars().all(char::is_uppercase)
}

/// A name without the words at its beginning that have no capital. The last word always stays.
fn without_particles(name: &str) -> &str {
    match name.split_once(' ') {
        Some((first, rest)) if !first.chars().any(char::is_uppercase) => without_particles(rest),
        Some(_) | None => name,
    }
}

#[cfg(test)]
mod tests {
    use super::{Author, initials};

    #[test]
    fn a_name_is_a_person_or_a_group_and_keeps_every_part() {
        let person = |particle, family, initials, suffix| Author::Person { particle, family, initials, suffix };
        for (written, wanted) in [
            ("Marrow A", person("", "Marrow", "A", "")),
            ("van der Waals J", person("van der", "Waals", "J", "")),
            ("de Lusignan S", person("de", "Lusignan", "S", "")),
            ("Del Duca E", person("", "Del Duca", "E", "")),
            ("Garcia Lopez MA", person("", "Garcia Lopez", "MA", "")),
            ("'t Hooft G", person("'t", "Hooft", "G", "")),
            ("al-Hassan R", person("", "al-Hassan", "R", "")),
            ("O'Neill ÉF", person("", "O'Neill", "ÉF", "")),
            ("Chen B-L", person("", "Chen", "B-L", "")),
            ("King LE Jr", person("", "King", "LE", "Jr")),
            ("King Jr", person("", "King", "", "Jr")),
            ("Reed JB III", person("", "Reed", "JB", "III")),
            ("Ivanov II", person("", "Ivanov", "II", "")),
            ("Petrenko YuV", person("", "Petrenko", "YuV", "")),
            ("Zaitsev IuA", person("", "Zaitsev", "IuA", "")),
            ("Brandt ThM", person("", "Brandt", "ThM", "")),
            ("Nguyễn", person("", "Nguyễn", "", "")),
            ("BRAVE-like Investigators", Author::Group("BRAVE-like Investigators")),
            ("Institute of Lantern Care UK", Author::Group("Institute of Lantern Care UK")),
            ("Lumen Agency EMA", Author::Group("Lumen Agency EMA")),
            ("Study Group II", Author::Group("Study Group II")),
            ("LNTRN", Author::Group("LNTRN")),
            ("{Lumen UK}", Author::Group("Lumen UK")),
        ] {
            assert_eq!(Author::parse(written), wanted, "{written}");
        }
    }

    #[test]
    fn a_name_that_may_be_a_groups_is_doubtful() {
        for written in ["Lumen UK", "TIPSTER SE", "Lumen Bureau EMA"] {
            assert!(Author::parse(written).is_doubtful(), "{written}");
        }
        for written in ["Garcia Lopez MA", "King LE Jr", "Nguyễn THT", "Lumen Agency EMA", "{Lumen UK}"] {
            assert!(!Author::parse(written).is_doubtful(), "{written}");
        }
    }

    #[test]
    fn initials_are_counted_by_their_capitals() {
        assert_eq!(initials("YuV"), ["Yu", "V"]);
        assert_eq!(initials("B-LÉ"), ["B", "-L", "É"]);
        assert!(initials("").is_empty());
    }
}
