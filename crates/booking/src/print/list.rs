//! Lists for programs, for people and on paper: as rows of values, as text, and as an A4 page in one file with no script
//! and nothing fetched.

use unicode_width::UnicodeWidthStr;

use super::slip::escaped;
use crate::ClinicId;
use i18n::{Language, MessageId};

/// What stands in place of a value that is not told.
static UNTOLD: ListValue = ListValue::Unknown;

const STYLE: &str = include_str!("../../../../assets/board.css");

/// A list that has been read, every text harmless to show.
#[derive(Clone)]
pub struct List {
    /// The language of its texts.
    pub language: Language,
    /// The title.
    pub title: String,
    /// What is said of it as a whole.
    pub about: Vec<String>,
    /// When it was read, if only a printed page says so.
    pub as_of: String,
    /// Why parts of it could not be read.
    pub unread: Vec<String>,
    /// The columns.
    pub columns: &'static [ListColumn],
    /// The rows, in order.
    pub rows: Vec<ListedRow>,
    /// The titles between the rows, each with the index of the first row below it.
    pub headings: Vec<(usize, String)>,
    /// Whether patients are named.
    pub has_names: bool,
}

/// A column of a list: for programs, for people, or for both.
#[derive(Clone, Copy, Debug)]
pub struct ListColumn {
    /// The name for programs, such as the member in JSON.
    key: Option<&'static str>,
    is_for_people: bool,
    /// The message of the head on paper; `None` if the list is only read out.
    head: Option<&'static str>,
    /// The most columns that it takes on screen; `None` if it takes what the others leave.
    most: Option<u16>,
    names_person: bool,
}

/// A row of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedRow {
    /// A cell for each column.
    pub cells: Vec<ListCell>,
    /// The appointment that it opens, if any.
    pub opens: Option<(ClinicId, String)>,
    /// Whether it takes place, could, or is still to be done.
    pub is_on: bool,
    /// Whether it says more of what is in the row above it.
    pub continues: bool,
    /// Whether it is shown to people alone, such as a free time.
    pub is_for_people_only: bool,
}

/// A cell: its value for programs, and its text for people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListCell {
    value: ListValue,
    text: String,
    tone: Tone,
}

/// The meaning of a text, for whoever colours it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// As expected.
    #[default]
    Plain,
    /// A patient who is here.
    Good,
    /// A visit that is over.
    Dim,
    /// Something to look at.
    Warning,
}

/// A value for programs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ListValue {
    /// Nothing is known, or it is not told.
    #[default]
    Unknown,
    /// A text.
    Text(String),
    /// A number.
    Count(usize),
}

impl ListColumn {
    /// A column for programs alone.
    pub const fn value(key: &'static str) -> ListColumn {
        ListColumn {
            key: Some(key),
            is_for_people: false,
            head: None,
            most: Some(u16::MAX),
            names_person: false,
        }
    }

    /// A column for people alone, under a head.
    pub const fn text(head: &'static str) -> ListColumn {
        ListColumn {
            key: None,
            is_for_people: true,
            head: Some(head),
            most: Some(u16::MAX),
            names_person: false,
        }
    }

    /// A column for people alone, of a list that is never printed.
    pub const fn read_out() -> ListColumn {
        ListColumn {
            key: None,
            is_for_people: true,
            head: None,
            most: Some(u16::MAX),
            names_person: false,
        }
    }

    /// A column for programs and people.
    pub const fn of(key: &'static str, head: &'static str) -> ListColumn {
        ListColumn {
            key: Some(key),
            ..ListColumn::text(head)
        }
    }

    /// Limits the columns that it takes on screen; with `None` it takes what the others leave.
    pub const fn at_most(self, most: Option<u16>) -> ListColumn {
        ListColumn { most, ..self }
    }

    /// Marks a column that names a person: it is empty, or missing on paper, where nobody is to be named.
    pub const fn names_person(self) -> ListColumn {
        ListColumn {
            names_person: true,
            ..self
        }
    }
}

impl ListCell {
    /// A cell of a column for programs.
    pub fn value(value: impl Into<ListValue>) -> ListCell {
        ListCell {
            value: value.into(),
            ..ListCell::default()
        }
    }

    /// A cell of a column for people.
    pub fn text(text: impl Into<String>) -> ListCell {
        ListCell {
            text: text.into(),
            ..ListCell::default()
        }
    }

    /// A cell that programs and people read alike.
    pub fn of(text: &str) -> ListCell {
        ListCell {
            text: text.to_owned(),
            ..ListCell::value(text)
        }
    }

    /// The same cell, whose text has this meaning.
    pub fn toned(self, tone: Tone) -> ListCell {
        ListCell { tone, ..self }
    }

