//! What became of a booking, as the desk says it.

use serde_json::{Value, json};

use super::DeskAtWork;

impl DeskAtWork {
    /// Nothing was booked, the draft is as it was, and the one problem is this, on screen with its marks.
    pub(crate) fn sees_refused(&mut self, draft: &Value, expected: &Value) -> &mut Self {
        assert_eq!(self.typed(), *draft, "the draft keeps its text");
        assert_eq!(self.state()["appointment"], Value::Null);
        assert_eq!(self.state()["flight"], "idle");
        let problems = self.problems();
        assert_eq!(problems.len(), 1, "{problems:#?}");
        self.shows_problem(&problems[0], expected).sees(
            match (
                problems[0]["meaning"].as_str(),
                problems[0]["status"].as_u64(),
            ) {
                (Some("not sent"), _) => "✗ Not booked, not sent —",
                (_, Some(409)) => "✗ Not booked: somebody has this time already.",
                _ => "✗ Not booked —",
            },
        );
        if let Some(field) = problems[0]["field"].as_str() {
            assert_eq!(self.focus(), field, "the cursor stands where it is mended");
        }
        self
    }

    /// It may be booked: the word comes first, the form is free, and the draft waits in the Problems pane.
    pub(crate) fn sees_unknown(&mut self, expected: &Value) -> &mut Self {
        let problems = self.problems();
        assert_eq!(problems.len(), 1, "{problems:#?}");
        let unknown = json!({ "meaning": "unknown", "field": null });
        self.shows_problem(&problems[0], &unknown)
            .shows_problem(&problems[0], expected)
            .sees("? Unknown —");
        assert_eq!(self.state()["unknown"].as_array().map(Vec::len), Some(1));
        assert_eq!(self.state()["appointment"], Value::Null);
        assert_eq!(self.state()["flight"], "idle");
        self
    }

    /// A problem is what is expected of it, and its sentences and marks are on screen.
    fn shows_problem(&mut self, problem: &Value, expected: &Value) -> &mut Self {
        for (name, value) in expected.as_object().into_iter().flatten() {
            assert_eq!(problem[name], *value, "{name} of {problem:#}");
        }
        self.sees(problem["what"].as_str().expect("a sentence"));
        self.sees(problem["advice"].as_str().expect("a sentence"));
        for mark in ["status", "code", "request_id"] {
            match &problem[mark] {
                Value::Null => {}
                Value::String(text) => drop(self.sees(text)),
                other => drop(self.sees(&other.to_string())),
            }
        }
        self
    }
}
