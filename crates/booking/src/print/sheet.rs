//! Lists on paper: as text, as an A4 page in one file with no script and nothing fetched, and as rows of CSV.

use unicode_width::UnicodeWidthStr;

use super::slip::escaped;
use i18n::Language;

const STYLE: &str = include_str!("../../../../assets/board.css");

/// A list to be printed, every text harmless to show.
#[derive(Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The language.
    pub language: Language,
    /// The title: day and owner.
    pub title: String,
    /// The summary, and when the list was read.
    pub remark: String,
    /// The heads of the columns.
    pub heads: Vec<&'static str>,
    /// The rows in chronological order.
    pub rows: Vec<SheetRow>,
}

/// A row of the list.
#[derive(Clone, PartialEq, Eq)]
pub struct SheetRow {
    /// One cell per column.
    pub cells: Vec<String>,
    /// Whether it takes place, could, or is still to be done.
    pub is_on: bool,
}

impl Sheet {
    /// Returns the list as plain text, in columns.
    pub fn text(&self) -> String {
        let cells = self
            .rows
            .iter()
            .map(|row| row.cells.iter().map(String::as_str).collect());
        let lines: Vec<Vec<&str>> = [self.heads.clone()].into_iter().chain(cells).collect();
        let width = |column: usize| {
            lines
                .iter()
                .filter_map(|line| line.get(column))
                .map(|cell| cell.width())
                .max()
                .unwrap_or(0)
        };
        let widths: Vec<usize> = (0..self.heads.len()).map(width).collect();
        let mut text = format!("{}\n{}\n\n", self.title, self.remark);
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
    pub fn html(&self) -> String {
        let title = escaped(&self.title);
        let mut page = format!(
            "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
             <style>\n{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n<p>{}</p>\n<table>\n<thead><tr>",
            self.language,
            escaped(&self.remark)
        );
        page.extend(
            self.heads
                .iter()
                .map(|head| format!("<th>{}</th>", escaped(head))),
        );
        page.push_str("</tr></thead>\n<tbody>\n");
        for row in &self.rows {
            page.push_str(if row.is_on {
                "<tr>"
            } else {
                "<tr class=\"off\">"
            });
            page.extend(
                row.cells
                    .iter()
                    .map(|cell| format!("<td>{}</td>", escaped(cell))),
            );
            page.push_str("</tr>\n");
        }
        page.push_str("</tbody>\n</table>\n</body>\n</html>\n");
        page
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

    fn sheet() -> Sheet {
        let row = |who: &str, is_on| SheetRow {
            cells: ["10:00–10:30", who, "Karin Ivers"]
                .map(str::to_owned)
                .to_vec(),
            is_on,
        };
        let rows = vec![row("李明轩 <b>", true), row("Maria Schmidt", false)];
        let title = "Wed 10 Feb 2027 & more".to_owned();
        let remark = "2 booked".to_owned();
        Sheet {
            language: Language::En,
            title,
            remark,
            heads: vec!["Time", "Patient", "With"],
            rows,
        }
    }

    #[test]
    fn columns_stand_under_one_another_however_wide_letters_are() {
        let text = sheet().text();
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
        let page = sheet().html();
        assert!(
            page.contains("李明轩 &lt;b&gt;") && page.contains("2027 &amp; more"),
            "{page}"
        );
        assert!(page.contains("class=\"off\"") && !page.contains("<b>"));
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