    /// The same cell with another text for people.
    pub fn shown_as(self, text: impl Into<String>) -> ListCell {
        ListCell {
            text: text.into(),
            ..self
        }
    }
}

impl From<&str> for ListValue {
    /// An empty text is no value.
    fn from(text: &str) -> ListValue {
        if text.is_empty() {
            ListValue::Unknown
        } else {
            ListValue::Text(text.to_owned())
        }
    }
}

impl From<usize> for ListValue {
    fn from(count: usize) -> ListValue {
        ListValue::Count(count)
    }
}

impl<T: Into<String>> From<Option<T>> for ListValue {
    fn from(text: Option<T>) -> ListValue {
        text.map_or(ListValue::Unknown, |text| ListValue::Text(text.into()))
    }
}

impl ListedRow {
    /// Creates a row of something that takes place, or is to be done.
    pub fn new<const COLUMNS: usize>(cells: [ListCell; COLUMNS]) -> ListedRow {
        ListedRow {
            cells: cells.into(),
            opens: None,
            is_on: true,
            continues: false,
            is_for_people_only: false,
        }
    }
}

impl List {
    /// Returns the names of the columns for programs.
    pub fn keys(&self) -> Vec<&'static str> {
        self.columns
            .iter()
            .filter_map(|column| column.key)
            .collect()
    }

    /// Returns the rows for programs: a value for each of the [`keys`](Self::keys).
    pub fn values<'a>(&'a self) -> impl Iterator<Item = Vec<&'a ListValue>> {
        let rows = self.rows.iter().filter(|row| !row.is_for_people_only);
        rows.map(|row| {
            let columns = self.columns.iter().zip(&row.cells);
            let told = columns.filter(|(column, _)| column.key.is_some());
            let value = |(column, cell): (&ListColumn, &'a ListCell)| {
                if column.names_person && !self.has_names {
                    &UNTOLD
                } else {
                    &cell.value
                }
            };
            told.map(value).collect()
        })
    }

    /// Returns a row for people, a text for each column.
    pub fn texts<'a>(&'a self, row: &'a ListedRow) -> impl Iterator<Item = &'a str> {
        self.toned(row).map(|(text, _)| text)
    }

    /// Returns a row for people, a text and its meaning for each column.
    pub fn toned<'a>(&'a self, row: &'a ListedRow) -> impl Iterator<Item = (&'a str, Tone)> {
        let columns = self.columns.iter().zip(&row.cells);
        let shown = columns.filter(|(column, _)| self.is_shown(column));
        shown.map(|(_, cell)| (cell.text.as_str(), cell.tone))
    }

    /// Returns the most columns that each column for people takes on screen; `None` for what the others leave.
    pub fn widths(&self) -> impl Iterator<Item = Option<u16>> {
        let shown = self.columns.iter().filter(|column| self.is_shown(column));
        shown.map(|column| column.most)
    }

    /// Returns a row as it is read out: its texts, without the empty ones.
    pub fn read_out(&self, row: &ListedRow) -> String {
        let texts = self.texts(row).filter(|text| !text.is_empty());
        texts.collect::<Vec<_>>().join(", ")
    }

    /// Whether people see a column.
    fn is_shown(&self, column: &ListColumn) -> bool {
        column.is_for_people && (self.has_names || !column.names_person)
    }
}

impl List {
    /// Returns the list as it is printed, in columns.
    pub fn on_paper(&self) -> String {
        let rows = self.rows.iter().map(|row| self.texts(row).collect());
        let lines: Vec<Vec<&str>> = [self.heads()].into_iter().chain(rows).collect();
        let width = |column: usize| {
            lines
                .iter()
                .filter_map(|line| line.get(column))
                .map(|cell| cell.width())
                .max()
                .unwrap_or(0)
        };
        let widths: Vec<usize> = (0..self.heads().len()).map(width).collect();
        let mut text = format!("{}\n{}\n\n", self.title, self.remark());
        for line in &lines {
            let cell = |(cell, width): (&&str, &usize)| {
                format!("{cell}{}", " ".repeat(width - cell.width()))
            };
            let cells: Vec<String> = line.iter().zip(&widths).map(cell).collect();
            text.push_str(cells.join("  ").trim_end());
            text.push('\n');
        }
        text
    }

