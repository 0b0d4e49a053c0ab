//! Lines of the standard input, each read up to a limit: a pipe may contain one that never ends.

use std::io::{self, BufRead};

/// The maximum bytes of an answer that a person types or pastes; more than any field takes.
pub(crate) const LONGEST_ANSWER: usize = 64 * 1024;

/// The result of reading a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LimitedLine {
    /// The whole line, including its end.
    Whole,
    /// The beginning of a line that is longer than the limit. The rest was skipped.
    CutOff,
    /// There are no more lines.
    End,
}

/// Reads the next line into `line`, replacing its content: at most `limit` bytes, and skips the rest.
///
/// # Errors
///
/// Returns an error if the input can't be read.
pub fn read_line(
    input: &mut impl BufRead,
    line: &mut Vec<u8>,
    limit: usize,
) -> io::Result<LimitedLine> {
    line.clear();
    let most = limit as u64 + 1;
    if io::Read::take(&mut *input, most).read_until(b'\n', line)? == 0 {
        return Ok(LimitedLine::End);
    }
    if line.len() <= limit || line.ends_with(b"\n") {
        return Ok(LimitedLine::Whole);
    }
    line.truncate(limit);
    input.skip_until(b'\n')?;
    Ok(LimitedLine::CutOff)
}

/// Reads an answer as text, without its line end; `None` at the end of the input. Only the beginning of an overlong
/// answer is returned, which is still too long for any field. Invalid UTF-8 is replaced.
///
/// # Errors
///
/// Returns an error if the input can't be read.
pub fn read_answer(input: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut line = Vec::new();
    let read = read_line(input, &mut line, LONGEST_ANSWER)?;
    let text = String::from_utf8_lossy(&line);
    Ok((read != LimitedLine::End).then(|| text.trim_end_matches(['\n', '\r']).to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_read_up_to_its_limit_and_the_next_one_is_whole() {
        let mut input = &b"four\nfive5\nsix"[..];
        let mut line = Vec::new();
        for (read, text) in [
            (LimitedLine::Whole, "four\n"),
            (LimitedLine::CutOff, "five"),
            (LimitedLine::Whole, "six"),
            (LimitedLine::End, ""),
        ] {
            assert_eq!(read_line(&mut input, &mut line, 4).unwrap(), read);
            assert_eq!(line, text.as_bytes());
        }
    }
}
