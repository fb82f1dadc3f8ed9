-- The database of the site and its two accounts, made once, by PostgreSQL's own administrator:
--
--     runuser -u postgres -- psql -v ON_ERROR_STOP=1 -v owner="$OWNER_PASSWORD" -v site="$SITE_PASSWORD" -f deploy/database.sql
--
-- The owner migrates, and the site uses: docs/operations.md, "Two accounts of the database".

CREATE ROLE cancerinfo_owner LOGIN PASSWORD :'owner';
CREATE ROLE cancerinfo_site LOGIN PASSWORD :'site';
CREATE DATABASE cancerinfo OWNER cancerinfo_owner ENCODING 'UTF8' TEMPLATE template0;
\connect cancerinfo
-- Up to version 14 the schema isn't that of the owner of the database.
ALTER SCHEMA public OWNER TO cancerinfo_owner;
