-- What the desks' role may do in the schema of a mode, beside reading: it writes no table itself. Written anew with every
-- setting up, with the name of the schema in place of {schema}.
--
-- Whether a change is under a lease of a desk that is at work.
CREATE OR REPLACE FUNCTION {schema}.is_at_work(lease TEXT) RETURNS BOOLEAN LANGUAGE sql STABLE
    SET search_path = pg_catalog, {schema}, pg_temp AS
    $$SELECT EXISTS (SELECT FROM leases WHERE number::text = lease AND until > now())$$;
-- Whether a change may go on to its next state. The states that it had stay on record in the trail.
CREATE OR REPLACE FUNCTION {schema}.goes_on(there {schema}.changes, next {schema}.changes) RETURNS BOOLEAN LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog, {schema}, pg_temp AS $$
DECLARE
    is_made CONSTANT BOOLEAN := next.state = 'booked' AND there.state <> 'booked';
    -- An unknown change whose appointment was found elsewhere gives its time back.
    is_disproved CONSTANT BOOLEAN := next.state = 'unknown' AND there.state = 'unknown'
        AND next.busy_until IS NULL AND there.busy_until IS NOT NULL;
    stays CONSTANT BOOLEAN := next.state = there.state AND NOT is_disproved;
BEGIN
    RETURN NOT ((there.state = 'booked' AND next.state <> 'booked')
        OR (there.state NOT IN ('sending', 'queued') AND next.state IN ('sending', 'queued') AND next.state <> there.state)
        OR (stays AND (next.changed_at, next.result) IS DISTINCT FROM (there.changed_at, there.result))
        OR (next.appointment IS DISTINCT FROM there.appointment AND NOT is_made)
        OR (next.overrides IS DISTINCT FROM there.overrides AND NOT (is_made AND next.overrides = 'alone'))
        OR (next.busy_until IS DISTINCT FROM there.busy_until AND NOT is_disproved)
        OR next.measured IS DISTINCT FROM there.measured
        OR (next.sealed IS DISTINCT FROM there.sealed
            AND (next.sealed IS NOT NULL OR next.state IN ('sending', 'unknown', 'queued')))
        OR (next.lease <> there.lease AND next.state <> 'booked' AND is_at_work(there.lease)));
END $$;
-- Whether a change that is related to this one has a later number.
CREATE OR REPLACE FUNCTION {schema}.is_overtaken(newest BIGINT, wanted JSONB) RETURNS BOOLEAN LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog, {schema}, pg_temp AS $$
DECLARE
    change CONSTANT TEXT := wanted->>'id';
    clinic CONSTANT TEXT := wanted->>'vendor';
    whom CONSTANT TEXT := wanted->>'person';
    begins CONSTANT TEXT := wanted->>'starts_at';
    whose CONSTANT TEXT := wanted->>'provider';
    ends CONSTANT TEXT := wanted->>'busy_until';
    of_appointments CONSTANT TEXT[] := ARRAY(SELECT jsonb_array_elements_text(wanted->'appointments'));
BEGIN
    -- Each part is answered by an index of its own.
    RETURN EXISTS (SELECT FROM changes WHERE id = change AND seq > newest)
        OR EXISTS (SELECT FROM changes WHERE person = whom AND vendor = clinic
            AND starts_at IS NOT DISTINCT FROM begins AND seq > newest)
        OR EXISTS (SELECT FROM changes WHERE vendor = clinic AND LOWER(provider) = LOWER(whose)
            AND busy_until > begins AND starts_at < ends AND seq > newest)
        OR EXISTS (SELECT FROM changes WHERE appointment = ANY (of_appointments) AND vendor = clinic AND seq > newest)
        OR EXISTS (SELECT FROM changes WHERE about = ANY (of_appointments) AND vendor = clinic AND seq > newest)
        OR EXISTS (SELECT FROM changes WHERE claims = ANY (of_appointments) AND vendor = clinic AND seq > newest);
END $$;
-- Makes a write that is about no entry of a list. Returns false if it depends on something that is otherwise by now.
CREATE OR REPLACE FUNCTION {schema}.make_write(write JSONB) RETURNS BOOLEAN LANGUAGE plpgsql
    SET search_path = pg_catalog, {schema}, pg_temp AS $$
