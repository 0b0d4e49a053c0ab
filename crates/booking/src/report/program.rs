//! A report for programs: one JSON object, and a table with one figure in each row. The words in both never
//! change.

use chrono::NaiveDate;
use serde_json::{Value, json};
use strum::VariantArray;

use super::{CountedAction, Counts, NameOf, WeekReport};

/// The heads of the table's columns.
pub const FIGURE_HEADS: [&str; 5] = ["by", "which", "name", "figure", "value"];

impl WeekReport {
    /// Returns the report as one object. Missing measurements are null.
    pub fn value(&self, name_of: NameOf<'_>) -> Value {
        let [first, .., last] = self.week.days();
        let days = self
            .days()
            .map(|(date, counts)| counts_by(counts, &[("date", json!(date.to_string()))]));
        let hours = self
            .busy_hours()
            .map(|(hour, counts)| counts_by(counts, &[("hour", json!(hour))]));
        let providers = self.providers.iter().map(|(whom, counts)| {
            let name = json!(name_of(whom));
            counts_by(
                counts,
                &[
                    ("backend", json!(whom.clinic)),
                    ("id", json!(whom.id)),
                    ("name", name),
                ],
            )
        });
        let languages = self.languages.iter().map(|(spoken, counts)| {
            let tag: Option<&str> = spoken.map(Into::into);
            counts_by(counts, &[("language", json!(tag))])
        });
        let away = self.away.as_ref().map(|away| {
            let each = away.iter().map(
                |away| json!({"backend": away.clinic, "times": away.times, "seconds": away.took.as_secs()}),
            );
            each.collect::<Vec<Value>>()
        });
        json!({
            "week": {"from": first.to_string(), "to": last.to_string(), "zone": self.week.zone.name()},
            "mode": self.mode.word().to_lowercase(),
            "total": counts_by(&self.total, &[]),
            "days": days.collect::<Vec<Value>>(),
            "hours": hours.collect::<Vec<Value>>(),
            "providers": providers.collect::<Vec<Value>>(),
            "languages": languages.collect::<Vec<Value>>(),
            "away": away,
        })
    }

    /// Returns the report as rows under [`FIGURE_HEADS`]. Missing measurements are empty.
    pub fn figures(&self, name_of: NameOf<'_>) -> Vec<[String; 5]> {
        let mut rows = Vec::new();
        push_counts(&mut rows, "total", "", "", &self.total);
        for (date, counts) in self.days() {
            push_counts(&mut rows, "day", &NaiveDate::to_string(&date), "", counts);
        }
        for (hour, counts) in self.busy_hours() {
            push_counts(&mut rows, "hour", &format!("{hour:02}"), "", counts);
        }
        for (whom, counts) in &self.providers {
            let which = format!("{}/{}", whom.clinic, whom.id.as_deref().unwrap_or_default());
            push_counts(&mut rows, "provider", &which, &name_of(whom), counts);
        }
        for (spoken, counts) in &self.languages {
            push_counts(
                &mut rows,
                "language",
                spoken.map_or("", Into::into),
                "",
                counts,
            );
        }
        for away in self.away.iter().flatten() {
            rows.push(row("away", &away.clinic, "", "times", Some(away.times)));
            rows.push(row(
                "away",
                &away.clinic,
                "",
                "seconds",
                Some(away.took.as_secs()),
            ));
        }
        if self.away.is_none() {
            rows.push(row("away", "", "", "times", None));
        }
        rows
    }
}

/// Returns counts under their words, after the members of `by`.
fn counts_by(counts: &Counts, by: &[(&str, Value)]) -> Value {
    let by = by
        .iter()
        .map(|(name, value)| ((*name).to_owned(), value.clone()));
    let counts = CountedAction::VARIANTS
        .iter()
        .map(|action| (word(*action).to_owned(), json!(counts.of(*action))));
    Value::Object(by.chain(counts).collect())
}

fn word(action: CountedAction) -> &'static str {
    action.into()
}

fn push_counts(rows: &mut Vec<[String; 5]>, by: &str, which: &str, name: &str, counts: &Counts) {
    rows.extend(
        CountedAction::VARIANTS
            .iter()
            .map(|action| row(by, which, name, word(*action), Some(counts.of(*action)))),
    );
}

fn row(by: &str, which: &str, name: &str, figure: &str, value: Option<u64>) -> [String; 5] {
    let value = value.map_or_else(String::new, |value| value.to_string());
    [by, which, name, figure, &value].map(str::to_owned)
}
