-- The status of an appointment before a change of it.
ALTER TABLE changes ADD COLUMN old_status TEXT;
