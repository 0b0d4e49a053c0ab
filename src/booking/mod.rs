//! The domain of appointments, for all clinics: fields, drafts, rules, problems, time. No I/O, no async, no
//! terminal, and no clock but the one passed in.

mod address_error;
pub mod api;
mod appointment;
mod attendance;
mod availability;
mod birth_date;
mod book;
mod booked;
mod call;
pub mod change;
mod claim;
mod codes;
mod conflict;
mod connect_error;
mod csv;
mod day_filter;
mod day_plan;
mod day_rail;
mod decode_error;
mod diagnostic;
mod directory;
mod draft;
mod duplicates;
mod failure;
mod field;
mod finding;
mod fold;
mod guess;
mod hold;
mod hours;
pub mod id_list;
mod interval;
pub mod line;
mod lookup_result;
mod mode;
mod namesakes;
mod naming;
mod new_patient;
mod outcome;
mod panels;
mod people;
mod person;
mod personal;
mod phone;
mod pin_attempt;
mod problem;
mod read_error;
mod recorded;
mod reference;
mod register;
mod report;
mod request;
mod review;
pub mod sanitize;
mod search;
mod series;
mod settlement;
mod sheet;
mod slip;
mod slot;
mod static_ref;
mod status;
mod template;
mod text;
pub mod time;
mod tube;
mod unshared;
mod vendor;
mod verdict;
mod waiter;
mod wished;

pub use address_error::AddressError;
pub use appointment::{Appointment, Member};
pub use attendance::Attendance;
pub use availability::vacancies;
pub use birth_date::birth_dates;
pub use book::{
    Author, Book, CalendarEntry, ChangeId, ChangeState, Freed, OnRecord, Read, RecentChanges, RecordedChange,
    Stands, Subject,
};
pub(crate) use booked::takes_time;
pub use booked::{Agenda, Booked, Waiting};
pub use call::{CallHistory, CallNote, CallReason, CallResult, CallSubject};
pub use change::{
    AppointmentRef, CALENDAR_LAG, CancelReason, Change, ChangeKind, Doing, Life, LookUp, Looked,
    LookupSchedule, NotMade, REASON_LIMIT, ReadResult, Remove, Replace, SlotUpkeep, Stage as ChangeStage,
    Untimely, Verb, WhyNot, appointment_id,
};
pub use claim::{AppointmentClaim, Claim, ClaimState, Obstacle, Progress, TimedVisit, Visit};
pub use codes::Codes;
pub use conflict::{
    Candidate, Circumstances, Conflict, Horizon, Names, Surroundings, Telling, USUAL_LENGTH, initials,
};
pub use connect_error::{CertificateError, ConnectError};
pub use csv::csv_row;
pub use day_filter::{DayFilter, DayText};
pub use day_plan::{DayLine, day_plan, free_starts};
pub use day_rail::{Along, RailDay, Stretch};
pub use decode_error::DecodeError;
pub use diagnostic::Diagnostic;
pub use directory::{Directory, DirectoryRow, Id, IdShape};
pub use draft::Draft;
pub use duplicates::LookAlike;
pub use failure::{CALL_LIMIT, Cause, Failure, Issue, Report};
pub use field::{Field, FieldId, FieldRole, Kind, Reader, Section, fields};
pub use finding::{Finder, Key as FindingKey, is_part_of_id};
pub use fold::{begins, begins_word, fold};
pub use guess::{closest, with_guess};
pub use hold::Hold;
pub use hours::{Absence, Edge, Hours, OpenRange, Rota, Standing};
pub use lookup_result::LookupResult;
pub use mode::Mode;
pub use namesakes::id_end;
pub use naming::Naming;
pub use new_patient::{
    NewPatient, PatientCall, PatientCorrection, PatientDraft, PatientField, PatientForm, PatientProblem,
    PatientReview, PatientRule, PatientValue, Sex, Shape, patient_problems_of, patient_rule,
};
pub use outcome::Outcome;
pub use panels::{panel_problem, why_no_panels};
pub use people::{Entry, EntryKind, Listing, Place};
pub use person::{Person, PersonName, Spoken};
pub use personal::Personal;
pub use phone::phone_in_groups;
pub use pin_attempt::PinAttempt;
pub use problem::{Meaning, Problem, ServerNote, Severity, Spot};
pub use read_error::{unchecked, why_unread};
pub use recorded::{is_no_booking, recorded_as};
pub use reference::Reference;
pub use register::{Matches, PeopleQuery, Register};
pub use report::{
    Away, CountedChange, Counts, Deed, Effort, FIGURE_HEADS, Measured, NameOf, Outage, Spread, Week,
    WeekReport, WithWhom,
};
pub use request::{Booking, BookingParts, FieldValue, Held, Priority, RequestView};
pub use review::{Echo, Review, Setting, fields_of_move, moved, read_move, review};
pub use search::{PatientQuery, People, ProfilePage};
pub use series::{OutOfBounds, Series, Step};
pub use settlement::{Settlement, Unsettled};
pub use sheet::{Sheet, SheetRow};
pub use slip::{Code, Moved, Paper, Revision, Slip};
pub use slot::{Basis, Days, Free, Provider, Slot, Taken};
pub use static_ref::StaticRef;
pub use status::{Status, status_room, status_said, type_called, type_said};
pub use template::{Template, Templates};
pub(crate) use text::grouped;
pub use text::{Text, units};
pub use tube::Tube;
pub use unshared::Unshared;
pub use vendor::{Capabilities, Definition, DrawStatuses, PerVendor, Vendor, Vendors, Words};
pub use verdict::{problems_of, problems_of_change};
pub use waiter::{Place as WaitingPlace, Waiter, first_come_first};
pub use wished::{Period, Wished};

pub use crate::i18n::Language;
