//! The screen: frames, keys, looks, and words.

mod asking_for_help;
mod changing_the_look;
mod choosing_keys;
mod copying;
mod cut_sentences;
mod drawing_every_size;
mod finding_a_command;
pub(crate) mod frames;
mod frames_in_german_and_finnish;
mod frames_of_other_desks;
mod frames_of_outages;
mod frames_of_overlays;
mod frames_of_the_outbox;
mod frames_of_times;
mod keys_of_each_list;
mod keys_of_the_form;
mod learning_the_desk;
mod locking;
mod pictures;
mod playing_tapes;
mod speaking_json;
mod telling_how_far_it_is;
mod using_the_mouse;
mod whole_at_eighty_columns;
mod words;
mod working_in_panes;
mod writing_and_pasting;