DECLARE
    content CONSTANT JSONB := write->'row';
    there changes;
    next changes;
    draft drafts;
    count BIGINT;
BEGIN
    CASE write->>'do'
    WHEN 'change' THEN
        INSERT INTO changes SELECT * FROM jsonb_populate_record(NULL::changes, content);
    WHEN 'goes-on' THEN
        next := jsonb_populate_record(NULL::changes, content);
        SELECT * INTO there FROM changes WHERE id = next.id;
        IF NOT FOUND THEN
            RETURN false;
        END IF;
        next.overrides := COALESCE(next.overrides, there.overrides);
        IF NOT goes_on(there, next) THEN
            RAISE SQLSTATE 'ZD002' USING MESSAGE = 'a change goes on from one state to the next';
        END IF;
        UPDATE changes SET state = next.state, changed_at = next.changed_at, lease = next.lease,
            appointment = next.appointment, result = next.result, sealed = next.sealed, busy_until = next.busy_until,
            overrides = next.overrides WHERE id = next.id;
    WHEN 'hand-over' THEN
        IF is_at_work(write->>'from') THEN
            RAISE SQLSTATE 'ZD002' USING MESSAGE = 'the desk that looks after them is at work';
        END IF;
        UPDATE changes SET lease = write->>'to'
            WHERE lease = write->>'from' AND state IN ('sending', 'unknown', 'not-there', 'queued');
    WHEN 'draft' THEN
        draft := jsonb_populate_record(NULL::drafts, content);
        INSERT INTO drafts SELECT draft.*
            WHERE NOT EXISTS (SELECT FROM drafts WHERE lease = draft.lease AND place = draft.place);
    WHEN 'no-draft' THEN
        DELETE FROM drafts WHERE lease = write->>'lease' AND place = write->>'place' AND piece = write->>'piece';
        GET DIAGNOSTICS count = ROW_COUNT;
        RETURN count = 1 OR NOT (write->>'is_needed')::boolean;
    WHEN 'tell-of-drafts' THEN
        PERFORM pg_notify('{schema}', 'drafts');
    WHEN 'head' THEN
        INSERT INTO heads SELECT * FROM jsonb_populate_record(NULL::heads, content);
    END CASE;
    RETURN true;
END $$;
-- Sets the position up to which a journal is copied. Returns whether it was where it was expected.
CREATE OR REPLACE FUNCTION {schema}.move_journal(journal TEXT, move JSONB) RETURNS BOOLEAN LANGUAGE plpgsql
    SET search_path = pg_catalog, {schema}, pg_temp AS $$
DECLARE
    is_from CONSTANT BIGINT := move->>'from';
    is_to CONSTANT BIGINT := move->>'to';
    count BIGINT;
BEGIN
    CASE move->>'is'
    WHEN 'joined' THEN
        INSERT INTO journals (id, copied, joined) VALUES (journal, is_to, is_to) ON CONFLICT (id) DO NOTHING;
    WHEN 'copied' THEN
        UPDATE journals SET copied = is_to WHERE id = journal AND copied = is_from AND copied <= is_to;
    WHEN 'imported' THEN
        UPDATE journals SET imported = is_to WHERE id = journal AND imported = is_from AND imported <= is_to;
    END CASE;
    GET DIAGNOSTICS count = ROW_COUNT;
    RETURN count = 1;
END $$;
-- Appends lines to the trail, as the next ones of a journal's chain. Returns whether that ends where it was expected, and the
-- trail has the line that the desk had seen last.
CREATE OR REPLACE FUNCTION {schema}.append_lines(of_journal TEXT, chain JSONB, lines JSONB) RETURNS BOOLEAN LANGUAGE plpgsql
    SET search_path = pg_catalog, {schema}, pg_temp AS $$
DECLARE
    base BIGINT;
    last_seq BIGINT;
    last_place BIGINT;
    last_hash TEXT;
