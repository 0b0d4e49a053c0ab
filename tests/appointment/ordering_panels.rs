//! What blood is to be looked at for: panels are picked by name, go out by themselves once the draw is booked, and
//! whatever becomes of them, the appointment stands and is booked once.

use std::collections::VecDeque;

use booking::clinics::{ANIVA, aniva};
use desk::{DeskEffect, Msg, update};
use headless::HeadlessError;

use office::{ClinicCall, Effect};
use serde_json::{Value, json};

use crate::desk_at_work::unplugged::{self, End};
use crate::desk_at_work::{BERLIN, DeskAtWork, NOBODY, PROFILE, at_aniva};
use crate::screen::frames::at_every_size;

const BASIC: &str = "defaade9-31ff-4656-a6bd-2016ea36d292";
const LIPID: &str = "262606c4-54c6-478d-b473-23ff697979d7";
const THYROID: &str = "fab60152-04b0-4bdd-8dbc-735cfb75e041";
const IRON: &str = "7333cc95-d492-4e76-8b72-5038459ee3d9";

/// A draw that can be booked, for lipids and the thyroid.
fn a_draw_with_panels() -> DeskAtWork {
    let mut desk = DeskAtWork::with_a_draw(at_aniva());
    desk.settle()
        .fill("Panels", "lipid")
        .press("Enter")
        .types("thyr")
        .press("Enter");
    desk
}

impl DeskAtWork {
    /// The bodies of the calls that ask for panels, and what each was answered.
    fn panel_calls(&self) -> Vec<(Value, Value)> {
        let calls = self
            .requests()
            .into_iter()
            .filter(|request| request["call"] == "panels");
        calls
            .map(|request| {
                (
                    request["body"]["panel_ids"].clone(),
                    request["status"].clone(),
                )
            })
            .collect()
    }

    fn fault_of_panels(&mut self, mut fault: Value) -> &mut Self {
        fault["backend"] = json!("aniva");
        if fault["call"].is_null() {
            fault["call"] = json!("panels");
        }
        self.fault(&fault)
    }

    fn panel_stage(&self) -> Value {
        self.state()["panels"][0]["stage"].clone()
    }

    /// The one problem there is, which says that the appointment is booked.
    fn lacks_panels(&mut self, why: &str) -> &mut Self {
        let problems = self.problems();
        assert_eq!(problems.len(), 1, "{problems:#?}");
        let what = problems[0]["what"].as_str().unwrap_or_default();
        assert!(
            what.starts_with("The appointment is booked. ") && what.contains(why),
            "{what}"
        );
        assert_eq!(
            self.creates().len(),
            1,
            "nothing is ever booked again for the sake of panels"
        );
        assert_eq!(self.state()["front"], "problems", "it is where it is seen");
        let what = what.to_owned();
        self.sees(&what)
            .sees("For Maria Schmidt")
            .sees("Thu 11 Feb 2027 08:30 CET")
    }
}

#[test]
fn panels_are_found_by_name_or_by_what_they_look_for() {
    let mut desk = DeskAtWork::with_a_draw(at_aniva());
    desk.settle()
        .go_to("Panels")
        .types("ferr")
        .sees("Iron and B12")
        .press("Enter");
    assert_eq!(desk.text("Panels"), format!("{IRON}, "));
    desk.types(" ")
        .sees_no("1 Iron and B12")
        .sees("1 Basic Check")
        .press("2");
    assert_eq!(
        desk.text("Panels"),
        format!("{IRON}, {LIPID}, "),
        "a blank lists the rest, a digit picks"
    );
    desk.types("th")
        .press("Down Enter")
        .sees("Iron and B12, Lipid Profile, Thyroid Function");
    desk.press("Tab")
        .sees("Panels Iron and B12, Lipid Profile, Thyroid Function")
        .sees_no(LIPID);
    assert_eq!(desk.problems(), [] as [Value; 0]);
}

#[test]
fn a_part_of_a_name_is_no_panel_until_it_is_picked() {
    let mut desk = a_draw_with_panels();
    desk.types("iron").book();
    assert_eq!(desk.problem_at("Panels"), "Panels: nothing picked yet.");
    assert_eq!(desk.creates().len(), 0);
    desk.fill("Panels", &format!("{LIPID},{}", "xyz")).book();
    assert_eq!(
        desk.problem_at("Panels"),
        "“xyz” is not a panel on the list."
    );
    assert_eq!(desk.creates().len(), 0);
}