    /// Returns the list as a page for A4.
    pub fn page(&self) -> String {
        let title = escaped(&self.title);
        let mut page = format!(
            "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
             <style>\n{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n<p>{}</p>\n<table>\n<thead><tr>",
            self.language,
            escaped(&self.remark())
        );
        let heads = self.heads().into_iter();
        page.extend(heads.map(|head| format!("<th>{}</th>", escaped(head))));
        page.push_str("</tr></thead>\n<tbody>\n");
        for row in &self.rows {
            page.push_str(if row.is_on {
                "<tr>"
            } else {
                "<tr class=\"off\">"
            });
            let cells = self.texts(row);
            page.extend(cells.map(|cell| format!("<td>{}</td>", escaped(cell))));
            page.push_str("</tr>\n");
        }
        page.push_str("</tbody>\n</table>\n</body>\n</html>\n");
        page
    }

    /// Returns the heads of the columns for people.
    fn heads(&self) -> Vec<&'static str> {
        let shown = self.columns.iter().filter(|column| self.is_shown(column));
        let head = |column: &ListColumn| match column.head {
            Some(head) => MessageId::new(head).text(self.language),
            None => "",
        };
        shown.map(head).collect()
    }

    /// Returns what is said of the list as a whole, and when it was read.
    fn remark(&self) -> String {
        let parts = self.about.iter().chain([&self.as_of]);
        let parts = parts.map(String::as_str).filter(|part| !part.is_empty());
        let parts: Vec<&str> = parts.collect();
        parts.join(" · ")
    }
}

/// Characters that begin a formula in a spreadsheet, or hide one from the eye.
const BEGIN_FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Returns one row without its line end. A cell that a spreadsheet would take for a formula gets an
/// apostrophe in front.
pub fn csv_row<Cell: AsRef<str>>(cells: impl IntoIterator<Item = Cell>) -> String {
    cells
        .into_iter()
        .map(|cell| quote(guard(cell.as_ref())))
        .collect::<Vec<_>>()
        .join(",")
}

fn guard(text: &str) -> String {
    let begins_formula = text.trim_start_matches(' ').starts_with(BEGIN_FORMULA);
    if begins_formula {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

fn quote(text: String) -> String {
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static COLUMNS: [ListColumn; 4] = [
        ListColumn::text("sheet-time"),
        ListColumn::value("start"),
        ListColumn::of("patient", "sheet-patient").names_person(),
        ListColumn::of("with", "sheet-with"),
    ];

    fn list() -> List {
        let row = |who: &str, is_on| ListedRow {
            is_on,
            ..ListedRow::new([
                ListCell::text("10:00–10:30"),
                ListCell::value(Some("2027-02-10T10:00:00+01:00")),
                ListCell::of(who),
                ListCell::of("Karin Ivers"),
            ])
        };
        List {
            language: Language::En,
            title: "Wed 10 Feb 2027 & more".to_owned(),
            about: vec!["2 booked".to_owned()],
            as_of: "printed".to_owned(),
            unread: Vec::new(),
            columns: &COLUMNS,
            rows: vec![row("李明轩 <b>", true), row("Maria Schmidt", false)],
            headings: Vec::new(),
            has_names: true,
        }
    }

    #[test]
    fn columns_stand_under_one_another_however_wide_letters_are() {
        let text = list().on_paper();
        let lines: Vec<&str> = text.lines().skip(3).collect();
        let column = |line: &str, what: &str| line[..line.find(what).expect("it is there")].width();
        assert_eq!(
            column(lines[1], "Karin"),
            column(lines[2], "Karin"),
            "{text}"
        );
    }

    #[test]
    fn a_page_is_inert() {
        let page = list().page();
        assert!(
            page.contains("李明轩 &lt;b&gt;") && page.contains("2027 &amp; more"),
            "{page}"
        );
        assert!(page.contains("class=\"off\"") && !page.contains("<b>"));
    }

    #[test]
    fn who_is_not_to_be_named_is_named_nowhere() {
        let named = list();
        let nameless = List {
            has_names: false,
            ..list()
        };
        assert_eq!(named.keys(), ["start", "patient", "with"]);
        let rows: Vec<_> = nameless.values().collect();
        assert_eq!(rows[1][1], &ListValue::Unknown, "the member stays");
        assert_eq!(rows[1][2], &ListValue::Text("Karin Ivers".to_owned()));
        for text in [nameless.on_paper(), nameless.page()] {
            assert!(!text.contains("Maria") && text.contains("Karin"), "{text}");
        }
        assert_eq!(
            named.read_out(&named.rows[1]),
            "10:00–10:30, Maria Schmidt, Karin Ivers"
        );
    }

    #[test]
    fn a_cell_is_neither_a_formula_nor_two_cells() {
        for formula in [
            "=1+1", "+49", "-1", "@SUM(A1)", "\t=1", "＝1", "＋1", "－1", "＠x", "  =1",
        ] {
            assert_eq!(csv_row([formula]), format!("'{formula}"));
        }
        assert_eq!(csv_row(["\r=1"]), "\"'\r=1\"");
        assert_eq!(
            csv_row(["a, \"b\"", "", "7", "2027-02-10"]),
            "\"a, \"\"b\"\"\",,7,2027-02-10"
        );
    }
}
