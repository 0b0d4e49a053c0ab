//! PURE. The state machine of the desk: model, messages, update, effects, key table.