#[test]
fn the_request_view_shows_both_calls_and_both_go_out() {
    let mut desk = a_draw_with_panels();
    desk.resize(240, 60)
        .press("Ctrl+R PageDown")
        .settle()
        .sees("appointments/APPOINTMENT_ID/panels")
        .sees("panel_ids");
    desk.press("Ctrl+R").book_at_once();
    assert_eq!(
        desk.body(),
        json!({"profile_id": PROFILE, "location_id": BERLIN, "scheduled_at": "2027-02-11T07:30:00Z"}),
        "panels are no member of the create"
    );
    assert_eq!(desk.panel_calls(), [(json!([LIPID, THYROID]), json!(200))]);
    desk.sees("Panels added: Lipid Profile, Thyroid Function")
        .sees("Booked at Aniva. Maria Schmidt");
    assert_eq!(desk.text("Panels"), "", "the next one begins without");

    desk.fill("Profile", PROFILE)
        .fill("Scheduled at", "2027-02-12 08:30")
        .book();
    desk.sees_no("Panels added");
    assert_eq!(
        (desk.creates().len(), desk.panel_calls().len()),
        (2, 1),
        "none are asked for where none are named"
    );
}

#[test]
fn panels_that_are_refused_are_a_problem_and_the_appointment_stands() {
    let mut desk = a_draw_with_panels();
    desk.fault_of_panels(json!({"fault": "status", "code": 403}))
        .book();
    desk.lacks_panels("not added (Lipid Profile, Thyroid Function): the key has no right to");
    desk.turn_to("appointment")
        .sees("Panels NOT added (Lipid Profile, Thyroid Function): the key has no right to")
        .sees("p tries again");
    desk.types("p")
        .confirm_despite()
        .settle()
        .sees("Panels added: Lipid Profile, Thyroid Function");
    assert_eq!(
        (desk.problems(), desk.note()),
        (vec![], "The panels are added.".to_owned())
    );
    assert_eq!(desk.panel_calls().len(), 2);
    desk.types("p")
        .settle()
        .sees("Panels of this draw")
        .sees("✓ Lipid Profile");
    assert_eq!((desk.panel_calls().len(), desk.creates().len()), (2, 1));
}

#[test]
fn a_panel_that_nobody_knows_leaves_the_appointment_without_any() {
    let mut desk = DeskAtWork::with_a_draw(at_aniva());
    desk.resize(200, 60);
    desk.fill("Panels", &format!("{LIPID}, {NOBODY}")).book();
    desk.lacks_panels("Aniva does not know the panel, or not all of them");
    assert_eq!(desk.problems()[0]["status"], 404);
    desk.turn_to("problems").press("Delete");
    assert_eq!(
        desk.asked(),
        "Take it off the list? The appointment stays as it is."
    );
    desk.confirm_despite();
    assert_eq!(
        (desk.problems(), desk.state()["panels"].clone()),
        (vec![], json!([]))
    );
}

#[test]
fn a_lost_answer_is_looked_up_and_what_is_there_is_not_asked_for_again() {
    let mut desk = a_draw_with_panels();
    desk.fault_of_panels(json!({"fault": "drop-after"}))
        .book()
        .booked();
    assert_eq!(
        (desk.panel_stage(), desk.panel_calls().len()),
        (json!("added"), 1)
    );
    desk.sees("Panels added: Lipid Profile, Thyroid Function");

    for lost in [
        json!({"fault": "drop-before"}),
        json!({"fault": "status", "code": 502}),
    ] {
        let mut desk = a_draw_with_panels();
        desk.fault_of_panels(lost)
            .book()
            .lacks_panels("are not added");
        assert_eq!(
            desk.panel_calls().len(),
            1,
            "a person says whether it is tried again"
        );
        desk.turn_to("problems")
            .types("p")
            .confirm_despite()
            .settle();
        assert_eq!(
            (desk.panel_stage(), desk.panel_calls().len()),
            (json!("added"), 2)
        );
    }
}

#[test]
fn where_looking_fails_too_it_is_unknown_and_a_second_look_settles_it() {
    let mut desk = a_draw_with_panels();
    desk.fault_of_panels(json!({"fault": "status", "code": 500, "when": "after"}));
    desk.fault_of_panels(json!({"call": "read", "fault": "status", "code": 404}))
        .book();
    desk.lacks_panels("is unknown: Aniva had an error");
    assert_eq!(desk.problems()[0]["severity"], "warning");
    desk.turn_to("appointment")
        .sees("Panels perhaps not added (Lipid Profile, Thyroid Function): Aniva had an error");
    desk.types("p")
        .confirm_despite()
        .settle()
        .sees("Panels added: Lipid Profile, Thyroid Function");
    assert_eq!(desk.panel_calls().len(), 1, "they were there all along");
}

