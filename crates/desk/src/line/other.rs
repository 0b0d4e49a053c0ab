//! Lines that are not about a visit: Enter shows a list, opens a case, or writes a note. Nothing is sent to a clinic.

use crate::{AbsenceCard, AbsenceList, Command, DayBoard, Forms, Part, WaitingList};
use office::{
    AbsenceTask, LineCase, LineList, LineNote, LineRefusal, LineSubject, LineTask, NoteStep,
    OtherRequest,
};

impl Part<'_, Forms> {
    /// Does what a line asks for, or says why that can't be done.
    pub(super) fn carry_out_other(&mut self, request: OtherRequest) {
        match request.task {
            Ok(LineTask::Show(list)) => self.show_list(list),
            Ok(LineTask::Open(case)) => self.open_case(case),
            Ok(LineTask::Write(note)) => self.write_note(&request.about, note),
            Err(why) => self.refuse_task(&why),
        }
    }

    /// Opens a list, and empties the line for the next caller.
    fn show_list(&mut self, list: LineList) {
        self.line_mut().begin_in_place();
        match list {
            LineList::WhoWaits => self.handle(DayBoard::open_with_waiting),
            LineList::WaitingList => self.handle(WaitingList::open),
            LineList::Absences => self.handle(AbsenceList::open),
        }
    }

    fn open_case(&mut self, case: LineCase) {
        match case {
            LineCase::Absence { wish, .. } => {
                if self.park_form_beside(None) {
                    self.line_mut().note_carried_out();
                    self.handle(|cx| AbsenceCard::open(AbsenceTask::Enter(wish), cx))
                }
            }
            LineCase::Death { clinic, person } => {
                self.look_up(clinic, &person);
                self.handle(|cx| cx.command(Command::PatientDied));
            }
        }
    }

    fn write_note(&mut self, about: &LineSubject, note: LineNote) {
        if !self.park_form_beside(about.patient()) {
            return;
        }
        match note {
            LineNote::CallBack(request) => {
                if let Err(why) = self.office_mut().ask_call_back(request) {
                    return self.refuse_task(&LineRefusal::CallBack(why));
                }
            }
            LineNote::Late(wish) => self.office_mut().take_note_step(NoteStep::Late(wish)),
        }
        self.line_mut().note_carried_out();
    }

    fn refuse_task(&mut self, why: &LineRefusal) {
        let note = self.each_language(|words| words.line_refusal(why));
        self.refuse_with(note)
    }
}
