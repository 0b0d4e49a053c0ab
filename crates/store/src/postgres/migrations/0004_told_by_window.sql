-- Notifications of changes name the window that wrote them: once for each transaction, and ignored by that
-- window itself.
CREATE OR REPLACE FUNCTION tell_change() RETURNS trigger LANGUAGE plpgsql
    AS 'BEGIN PERFORM pg_notify(TG_TABLE_SCHEMA, concat(''change '', current_setting(''bookdesk.window'', true)));
    RETURN NULL; END';
