//! A face of the office for other programs: a request a line on standard input, and its answer a line on standard output.
//!
//! ```text
//! {"method":"book","clinic":"clinik","fields":{"patientId":"pt_1","practitionerId":"prac_1","start":"2027-02-10 10:00"}}
//! {"method":"move","clinic":"clinik","appointment":"appt_1","fields":{"start":"2027-02-10 11:00"},"agree":["warnings"]}
//! {"method":"cancel","clinic":"clinik","appointment":"appt_1","reason":"patient request"}
//! ```
//!
//! What stands in the way of a change is answered as `objections`, each with its word and its question. The next line
//! asks for the same once more, and names in `agree` the words of those in spite of which it is to be sent.

mod face;

use std::error::Error;
use std::io::{self, BufRead, Write};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use booking::clinics::SHIPPED;
use config::{Config, Environment, Flags};
use runtime::open_clerk;

use face::Face;

fn main() -> Result<(), Box<dyn Error>> {
    let config = Config::load(&Environment::of_process(), SHIPPED, Flags::default())?;
    let clerk = open_clerk(config, Arc::new(AtomicBool::new(false)))?;
    let mut face = Face::new(clerk);
    for line in io::stdin().lock().lines() {
        let mut out = io::stdout().lock();
        writeln!(out, "{}", face.answer(&line?))?;
        out.flush()?;
    }
    face.end();
    Ok(())
}
