//! Terminal in and out, effect execution, clock, signals.
