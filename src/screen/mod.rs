//! PURE. From the state of the desk to cells: layout, panes, theme. Reads, never decides.
