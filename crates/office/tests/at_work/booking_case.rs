//! A booking begun by a line: what it fills into a form, how its visit gets a time, and what is undone.

use booking::line::{ListMatch, ProviderGroup, Resolved, TimeBase};
use booking::time::Clock;
use booking::{Draft, Language};
use office::{
    BookingCase, BookingForm, Calendars, FoundTime, NoFreeTime, OfferedTime, Sought, TimeOfLine,
    TimeSearch,
};

use super::search::{free_at, needs, wish};
use super::*;

pub(super) fn clock(desk: &AtWork) -> Clock {
    Clock {
        now: desk.office.moment.now,
        zone: zones::Zone::BERLIN,
        date_order: None,
        language: Language::En,
        open: None,
    }
}

/// The meaning of a line about Maria, with these words about the time.
fn line_with(provider: ListMatch, time: &str) -> Resolved {
    Resolved {
        clinic: CLINIK,
        patient: ListMatch::One(MARIA.to_owned()),
        provider,
        template: None,
        time: time.split_whitespace().map(str::to_owned).collect(),
        verb: None,
        minutes: None,
        detail: None,
        series: None,
        wishes: Vec::new(),
        whom: Vec::new(),
        base: TimeBase::Words,
        problems: Vec::new(),
        echo: Vec::new(),
    }
}

fn with_karin(time: &str) -> Resolved {
    line_with(ListMatch::One(KARIN.to_owned()), time)
}

fn fill(desk: &AtWork, form: &mut BookingForm, means: &Resolved) -> BookingCase {
    let base = form.draft().clone();
    let patient = Some(MARIA.to_owned());
    let (case, unlisted) =
        BookingCase::fill(&desk.office, form, means, patient, base, &clock(desk));
    assert!(unlisted.is_empty());
    case
}

/// Returns how the visit of a line gets its time in an empty form.
fn time_of(means: &Resolved) -> (TimeOfLine, String) {
    let desk = AtWork::new();
    let mut form = BookingForm::new(CLINIK);
    let mut case = fill(&desk, &mut form, means);
    let wish = wish(&desk, &means.time.join(" "));
    let time = case.time_of_line(&mut form, means, &wish, &clock(&desk));
    assert!(case.is_as_filled(&form));
    (time, form.draft().text(CLINIK.start_field()).to_owned())
}

#[test]
fn a_time_on_the_line_is_entered_and_any_other_is_searched() {
    let (time, start) = time_of(&with_karin("fr 9:00"));
    assert_eq!((time, start.is_empty()), (TimeOfLine::Entered, false));
    let karin = Provider::named(CLINIK, KARIN).expect("a practitioner");
    let sought = TimeOfLine::Sought(Sought::One(karin));
    for words in ["", "fr afternoon"] {
        let (time, start) = time_of(&with_karin(words));
        assert_eq!((time, start.as_str()), (sought.clone(), ""), "{words}");
    }
    let (time, _) = time_of(&line_with(ListMatch::Unasked, ""));
    assert_eq!(time, TimeOfLine::WithNobody);
    let group = ProviderGroup {
        ids: vec![KARIN.to_owned(), "prac_2".to_owned()],
        of: String::new(),
    };
    let (time, _) = time_of(&line_with(ListMatch::AnyOf(group.clone()), "fr"));
    assert_eq!(time, TimeOfLine::Sought(Sought::Any(group.clone())));
    for provider in [ListMatch::One(KARIN.to_owned()), ListMatch::AnyOf(group)] {
        let (time, _) = time_of(&line_with(provider, "24.11.2031"));
        let is_too_far = matches!(time, TimeOfLine::TooFar(_) | TimeOfLine::Entered);
        assert!(is_too_far, "{time:?}");
    }
}

#[test]
fn nothing_is_kept_of_a_start_that_nobody_can_read() {
    let desk = AtWork::new();
    let mut form = BookingForm::new(CLINIK);
    form.put(CLINIK.start_field(), "whenever it suits".to_owned());
    let case = fill(&desk, &mut form, &with_karin(""));
    assert_eq!(case.draft().text(CLINIK.start_field()), "");
}

#[test]
fn the_first_free_time_is_entered_and_another_takes_its_place() {
    let mut desk = AtWork::new();
    let times = free_at(&mut desk, &[0, 30, 240, 1440, 1470]);
    let mut form = BookingForm::new(CLINIK);
    let means = with_karin("");
    let mut case = fill(&desk, &mut form, &means);
    let (wish, clock) = (wish(&desk, ""), clock(&desk));
    let among = Calendars::One(&times);
    let needs = needs(None);
    let search = desk
        .office
        .search_time(among, needs.search().with_wish(&wish));
    let first = OfferedTime::from(at(0));
    let found = FoundTime {
        first: first.clone(),
        is_passed_over: false,
    };
    assert_eq!(search, TimeSearch::Found(found));
    case.take_found(&desk.office, &mut form, first.clone(), among, &wish, &clock);
    assert_eq!(form.draft().start(&clock), Some(at(0)));
    assert_eq!(form.draft().minutes().map(Minutes::get), Some(30));
    assert_eq!(case.held(), Some(&first));
    let others = [30, 240, 1440].map(|minutes| OfferedTime::from(at(minutes)));
    assert_eq!(case.others(), others);
    assert!(case.is_as_filled(&form));

    let taken = case.take_other(&desk.office, &mut form, 1, &clock);
    assert_eq!(taken, Some(OfferedTime::from(at(240))));
    assert_eq!(form.draft().start(&clock), Some(at(240)));
    let others = [0, 30, 1440].map(|minutes| OfferedTime::from(at(minutes)));
    assert_eq!(case.others(), others);
    assert_eq!(case.take_other(&desk.office, &mut form, 3, &clock), None);
}

#[test]
fn the_next_times_are_offered_where_none_fits() {
    let mut desk = AtWork::new();
    let times = free_at(&mut desk, &[0, 30]);
    let wish = wish(&desk, "24.12.");
    let among = Calendars::One(&times);
    let needs = needs(None);
    let search = needs.search().with_wish(&wish);
    let next = desk.office.times_instead(among, search, 3);
    assert_eq!(next, [0, 30].map(|minutes| OfferedTime::from(at(minutes))));
    assert_ne!(
        desk.office.search_time(among, search),
        TimeSearch::Ended(NoFreeTime::Unread)
    );
}

#[test]
fn what_a_line_has_filled_in_is_taken_back_unless_somebody_has_edited_it() {
    let desk = AtWork::new();
    let mut form = BookingForm::new(CLINIK);
    let case = fill(&desk, &mut form, &with_karin(""));
    let base = Draft::new(CLINIK);
    assert_eq!(case.base_of(&form), Some(&base));
    let before = case.taken_back(&form, base.clone()).expect("a form");
    assert!(before.is_free());
    form.type_text(CLINIK.start_field(), "fr 9:00".to_owned());
    assert_eq!(case.base_of(&form), None);
    assert!(case.taken_back(&form, base).is_none());
}