#[test]
fn the_next_booking_is_not_held_up_and_the_problem_waits() {
    let mut desk = a_draw_with_panels();
    desk.fault_of_panels(json!({"fault": "status", "code": 403}))
        .book();
    desk.fill("Profile", PROFILE)
        .fill("Location", BERLIN)
        .fill("Scheduled at", "2027-02-12 08:30")
        .book();
    assert_eq!(desk.creates().len(), 2);
    assert_eq!(desk.problems().len(), 1, "{}", desk.screen());
    desk.press("Ctrl+Q");
    assert_eq!(
        desk.asked(),
        "Quit? Panels that are not added would go off the list."
    );
}

#[test]
fn a_template_names_its_panels_and_another_takes_them_back() {
    let mut desk = DeskAtWork::open_at_the_line(at_aniva());
    // Entered before any list is there: it waits for the catalogue, too.
    desk.types("220385s be b")
        .press("Enter")
        .settle()
        .sees("Panels Basic Check, Lipid Profile");
    desk.book_at_once();
    assert_eq!(desk.panel_calls(), [(json!([BASIC, LIPID]), json!(200))]);

    let mut desk = DeskAtWork::open(at_aniva());
    desk.settle()
        .press("Alt+V b")
        .sees("Panels Basic Check, Lipid Profile");
    desk.press("Alt+V d")
        .sees("Panels Thyroid Function, Inflammation");
    desk.fill("Panels", "iron")
        .press("Enter Alt+V b Tab")
        .sees("Panels Iron and B12")
        .sees_no("Basic Check");
}

#[test]
fn without_a_catalogue_ids_are_enough_and_a_template_says_what_it_leaves_out() {
    let mut desk = unplugged::blank();
    let mut tell = |told: Vec<Msg>| {
        let mut todo: VecDeque<DeskEffect> = unplugged::tell(&mut desk, told).into();
        while let Some(effect) = todo.pop_front() {
            let end = match effect {
                DeskEffect::Office(Effect::Clinic(_, ClinicCall::List(list)))
                    if list == aniva::PANEL_LIST =>
                {
                    End::Refused
                }
                _ => End::Well,
            };
            if let Some(answer) = unplugged::answer(&effect, end) {
                todo.extend(update(&mut desk, answer));
            }
        }
        desk.clone()
    };
    let desk = tell(unplugged::keys("Ctrl+T Alt+1 Alt+V b"));
    let note = desk.note_text().unwrap_or_default();
    assert_eq!(
        note,
        "Without Basic Check, Lipid Profile: Aniva's list of panels is not available now."
    );
    assert_eq!(desk.form().draft().text(aniva::PANELS), "");
    let mut told = unplugged::keys("Alt+4 Tab");
    told.push(Msg::Paste(LIPID.to_owned().into()));
    let desk = tell(told);
    assert_eq!(desk.form().draft().text(aniva::PANELS), LIPID);
    assert!(desk.form().review().problem(aniva::PANELS).is_none());
}

#[test]
fn panels_as_they_look() -> Result<(), HeadlessError> {
    at_every_size("panels picked", ANIVA, |desk| {
        desk.type_text(PROFILE);
        desk.press("Tab")?;
        desk.type_text(BERLIN);
        desk.press("Tab")?;
        desk.type_text("2027-02-11 08:30");
        desk.settle()?;
        desk.press("Alt+4 Tab")?;
        desk.type_text("lipid");
        desk.press("Enter")?;
        desk.type_text(" ");
        desk.settle()
    })?;
    at_every_size("panels not added", ANIVA, |desk| {
        desk.type_text(PROFILE);
        desk.press("Tab")?;
        desk.type_text(BERLIN);
        desk.press("Tab")?;
        desk.type_text("2027-02-11 08:30");
        desk.press("Alt+4 Tab")?;
        desk.type_text(&format!("{LIPID}, {THYROID}"));
        desk.fault(&json!({"backend": "aniva", "call": "panels", "fault": "status", "code": 403}))?;
        desk.press("Ctrl+S")?;
        desk.settle()
    })
}

#[test]
fn the_field_shows_names_while_it_is_typed_in_too() {
    let mut desk = DeskAtWork::with_a_draw(at_aniva());
    desk.settle().fill("Panels", "lipid").press("Enter");
    assert_eq!(desk.text("Panels"), format!("{LIPID}, "));
    desk.sees_no(LIPID)
        .types("thyr")
        .sees_no(LIPID)
        .sees(", thyr")
        .press("Enter");
    assert_eq!(desk.text("Panels"), format!("{LIPID}, {THYROID}, "));
    desk.sees_no(LIPID)
        .sees_no(THYROID)
        .press("Backspace")
        .settle();
    assert_eq!(
        desk.text("Panels"),
        format!("{LIPID}, "),
        "a panel goes whole"
    );
    desk.sees_no(LIPID).press("Backspace");
    assert_eq!(desk.text("Panels"), "");
}
