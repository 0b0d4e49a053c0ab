-- A desk at rest renews no lease: who is at work shows in a lock of its session, and one desk tells the others. A desk of the
-- version before would count the others as gone.
DROP TRIGGER tell_desks ON leases;
DROP FUNCTION IF EXISTS look_around(TEXT, TEXT);
DROP FUNCTION IF EXISTS give_lease_back(TEXT, TEXT);
DROP FUNCTION IF EXISTS hold(BIGINT, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT);
