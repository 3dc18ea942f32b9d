//! Cited works.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::super::id::EntryId;
use super::super::span::Located;
use super::super::vocabulary::vocabulary;

vocabulary! {
    /// What sort of work a reference is.
    pub enum ReferenceKind {
        /// An article in a journal.
        Article = "article",
        /// A product's label.
        Label = "label",
        /// A record of a trial registry.
        Registry = "registry",
        /// A guideline.
        Guideline = "guideline",
        /// A page or document of a regulator.
        Regulator = "regulator",
        /// A report or conference abstract.
        Report = "report",
        /// A page on the web.
        Web = "web",
        /// A release or news item.
        News = "news",
    }
}

vocabulary! {
    /// Whether a publication was corrected or retracted.
    pub enum PublicationStatus {
        /// Neither a correction nor a retraction was found.
        Current = "current",
        /// A correction was published.
        Corrected = "corrected",
        /// It was retracted.
        Retracted = "retracted",
    }
}

/// A work that is cited.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Reference {
    /// `ref/…`.
    pub id: EntryId,
    /// What sort of work it is.
    pub kind: Located<ReferenceKind>,
    /// Family name and initials each, in order.
    pub authors: Vec<Located<String>>,
    /// Whether the list of authors goes on.
    pub more_authors: bool,
    /// Title.
    pub title: Located<String>,
    /// Journal, or publisher of a page.
    pub container: Option<Located<String>>,
    /// Year of publication.
    pub year: Option<Located<u32>>,
    /// Volume.
    pub volume: Option<Located<String>>,
    /// Issue.
    pub issue: Option<Located<String>>,
    /// Pages or article number.
    pub pages: Option<Located<String>>,
    /// The exact day of publication.
    pub published: Option<Located<Date>>,
    /// Digital object identifier, without a resolver.
    pub doi: Option<Located<String>>,
    /// PubMed number.
    pub pmid: Option<Located<u32>>,
    /// PubMed Central number, with its letters.
    pub pmcid: Option<Located<String>>,
    /// Number in the trial registry, with its letters.
    pub nct: Option<Located<String>>,
    /// Set id of a label.
    pub set_id: Option<Located<String>>,
    /// Number of a regulator's file.
    pub application: Option<Located<String>>,
    /// Address, where there is no better identifier.
    pub url: Option<Located<String>>,
    /// The day it was read, for what changes.
    pub read: Option<Located<Date>>,
    /// Its number among the review's own references.
    pub in_review: Option<Located<u32>>,
    /// Keywords of its record.
    pub keywords: Vec<Located<String>>,
    /// Whether it was corrected or retracted, and when that was looked up.
    pub status: Option<(Located<PublicationStatus>, Located<Date>)>,
    /// What a reader of the list needs to know.
    pub note: Option<Located<String>>,
}

impl Reference {
    /// Where the work can be read: by its best identifier, or else its address.
    pub fn address(&self) -> Option<String> {
        self.addresses().into_iter().next().map(|(_label, address)| address)
    }

    /// Each address of the work with a word for it, the best first.
    pub fn addresses(&self) -> Vec<(&'static str, String)> {
        let at = |label: &'static str, start: &str, value: &Option<Located<String>>, end: &str| {
            value.as_ref().map(|value| (label, format!("{start}{}{end}", **value)))
        };
        let pubmed = |pmid: &Located<u32>| ("PubMed", format!("https://pubmed.ncbi.nlm.nih.gov/{}/", **pmid));
        [
            at("DOI", "https://doi.org/", &self.doi, ""),
            at("page", "", &self.url, ""),
            at("ClinicalTrials.gov", "https://clinicaltrials.gov/study/", &self.nct, ""),
            at("DailyMed", "https://dailymed.nlm.nih.gov/dailymed/drugInfo.cfm?setid=", &self.set_id, ""),
            at("PMC", "https://pmc.ncbi.nlm.nih.gov/articles/", &self.pmcid, "/"),
            self.pmid.as_ref().map(pubmed),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}
