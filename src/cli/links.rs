//! Addresses in printed lines as links that a terminal opens (OSC 8).
//!
//! Promises: only on a terminal that is known to take them, and only to an address or DOI of the base. The text is the same with a link
//! and without. An address that a line break has cut leads from each of its parts to the whole.

use crate::knowledge::Reference;

/// The addresses that may be found in lines, and what is left of one that the last line has cut.
#[derive(Debug, Default)]
pub(super) struct Links {
    /// What is printed, and where it leads.
    known: Vec<(String, String)>,
    rest: Option<(String, String)>,
}

impl Links {
    /// Links to the addresses and DOIs of some works.
    pub(super) fn to<'k>(works: impl Iterator<Item = &'k Reference>) -> Self {
        let known = works.flat_map(|work| {
            let doi = work.doi.as_ref().map(|doi| (doi.to_string(), format!("https://doi.org/{}", **doi)));
            let url = work.url.as_ref().map(|url| (url.to_string(), url.to_string()));
            doi.into_iter().chain(url)
        });
        // Any other character could end the escape sequence early, or be sent in another encoding.
        let is_plain = |(_, to): &(String, String)| to.chars().all(|c| c.is_ascii_graphic());
        Self { known: known.filter(is_plain).collect(), rest: None }
    }

    /// A line, or a part of one, with its links. `ends` says whether the line ends with it.
    pub(super) fn within(&mut self, text: &str, ends: bool) -> String {
        if self.known.is_empty() {
            return text.to_owned();
        }
        let last = text.trim_end().rsplit(' ').next().map_or(0, str::len);
        let start_of_last = text.trim_end().len() - last;
        let mut out = String::new();
        let mut place = 0;
        for word in text.split_inclusive(' ') {
            let shown = word.trim_end();
            let is_last = ends && place == start_of_last;
            place += word.len();
            match self.target(shown, is_last) {
                Some((to, length)) => {
                    out.push_str(&format!("\x1b]8;;{to}\x1b\\{}\x1b]8;;\x1b\\{}", &shown[..length], &word[length..]));
                }
                None => out.push_str(word),
            }
        }
        out
    }

    /// Where a word leads, and how much of it is the address.
    fn target(&mut self, word: &str, is_last: bool) -> Option<(String, usize)> {
        if word.is_empty() {
            return None;
        }
        let bare = word.trim_end_matches(['.', ';', ',', ')']);
        if let Some((to, rest)) = self.rest.take() {
            if rest == word || rest == bare {
                return Some((to, rest.len()));
            }
            if is_last && let Some(left) = rest.strip_prefix(word) {
                self.rest = Some((to.clone(), left.to_owned()));
                return Some((to, word.len()));
            }
        }
        if let Some((shown, to)) = self.known.iter().find(|(shown, _)| shown == word || shown == bare) {
            return Some((to.clone(), shown.len()));
        }
        let mut cut =
            self.known.iter().filter(|(shown, _)| is_last && word.len() > "https://".len() && shown.starts_with(word));
        let (shown, to) = cut.next()?;
        if cut.any(|(_, other)| other != to) {
            return None;
        }
        self.rest = Some((to.clone(), shown[word.len()..].to_owned()));
        Some((to.clone(), word.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::Links;

    fn links() -> Links {
        let known = |shown: &str, to: &str| (shown.to_owned(), to.to_owned());
        Links {
            known: vec![
                known("10.1000/a1", "https://doi.org/10.1000/a1"),
                known("https://example.org/long/way", "https://example.org/long/way"),
            ],
            rest: None,
        }
    }

    fn link(to: &str, text: &str) -> String {
        format!("\x1b]8;;{to}\x1b\\{text}\x1b]8;;\x1b\\")
    }

    #[test]
    fn an_address_and_a_doi_are_links_and_the_full_stop_is_not() {
        let doi = link("https://doi.org/10.1000/a1", "10.1000/a1");
        let url = link("https://example.org/long/way", "https://example.org/long/way");
        assert_eq!(
            links().within("doi: 10.1000/a1. Available from: https://example.org/long/way", true),
            format!("doi: {doi}. Available from: {url}")
        );
    }

    #[test]
    fn each_part_of_an_address_that_a_line_has_cut_leads_to_the_whole() {
        let (mut links, to) = (links(), "https://example.org/long/way");
        assert_eq!(links.within("  from: https://exam", true), format!("  from: {}", link(to, "https://exam")));
        assert_eq!(links.within("    ple.org/lo", true), format!("    {}", link(to, "ple.org/lo")));
        assert_eq!(links.within("    ng/way. Then", true), format!("    {}. Then", link(to, "ng/way")));
        assert_eq!(links.within("ng/way", true), "ng/way");
    }

    #[test]
    fn what_the_base_does_not_have_is_no_link() {
        assert_eq!(
            links().within("https://example.org/longer https://else.org", true),
            "https://example.org/longer https://else.org"
        );
        assert_eq!(Links::default().within("https://example.org/long/way", true), "https://example.org/long/way");
    }
}