BEGIN
    IF jsonb_array_length(lines) = 0 THEN
        RETURN true;
    END IF;
    SELECT place, hash INTO last_place, last_hash FROM audit WHERE journal = of_journal ORDER BY place DESC LIMIT 1;
    IF COALESCE(last_place, 0) <> (chain->>0)::bigint OR COALESCE(last_hash, '') <> chain->>1 THEN
        RETURN false;
    END IF;
    base := COALESCE((SELECT split_part(value, ' ', 1)::bigint FROM facts WHERE name = 'audit_base'), 0);
    -- The records may be older than they were.
    IF (lines->0->>'seen_seq')::bigint > base AND NOT EXISTS (SELECT FROM audit
        WHERE seq = (lines->0->>'seen_seq')::bigint AND hash = lines->0->>'seen_hash') THEN
        RETURN false;
    END IF;
    last_seq := COALESCE((SELECT max(seq) FROM audit), base);
    INSERT INTO audit SELECT next.* FROM jsonb_array_elements(lines) WITH ORDINALITY AS each (line, number),
        jsonb_populate_record(NULL::audit, each.line || jsonb_build_object('seq', last_seq + each.number,
            'journal', of_journal, 'place', COALESCE(last_place, 0) + each.number)) AS next;
    RETURN true;
END $$;
-- Returns the number of a revision: the one that it was given before, or else one of the clock, which gives none a second time
-- once the records were put back to an earlier state.
CREATE OR REPLACE FUNCTION {schema}.revision(given BIGINT, before BIGINT) RETURNS BIGINT LANGUAGE sql
    SET search_path = pg_catalog, {schema}, pg_temp AS
    $$SELECT GREATEST(COALESCE(given, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint), before + 1)$$;
-- Writes a note or takes it away. Returns what desks are told of it: the note as it is from then on, or its key. NULL if
-- there is another one than the desk has seen.
CREATE OR REPLACE FUNCTION {schema}.write_note(of_journal TEXT, write JSONB) RETURNS JSONB LANGUAGE plpgsql
    SET search_path = pg_catalog, {schema}, pg_temp AS $$
DECLARE
    note notes := jsonb_populate_record(NULL::notes, COALESCE(write->'row', write));
    over CONSTANT BIGINT := write->>'over';
    there notes;
BEGIN
    SELECT * INTO there FROM notes WHERE id = note.id
        OR (note.kind = 'patient' AND kind = 'patient' AND vendor = note.vendor AND person = note.person)
        ORDER BY revision DESC LIMIT 1;
    IF there.id = note.id AND there.revision = note.revision THEN
        RETURN jsonb_build_object('do', 'note', 'row', to_jsonb(there) - 'journal');
    END IF;
    -- What a journal has written last, its desk has seen. What has a revision was there before: the records were put back to
    -- an earlier state.
    IF there.revision > COALESCE(GREATEST(over, note.revision), 0) AND there.journal IS DISTINCT FROM of_journal
        OR there.id IS NULL AND over IS NOT NULL AND note.revision IS NULL AND write ? 'row' THEN
        RETURN NULL;
    END IF;
    DELETE FROM notes WHERE id = note.id
        OR (note.kind = 'patient' AND kind = 'patient' AND vendor = note.vendor AND person = note.person);
    IF NOT write ? 'row' THEN
        RETURN jsonb_build_object('do', 'no-note', 'id', note.id, 'revision', revision(NULL, there.revision));
    END IF;
    note.revision := revision(note.revision, there.revision);
    note.journal := of_journal;
    INSERT INTO notes SELECT note.*;
    RETURN jsonb_build_object('do', 'note', 'row', to_jsonb(note) - 'journal');
END $$;
-- Writes calls about a subject. Returns what desks are told of it: the calls as they are from then on. NULL if one is taken
-- back, and another desk has noted one that this desk has not seen.
CREATE OR REPLACE FUNCTION {schema}.write_calls(of_journal TEXT, write JSONB) RETURNS JSONB LANGUAGE plpgsql
    SET search_path = pg_catalog, {schema}, pg_temp AS $$
DECLARE
    call calls := jsonb_populate_record(NULL::calls, write->'row');
    over CONSTANT BIGINT := write->>'over';
    result CONSTANT TEXT := write->>'result';
    there calls;
    words TEXT[];
