-- Shared records as the version before left them: a dump of its schema with invented rows, sealed with the key that the
-- test writes. Four changes are made, one of them a cancellation, and of the fifth nobody knows the outcome.
-- PostgreSQL database dump
SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
CREATE SCHEMA bookdesk_sandbox;
CREATE FUNCTION bookdesk_sandbox.empty_audit_lines(whom text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'bookdesk_sandbox', 'pg_temp'
    AS $$BEGIN PERFORM set_config('bookdesk.erases', 'yes', true); UPDATE audit SET person = NULL, appointment = NULL, starts_at = NULL, old_value = NULL, new_value = NULL, salt = NULL WHERE person = whom; PERFORM set_config('bookdesk.erases', '', true); END$$;
CREATE FUNCTION bookdesk_sandbox.number_change() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'bookdesk_sandbox', 'pg_temp'
    AS $$BEGIN NEW.seq := nextval('seqs'); IF TG_OP = 'INSERT' THEN NEW.first_seq := NEW.seq; END IF; RETURN NEW; END$$;
CREATE FUNCTION bookdesk_sandbox.one_writer() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'bookdesk_sandbox', 'pg_temp'
    AS $$BEGIN PERFORM 1 FROM facts WHERE name = 'schema' FOR UPDATE; RETURN NULL; END$$;
CREATE FUNCTION bookdesk_sandbox.only_append() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'bookdesk_sandbox', 'pg_temp'
    AS $$BEGIN IF current_setting('bookdesk.erases', true) IS DISTINCT FROM 'yes' THEN RAISE EXCEPTION 'the audit trail is only appended to'; END IF; RETURN NULL; END$$;
CREATE FUNCTION bookdesk_sandbox.remove_audit_lines(up_to bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'bookdesk_sandbox', 'pg_temp'
    AS $$BEGIN PERFORM set_config('bookdesk.erases', 'yes', true); DELETE FROM audit WHERE seq <= up_to; PERFORM set_config('bookdesk.erases', '', true); END$$;
CREATE FUNCTION bookdesk_sandbox.taken(starts_at text, busy_until text) RETURNS tstzrange
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$SELECT tstzrange(starts_at::timestamptz, busy_until::timestamptz)$$;
CREATE FUNCTION bookdesk_sandbox.tell_change() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'bookdesk_sandbox', 'pg_temp'
    AS $$BEGIN PERFORM pg_notify(TG_TABLE_SCHEMA, concat('change ', current_setting('bookdesk.window', true))); RETURN NULL; END$$;
CREATE FUNCTION bookdesk_sandbox.tell_table() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'bookdesk_sandbox', 'pg_temp'
    AS $$BEGIN PERFORM pg_notify(TG_TABLE_SCHEMA, TG_TABLE_NAME); RETURN NULL; END$$;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE bookdesk_sandbox.audit (
    seq bigint NOT NULL,
    at text NOT NULL,
    operator text,
    desk text,
    what text NOT NULL,
    backend text,
    intent text,
    provider text,
    fields text,
    result text,
    reason text,
    person text,
    appointment text,
    starts_at text,
    kind text,
    old_value text,
    new_value text,
    salt text,
    subject text NOT NULL,
    hash text NOT NULL
);
CREATE TABLE bookdesk_sandbox.calls (
    vendor text NOT NULL,
    appointment text NOT NULL,
    reason text NOT NULL,
    starts_at text NOT NULL,
    person text,
    results text NOT NULL,
    operator text,
    desk text,
    noted_at text NOT NULL
);
CREATE TABLE bookdesk_sandbox.changes (
    id text NOT NULL,
    lease text NOT NULL,
    kind text NOT NULL,
    state text NOT NULL,
    vendor text NOT NULL,
    about text,
    person text,
    provider text,
    starts_at text,
    ends_at text,
    old_starts_at text,
    appointment text,
    result text,
    operator text,
    desk text,
    prepared_at text NOT NULL,
    changed_at text NOT NULL,
    sealed text,
    row_mark text,
    busy_until text,
    overrides text,
    seq bigint DEFAULT 0 NOT NULL,
    first_seq bigint DEFAULT 0 NOT NULL,
    measured text,
    claims text,
    follows text,
    old_status text
);
CREATE TABLE bookdesk_sandbox.drafts (
    lease text NOT NULL,
    place text NOT NULL,
    piece text NOT NULL,
    kept_at text NOT NULL,
    sealed text NOT NULL
);
CREATE TABLE bookdesk_sandbox.facts (
    name text NOT NULL,
    value text NOT NULL
);
CREATE TABLE bookdesk_sandbox.heads (
    journal text NOT NULL,
    desk text,
    at text NOT NULL,
    seq bigint NOT NULL,
    hash text NOT NULL,
    signature text NOT NULL
);
CREATE SEQUENCE bookdesk_sandbox.seqs
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
CREATE UNLOGGED TABLE bookdesk_sandbox.holds (
    lease bigint NOT NULL,
    place text NOT NULL,
    vendor text NOT NULL,
    provider text NOT NULL,
    starts_at text NOT NULL,
    busy_until text NOT NULL,
    desk text,
    until timestamp with time zone NOT NULL,
    place_in_order bigint DEFAULT nextval('bookdesk_sandbox.seqs'::regclass) NOT NULL
);
CREATE TABLE bookdesk_sandbox.journals (
    id text NOT NULL,
    copied bigint NOT NULL,
    joined bigint NOT NULL,
    imported bigint DEFAULT 0 NOT NULL
);
CREATE TABLE bookdesk_sandbox.leases (
    number bigint NOT NULL,
    journal text NOT NULL,
    desk text,
    until timestamp with time zone NOT NULL
);
ALTER TABLE bookdesk_sandbox.leases ALTER COLUMN number ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME bookdesk_sandbox.leases_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE bookdesk_sandbox.waiting (
    id text NOT NULL,
    vendor text NOT NULL,
    person text NOT NULL,
    since text NOT NULL,
    sealed text NOT NULL
);
-- Data for Name: audit; Type: TABLE DATA; Schema: bookdesk_sandbox; Owner: -
INSERT INTO bookdesk_sandbox.audit VALUES (1, '2026-11-23T08:45:55.363Z', NULL, 'front-0', 'override', 'clinik', NULL, 'prac_xyz789', 'closed-day', NULL, 'in-advance', 'pt_abc123', NULL, '2199-02-10T08:00:00.000Z', NULL, NULL, NULL, '5faa1caddbd8eb96a110916e85780fd0', '3259bd8ff37d9df76a447df79840fd9147c9cce27d1bfa454b1aeafdbfbf4261', '401cfecc2bafa0d7987cc139a794115e5c77a1b3d0049393b53aca1cb812daf9');
INSERT INTO bookdesk_sandbox.audit VALUES (2, '2026-11-23T08:45:55.363Z', NULL, 'front-0', 'prepared', 'clinik', '01a20795-4f23-742b-892a-3514bc32e255', 'prac_xyz789', 'status patientId practitionerId start end minutesDuration', NULL, NULL, 'pt_abc123', NULL, '2199-02-10T08:00:00.000Z', 'book', NULL, NULL, '3c36f820d1c38105c87d9ef23870db17', '32896339bf4b153f5121934c0c8a4112990a77025d87f67f05abff1738a4050a', '6f2d8939c16ab6290a07771c57835887d03714cbb73f28c8a1e6859b023a1874');
INSERT INTO bookdesk_sandbox.audit VALUES (3, '2026-11-23T08:45:55.363Z', NULL, 'front-0', 'sending', 'clinik', '01a20795-4f23-742b-892a-3514bc32e255', 'prac_xyz789', NULL, NULL, NULL, 'pt_abc123', NULL, '2199-02-10T08:00:00.000Z', 'book', NULL, NULL, 'dd58dd483f308c1a1c2928232c37288b', 'de3c72b51ef26bd9dbbe797031f1662910cda842a58b4a63c28af939bbc810d3', 'd89355ae4ef9ee22884cd26f285ef8e9c97019903a947c0cc3f80d18f0df9a5c');
INSERT INTO bookdesk_sandbox.audit VALUES (4, '2026-11-23T08:45:55.388Z', NULL, 'front-0', 'booked', 'clinik', '01a20795-4f23-742b-892a-3514bc32e255', 'prac_xyz789', NULL, NULL, NULL, 'pt_abc123', 'appt_y5nb2p', '2199-02-10T08:00:00.000Z', 'book', NULL, NULL, '3542a6c81baca2ded9ae09e47b2ff67e', '82ec785cd8cba95d28e474051e483bf5e346733e11954288b5bef77965d507ab', 'e556c3f29602f10c4d7eb57668a9fa1508c5a8f2f12fcb2ee3bbf0a420ca6cb2');
INSERT INTO bookdesk_sandbox.audit VALUES (5, '2026-11-23T08:45:55.549Z', NULL, 'front-0', 'override', 'clinik', NULL, 'prac_xyz789', 'closed-day', NULL, 'in-advance', 'pt_abc123', NULL, '2199-02-10T09:00:00.000Z', NULL, NULL, NULL, '20661933ec2816385310d14db09217f1', '95e5844a2f2b20bfdbae3756ce9b2596bcef4d0256cb88dec87a1a66e5632cc8', '768a0705c45d2f8d84775139927d2ccc9af04f5b441e85ed842328ec1cfd44c1');
INSERT INTO bookdesk_sandbox.audit VALUES (6, '2026-11-23T08:45:55.549Z', NULL, 'front-0', 'prepared', 'clinik', '01a20795-4fde-7668-ab82-16cec2dbd77f', 'prac_xyz789', 'status patientId practitionerId start end minutesDuration', NULL, NULL, 'pt_abc123', NULL, '2199-02-10T09:00:00.000Z', 'book', NULL, NULL, '02b6f89e3d7f67caada52e20b2e89e16', 'fe5d592262c6ae672682bb4d1cde7860da4d71eb8b6f7b703276ed9837b9c604', '0964494729b0eaf7071cce0c920edb6e91f352ade1c005f0e84a42e7c124c6c6');
INSERT INTO bookdesk_sandbox.audit VALUES (7, '2026-11-23T08:45:55.549Z', NULL, 'front-0', 'sending', 'clinik', '01a20795-4fde-7668-ab82-16cec2dbd77f', 'prac_xyz789', NULL, NULL, NULL, 'pt_abc123', NULL, '2199-02-10T09:00:00.000Z', 'book', NULL, NULL, 'f4ba1c6602f6a050f3577b110a361190', '2b3d38e61fba3235976088aa0b84df1bd9b49c931d24403edd74d00ba4799180', 'c20bfbefa82f62a0c506d3eb12853877b8ad143a3a05480fa9c10b73dbf1fb22');
INSERT INTO bookdesk_sandbox.audit VALUES (8, '2026-11-23T08:45:55.569Z', NULL, 'front-0', 'booked', 'clinik', '01a20795-4fde-7668-ab82-16cec2dbd77f', 'prac_xyz789', NULL, NULL, NULL, 'pt_abc123', 'appt_f9q6b8', '2199-02-10T09:00:00.000Z', 'book', NULL, NULL, '99fefc078d177c20089850e9bfc391dc', '04a8df2fd516e6f002797e496bef5c1b8034b6bf03be75cf07a5d521199258b0', '46e27398bb4bff1ff9f2f50f69f75ac7c4ff38a1845ad15047c616769197426d');
INSERT INTO bookdesk_sandbox.audit VALUES (9, '2026-11-23T08:45:55.731Z', NULL, 'front-0', 'override', 'clinik', NULL, 'prac_xyz789', 'closed-day', NULL, 'in-advance', '~650457161e53ef5bcee839d0eff61bd6511c06dbedc1cd7a8853f9b0193ae34b', NULL, '2199-02-10T10:00:00.000Z', NULL, NULL, NULL, '560aea9124b3c3372e06c51fdd25cca9', '61d1e9d1aa6b3f932e25b1465e4783dcbc52ac89b39f2d5960f4b54a911d7029', 'dbf95f5dee9f1ea0ebba6b8f3b6410f351613b6c6744fd5eb1818ab16c664ab8');
INSERT INTO bookdesk_sandbox.audit VALUES (10, '2026-11-23T08:45:55.731Z', NULL, 'front-0', 'prepared', 'clinik', '01a20795-5094-743f-92c6-7e2319b89679', 'prac_xyz789', 'status patientId practitionerId start end minutesDuration', NULL, NULL, '~650457161e53ef5bcee839d0eff61bd6511c06dbedc1cd7a8853f9b0193ae34b', NULL, '2199-02-10T10:00:00.000Z', 'book', NULL, NULL, 'a65308b2e9aa0ee501a83842b49e6895', '66c57797ca82e3fd00620b159cb4249fcdcf1256fc8572b4ee713938fa808768', '486b4d110d42383841c43ef42ad3f61bcd614aa58c05a1c11255c78499b8de0c');
INSERT INTO bookdesk_sandbox.audit VALUES (11, '2026-11-23T08:45:55.731Z', NULL, 'front-0', 'sending', 'clinik', '01a20795-5094-743f-92c6-7e2319b89679', 'prac_xyz789', NULL, NULL, NULL, '~650457161e53ef5bcee839d0eff61bd6511c06dbedc1cd7a8853f9b0193ae34b', NULL, '2199-02-10T10:00:00.000Z', 'book', NULL, NULL, 'b01d35ea777cd49840734d11eb1faff0', '461e689fb4b025a388ac2ac1e800150d8e229c8da615b6fa2d714de2951dafef', 'd75c31c38c1c97530c75afd81148d73cb4eea1900126bc38af8a16ea7b294c4c');
INSERT INTO bookdesk_sandbox.audit VALUES (12, '2026-11-23T08:45:55.757Z', NULL, 'front-0', 'booked', 'clinik', '01a20795-5094-743f-92c6-7e2319b89679', 'prac_xyz789', NULL, NULL, NULL, '~650457161e53ef5bcee839d0eff61bd6511c06dbedc1cd7a8853f9b0193ae34b', 'appt_wct1kr', '2199-02-10T10:00:00.000Z', 'book', NULL, NULL, 'c78e0401a607ee60044a14d990c73951', 'af016e3d43e3e07d41244c92676a80a95814084dbce27c99429f9db154b6dc55', 'e2d75affc448204df45461ba60cc839ad68c3c19899db08d7c21679a142a1f49');
INSERT INTO bookdesk_sandbox.audit VALUES (13, '2026-11-23T08:45:55.958Z', NULL, 'front-0', 'prepared', 'clinik', '01a20795-5177-7621-a549-d632e67bacfa', 'prac_xyz789', '', NULL, 'other', '~650457161e53ef5bcee839d0eff61bd6511c06dbedc1cd7a8853f9b0193ae34b', 'appt_wct1kr', '2199-02-10T10:00:00.000Z', 'cancel', 'booked', 'cancelled', '90871080de8d1a43c147a52d05ae9312', 'ef12527706547a48951c9277386d076fadd1afca1af5e1981e0b9ee97097e699', 'bc5145eae7b2c59e8aaced7ff7669969355f91cf49d34415e5f8353e4d4c208d');
INSERT INTO bookdesk_sandbox.audit VALUES (14, '2026-11-23T08:45:55.958Z', NULL, 'front-0', 'sending', 'clinik', '01a20795-5177-7621-a549-d632e67bacfa', 'prac_xyz789', NULL, NULL, NULL, '~650457161e53ef5bcee839d0eff61bd6511c06dbedc1cd7a8853f9b0193ae34b', 'appt_wct1kr', '2199-02-10T10:00:00.000Z', 'cancel', NULL, NULL, 'e829e274551ddad0d3e06177ee33ad8d', '6e63ded0683696009bc59da965df1d289a6ef33afd8dd9552c41bd08c9537eb3', 'fec88b0dc556fb51e2a7286b58e6e9eaa4644454eb8caa3c3cd0a5473c3c814a');
INSERT INTO bookdesk_sandbox.audit VALUES (15, '2026-11-23T08:45:55.985Z', NULL, 'front-0', 'booked', 'clinik', '01a20795-5177-7621-a549-d632e67bacfa', 'prac_xyz789', NULL, NULL, NULL, '~650457161e53ef5bcee839d0eff61bd6511c06dbedc1cd7a8853f9b0193ae34b', 'appt_wct1kr', '2199-02-10T10:00:00.000Z', 'cancel', NULL, NULL, '79a8ab16170f827fd2a22be0154db117', 'a6b5707ec2012654d8a17e5a5aa03f5aa740352da71643c1b298a296183e9f79', '917f3e695e54987ecf5b156326a76fc85b98dc9be5b05c4777cdd267a0764de6');
INSERT INTO bookdesk_sandbox.audit VALUES (16, '2026-11-23T08:46:49.057Z', NULL, 'front-0', 'override', 'clinik', NULL, 'prac_xyz789', 'weekend', NULL, 'in-advance', '~650457161e53ef5bcee839d0eff61bd6511c06dbedc1cd7a8853f9b0193ae34b', NULL, '2199-02-10T12:00:00.000Z', NULL, NULL, NULL, '7c6ecb2c167865c1b65b6a0a30338b96', 'c981dbcf53b86c9c130bcfb804009312a6f197c5719720c7bad2cbb7acc46095', '7b749186b3785660e9cf9f6d1535b88984cce620907040cb1057ab088aa7d207');
INSERT INTO bookdesk_sandbox.audit VALUES (17, '2026-11-23T08:46:49.057Z', NULL, 'front-0', 'prepared', 'clinik', '01a20796-20e2-700e-9640-f923c4931056', 'prac_xyz789', 'status patientId practitionerId start end minutesDuration', NULL, NULL, '~650457161e53ef5bcee839d0eff61bd6511c06dbedc1cd7a8853f9b0193ae34b', NULL, '2199-02-10T12:00:00.000Z', 'book', NULL, NULL, '64ad98849b89de4e7132ff02def181fc', '0a52f07a0f76d9cf35de92f630dc9e0a32cd107899a8974f5d1ab7866eec9e67', '3c5392f2f76c5ee7ae14c6b18dd7321c9537fbc0025d2d5d72be413f15c6812c');
INSERT INTO bookdesk_sandbox.audit VALUES (18, '2026-11-23T08:46:49.057Z', NULL, 'front-0', 'sending', 'clinik', '01a20796-20e2-700e-9640-f923c4931056', 'prac_xyz789', NULL, NULL, NULL, '~650457161e53ef5bcee839d0eff61bd6511c06dbedc1cd7a8853f9b0193ae34b', NULL, '2199-02-10T12:00:00.000Z', 'book', NULL, NULL, '1b3a3e3c19dd58ea166dba4c242f00be', '06e3529b56fa399f1b1ef725c5009156d7a4dd407bf754b20d6d13c10bb6e8a2', '121c69c22ea93e4ce29a5524c39a6dc44068b28270cbd4908daf185640322f91');
-- Data for Name: calls; Type: TABLE DATA; Schema: bookdesk_sandbox; Owner: -
INSERT INTO bookdesk_sandbox.calls VALUES ('clinik', 'appt_x', 'reminder', '2199-02-10T08:00:00.000Z', 'pt_abc123', 'no-answer', 'mk', 'front-0', '2026-11-23T08:00:00.000Z');
-- Data for Name: changes; Type: TABLE DATA; Schema: bookdesk_sandbox; Owner: -
INSERT INTO bookdesk_sandbox.changes VALUES ('01a20795-4f23-742b-892a-3514bc32e255', '1', 'book', 'booked', 'clinik', NULL, 'pt_abc123', 'prac_xyz789', '2199-02-10T08:00:00.000Z', '2199-02-10T08:30:00.000Z', NULL, 'appt_y5nb2p', NULL, NULL, 'front-0', '2026-11-23T08:45:55.363Z', '2026-11-23T08:45:55.388Z', NULL, NULL, '2199-02-10T08:30:00.000Z', 'yes', 3, 2, '77ec77c1e53bc8c3e5e49969e4999c8999fb3371d58c5e2aa30c3f2ac8dbd95109c2d429f0fa89ebef3304', NULL, NULL, NULL);
INSERT INTO bookdesk_sandbox.changes VALUES ('01a20795-4fde-7668-ab82-16cec2dbd77f', '1', 'book', 'booked', 'clinik', NULL, 'pt_abc123', 'prac_xyz789', '2199-02-10T09:00:00.000Z', '2199-02-10T09:30:00.000Z', NULL, 'appt_f9q6b8', NULL, NULL, 'front-0', '2026-11-23T08:45:55.549Z', '2026-11-23T08:45:55.569Z', NULL, NULL, '2199-02-10T09:30:00.000Z', 'yes', 6, 5, '98b7197a0ed8935b54c2095fc4ef60d2dba967ce59e1438980442d00199fe85ccd2103a06deade0e47621b', NULL, NULL, NULL);
INSERT INTO bookdesk_sandbox.changes VALUES ('01a20795-5094-743f-92c6-7e2319b89679', '1', 'book', 'booked', 'clinik', NULL, '~650457161e53ef5bcee839d0eff61bd6511c06dbedc1cd7a8853f9b0193ae34b', 'prac_xyz789', '2199-02-10T10:00:00.000Z', '2199-02-10T10:30:00.000Z', NULL, 'appt_wct1kr', NULL, NULL, 'front-0', '2026-11-23T08:45:55.731Z', '2026-11-23T08:45:55.757Z', NULL, NULL, '2199-02-10T10:30:00.000Z', 'yes', 9, 8, '2a948004a80f16f2a75f6cde59a0f49ef26ae1707b8c481c2fbe7049f297266610a9e87dcf970f97205387', NULL, NULL, NULL);
INSERT INTO bookdesk_sandbox.changes VALUES ('01a20795-5177-7621-a549-d632e67bacfa', '1', 'cancel', 'booked', 'clinik', 'appt_wct1kr', '~650457161e53ef5bcee839d0eff61bd6511c06dbedc1cd7a8853f9b0193ae34b', 'prac_xyz789', '2199-02-10T10:00:00.000Z', '2199-02-10T10:30:00.000Z', NULL, 'appt_wct1kr', NULL, NULL, 'front-0', '2026-11-23T08:45:55.958Z', '2026-11-23T08:45:55.985Z', NULL, NULL, NULL, NULL, 11, 10, '3e10d58d794448f08d1e5c2335b133ffe5fa65ba2f106162b46d302fc5081362e7fc0014e9d94efe81bd94', 'appt_wct1kr', NULL, 'booked');
INSERT INTO bookdesk_sandbox.changes VALUES ('01a20796-20e2-700e-9640-f923c4931056', '1', 'book', 'sending', 'clinik', NULL, '~650457161e53ef5bcee839d0eff61bd6511c06dbedc1cd7a8853f9b0193ae34b', 'prac_xyz789', '2199-02-10T12:00:00.000Z', '2199-02-10T12:30:00.000Z', NULL, NULL, NULL, NULL, 'front-0', '2026-11-23T08:46:49.057Z', '2026-11-23T08:46:49.057Z', '5e2ad3a9a8f9c056876c2ef99797bc4908638ccabd2573cef367c3961e160a1e778715b9a54620380ea367ce9891c58b0f5832cbc895de4480d572162d6448a8ace56fb4c5cbcc707fc727c060906be48a3d9f09f792e1a65c66f8759f9039049c3a484cadb480f1370071784ab266e51245f122bac0604556fe24ed770c819007c063d83e3a049f2a3d2cdf9b19df1548fd4bac91151ee67be6a89dae2c7c91d79855c28a4329ccfd658f8ceb170b2e1cc47d2fe519ca4f2106468bed6252b1fcc3cb7c72139f144db5992e9c7d91d4d3252d504ecf9085ab5f4c21c3caedb38d41a934373f3187d28ecb359db5720f6830d8f195f6ee4f659b6b21641260be8de0a3b5ec33faef4854d9dd2555f0bb90e176a0814b50519bb82261', NULL, '2199-02-10T12:30:00.000Z', 'yes', 14, 14, '8ba4fcaff028ea134ea84a18abdf3aa9df08735340828bd5db21a795c1531248abf2e63a4f80150678f36e', NULL, NULL, NULL);
-- Data for Name: drafts; Type: TABLE DATA; Schema: bookdesk_sandbox; Owner: -
-- Data for Name: facts; Type: TABLE DATA; Schema: bookdesk_sandbox; Owner: -
INSERT INTO bookdesk_sandbox.facts VALUES ('additions', '4');
INSERT INTO bookdesk_sandbox.facts VALUES ('schema', '4');
INSERT INTO bookdesk_sandbox.facts VALUES ('key', 'f836ea04f6dada83eeaa75255273fe8f870f4271920310596f8a645bf22b44a1');
INSERT INTO bookdesk_sandbox.facts VALUES ('persons', 'sealed');
INSERT INTO bookdesk_sandbox.facts VALUES ('claims', 'named');
INSERT INTO bookdesk_sandbox.facts VALUES ('chain', 'keyed');
-- Data for Name: heads; Type: TABLE DATA; Schema: bookdesk_sandbox; Owner: -
INSERT INTO bookdesk_sandbox.heads VALUES ('f1499c47-f151-4e55-8765-d7fd991191d6', 'front-0', '2026-11-23T08:45:55.330Z', 0, '', '1540465cba6a8b540dc820afdfaf5599eec15b9785728b39c228e3047031f744');
INSERT INTO bookdesk_sandbox.heads VALUES ('f1499c47-f151-4e55-8765-d7fd991191d6', 'front-0', '2026-11-23T08:45:55.409Z', 4, 'e556c3f29602f10c4d7eb57668a9fa1508c5a8f2f12fcb2ee3bbf0a420ca6cb2', 'e751a57c88437cdfc643e65a30623fad0d1f3608d765670c135a560f67b26924');
INSERT INTO bookdesk_sandbox.heads VALUES ('f1499c47-f151-4e55-8765-d7fd991191d6', 'front-0', '2026-11-23T08:45:55.528Z', 4, 'e556c3f29602f10c4d7eb57668a9fa1508c5a8f2f12fcb2ee3bbf0a420ca6cb2', '94a1c0084f6e652bf1ebcd44dfec79d8450f8d90a14fe6c834d72899ce9c7c6f');
INSERT INTO bookdesk_sandbox.heads VALUES ('f1499c47-f151-4e55-8765-d7fd991191d6', 'front-0', '2026-11-23T08:45:55.592Z', 8, '46e27398bb4bff1ff9f2f50f69f75ac7c4ff38a1845ad15047c616769197426d', '65117b756ed9021032e2a70ced5a479b2bf9119cd7410d4d0d26f557887ca1ab');
INSERT INTO bookdesk_sandbox.heads VALUES ('f1499c47-f151-4e55-8765-d7fd991191d6', 'front-0', '2026-11-23T08:45:55.704Z', 8, '46e27398bb4bff1ff9f2f50f69f75ac7c4ff38a1845ad15047c616769197426d', '03a885777398cb88a020b15522ab00111a0444fa5d64736e57255f37f2ff9ab8');
INSERT INTO bookdesk_sandbox.heads VALUES ('f1499c47-f151-4e55-8765-d7fd991191d6', 'front-0', '2026-11-23T08:45:55.773Z', 12, 'e2d75affc448204df45461ba60cc839ad68c3c19899db08d7c21679a142a1f49', 'd9aea5f81923746343bd541276f9fd258166a4e063148197829704885738c93a');
INSERT INTO bookdesk_sandbox.heads VALUES ('f1499c47-f151-4e55-8765-d7fd991191d6', 'front-0', '2026-11-23T08:45:55.864Z', 12, 'e2d75affc448204df45461ba60cc839ad68c3c19899db08d7c21679a142a1f49', '89382d50e734380760dd0d955f0a89475b2a2388c5d37f59bfc5207d7c9f4be7');
INSERT INTO bookdesk_sandbox.heads VALUES ('f1499c47-f151-4e55-8765-d7fd991191d6', 'front-0', '2026-11-23T08:45:56.000Z', 15, '917f3e695e54987ecf5b156326a76fc85b98dc9be5b05c4777cdd267a0764de6', '18da5f03cc4bf7b97c563554e890bdd4250d1915fafe46b74c971e9ec9ddc382');
INSERT INTO bookdesk_sandbox.heads VALUES ('f1499c47-f151-4e55-8765-d7fd991191d6', 'front-0', '2026-11-23T08:45:56.085Z', 15, '917f3e695e54987ecf5b156326a76fc85b98dc9be5b05c4777cdd267a0764de6', '32e9826559688356de8564de783ecbaa8b723a22a60aee3a0d5c8ec84428fb76');
INSERT INTO bookdesk_sandbox.heads VALUES ('f1499c47-f151-4e55-8765-d7fd991191d6', 'front-0', '2026-11-23T08:46:56.089Z', 18, '121c69c22ea93e4ce29a5524c39a6dc44068b28270cbd4908daf185640322f91', '9925c103a710373d7c25350029ad4043344d4e4eeb2c54861fe556ae0dad8d1c');
-- Data for Name: holds; Type: TABLE DATA; Schema: bookdesk_sandbox; Owner: -
-- Data for Name: journals; Type: TABLE DATA; Schema: bookdesk_sandbox; Owner: -
INSERT INTO bookdesk_sandbox.journals VALUES ('f1499c47-f151-4e55-8765-d7fd991191d6', 18, 0, 0);
-- Data for Name: leases; Type: TABLE DATA; Schema: bookdesk_sandbox; Owner: -
INSERT INTO bookdesk_sandbox.leases OVERRIDING SYSTEM VALUE VALUES (1, 'f1499c47-f151-4e55-8765-d7fd991191d6', 'front-0', '2026-11-23 08:47:06.096185+00');
-- Data for Name: waiting; Type: TABLE DATA; Schema: bookdesk_sandbox; Owner: -
SELECT pg_catalog.setval('bookdesk_sandbox.leases_number_seq', 10, true);
SELECT pg_catalog.setval('bookdesk_sandbox.seqs', 14, true);
ALTER TABLE ONLY bookdesk_sandbox.audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY (seq);
ALTER TABLE ONLY bookdesk_sandbox.calls
    ADD CONSTRAINT calls_pkey PRIMARY KEY (vendor, appointment, reason, starts_at);
ALTER TABLE ONLY bookdesk_sandbox.changes
    ADD CONSTRAINT changes_pkey PRIMARY KEY (id);
ALTER TABLE ONLY bookdesk_sandbox.drafts
    ADD CONSTRAINT drafts_pkey PRIMARY KEY (lease, place, piece);
ALTER TABLE ONLY bookdesk_sandbox.facts
    ADD CONSTRAINT facts_pkey PRIMARY KEY (name);
ALTER TABLE ONLY bookdesk_sandbox.holds
    ADD CONSTRAINT holds_pkey PRIMARY KEY (lease, place);
ALTER TABLE ONLY bookdesk_sandbox.journals
    ADD CONSTRAINT journals_pkey PRIMARY KEY (id);
ALTER TABLE ONLY bookdesk_sandbox.leases
    ADD CONSTRAINT leases_journal_key UNIQUE (journal);
ALTER TABLE ONLY bookdesk_sandbox.leases
    ADD CONSTRAINT leases_pkey PRIMARY KEY (number);
ALTER TABLE ONLY bookdesk_sandbox.changes
    ADD CONSTRAINT one_change_at_a_time EXCLUDE USING gist (vendor WITH =, lower(provider) WITH =, bookdesk_sandbox.taken(starts_at, busy_until) WITH &&) WHERE (((state = ANY (ARRAY['sending'::text, 'unknown'::text, 'queued'::text])) AND (overrides IS NULL) AND (provider IS NOT NULL) AND (starts_at IS NOT NULL) AND (busy_until IS NOT NULL)));
ALTER TABLE ONLY bookdesk_sandbox.waiting
    ADD CONSTRAINT waiting_pkey PRIMARY KEY (id);
CREATE INDEX audit_by_person ON bookdesk_sandbox.audit USING btree (person);
CREATE INDEX calls_by_note ON bookdesk_sandbox.calls USING btree (noted_at);
CREATE INDEX calls_by_person ON bookdesk_sandbox.calls USING btree (person);
CREATE INDEX calls_by_start ON bookdesk_sandbox.calls USING btree (starts_at);
CREATE INDEX changes_by_about ON bookdesk_sandbox.changes USING btree (about) WHERE (about IS NOT NULL);
CREATE INDEX changes_by_appointment ON bookdesk_sandbox.changes USING btree (appointment);
CREATE INDEX changes_by_person ON bookdesk_sandbox.changes USING btree (person);
CREATE INDEX changes_by_provider ON bookdesk_sandbox.changes USING btree (vendor, lower(provider), busy_until) WHERE (busy_until IS NOT NULL);
CREATE UNIQUE INDEX changes_by_row ON bookdesk_sandbox.changes USING btree (row_mark);
CREATE INDEX changes_by_seq ON bookdesk_sandbox.changes USING btree (seq);
CREATE INDEX changes_by_state ON bookdesk_sandbox.changes USING btree (state, lease);
CREATE INDEX changes_by_time ON bookdesk_sandbox.changes USING btree (changed_at);
CREATE UNIQUE INDEX one_change_of_an_appointment ON bookdesk_sandbox.changes USING btree (vendor, claims) WHERE ((claims IS NOT NULL) AND ((state = ANY (ARRAY['sending'::text, 'unknown'::text])) OR ((state = ANY (ARRAY['queued'::text, 'not-there'::text])) AND (follows IS NOT NULL))));
CREATE INDEX waiting_by_person ON bookdesk_sandbox.waiting USING btree (person);
CREATE TRIGGER a_writer BEFORE INSERT ON bookdesk_sandbox.audit FOR EACH STATEMENT EXECUTE FUNCTION bookdesk_sandbox.one_writer();
CREATE TRIGGER a_writer BEFORE INSERT OR DELETE OR UPDATE ON bookdesk_sandbox.changes FOR EACH STATEMENT EXECUTE FUNCTION bookdesk_sandbox.one_writer();
CREATE TRIGGER number_change BEFORE INSERT OR UPDATE ON bookdesk_sandbox.changes FOR EACH ROW EXECUTE FUNCTION bookdesk_sandbox.number_change();
CREATE TRIGGER only_append BEFORE DELETE OR UPDATE OR TRUNCATE ON bookdesk_sandbox.audit FOR EACH STATEMENT EXECUTE FUNCTION bookdesk_sandbox.only_append();
CREATE TRIGGER tell_calls AFTER INSERT OR DELETE OR UPDATE ON bookdesk_sandbox.calls FOR EACH ROW EXECUTE FUNCTION bookdesk_sandbox.tell_table();
CREATE TRIGGER tell_change AFTER INSERT OR UPDATE ON bookdesk_sandbox.changes FOR EACH ROW EXECUTE FUNCTION bookdesk_sandbox.tell_change();
CREATE TRIGGER tell_desks AFTER INSERT OR DELETE ON bookdesk_sandbox.leases FOR EACH ROW EXECUTE FUNCTION bookdesk_sandbox.tell_table();
CREATE TRIGGER tell_holds AFTER INSERT OR DELETE OR UPDATE ON bookdesk_sandbox.holds FOR EACH ROW EXECUTE FUNCTION bookdesk_sandbox.tell_table();
CREATE TRIGGER tell_waiting AFTER INSERT OR DELETE OR UPDATE ON bookdesk_sandbox.waiting FOR EACH ROW EXECUTE FUNCTION bookdesk_sandbox.tell_table();
-- PostgreSQL database dump complete
