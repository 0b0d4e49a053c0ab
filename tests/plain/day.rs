//! Everybody's day, by answers alone.

use super::{Desk, a_visit};

#[test]
fn the_day_is_said_row_by_row_and_narrowed_by_an_answer() {
    for desk in Desk::for_visits() {
        let id = desk.with_a_visit();
        let mut answers = a_visit("pt_abc123", "11.02.2098 14:00");
        answers.extend(["day", "schmidt 14-15", "schmidt 10-11", "ids", "", "n"]);
        let said = desk.answers(&answers);
        said.mentions("everyone")
            .mentions("1 booked")
            .mentions("Nothing here fits \"schmidt 14-15\"")
            .mentions(&format!("10:00-10:30, Maria Schmidt, 1985, booked, {id}"));
        assert_eq!(desk.creates().len(), 1, "looking books nothing");
    }
}
