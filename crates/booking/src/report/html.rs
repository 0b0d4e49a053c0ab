//! A report as a page: one file with its charts, no script, nothing fetched; for screen and paper.

use strum::VariantArray;

use super::{CountedAction, Counts, NameOf, WeekReport, chart};
use crate::{escaped, time};
use i18n::{Language, say};

const STYLE: &str = include_str!("../../../../assets/report.css");

impl WeekReport {
    /// Returns the page in a language. `name_of_clinic` returns the name of a clinic.
    pub fn html(
        &self,
        language: Language,
        name_of: NameOf<'_>,
        name_of_clinic: &dyn Fn(&str) -> String,
    ) -> String {
        let title = escaped(&self.title(language));
        let mut page = format!(
            "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n\
             <style>\n{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n<p class=\"about\">{} · {}</p>\n",
            self.mode,
            self.week.zone.name()
        );
        page.push_str(&self.sums(language));
        if self.total.sum() > 0 {
            page.push_str(&self.charts(language, name_of));
        }
        page.push_str(&self.facts(language, name_of_clinic));
        page.push_str("</body>\n</html>\n");
        page
    }

    /// Returns the totals, which are also the legend of the charts.
    fn sums(&self, language: Language) -> String {
        let sum = |action: &CountedAction| {
            let class: &str = action.into();
            let count = self.total.of(*action);
            let name = action.to_text(language);
            format!(
                "<li class=\"{class}\"><b>{count}</b> {}</li>\n",
                escaped(name)
            )
        };
        let sums: String = CountedAction::VARIANTS.iter().map(sum).collect();
        format!("<ul class=\"sums\">\n{sums}</ul>\n")
    }

    fn charts(&self, language: Language, name_of: NameOf<'_>) -> String {
        let day = |date| time::weekday(chrono::Datelike::weekday(&date), language).to_owned();
        let days: Vec<_> = self
            .days()
            .map(|(date, counts)| (day(date), *counts))
            .collect();
        let hours: Vec<_> = self
            .hours_of_day()
            .map(|(hour, counts)| (format!("{hour:02}"), *counts))
            .collect();
        let section =
            |title: &str, chart: fn(&str, &[(String, Counts)]) -> String, counted: &[_]| {
                let chart = chart(title, counted);
                let table = table(title, counted, language);
                format!(
                    "<section>\n<h2>{}</h2>\n{chart}\n{table}</section>\n",
                    escaped(title)
                )
            };
        [
            section(say!(language, "report-by-day"), chart::columns, &days),
            section(say!(language, "report-by-hour"), chart::columns, &hours),
            section(
                say!(language, "report-by-provider"),
                chart::bars,
                &self.by_provider(name_of),
            ),
            section(
                say!(language, "report-by-language"),
                chart::bars,
                &self.by_language(language),
            ),
        ]
        .concat()
    }

    fn facts(&self, language: Language, name_of_clinic: &dyn Fn(&str) -> String) -> String {
        let title = escaped(say!(language, "report-away"));
        let fact = |(name, value): &(String, String)| {
            format!("<dt>{}</dt><dd>{}</dd>\n", escaped(name), escaped(value))
        };
        let facts: String = self
            .away_text(language, name_of_clinic)
            .iter()
            .map(fact)
            .collect();
        format!("<section>\n<h2>{title}</h2>\n<dl>\n{facts}</dl>\n</section>\n")
    }
}

/// Returns the numbers of a chart as a table.
fn table(title: &str, counted: &[(String, Counts)], language: Language) -> String {
    let heads: String = CountedAction::VARIANTS
        .iter()
        .map(|action| format!("<th>{}</th>", escaped(action.to_text(language))))
        .collect();
    let row = |(name, counts): &(String, Counts)| {
        let cells: String = CountedAction::VARIANTS
            .iter()
            .map(|action| format!("<td>{}</td>", counts.of(*action)))
            .collect();
        format!("<tr><th>{}</th>{cells}</tr>\n", escaped(name))
    };
    let rows: String = counted.iter().map(row).collect();
    format!(
        "<details>\n<summary>{}</summary>\n<table>\n<thead><tr><th>{}</th>{heads}</tr></thead>\n<tbody>\n{rows}</tbody>\n\
         </table>\n</details>\n",
        escaped(say!(language, "report-numbers")),
        escaped(title)
    )
}
