//! Lists for programs, for people and on paper: as rows of values, as text, and as an A4 page in one file with no script
//! and nothing fetched.

use unicode_width::UnicodeWidthStr;

use super::slip::escaped;
use crate::ClinicId;
use i18n::{Language, MessageId, say};

/// Replaces a value that is withheld.
static UNTOLD: ListValue = ListValue::Unknown;

const STYLE: &str = include_str!("../../../../assets/board.css");

/// A list that was read, every text harmless to show.
#[derive(Clone)]
pub struct List {
    /// The language of its texts.
    pub language: Language,
    /// The title.
    pub title: String,
    /// The remarks about the whole list.
    pub about: Vec<ListRemark>,
    /// When it was read, if only a printed page states this.
    pub as_of: String,
    /// Why parts of it could not be read.
    pub unread: Vec<String>,
    /// The columns.
    pub columns: &'static [ListColumn],
    /// The rows, in order.
    pub rows: Vec<ListedRow>,
    /// The titles between the rows, each with the index of the first row below it.
    pub headings: Vec<(usize, String)>,
    /// The message on a screen if there are no rows; empty while there may be some.
    pub nothing: String,
    /// Whether patients are named.
    pub has_names: bool,
}

/// A remark about a whole list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListRemark {
    /// The text.
    pub text: String,
    /// Its meaning.
    pub tone: Tone,
    faces: RemarkFaces,
}

/// The faces that show a remark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RemarkFaces {
    Everywhere,
    Screen,
    /// On paper, and in the list as read out.
    OffScreen,
}

/// A column of a list: for programs, for people, or for both.
#[derive(Clone, Copy, Debug)]
pub struct ListColumn {
    /// The name for programs, such as the member in JSON.
    key: Option<&'static str>,
    /// The message of the head on paper; `None` if the list is only read out.
    head: Option<&'static str>,
    /// Whether it is on paper, and read out.
    is_read_out: bool,
    screen: ScreenPlace,
    /// The head on screen, a key of `shell-head`.
    screen_head: Option<&'static str>,
    /// Whether only wide (`true`) or only narrow screens show it.
    only_wide: Option<bool>,
    width: ListWidth,
    has_times: bool,
    is_optional: bool,
    names_person: bool,
}

/// Where a screen shows a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ScreenPlace {
    Nowhere,
    /// In the rows.
    Row,
    /// Below all rows, for the chosen one.
    BelowRows,
}

/// The room of a column on a screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListWidth {
    /// Its share of the room that the others leave; 0 if it is as wide as its widest text.
    pub share: u16,
    /// The most columns that it takes.
    pub most: u16,
    /// The most columns that it takes on a narrow screen.
    pub most_if_narrow: u16,
    /// The width to which it shrinks, so that a sharing column shows its texts up to their first comma.
    pub least: Option<u16>,
}

/// A column of a list on a screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScreenColumn {
    /// The head; empty if it has none.
    pub head: String,
    /// The room that it takes.
    pub width: ListWidth,
    /// Whether its texts begin with a time, which a screen shows without the present year.
    pub has_times: bool,
    /// Whether it has no head while no row has a text for it.
    pub is_optional: bool,
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
    /// Whether it adds details to the row above it.
    pub continues: bool,
    /// Whether only people see it, such as a free time.
    pub is_for_people_only: bool,
}

/// A cell: its value for programs, and its text for people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListCell {
    value: ListValue,
    text: String,
    tone: Tone,
}

/// The meaning of a text, for colouring it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// As expected.
    #[default]
    Plain,
    /// The part that identifies a row.
    Strong,
    /// A patient who is here.
    Good,
    /// A visit that is over.
    Dim,
    /// Something to look at.
    Warning,
    /// Something that has failed.
    Error,
}

/// A value for programs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ListValue {
    /// The value is unknown or withheld.
    #[default]
    Unknown,
    /// A text.
    Text(String),
    /// A number.
    Count(usize),
}

