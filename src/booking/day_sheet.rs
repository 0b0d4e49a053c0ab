//! A day on paper: as text, and as an A4 page in one file, with no script and nothing fetched.

use unicode_width::UnicodeWidthStr;

use super::slip::escaped;
use crate::i18n::{Language, say};

const STYLE: &str = include_str!("../../assets/board.css");

/// A day to be printed, every text harmless to show.
#[derive(Clone, PartialEq, Eq)]
pub struct DaySheet {
    /// The language it is written in.
    pub language: Language,
    /// Which day, and whose.
    pub title: String,
    /// What it amounts to, and when it was read.
    pub remark: String,
    /// By time.
    pub rows: Vec<SheetRow>,
    /// Whether patients are named on it.
    pub has_names: bool,
}

/// A line of the day.
#[derive(Clone, PartialEq, Eq)]
pub struct SheetRow {
    /// From when to when.
    pub times: String,
    /// The patient; nobody where time is free.
    pub who: String,
    /// The year they were born in.
    pub born: String,
    /// With whom, or where.
    pub with: String,
    /// What for.
    pub what: String,
    /// How it stands, in a word.
    pub status: String,
    /// Whether it takes place, or could.
    pub is_on: bool,
}

impl DaySheet {
    /// What the file is called by itself, with no directory: `day-2027-02-10.html`.
    pub fn file_name(date: chrono::NaiveDate) -> String {
        format!("day-{date}.html")
    }

    fn heads(&self) -> Vec<&'static str> {
        let language = self.language;
        let mut heads = vec![say!(language, "sheet-time")];
        if self.has_names {
            heads.extend([say!(language, "sheet-patient"), say!(language, "sheet-born")]);
        }
        heads.extend([
            say!(language, "sheet-with"),
            say!(language, "sheet-what"),
            say!(language, "sheet-status"),
        ]);
        heads
    }

    fn cells<'a>(&self, row: &'a SheetRow) -> Vec<&'a str> {
        let mut cells = vec![row.times.as_str()];
        if self.has_names {
            cells.extend([row.who.as_str(), row.born.as_str()]);
        }
        cells.extend([row.with.as_str(), row.what.as_str(), row.status.as_str()]);
        cells
    }

    /// Plain text, in columns.
    pub fn text(&self) -> String {
        let mut lines = vec![self.heads()];
        lines.extend(self.rows.iter().map(|row| self.cells(row)));
        let columns = lines[0].len();
        let width = |column: usize| lines.iter().map(|line| line[column].width()).max().unwrap_or(0);
        let widths: Vec<usize> = (0..columns).map(width).collect();
        let mut text = format!("{}\n{}\n\n", self.title, self.remark);
        for line in &lines {
            let cell = |(cell, width): (&&str, &usize)| format!("{cell}{}", " ".repeat(width - cell.width()));
            let cells: Vec<String> = line.iter().zip(&widths).map(cell).collect();
            text.push_str(cells.join("  ").trim_end());
            text.push('\n');
        }
        text
    }

    /// A page for A4.
    pub fn html(&self) -> String {
        let title = escaped(&self.title);
        let mut page = format!(
            "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
             <style>\n{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n<p>{}</p>\n<table>\n<thead><tr>",
            self.language,
            escaped(&self.remark)
        );
        page.extend(self.heads().iter().map(|head| format!("<th>{}</th>", escaped(head))));
        page.push_str("</tr></thead>\n<tbody>\n");
        for row in &self.rows {
            page.push_str(if row.is_on { "<tr>" } else { "<tr class=\"off\">" });
            page.extend(self.cells(row).iter().map(|cell| format!("<td>{}</td>", escaped(cell))));
            page.push_str("</tr>\n");
        }
        page.push_str("</tbody>\n</table>\n</body>\n</html>\n");
        page
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(has_names: bool) -> DaySheet {
        let row = |who: &str, is_on| SheetRow {
            times: "10:00–10:30".to_owned(),
            who: who.to_owned(),
            born: "1985".to_owned(),
            with: "Karin Ivers".to_owned(),
            what: "control".to_owned(),
            status: "booked".to_owned(),
            is_on,
        };
        let rows = vec![row("李明轩 <b>", true), row("Maria Schmidt", false)];
        let (title, remark) = ("Wed 10 Feb 2027 & more".to_owned(), "2 booked".to_owned());
        DaySheet { language: Language::En, title, remark, rows, has_names }
    }

    #[test]
    fn columns_stand_under_one_another_however_wide_letters_are() {
        let text = sheet(true).text();
        let lines: Vec<&str> = text.lines().skip(3).collect();
        let column = |line: &str, what: &str| line[..line.find(what).expect("it is there")].width();
        assert_eq!(column(lines[1], "Karin"), column(lines[2], "Karin"), "{text}");
    }

    #[test]
    fn a_page_is_inert_and_names_nobody_where_names_are_left_out() {
        let page = sheet(true).html();
        assert!(page.contains("李明轩 &lt;b&gt;") && page.contains("2027 &amp; more"), "{page}");
        assert!(page.contains("class=\"off\"") && !page.contains("<b>"));
        for page in [sheet(false).html(), sheet(false).text()] {
            assert!(!page.contains("Maria") && !page.contains("1985") && page.contains("Karin Ivers"));
        }
    }
}
