-- The status of an appointment before a change of it; changes recorded by an earlier version have none.
ALTER TABLE changes ADD COLUMN old_status TEXT;