impl List {
    /// Creates a list with only these rows. Patients are named.
    pub fn of(
        language: Language,
        title: impl Into<String>,
        columns: &'static [ListColumn],
        rows: Vec<ListedRow>,
    ) -> List {
        List {
            language,
            title: title.into(),
            about: Vec::new(),
            as_of: String::new(),
            unread: Vec::new(),
            columns,
            rows,
            headings: Vec::new(),
            nothing: String::new(),
            has_names: true,
        }
    }
}

impl ListRemark {
    /// Creates a remark that every face shows.
    pub fn new(text: impl Into<String>, tone: Tone) -> ListRemark {
        ListRemark {
            text: text.into(),
            tone,
            faces: RemarkFaces::Everywhere,
        }
    }

    /// Limits the remark to screens.
    pub fn on_screen(self) -> ListRemark {
        ListRemark {
            faces: RemarkFaces::Screen,
            ..self
        }
    }

    /// Limits the remark to paper and to the list as read out.
    pub fn off_screen(self) -> ListRemark {
        ListRemark {
            faces: RemarkFaces::OffScreen,
            ..self
        }
    }

    /// Returns whether a screen shows it.
    pub fn is_on_screen(&self) -> bool {
        self.faces != RemarkFaces::OffScreen
    }

    /// Returns whether it is on paper, and read out.
    pub fn is_read_out(&self) -> bool {
        self.faces != RemarkFaces::Screen
    }
}

impl ListColumn {
    /// Creates a column for programs only.
    pub const fn value(key: &'static str) -> ListColumn {
        ListColumn {
            key: Some(key),
            is_read_out: false,
            screen: ScreenPlace::Nowhere,
            ..ListColumn::read_out()
        }
    }

    /// Creates a column for people only, with a head on paper.
    pub const fn text(head: &'static str) -> ListColumn {
        ListColumn {
            head: Some(head),
            ..ListColumn::read_out()
        }
    }

    /// Creates a column for people only, of a list that is never printed.
    pub const fn read_out() -> ListColumn {
        ListColumn {
            key: None,
            head: None,
            is_read_out: true,
            screen: ScreenPlace::Row,
            screen_head: None,
            only_wide: None,
            width: ListWidth {
                share: 0,
                most: u16::MAX,
                most_if_narrow: u16::MAX,
                least: None,
            },
            has_times: false,
            is_optional: false,
            names_person: false,
        }
    }

    /// Creates a column for screens only.
    pub const fn on_screen() -> ListColumn {
        ListColumn {
            is_read_out: false,
            ..ListColumn::read_out()
        }
    }

    /// Creates a column for programs and people.
    pub const fn of(key: &'static str, head: &'static str) -> ListColumn {
        ListColumn::text(head).with_key(key)
    }

    /// Adds the column for programs, too.
    pub const fn with_key(self, key: &'static str) -> ListColumn {
        ListColumn {
            key: Some(key),
            ..self
        }
    }

    /// Sets the head on a screen: a key of `shell-head`.
    pub const fn headed(self, key: &'static str) -> ListColumn {
        ListColumn {
            screen_head: Some(key),
            ..self
        }
    }

    /// Removes the column from screens.
    pub const fn off_screen(self) -> ListColumn {
        ListColumn {
            screen: ScreenPlace::Nowhere,
            ..self
        }
    }

    /// Shows the column on a screen for the chosen row only, below the rows.
    pub const fn below_rows(self) -> ListColumn {
        ListColumn {
            screen: ScreenPlace::BelowRows,
            ..self
        }
    }

    /// Limits the column to wide screens.
    pub const fn if_wide(self) -> ListColumn {
        ListColumn {
            only_wide: Some(true),
            ..self
        }
    }

    /// Limits the column to narrow screens.
    pub const fn if_narrow(self) -> ListColumn {
        ListColumn {
            only_wide: Some(false),
            ..self
        }
    }

    /// Limits the columns that it takes on a screen.
    pub const fn at_most(self, most: u16) -> ListColumn {
        let width = ListWidth {
            most,
            most_if_narrow: most,
            ..self.width
        };
        ListColumn { width, ..self }
    }

