//! Who may connect to the database. Whoever does hears what desks tell each other: PostgreSQL has no rights for that.

use sqlx::postgres::PgConnection;
use sqlx::{query_as, raw_sql};

/// Who may connect to the database of shared records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatabaseAccess {
    /// Those who could before.
    Unchanged,
    /// From now on its owner and the roles that desks log in as.
    Restricted,
    /// Everybody: others use the database, or it is another role's.
    Everybody,
}

/// Whether everybody may connect; whether the database is this role's; whether nothing is in it but the records.
const ASKS: &str = "SELECT \
     EXISTS (SELECT FROM aclexplode(COALESCE(datacl, acldefault('d', datdba))) AS rights \
       WHERE rights.grantee = 0 AND rights.privilege_type = 'CONNECT'), \
     pg_has_role(datdba, 'USAGE'), \
     NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname <> 'public' AND nspname !~ '^(pg_|bookdesk_)' \
         AND nspname <> 'information_schema') \
       AND NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE relnamespace = to_regnamespace('public') \
         AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend WHERE objid = pg_class.oid AND deptype = 'e')) \
     FROM pg_catalog.pg_database WHERE datname = current_database()";

/// Lets the roles connect that may use a mode's records as desks do.
const ADMITS: &str = "DO $$ DECLARE desks NAME; BEGIN \
     FOR desks IN SELECT DISTINCT pg_get_userbyid(rights.grantee) FROM pg_catalog.pg_proc, aclexplode(proacl) AS rights \
       WHERE proname = 'append' AND pronamespace::regnamespace::text ~ '^bookdesk_' AND rights.grantee NOT IN (0, proowner) LOOP \
       EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), desks); \
     END LOOP; END $$";

const RESTRICTS: &str = "DO $$ BEGIN EXECUTE format('REVOKE CONNECT ON DATABASE %I FROM PUBLIC', current_database()); END $$";

/// Lets only its owner and the desks' roles connect to the database, unless others use it.
///
/// # Errors
/// If the server can't be reached or refuses.
pub(crate) async fn restrict_access(
    owner: &mut PgConnection,
) -> Result<DatabaseAccess, sqlx::Error> {
    let (is_for_everybody, is_own, has_only_records): (bool, bool, bool) =
        query_as(ASKS).fetch_one(&mut *owner).await?;
    if is_own {
        raw_sql(ADMITS).execute(&mut *owner).await?;
    }
    if !is_for_everybody {
        return Ok(DatabaseAccess::Unchanged);
    }
    if !is_own || !has_only_records {
        return Ok(DatabaseAccess::Everybody);
    }
    raw_sql(RESTRICTS).execute(owner).await?;
    Ok(DatabaseAccess::Restricted)
}