BEGIN
    SELECT * INTO there FROM calls WHERE vendor = call.vendor
        AND appointment = call.appointment AND reason = call.reason AND starts_at = call.starts_at;
    words := COALESCE(string_to_array(there.results, ' '), '{}');
    IF write->>'do' = 'calls' THEN
        IF there.revision >= call.revision THEN
            RETURN jsonb_build_object('do', 'calls', 'row', to_jsonb(there) - 'journal');
        END IF;
        -- Calls that a desk has noted alone were made, too.
        IF call.revision IS NULL THEN
            call.results := array_to_string(words || string_to_array(call.results, ' '), ' ');
        END IF;
    ELSIF result IS NOT NULL THEN
        call.results := array_to_string(array_append(words, result), ' ');
    ELSE
        IF there.revision > COALESCE(over, 0) AND there.journal IS DISTINCT FROM of_journal THEN
            RETURN NULL;
        END IF;
        call.results := array_to_string(trim_array(words, LEAST(1, cardinality(words))), ' ');
    END IF;
    DELETE FROM calls WHERE vendor = call.vendor
        AND appointment = call.appointment AND reason = call.reason AND starts_at = call.starts_at;
    call.revision := revision(call.revision, there.revision);
    call.journal := of_journal;
    INSERT INTO calls SELECT call.* WHERE call.results <> '';
    RETURN jsonb_build_object('do', 'calls', 'row', to_jsonb(call) - 'journal');
END $$;
-- Tells the desks what a call has written, with its content if that is short: then they need not read it.
CREATE OR REPLACE FUNCTION {schema}.tell_call(newest_before BIGINT, entries JSONB) RETURNS void LANGUAGE plpgsql
    SET search_path = pg_catalog, {schema}, pg_temp AS $$
DECLARE
    by_window CONSTANT TEXT := current_setting('bookdesk.window', true);
    written CONSTANT JSONB := (SELECT jsonb_agg(to_jsonb(one) - 'sealed' - 'row_mark' ORDER BY seq)
        FROM changes AS one WHERE seq > newest_before);
    news TEXT;
    entry JSONB;
BEGIN
    IF written IS NULL AND entries = '[]' THEN
        RETURN;
    END IF;
    news := 'call ' || jsonb_strip_nulls(jsonb_build_object('window', by_window, 'before', newest_before,
        'tip', (SELECT jsonb_build_array(seq, hash) FROM audit ORDER BY seq DESC LIMIT 1), 'changes', written,
        'entries', entries))::text;
    -- A notification has less than 8,000 bytes.
    IF octet_length(news) <= 7900 THEN
        PERFORM pg_notify('{schema}', news);
        RETURN;
    END IF;
    IF written IS NOT NULL THEN
        PERFORM pg_notify('{schema}', concat('change ', by_window));
    END IF;
    FOR entry IN SELECT * FROM jsonb_array_elements(entries) LOOP
        news := 'call ' || jsonb_strip_nulls(jsonb_build_object('window', by_window, 'before', newest_before,
            'entries', jsonb_build_array(entry)))::text;
        PERFORM pg_notify('{schema}', CASE WHEN octet_length(news) <= 7900 THEN news ELSE 'lists' END);
    END LOOP;
END $$;
-- Writes all of a call, or nothing of it. Writers wait for each other only in here. Whatever is against it is the answer:
-- an error would have the server log what it says about rows. ZD001: the journal, its chain or what is replaced is otherwise
-- than the desk has seen. ZD002: a rule is against it. ZD003: there is a related change that the desk has not seen. ZD004:
-- there are entries of lists that it has not seen.
CREATE OR REPLACE FUNCTION {schema}.append(call JSONB) RETURNS JSONB LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, {schema}, pg_temp AS $$
DECLARE
    of_journal CONSTANT TEXT := call->>'journal';
    of_lease CONSTANT BIGINT := call->>'lease';
    newest CONSTANT BIGINT := call->'seen'->>'newest';
    newest_before BIGINT;
    entries JSONB := '[]';
    entry JSONB;
    stale JSONB := '[]';
    steps BIGINT;
    number BIGINT := 0;
    one JSONB;
    why TEXT;
