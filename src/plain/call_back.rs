//! A line that puts a patient on the call list.

use booking::CallBackRequest;
use booking::line::{CallBackLine, ListMatch};
use i18n::say;
use office::{NoteEnd, NoteStep, NoteSubject};
use words::Written;

use super::conversation::Conversation;
use super::line::LineResult;
use super::lines::End;
use clerk::read_entry_line;

impl Conversation {
    /// Puts the patient that is typed on the line on the call list; `None` if the line puts nobody there.
    pub(super) fn call_back_of_line(&mut self) -> Result<Option<LineResult>, End> {
        let text = self.model().line.text().to_owned();
        let Some(CallBackLine { who, words }) = CallBackLine::of(&text) else {
            return Ok(None);
        };
        let here = self.model().clinic;
        let parsed = |talk: &Conversation| {
            let model = talk.model();
            model.line.parsed_part(who, &model.setting().clock)
        };
        let read = read_entry_line(self, here, parsed)?;
        let in_form = self.model().patient_in_form(here).to_owned();
        if read.means.is_about_patient()
            && let Some(doubt) =
                self.words()
                    .doubt_about_others(&read.line, &read.means, &read.search)
        {
            return self.print_doubt(&doubt).map(Some);
        }
        let (clinic, person) = match &read.means.patient {
            ListMatch::One(id) if read.means.is_about_patient() => (read.means.clinic, id.clone()),
            _ if who.trim().is_empty() && !in_form.is_empty() => (here, in_form),
            _ if !read.means.is_about_patient() => return Ok(None),
            _ => {
                let result = match self.doubt_about(&read.line, &read.means, &read.search) {
                    Some(doubt) => self.print_doubt(&doubt),
                    None => self.refuse_line(&self.lists_awaited()),
                };
                return result.map(Some);
            }
        };
        let language = self.language();
        let request = match CallBackRequest::new(clinic, person.clone(), words) {
            Ok(request) => request,
            Err(why) => {
                let why = self.words().call_back_problem(why);
                return self.refuse_line(&why).map(Some);
            }
        };
        let written = self.words().written(Written::CallBack(&request));
        if !self.agrees_to_write(written, say!(language, "plain-write-here"))? {
            self.with_model(|model| model.line.type_text(""));
            return Ok(Some(LineResult::Done));
        }
        self.work(|office| {
            office.take_note_step(NoteStep::CallBack(request));
        });
        self.settle()?;
        let said = match self.office().note_end(NoteSubject::CallBack) {
            Some(NoteEnd::NotWritten(why)) => {
                say!(language, "call-back-not-kept", why = why.as_str())
            }
            _ if self.office().is_noted_here_only() => say!(language, "noted-here").to_owned(),
            _ => {
                self.has_written = true;
                let who = self.words().patient(clinic, &person);
                say!(language, "call-back-kept", who)
            }
        };
        self.print(&said)?;
        self.with_model(|model| model.line.type_text(""));
        Ok(Some(LineResult::Done))
    }
}
