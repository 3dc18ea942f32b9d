//! The sections of a page.
//!
//! Promises: one table of words; every page lists its sections in the order of that table.

use super::id::Kind;
use super::vocabulary::vocabulary;

vocabulary! {
    /// The section of a page that a claim is in.
    pub enum Section {
        /// What the review says.
        Review = "review",
        /// What has become known since the review.
        Update = "update",
        /// Approval and availability beyond the approvals themselves.
        Status = "status",
        /// Dose.
        Dose = "dose",
        /// What to do before starting.
        Before = "before",
        /// Monitoring, and when to interrupt.
        Monitoring = "monitoring",
        /// Contraindications and warnings.
        Contraindications = "contraindications",
        /// Interactions.
        Interactions = "interactions",
        /// Renal and hepatic impairment, age.
        Populations = "populations",
        /// Pregnancy, breastfeeding, contraception.
        Pregnancy = "pregnancy",
        /// Adverse effects.
        Adverse = "adverse",
        /// How well it works.
        Efficacy = "efficacy",
        /// What happens when it is stopped.
        Stopping = "stopping",
        /// How it works and how the body handles it.
        Pharmacology = "pharmacology",
        /// How a trial was built.
        Design = "design",
        /// How the disease or the drug class works.
        Mechanism = "mechanism",
        /// What that rests on.
        Evidence = "evidence",
        /// Who disagrees, and the limits.
        Dissent = "dissent",
        /// What follows for treatment.
        Treatment = "treatment",
        /// What is known.
        Known = "known",
        /// What is not known.
        Unknown = "unknown",
        /// What would settle it.
        Settle = "settle",
        /// Registered trials.
        Registered = "registered",
    }
}

impl Section {
    /// The heading over the section.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Review => "What the review says",
            Self::Update => "Since the review",
            Self::Status => "Approval and availability",
            Self::Dose => "Dose",
            Self::Before => "Before starting",
            Self::Monitoring => "Monitoring and when to interrupt",
            Self::Contraindications => "Contraindications and warnings",
            Self::Interactions => "Interactions",
            Self::Populations => "Renal, hepatic, age",
            Self::Pregnancy => "Pregnancy and breastfeeding",
            Self::Adverse => "Adverse effects",
            Self::Efficacy => "Effect",
            Self::Stopping => "Stopping and relapse",
            Self::Pharmacology => "Pharmacology",
            Self::Design => "Design",
            Self::Mechanism | Self::Known => "What is known",
            Self::Evidence => "Evidence",
            Self::Dissent => "Dissent and limits",
            Self::Treatment => "What it means for treatment",
            Self::Unknown => "What is not known",
            Self::Settle => "What would settle it",
            Self::Registered => "Registered trials",
        }
    }

    /// Whether the page of an entry of `kind` has the section. The page of a reference has none.
    pub fn is_allowed_on(self, kind: Kind) -> bool {
        use Kind::{Drug, Pathophysiology, Question, Review, Safety, Trial};
        let kinds: &[Kind] = match self {
            Self::Review | Self::Update => &[Drug, Pathophysiology, Safety, Question, Review],
            Self::Status | Self::Efficacy | Self::Stopping => &[Drug, Trial],
            Self::Adverse => &[Drug, Trial, Safety],
            Self::Dose | Self::Pharmacology => &[Drug],
            Self::Before
            | Self::Monitoring
            | Self::Contraindications
            | Self::Interactions
            | Self::Populations
            | Self::Pregnancy => &[Drug, Safety],
            Self::Design => &[Trial],
            Self::Mechanism | Self::Evidence | Self::Dissent | Self::Treatment => &[Pathophysiology, Safety],
            Self::Known | Self::Unknown | Self::Settle | Self::Registered => &[Question],
        };
        kinds.contains(&kind)
    }

    /// Whether a drug's page says so when the section is empty, because a clinician expects it there.
    pub fn is_expected_on_drugs(self) -> bool {
        matches!(
            self,
            Self::Dose
                | Self::Before
                | Self::Monitoring
                | Self::Contraindications
                | Self::Interactions
                | Self::Populations
                | Self::Pregnancy
                | Self::Adverse
                | Self::Stopping
        )
    }
}
