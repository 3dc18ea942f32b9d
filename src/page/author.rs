//! Names of authors, as the base writes them: family name and initials, or the name of a group.
//!
//! Promises: every name that can be written is one or the other; nothing of it is lost. Never looks a name up: what is a
//! particle, a suffix or a group follows from letters alone.

/// One author.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Author<'a> {
    /// A person, whose parts may be empty but for the family name.
    Person {
        /// Precedes the family name and is not capitalised, such as `van der`.
        particle: &'a str,
        /// The family name, or the only name.
        family: &'a str,
        /// Initials without full stops, such as `LE` or `B-L`.
        initials: &'a str,
        /// Follows the initials: `Jr`, `Sr`, `2nd`, `3rd`, `4th`.
        suffix: &'a str,
    },
    /// A group that signs as one.
    Group(&'a str),
}

/// What the National Library of Medicine writes after initials (Citing Medicine, 2nd edition, chapter 1).
const SUFFIXES: [&str; 5] = ["Jr", "Sr", "2nd", "3rd", "4th"];

impl<'a> Author<'a> {
    /// Takes a written name apart. Several words that do not end in initials are a group; one word is a person's only
    /// name.
    pub fn parse(written: &'a str) -> Self {
        let written = written.trim();
        let (rest, suffix) = match written.rsplit_once(' ') {
            Some((rest, last)) if SUFFIXES.contains(&last) => (rest, last),
            Some(_) | None => (written, ""),
        };
        let (name, initials) = match rest.rsplit_once(' ') {
            Some((name, last)) if are_initials(last) => (name, last),
            Some(_) => return Self::Group(written),
            None => (rest, ""),
        };
        let family = name.len() - without_particles(name).len();
        Self::Person { particle: name[..family].trim_end(), family: &name[family..], initials, suffix }
    }
}

/// One to four capital letters, with hyphens between the parts of a name that has them.
fn are_initials(word: &str) -> bool {
    let letters = word.chars().filter(|c| *c != '-').count();
    (1..=4).contains(&letters) && word.chars().all(|c| c.is_uppercase() || c == '-')
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
    use super::Author;

    #[test]
    fn a_name_is_a_person_or_a_group_and_keeps_every_part() {
        let person = |particle, family, initials, suffix| Author::Person { particle, family, initials, suffix };
        for (written, wanted) in [
            ("Marrow A", person("", "Marrow", "A", "")),
            ("van der Waals J", person("van der", "Waals", "J", "")),
            ("de Lusignan S", person("de", "Lusignan", "S", "")),
            ("Del Duca E", person("", "Del Duca", "E", "")),
            ("'t Hooft G", person("'t", "Hooft", "G", "")),
            ("al-Hassan R", person("", "al-Hassan", "R", "")),
            ("O'Neill ÉF", person("", "O'Neill", "ÉF", "")),
            ("Chen B-L", person("", "Chen", "B-L", "")),
            ("King LE Jr", person("", "King", "LE", "Jr")),
            ("Nguyễn", person("", "Nguyễn", "", "")),
            ("BRAVE-like Investigators", Author::Group("BRAVE-like Investigators")),
        ] {
            assert_eq!(Author::parse(written), wanted, "{written}");
        }
    }
}