    /// Limits the columns that it takes on a narrow screen.
    pub const fn at_most_if_narrow(self, most: u16) -> ListColumn {
        let width = ListWidth {
            most_if_narrow: most,
            ..self.width
        };
        ListColumn { width, ..self }
    }

    /// Gives the column a share of the room that the others leave on a screen.
    pub const fn shares(self, share: u16) -> ListColumn {
        let width = ListWidth {
            share,
            ..self.width
        };
        ListColumn { width, ..self }
    }

    /// Lets the column shrink to `least` columns on a screen, in favour of the times in a sharing one.
    pub const fn gives_way(self, least: u16) -> ListColumn {
        let width = ListWidth {
            least: Some(least),
            ..self.width
        };
        ListColumn { width, ..self }
    }

    /// Marks the column's texts as beginning with a time, which a screen shows without the present year.
    pub const fn with_times(self) -> ListColumn {
        ListColumn {
            has_times: true,
            ..self
        }
    }

    /// Leaves out the head on a screen while no row has a text for the column.
    pub const fn optional(self) -> ListColumn {
        ListColumn {
            is_optional: true,
            ..self
        }
    }

    /// Marks a column that names a person: if nobody is to be named, it is empty, or missing on paper.
    pub const fn names_person(self) -> ListColumn {
        ListColumn {
            names_person: true,
            ..self
        }
    }

    /// Returns whether it is in the rows on a screen.
    fn is_in_rows(&self, is_wide: bool) -> bool {
        self.screen == ScreenPlace::Row && self.only_wide.is_none_or(|only| only == is_wide)
    }
}

/// Returns whether a list with these columns has heads for paper.
pub fn is_printed(columns: &[ListColumn]) -> bool {
    columns.iter().any(|column| column.head.is_some())
}

impl ListCell {
    /// Creates a cell of a column for programs.
    pub fn value(value: impl Into<ListValue>) -> ListCell {
        ListCell {
            value: value.into(),
            ..ListCell::default()
        }
    }

    /// Creates a cell of a column for people.
    pub fn text(text: impl Into<String>) -> ListCell {
        ListCell {
            text: text.into(),
            ..ListCell::default()
        }
    }

    /// Creates a cell with the same content for programs and people.
    pub fn of(text: &str) -> ListCell {
        ListCell {
            text: text.to_owned(),
            ..ListCell::value(text)
        }
    }

    /// Sets the meaning of the text.
    pub fn toned(self, tone: Tone) -> ListCell {
        ListCell { tone, ..self }
    }

    /// Sets another text for people.
    pub fn shown_as(self, text: impl Into<String>) -> ListCell {
        ListCell {
            text: text.into(),
            ..self
        }
    }
}

impl From<&str> for ListValue {
    /// Converts a text; an empty one is no value.
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

    /// Returns a row on paper, a text for each column.
    pub fn texts<'a>(&'a self, row: &'a ListedRow) -> impl Iterator<Item = &'a str> {
        let columns = self.columns.iter().zip(&row.cells);
        let shown = columns.filter(|(column, _)| self.is_shown(column));
        shown.map(|(_, cell)| cell.text.as_str())
    }

    /// Returns a row as it is read out: its texts, without the empty ones.
    pub fn read_out(&self, row: &ListedRow) -> String {
        let texts = self.texts(row).filter(|text| !text.is_empty());
        texts.collect::<Vec<_>>().join(", ")
    }

    /// Returns the columns on a screen, wide or narrow.
    pub fn screen_columns(&self, is_wide: bool) -> impl Iterator<Item = ScreenColumn> {
        let columns = self
            .columns
            .iter()
            .filter(move |column| column.is_in_rows(is_wide));
        columns.map(|column| {
            let head = column.screen_head;
            let head = head.map(|key| say!(self.language, "shell-head", key));
            ScreenColumn {
                head: head.unwrap_or_default().to_owned(),
                width: column.width,
                has_times: column.has_times,
                is_optional: column.is_optional,
            }
        })
    }