BEGIN
    SELECT value::bigint INTO steps FROM facts WHERE name = 'schema' FOR UPDATE;
    IF steps IS DISTINCT FROM (call->>'version')::bigint THEN
        RETURN jsonb_build_object('is', 'other-version', 'version', COALESCE(steps, 0));
    END IF;
    -- Whoever writes a change is at work.
    IF of_lease IS NOT NULL THEN
        UPDATE leases SET until = GREATEST(until, now() + interval '10 seconds')
            WHERE leases.number = of_lease AND journal = of_journal;
        IF NOT FOUND THEN
            RETURN jsonb_build_object('is', 'no-lease');
        END IF;
    END IF;
    newest_before := COALESCE((SELECT max(seq) FROM changes), 0);
    -- The triggers of the tables tell nothing of it.
    PERFORM set_config('bookdesk.tells', 'call', true);
    IF jsonb_typeof(call->'moves') = 'object' THEN
        IF NOT move_journal(of_journal, call->'moves') THEN
            RAISE SQLSTATE 'ZD001';
        END IF;
    END IF;
    FOR one IN SELECT * FROM jsonb_array_elements(call->'seen'->'wanted') LOOP
        IF is_overtaken(newest, one) THEN
            RAISE SQLSTATE 'ZD003';
        END IF;
    END LOOP;
    FOR one IN SELECT * FROM jsonb_array_elements(call->'writes') LOOP
        IF one->>'do' IN ('note', 'no-note', 'called', 'calls') THEN
            entry := CASE WHEN one->>'do' IN ('note', 'no-note') THEN write_note(of_journal, one)
                ELSE write_calls(of_journal, one) END;
            entries := entries || COALESCE(entry, '[]');
            IF entry IS NULL THEN
                stale := stale || to_jsonb(number);
            END IF;
        ELSIF NOT make_write(one) THEN
            RAISE SQLSTATE 'ZD001';
        END IF;
        number := number + 1;
    END LOOP;
    IF stale <> '[]' THEN
        RAISE SQLSTATE 'ZD004';
    END IF;
    IF NOT append_lines(of_journal, call->'chain', call->'lines') THEN
        RAISE SQLSTATE 'ZD001';
    END IF;
    PERFORM tell_call(newest_before, entries);
    PERFORM set_config('bookdesk.tells', '', true);
    RETURN jsonb_build_object('is', 'written', 'entries', entries);
EXCEPTION
    WHEN SQLSTATE 'ZD001' THEN
        RETURN jsonb_build_object('is', 'overtaken');
    WHEN SQLSTATE 'ZD003' THEN
        RETURN jsonb_build_object('is', 'unseen');
    WHEN SQLSTATE 'ZD004' THEN
        RETURN jsonb_build_object('is', 'stale', 'writes', stale);
    WHEN SQLSTATE 'ZD002' OR integrity_constraint_violation OR data_exception OR case_not_found THEN
        GET STACKED DIAGNOSTICS why = MESSAGE_TEXT;
        RETURN jsonb_build_object('is', 'rejected', 'write', number, 'why', why);
END $$;
-- Fails if somebody has locked what a call writes.
CREATE OR REPLACE FUNCTION {schema}.check_writable() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, {schema}, pg_temp AS $$
BEGIN
    PERFORM 1 FROM facts WHERE name = 'schema' FOR UPDATE;
    LOCK TABLE recorded_changes, audit, journals IN ROW EXCLUSIVE MODE;
END $$;
-- The key of the lock that a session of a journal's desk holds.
CREATE OR REPLACE FUNCTION {schema}.presence_key(of_journal TEXT) RETURNS BIGINT LANGUAGE sql STABLE
    SET search_path = pg_catalog, {schema}, pg_temp AS $$SELECT hashtextextended('{schema} ' || of_journal, 0)$$;
-- The desks at work: those whose lease has not lapsed, and those with a session that have renewed it within ten minutes. A
-- process that is stopped keeps its session.
CREATE OR REPLACE FUNCTION {schema}.desks_at_work() RETURNS SETOF {schema}.leases LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, {schema}, pg_temp AS $$
    SELECT leases.* FROM leases WHERE until > now() OR (until > now() - interval '10 minutes' AND presence_key(journal) IN
        (SELECT classid::bigint << 32 | objid::bigint FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 1
            AND mode = 'ShareLock' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())))
