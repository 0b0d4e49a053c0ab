//! Patients to be called back, and the calls to them.

use super::*;
use booking::clinics::ANIVA;
use booking::{CallBackRequest, CallNote, CallResult};

const METTE: &str = "7f1cf3de-2f86-4e0c-9f2a-3c1b6d9f0a11";

fn wanted(person: &str, typed: &str) -> CallBackRequest {
    CallBackRequest::new(ANIVA, person.to_owned(), typed).expect("a call")
}

async fn who_is_to_be_called_is_on_the_list_of_every_window_sealed(database: Database) {
    let folder = database.place();
    let (one, other) = (open(&folder).await, open(&folder).await);
    let results = wanted(METTE, "results of Monday @anna");
    one.ask_call_back(&results, None, at(1)).await.unwrap();
    let again = wanted(METTE, "prescription");
    other.ask_call_back(&again, None, at(2)).await.unwrap();
    let calls = other.call_backs().await.unwrap();
    let said: Vec<_> = calls.iter().map(|call| (&call.request, call.at)).collect();
    assert_eq!(said, [(&results, at(1)), (&again, at(2))]);
    assert_eq!(calls[0].by.as_deref(), Some("mk"));
    assert!(!contains(&folder.bytes(), "results of Monday"));

    let reached = CallNote {
        subject: calls[0].subject(),
        person: Some(METTE.to_owned()),
        result: Some(CallResult::Reached),
    };
    other.note_call(&reached, at(3)).await.unwrap();
    let noted = one.calls(at(9000)).await.unwrap();
    assert_eq!(noted.len(), 1, "however long ago");
    assert_eq!(noted[0].last(), Some(CallResult::Reached));

    one.drop_call_back(&calls[1], at(4)).await.unwrap();
    other.drop_call_back(&calls[1], at(5)).await.unwrap();
    assert_eq!(one.call_backs().await.unwrap(), calls[..1]);
    let said = texts(&one, "SELECT what FROM audit ORDER BY seq").await;
    let said: Vec<&str> = said.iter().flatten().map(String::as_str).collect();
    let asked = "call-back-asked";
    assert_eq!(said, [asked, asked, "called", "call-back-dropped"]);
    trail(&folder).await.verify().await.unwrap().unwrap();
}

async fn who_is_forgotten_and_what_is_old_is_off_the_call_list(database: Database) {
    let folder = database.place();
    let records = open(&folder).await;
    for (person, minute) in [(METTE, 0), ("b7e2d1f5-3c4a-4e8b-a2f1-9d0c1e2f3a4b", 1)] {
        let wanted = wanted(person, "results");
        let asked = records.ask_call_back(&wanted, None, at(minute));
        asked.await.unwrap();
    }
    let forgotten = trail(&folder).await;
    let erasure = forgotten.forget(METTE, &Who::default(), at(2)).await;
    assert_eq!(erasure.unwrap().drafts, 1);
    assert_eq!(records.call_backs().await.unwrap().len(), 1);
    records.confirm_clock(at(60)).await.unwrap();
    let keep = TimeDelta::minutes(10);
    records.remove_older_than(keep, at(60)).await.unwrap();
    assert_eq!(records.call_backs().await.unwrap(), []);
}

over_every_database!(
    who_is_to_be_called_is_on_the_list_of_every_window_sealed,
    who_is_forgotten_and_what_is_old_is_off_the_call_list,
);