    /// Returns a row on a screen, wide or narrow: a text and its meaning for each column.
    pub fn on_screen<'a>(
        &'a self,
        row: &'a ListedRow,
        is_wide: bool,
    ) -> impl Iterator<Item = (&'a str, Tone)> {
        let columns = self.columns.iter().zip(&row.cells);
        let shown = columns.filter(move |(column, _)| column.is_in_rows(is_wide));
        shown.map(|(_, cell)| (cell.text.as_str(), cell.tone))
    }

    /// Returns the text below all rows of a screen, wide or narrow, about the chosen row; may be empty.
    pub fn below_rows(&self, row: &ListedRow, is_wide: bool) -> String {
        let columns = self.columns.iter().zip(&row.cells);
        let shown = columns.filter(|(column, _)| {
            column.screen == ScreenPlace::BelowRows
                && column.only_wide.is_none_or(|only| only == is_wide)
        });
        let texts: Vec<&str> = shown
            .map(|(_, cell)| cell.text.as_str())
            .filter(|text| !text.is_empty())
            .collect();
        texts.join(" · ")
    }

    /// Returns whether a column is on paper, and read out.
    fn is_shown(&self, column: &ListColumn) -> bool {
        column.is_read_out && (self.has_names || !column.names_person)
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

    /// Returns the remarks about the whole list, and when it was read.
    fn remark(&self) -> String {
        let mut parts: Vec<&str> = Vec::new();
        for remark in &self.about {
            if remark.is_read_out() {
                parts.push(&remark.text);
            }
        }
        parts.push(&self.as_of);
        parts.retain(|part| !part.is_empty());
        parts.join(" · ")
    }
}

/// Characters that begin a formula in a spreadsheet, or hide one.
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
        let rows = vec![row("李明轩 <b>", true), row("Maria Schmidt", false)];
        List {
            about: vec![ListRemark::new("2 booked", Tone::Plain)],
            as_of: "printed".to_owned(),
            ..List::of(Language::En, "Wed 10 Feb 2027 & more", &COLUMNS, rows)
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
    fn a_screen_shows_what_it_has_room_for_and_the_rest_of_the_chosen_row_below() {
        static COLUMNS: [ListColumn; 5] = [
            ListColumn::read_out().headed("since"),
            ListColumn::read_out().if_wide().at_most(36),
            ListColumn::on_screen().if_narrow().at_most(20),
            ListColumn::read_out().below_rows(),
            ListColumn::value("id"),
        ];
        let cells = ["4 Jan", "Maria Schmidt, 1985", "Maria", "0151", ""];
        let row = ListedRow::new(cells.map(ListCell::text));
        let remark = |text| ListRemark::new(text, Tone::Dim);
        let list = List {
            about: vec![
                remark("read at 9").on_screen(),
                remark("in part").off_screen(),
            ],
            ..List::of(Language::En, "Waiting", &COLUMNS, vec![row])
        };
        let shown = |is_wide| {
            let texts = list.on_screen(&list.rows[0], is_wide);
            texts.map(|(text, _)| text).collect::<Vec<_>>()
        };
        assert_eq!(shown(true), ["4 Jan", "Maria Schmidt, 1985"]);
        assert_eq!(shown(false), ["4 Jan", "Maria"]);
        assert_eq!(list.below_rows(&list.rows[0], false), "0151");
        assert_eq!(
            list.read_out(&list.rows[0]),
            "4 Jan, Maria Schmidt, 1985, 0151"
        );
        let heads = list.screen_columns(true).map(|column| column.head);
        assert_eq!(heads.collect::<Vec<_>>(), ["since", ""]);
        let on_screen = list.about.iter().map(ListRemark::is_on_screen);
        assert_eq!(on_screen.collect::<Vec<_>>(), [true, false]);
        assert_eq!(list.remark(), "in part");
        assert!(!is_printed(list.columns));
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