$$;
-- Takes a lease for a journal, or renews the one that it has; the session is one of its desk from then on. Returns its number.
CREATE OR REPLACE FUNCTION {schema}.take_lease(own_journal TEXT, own_desk TEXT) RETURNS BIGINT LANGUAGE sql SECURITY DEFINER
    SET search_path = pg_catalog, {schema}, pg_temp AS $$
    SELECT pg_advisory_lock_shared(presence_key(own_journal));
    INSERT INTO leases (journal, desk, until) VALUES (own_journal, own_desk, now() + interval '10 seconds')
        ON CONFLICT (journal) DO UPDATE SET until = GREATEST(leases.until, excluded.until), desk = excluded.desk
        RETURNING number
$$;
-- Renews the lease of a journal. Returns its number, and which changes are open under it; no row if it has none.
CREATE OR REPLACE FUNCTION {schema}.renew_lease(own_journal TEXT, own_desk TEXT, OUT own BIGINT, OUT open TEXT)
    RETURNS SETOF RECORD LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, {schema}, pg_temp AS $$
    UPDATE leases SET until = GREATEST(until, now() + interval '10 seconds'), desk = own_desk WHERE journal = own_journal
        RETURNING number, (SELECT string_agg(id, ' ') FROM changes
            WHERE state IN ('sending', 'unknown', 'not-there', 'queued') AND lease = leases.number::text)
$$;
-- Looks who is at work and what is left, on behalf of every desk, and tells the others: a number that changes with the desks at
-- work and with the drafts that those gone have left, and whether changes are open under lapsed leases. Times that nobody holds
-- any more are released.
CREATE OR REPLACE FUNCTION {schema}.watch(OUT edition BIGINT, OUT has_left_changes BOOLEAN) LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, {schema}, pg_temp AS $$
BEGIN
    DELETE FROM holds WHERE until <= now() OR lease NOT IN (SELECT number FROM desks_at_work());
    WITH here AS (SELECT number, journal, desk FROM desks_at_work())
    SELECT COALESCE(bit_xor(hash), 0) INTO edition FROM
        (SELECT hashtextextended(concat_ws(' ', journal, desk), number) AS hash FROM here
        UNION ALL SELECT hashtextextended(concat_ws(' ', lease, place, piece), 0) FROM drafts
            WHERE piece IN ('parked', 'handed') AND lease NOT IN (SELECT journal FROM here)) AS each;
    has_left_changes := EXISTS (SELECT FROM changes WHERE state IN ('sending', 'unknown', 'not-there', 'queued')
        AND NOT is_at_work(lease));
    PERFORM pg_notify('{schema}', concat('watch ', current_setting('bookdesk.window', true), ' ', edition, ' ', has_left_changes));
END $$;
-- Ends the presence of a session. If it was the last one of its journal, the lease lapses at once, unless a change is open
-- under it.
CREATE OR REPLACE FUNCTION {schema}.leave(own_journal TEXT) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, {schema}, pg_temp AS $$
BEGIN
    PERFORM 1 FROM facts WHERE name = 'schema' FOR UPDATE;
    PERFORM pg_advisory_unlock_all();
    -- A session that begins at this moment waits.
    IF pg_try_advisory_xact_lock(presence_key(own_journal)) THEN
        UPDATE leases SET until = now() WHERE journal = own_journal AND NOT EXISTS (SELECT FROM changes
            WHERE lease = leases.number::text AND state IN ('sending', 'unknown', 'not-there', 'queued'));
        PERFORM watch();
    END IF;
END $$;
-- Removes those of the leases that have lapsed with an open change or a draft under them. Returns those that there are not, or
-- not any more: two desks that ask at once never remove the same one.
CREATE OR REPLACE FUNCTION {schema}.take_vacant(numbers BIGINT[]) RETURNS SETOF BIGINT LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, {schema}, pg_temp AS $$
BEGIN
    DELETE FROM leases WHERE number IN
        (SELECT number FROM leases WHERE number = ANY (numbers) AND until <= now()
            AND (EXISTS (SELECT FROM drafts WHERE lease = leases.number::text) OR EXISTS (SELECT FROM changes
            WHERE lease = leases.number::text AND state IN ('sending', 'unknown', 'not-there', 'queued')))
            FOR UPDATE SKIP LOCKED);
    RETURN QUERY SELECT each FROM unnest(numbers) AS each WHERE each NOT IN (SELECT number FROM leases);
