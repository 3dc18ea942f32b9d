//! The texts of a base that its authors wrote in their own words.
//!
//! Promises: one list, so that every rule of wording reads every text. Never contains titles, authors and places inside a work,
//! which are quoted as they are.

use crate::knowledge::{BoxedWarning, Code, Draft, Drug, Located, Section, Severity, Trial};

/// What a text is for, which decides how bad unsafe wording is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TextKind {
    /// What is acted on when prescribing: amount, frequency, dosage form, what an arm was given.
    Dose,
    /// Everything else.
    Prose,
}

impl TextKind {
    /// The severity of a breach of a rule of wording.
    pub(super) fn severity(self, code: Code) -> Severity {
        match self {
            Self::Dose => code.severity(),
            Self::Prose => code.severity_in_prose(),
        }
    }
}

#[derive(Clone, Copy)]
pub(super) struct OwnText<'d> {
    pub(super) kind: TextKind,
    pub(super) text: &'d Located<String>,
}

/// Every text in the authors' own words, in the order of the draft.
pub(super) fn own_texts(draft: &Draft) -> Vec<OwnText<'_>> {
    let mut texts = OwnTexts(Vec::new());
    for claim in &draft.claims {
        // A clinic has no tables of doses: what its note says about a dose is acted on as a dose is.
        let is_a_local_dose = claim.note().is_some() && *claim.section == Section::Dose;
        if is_a_local_dose {
            texts.dose([&claim.text]);
        } else {
            texts.prose([&claim.text]);
        }
        texts.prose(claim.brief.iter().map(|brief| &brief.text));
        texts.prose(claim.superseded.iter().filter_map(|superseded| superseded.why.as_ref()));
    }
    draft.drugs.iter().for_each(|drug| texts.drug(drug));
    draft.trials.iter().for_each(|trial| texts.trial(trial));
    for topic in &draft.topics {
        texts.prose([&topic.title]);
    }
    for question in &draft.questions {
        texts.prose([&question.title, &question.asks]);
    }
    if let Some(review) = &draft.review {
        texts.prose([&review.title, &review.condition, &review.scope]);
        texts.prose(&review.limits);
    }
    if let Some(pathway) = &draft.pathway {
        texts.prose([&pathway.title].into_iter().chain(&pathway.layers));
        texts.prose(pathway.nodes.iter().map(|node| &node.label));
        texts.prose(pathway.edges.iter().map(|edge| &edge.label));
        texts.prose(pathway.cells.iter().map(|cell| &cell.text));
    }
    texts.prose(draft.references.iter().filter_map(|reference| reference.note.as_ref()));
    texts.0
}

struct OwnTexts<'d>(Vec<OwnText<'d>>);

impl<'d> OwnTexts<'d> {
    fn prose(&mut self, texts: impl IntoIterator<Item = &'d Located<String>>) {
        self.0.extend(texts.into_iter().map(|text| OwnText { kind: TextKind::Prose, text }));
    }

    fn dose(&mut self, texts: impl IntoIterator<Item = &'d Located<String>>) {
        self.0.extend(texts.into_iter().map(|text| OwnText { kind: TextKind::Dose, text }));
    }

    fn drug(&mut self, drug: &'d Drug) {
        self.dose(&drug.forms);
        self.prose(drug.approvals.iter().map(|approval| &approval.population));
        self.prose(drug.marketing.iter().map(|marketing| &marketing.text));
        match &drug.boxed_warning {
            BoxedWarning::Present { product, items, brief, .. } => self.prose(product.iter().chain(items).chain(brief)),
            BoxedWarning::Absent { product, .. } => self.prose(product),
            BoxedWarning::Unknown { .. } | BoxedWarning::NotApplicable => {}
        }
        self.prose(drug.warnings.iter().flat_map(|warning| [&warning.kind].into_iter().chain(&warning.items)));
        for dose in &drug.doses {
            self.dose([&dose.population].into_iter().chain(dose.regimen.words()));
            self.dose(dose.regimen.amounts().into_iter().chain(&dose.maximum).map(|amount| &amount.text));
            self.dose(&dose.note);
            self.dose(dose.brief.iter().map(|brief| &brief.text));
        }
    }

    fn trial(&mut self, trial: &'d Trial) {
        self.prose(&trial.title);
        self.prose([&trial.design, &trial.population]);
        self.dose(trial.arms.iter().map(|arm| &arm.name));
        for result in &trial.results {
            self.prose([&result.outcome, &result.analysis]);
            self.prose(result.subset.iter().chain(&result.unit));
            self.prose(result.brief.iter().map(|brief| &brief.text));
            self.prose(result.rows.iter().filter_map(|row| row.p.as_ref()));
        }
        for effect in &trial.effects {
            self.prose([&effect.outcome, &effect.of, &effect.against].into_iter().chain(&effect.subset));
        }
        for rate in &trial.rates {
            self.prose([&rate.outcome].into_iter().chain(&rate.subset).chain(rate.rows.iter().map(|row| &row.of)));
        }
    }
}
