//! A report for a terminal: columns of numbers with a bar after each row, at most 80 columns wide.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::{CountedAction, Counts, NameOf, WeekReport};
use crate::time;
use i18n::{Language, say};

const WIDTH: usize = 80;
/// The actions that have a column: what was done with appointments.
const COLUMNS: [CountedAction; 4] = [
    CountedAction::Booked,
    CountedAction::Moved,
    CountedAction::Cancelled,
    CountedAction::NotCome,
];
/// The width of a row's name, at most.
const LABEL: usize = 28;
const GAP: &str = "  ";

impl WeekReport {
    /// Returns the report in a language, with bars made of this character. `name_of_clinic` returns the name
    /// of a clinic.
    pub fn text(
        &self,
        language: Language,
        bar: char,
        name_of: NameOf<'_>,
        name_of_clinic: &dyn Fn(&str) -> String,
    ) -> String {
        let mut page = ReportPage {
            language,
            bar,
            text: String::new(),
        };
        page.line(&self.title(language));
        page.line(&format!("{} · {}", self.mode, self.week.zone.name()));
        page.table(
            "",
            vec![(say!(language, "report-all").to_owned(), self.total)],
        );
        let waiting = self.total.of(CountedAction::WaitingList);
        if waiting > 0 {
            page.line(&say!(language, "report-waiting", count = waiting));
        }
        if self.total.sum() > 0 {
            self.breakdowns(&mut page, name_of);
        }
        page.heading(say!(language, "report-away"));
        for (name, outages) in self.away_text(language, name_of_clinic) {
            page.line(&format!("{}{GAP}{outages}", padded(&name, 12)));
        }
        page.text
    }

    fn breakdowns(&self, page: &mut ReportPage, name_of: NameOf<'_>) {
        let language = page.language;
        let days = self
            .days()
            .map(|(date, counts)| (time::day(date, language), *counts))
            .collect();
        page.table(say!(language, "report-by-day"), days);
        let hours = self
            .busy_hours()
            .map(|(hour, counts)| (format!("{hour:02}:00"), *counts))
            .collect();
        page.table(say!(language, "report-by-hour"), hours);
        page.table(
            say!(language, "report-by-provider"),
            self.by_provider(name_of),
        );
        page.table(
            say!(language, "report-by-language"),
            self.by_language(language),
        );
    }

    fn title(&self, language: Language) -> String {
        let [first, .., last] = self.week.days();
        let [from, to] = [first, last].map(|date| time::date(date, language));
        say!(language, "report-title", from, to)
    }

    /// Returns the name of each clinic with its outages.
    fn away_text(
        &self,
        language: Language,
        name_of_clinic: &dyn Fn(&str) -> String,
    ) -> Vec<(String, String)> {
        let Some(away) = &self.away else {
            return vec![(
                String::new(),
                say!(language, "report-not-measured").to_owned(),
            )];
        };
        let each = away.iter().map(|away| {
            let outages = match away.times {
                0 => say!(language, "report-never").to_owned(),
                times => {
                    say!(
                        language,
                        "report-times",
                        count = times,
                        time = clock_time(away.took.as_secs())
                    )
                }
            };
            (name_of_clinic(&away.clinic), outages)
        });
        each.collect()
    }
}

/// Formats seconds as minutes and seconds, with hours if there are any: `4:05`, `1:02:03`.
pub(super) fn clock_time(seconds: u64) -> String {
    let hours = seconds / 3600;
    let minutes = seconds / 60 % 60;
    let seconds = seconds % 60;
    match hours {
        0 => format!("{minutes}:{seconds:02}"),
        _ => format!("{hours}:{minutes:02}:{seconds:02}"),
    }
}

struct ReportPage {
    language: Language,
    bar: char,
    text: String,
}

impl ReportPage {
    fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    fn heading(&mut self, heading: &str) {
        self.line("");
        self.line(heading);
    }

    /// Writes rows of counts under their names, each with a bar in proportion to the longest.
    fn table(&mut self, heading: &str, rows: Vec<(String, Counts)>) {
        let columns = COLUMNS.map(|action| action.to_text(self.language));
        let sum = |counts: &Counts| COLUMNS.iter().map(|action| counts.of(*action)).sum();
        let counts: usize = columns.iter().map(|name| name.width() + GAP.len()).sum();
        let bars = WIDTH - LABEL - counts - GAP.len();
        let longest = rows
            .iter()
            .map(|(_, counts)| sum(counts))
            .max()
            .unwrap_or(0);
        self.line("");
        let heads: String = columns.iter().map(|name| format!("{GAP}{name}")).collect();
        self.line(&format!("{}{heads}", padded(heading, LABEL)));
        for (name, counts) in rows {
            let cell = |(action, head): (&CountedAction, &&str)| {
                format!("{GAP}{:>1$}", counts.of(*action), head.width())
            };
            let cells: String = COLUMNS.iter().zip(&columns).map(cell).collect();
            let bar = self
                .bar
                .to_string()
                .repeat(share(sum(&counts), longest, bars));
            self.line(&format!("{}{cells}{GAP}{bar}", padded(&name, LABEL)));
        }
    }
}

/// Returns the cells of a count's bar: at least one unless it is zero.
fn share(count: u64, longest: u64, cells: usize) -> usize {
    let cells = cells as u64;
    let share = (count * cells).checked_div(longest).unwrap_or(0);
    usize::try_from(share.max(count.min(1))).unwrap_or(0)
}

/// Pads a text to a width, or cuts it with a mark.
fn padded(text: &str, width: usize) -> String {
    if text.width() <= width {
        return format!("{text}{}", " ".repeat(width - text.width()));
    }
    let mut cut = String::new();
    let mut used = 0;
    for letter in text.chars() {
        let next = used + letter.width().unwrap_or(0);
        if next >= width {
            break;
        }
        cut.push(letter);
        used = next;
    }
    format!("{cut}~{}", " ".repeat(width - used - 1))
}
