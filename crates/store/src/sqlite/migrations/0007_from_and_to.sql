-- The kind of a change, and its appointment's values before it.
ALTER TABLE changes ADD COLUMN old_starts_at TEXT;
ALTER TABLE audit ADD COLUMN kind TEXT;
ALTER TABLE audit ADD COLUMN old_value TEXT;
ALTER TABLE audit ADD COLUMN new_value TEXT;
