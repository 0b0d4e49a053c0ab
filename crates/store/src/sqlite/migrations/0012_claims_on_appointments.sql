-- One change of each appointment is under way at a time, in every window and command; other desks keep their
-- own claims apart.
ALTER TABLE changes ADD COLUMN claims TEXT;
ALTER TABLE changes ADD COLUMN follows TEXT;
CREATE UNIQUE INDEX one_change_of_an_appointment ON changes (vendor, claims)
    WHERE claims IS NOT NULL AND substr(lease, 1, 1) <> '@' AND (state IN ('sending', 'unknown')
    OR (state IN ('queued', 'not-there') AND follows IS NOT NULL));
