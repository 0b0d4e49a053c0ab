-- The sealed measurements of a change; changes recorded by an earlier version have none.
ALTER TABLE changes ADD COLUMN measured TEXT;
