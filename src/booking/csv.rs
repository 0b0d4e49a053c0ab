//! Rows of comma-separated values (RFC 4180), used for every table that this program writes.

/// Characters that begin a formula in a spreadsheet, or hide one from the eye.
const BEGIN_FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Returns one row without its line end. A cell that a spreadsheet would take for a formula gets an
/// apostrophe in front.
pub fn csv_row<Cell: AsRef<str>>(cells: impl IntoIterator<Item = Cell>) -> String {
    cells.into_iter().map(|cell| quote(guard(cell.as_ref()))).collect::<Vec<_>>().join(",")
}

fn guard(text: &str) -> String {
    let begins_formula = text.trim_start_matches(' ').starts_with(BEGIN_FORMULA);
    if begins_formula { format!("'{text}") } else { text.to_owned() }
}

fn quote(text: String) -> String {
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_neither_a_formula_nor_two_cells() {
        for formula in ["=1+1", "+49", "-1", "@SUM(A1)", "\t=1", "＝1", "＋1", "－1", "＠x", "  =1"] {
            assert_eq!(csv_row([formula]), format!("'{formula}"));
        }
        assert_eq!(csv_row(["\r=1"]), "\"'\r=1\"");
        assert_eq!(csv_row(["a, \"b\"", "", "7", "2027-02-10"]), "\"a, \"\"b\"\"\",,7,2027-02-10");
    }
}
