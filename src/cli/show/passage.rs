//! What people see of the way into a country and out of one.

use crate::admission::{AdmissionReason, Passage};
use crate::cli::render;
use crate::matching::{Explanation, Gate};
use crate::message::paragraph;

/// Both ways with their reasons and sources, indented.
pub(in crate::cli) fn describe(admission: &Passage, exit: &Passage, indent: usize) -> String {
    one("entry", admission, indent) + &one("exit", exit, indent)
}

fn one(name: &str, passage: &Passage, indent: usize) -> String {
    let because = paragraph::<AdmissionReason>(&passage.reasons);
    let mut text = render::wrapped(&format!("{name} {}: {because}", passage.state), indent);
    if !passage.missing.is_empty() {
        let fields = passage.missing.join(", ");
        text.push_str(&render::wrapped(&format!("would say more: {fields}"), indent + 2));
    }
    for source in &passage.sources {
        text.push_str(&render::wrapped(&format!("[{}, {}]", source.source, source.confidence), indent + 2));
    }
    text
}

/// Why a gate of these is closed; nothing for another gate.
pub(in crate::cli) fn behind(gate: Gate, explanation: &Explanation) -> String {
    let passage = match gate {
        Gate::Admission => &explanation.admission,
        Gate::Exit => &explanation.exit,
        _ => return String::new(),
    };
    format!("{} ", paragraph::<AdmissionReason>(&passage.reasons))
}
