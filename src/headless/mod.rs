//! The test-and-demo driver: press keys, settle, read the screen.
