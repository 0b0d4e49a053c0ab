//! One action on several appointments: a list that is sent after a yes.

use booking::{AppointmentRef, CancelReason, Verb, Visit};
use i18n::say;
use office::{ActionOnSeveral, Bulk, SeveralAsked};

use super::conversation::Conversation;
use super::lines::End;

impl Conversation {
    /// Lists what the action makes of each of these appointments, says which are left out, and sends the list after a yes.
    /// Returns whether it was sent.
    pub(super) fn change_several(
        &mut self,
        of: Vec<AppointmentRef>,
        asked: &SeveralAsked,
    ) -> Result<bool, End> {
        let language = self.language();
        let usual = CancelReason::PatientRequest.to_text(language);
        let ActionOnSeveral { rows, left_out } = self.office().action_on_several(of, asked, usual);
        let why: Vec<String> = left_out
            .iter()
            .map(|(why, of)| {
                let zone = self.office().zone_of(&of.visit());
                let start = of
                    .start
                    .map(|start| self.words().on_both_clocks(start, zone));
                let why = why.to_text(of, zone, language);
                format!("{}: {why}", start.unwrap_or_default())
            })
            .collect();
        self.print_all(why)?;
        if rows.is_empty() {
            return Ok(false);
        }
        self.work(|office| office.open_bulk(Bulk::of(rows)));
        if asked.verb == Verb::Move && !self.propose_times(asked)? {
            self.work(|office| office.close_idle_bulk());
            return Ok(false);
        }
        self.send_list()
    }

    /// Has a time found for each move of the open list. Returns `false`, and says why, if the line's time can't be read.
    fn propose_times(&mut self, asked: &SeveralAsked) -> Result<bool, End> {
        let language = self.language();
        let reason = say!(language, "cancel-given-to-another");
        let SeveralAsked { time, to, .. } = asked;
        let words = self.words();
        let clock_of = |visit: &Visit| words.clock_of_visit(visit);
        let proposals = self
            .office()
            .proposals_for_each(time, to.as_ref(), reason, clock_of);
        match proposals {
            Ok(proposals) => {
                for (index, proposal) in proposals {
                    self.work(|office| office.propose(index, proposal));
                }
                Ok(true)
            }
            Err(problem) => {
                self.print(&problem.to_text(language))?;
                Ok(false)
            }
        }
    }
}
