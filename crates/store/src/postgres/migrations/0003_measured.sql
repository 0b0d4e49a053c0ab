-- The sealed measurements of a change.
ALTER TABLE changes ADD COLUMN measured TEXT;
