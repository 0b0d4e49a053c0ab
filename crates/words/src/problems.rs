//! Problems, one sentence each.

use booking::{Meaning, Problem};
use i18n::{Language, say};

/// Returns the outcome, then the field, then the problem.
pub fn headline(problem: &Problem, language: Language) -> String {
    let what = problem.what.to_lowercase();
    let field = problem
        .field()
        .map(|id| id.label(language))
        .filter(|label| !what.contains(&label.to_lowercase()));
    let what = match field {
        Some(label) => format!("{label}: {}", problem.what),
        None => problem.what.clone(),
    };
    match problem.meaning {
        Some(meaning) => headline_of_outcome(problem, meaning, what, language),
        None => what,
    }
}

/// Returns what became of a change, with the reason `what`.
pub fn headline_of_outcome(
    problem: &Problem,
    meaning: Meaning,
    what: String,
    language: Language,
) -> String {
    match meaning {
        Meaning::Refused | Meaning::NotThere => {
            say!(language, "problem-not-made", kind = problem.about, what)
        }
        Meaning::NotSent => say!(language, "problem-not-sent", kind = problem.about, what),
        Meaning::Unknown => say!(language, "problem-unknown", what),
    }
}

/// Returns the server's status, code and request id, for the server's operator; `None` if it did not answer.
pub fn marks(problem: &Problem) -> Option<String> {
    let server = problem.server.as_ref()?;
    let marks = [
        server.status.map(|status| status.to_string()),
        server.code.clone(),
        server.request_id.clone(),
    ];
    let marks: Vec<String> = marks.into_iter().flatten().collect();
    (!marks.is_empty()).then(|| marks.join(" · "))
}