END $$;
-- Holds a time for a window under a lease, in place of the one before. Returns whether there is that lease.
CREATE OR REPLACE FUNCTION {schema}.hold(of_lease BIGINT, of_window TEXT, clinic TEXT, whose TEXT, begins TEXT, ends TEXT, of_desk TEXT)
    RETURNS BOOLEAN LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, {schema}, pg_temp AS $$
BEGIN
    INSERT INTO holds (lease, place, vendor, provider, starts_at, busy_until, desk, until)
        SELECT number, of_window, clinic, whose, begins, ends, of_desk, now() + interval '2 minutes'
        FROM leases WHERE number = of_lease
        ON CONFLICT (lease, place) DO UPDATE SET vendor = clinic, provider = whose, starts_at = begins, busy_until = ends,
        desk = of_desk, until = excluded.until, place_in_order = CASE
        WHEN (holds.vendor, holds.provider, holds.starts_at, holds.busy_until) = (clinic, whose, begins, ends)
        AND holds.until > now() THEN holds.place_in_order ELSE excluded.place_in_order END;
    RETURN FOUND;
END $$;
-- Releases the time that a window holds under a lease.
CREATE OR REPLACE FUNCTION {schema}.release(of_lease BIGINT, of_window TEXT) RETURNS void LANGUAGE sql SECURITY DEFINER
    SET search_path = pg_catalog, {schema}, pg_temp AS
    $$DELETE FROM holds WHERE lease = of_lease AND place = of_window$$;
-- What a role may do that a clinic's desks log in as.
CREATE OR REPLACE FUNCTION {schema}.let_desks_work(role TEXT) RETURNS void LANGUAGE plpgsql
    SET search_path = pg_catalog, {schema}, pg_temp AS $$
BEGIN
    EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM PUBLIC, %I', role);
    EXECUTE format('REVOKE ALL ON ALL SEQUENCES IN SCHEMA {schema} FROM PUBLIC, %I', role);
    EXECUTE format('REVOKE ALL ON ALL FUNCTIONS IN SCHEMA {schema} FROM PUBLIC, %I', role);
    EXECUTE format('REVOKE ALL ON SCHEMA {schema} FROM PUBLIC, %I', role);
    EXECUTE format('GRANT USAGE ON SCHEMA {schema} TO %I', role);
    EXECUTE format('GRANT SELECT ON audit, calls, changes, drafts, facts, heads, holds, journals, leases, notes TO %I', role);
    EXECUTE format('GRANT EXECUTE ON FUNCTION append(JSONB), check_writable(), desks_at_work(), take_lease(TEXT, TEXT), renew_lease(TEXT, TEXT),'
        ' watch(), leave(TEXT), take_vacant(BIGINT[]), hold(BIGINT, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT),'
        ' release(BIGINT, TEXT) TO %I', role);
END $$;
-- The roles that desks log in as already: in earlier versions they wrote the tables.
DO $$
DECLARE
    desks NAME;
BEGIN
    REVOKE ALL ON ALL FUNCTIONS IN SCHEMA {schema} FROM PUBLIC;
    FOR desks IN SELECT pg_get_userbyid(rights.grantee) FROM pg_catalog.pg_class, aclexplode(relacl) AS rights
        WHERE oid = '{schema}.journals'::regclass AND rights.privilege_type = 'INSERT' AND rights.grantee NOT IN (0, relowner)
        UNION SELECT pg_get_userbyid(rights.grantee) FROM pg_catalog.pg_proc, aclexplode(proacl) AS rights
        WHERE oid = '{schema}.append(jsonb)'::regprocedure AND rights.grantee NOT IN (0, proowner) LOOP
        PERFORM {schema}.let_desks_work(desks);
    END LOOP;
END $$;
