-- What the account of the site may do in PostgreSQL: read and write rows, but neither change nor remove what is written
-- once, nor alter tables, triggers and functions. Run it as the owner of the tables, after each migrate; until then the
-- site can't use what is new. Running it again changes nothing.
--
--     psql -1 -v ON_ERROR_STOP=1 -f docs/grants.sql "$OWNER_DATABASE_URL"

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO cancerinfo_site;

REVOKE ALL ON ALL TABLES IN SCHEMA public FROM cancerinfo_site;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO cancerinfo_site;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO cancerinfo_site;

-- What is written once: the tables with the triggers that refuse a change.
DO $$
DECLARE written_once regclass;
BEGIN
    FOR written_once IN
        SELECT DISTINCT tgrelid::regclass FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid
        WHERE proname = 'articles_refuse_change'
    LOOP
        EXECUTE format('REVOKE UPDATE, DELETE ON %s FROM cancerinfo_site', written_once);
    END LOOP;
END $$;

-- Which migrations ran is the owner's business.
REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM cancerinfo_site;
