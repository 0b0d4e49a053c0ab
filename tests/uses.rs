//! The shipped machine, used as its users use it: one module per use.

mod sandbox;
