-- The output of pg_dumpall --roles-only and pg_dump --clean --if-exists, run twice: first nothing is there, then everything.
--
-- PostgreSQL database cluster dump
--

\restrict conformance

SET default_transaction_read_only = off;

SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;

--
-- Drop roles
--

DROP ROLE IF EXISTS "conf Odd";
DROP ROLE IF EXISTS conf_owner;
DROP ROLE IF EXISTS conf_reader;


--
-- Roles
--

CREATE ROLE "conf Odd";
ALTER ROLE "conf Odd" WITH NOSUPERUSER INHERIT NOCREATEROLE NOCREATEDB NOLOGIN NOREPLICATION NOBYPASSRLS;
CREATE ROLE conf_owner;
ALTER ROLE conf_owner WITH NOSUPERUSER INHERIT NOCREATEROLE NOCREATEDB NOLOGIN NOREPLICATION NOBYPASSRLS;
CREATE ROLE conf_reader;
ALTER ROLE conf_reader WITH NOSUPERUSER INHERIT NOCREATEROLE NOCREATEDB NOLOGIN NOREPLICATION NOBYPASSRLS;

--
-- User Configurations
--






\unrestrict conformance

--
-- PostgreSQL database cluster dump complete
--

--
-- PostgreSQL database dump
--

\restrict conformance


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

ALTER FOREIGN TABLE warehouse.orders DROP CONSTRAINT IF EXISTS later;
ALTER FOREIGN TABLE warehouse.numbered ALTER COLUMN id DROP DEFAULT;
DROP FOREIGN TABLE IF EXISTS warehouse.parted_d;
DROP FOREIGN TABLE IF EXISTS warehouse.parted_1;
DROP TABLE IF EXISTS warehouse.parted;
DROP SEQUENCE IF EXISTS warehouse.numbered_id_seq;
DROP FOREIGN TABLE IF EXISTS warehouse.numbered;
DROP FOREIGN TABLE IF EXISTS warehouse.no_columns;
DROP FOREIGN TABLE IF EXISTS warehouse.log;
DROP FOREIGN TABLE IF EXISTS warehouse.child;
DROP TABLE IF EXISTS warehouse.parent;
DROP VIEW IF EXISTS warehouse.big_orders;
DROP FOREIGN TABLE IF EXISTS warehouse.orders;
DROP FOREIGN TABLE IF EXISTS warehouse."Odd Table";
DROP USER MAPPING IF EXISTS FOR "conf Odd" SERVER remote;
DROP SERVER IF EXISTS remote;
DROP USER MAPPING IF EXISTS FOR public SERVER hub;
DROP USER MAPPING IF EXISTS FOR conf_owner SERVER hub;
DROP SERVER IF EXISTS hub;
DROP SERVER IF EXISTS files;
DROP USER MAPPING IF EXISTS FOR postgres SERVER "Odd Server";
DROP SERVER IF EXISTS "Odd Server";
DROP FOREIGN DATA WRAPPER IF EXISTS plain;
DROP FOREIGN DATA WRAPPER IF EXISTS checked;
DROP FUNCTION IF EXISTS warehouse.check_options(text[], oid);
DROP EXTENSION IF EXISTS postgres_fdw;
DROP EXTENSION IF EXISTS file_fdw;
DROP EXTENSION IF EXISTS dblink;
DROP SCHEMA IF EXISTS warehouse;
--
-- Name: warehouse; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA warehouse;


--
-- Name: dblink; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS dblink WITH SCHEMA public;


--
-- Name: file_fdw; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS file_fdw WITH SCHEMA public;


--
-- Name: postgres_fdw; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS postgres_fdw WITH SCHEMA public;


--
-- Name: check_options(text[], oid); Type: FUNCTION; Schema: warehouse; Owner: -
--

CREATE FUNCTION warehouse.check_options(text[], oid) RETURNS boolean
    LANGUAGE sql
    AS $$SELECT true$$;


--
-- Name: checked; Type: FOREIGN DATA WRAPPER; Schema: -; Owner: -
--

CREATE FOREIGN DATA WRAPPER checked VALIDATOR warehouse.check_options OPTIONS (
    "Mixed Case" 'it''s',
    debug 'true'
);


--
-- Name: plain; Type: FOREIGN DATA WRAPPER; Schema: -; Owner: -
--

CREATE FOREIGN DATA WRAPPER plain;


--
-- Name: Odd Server; Type: SERVER; Schema: -; Owner: -
--

CREATE SERVER "Odd Server" FOREIGN DATA WRAPPER checked;


--
-- Name: USER MAPPING postgres SERVER Odd Server; Type: USER MAPPING; Schema: -; Owner: -
--

CREATE USER MAPPING FOR postgres SERVER "Odd Server";


--
-- Name: files; Type: SERVER; Schema: -; Owner: -
--

CREATE SERVER files FOREIGN DATA WRAPPER file_fdw;


--
-- Name: hub; Type: SERVER; Schema: -; Owner: -
--

CREATE SERVER hub TYPE 'oracle' VERSION '11.2' FOREIGN DATA WRAPPER plain OPTIONS (
    host 'db.example',
    path E'c:\\data',
    port '1521'
);


--
-- Name: USER MAPPING conf_owner SERVER hub; Type: USER MAPPING; Schema: -; Owner: -
--

CREATE USER MAPPING FOR conf_owner SERVER hub OPTIONS (
    password 'tiger',
    "user" 'scott'
);


--
-- Name: USER MAPPING public SERVER hub; Type: USER MAPPING; Schema: -; Owner: -
--

CREATE USER MAPPING FOR public SERVER hub OPTIONS (
    "user" 'guest'
);


--
-- Name: remote; Type: SERVER; Schema: -; Owner: -
--

CREATE SERVER remote FOREIGN DATA WRAPPER postgres_fdw OPTIONS (
    dbname 'sales',
    extensions 'dblink',
    fetch_size '500',
    host 'db.example'
);


--
-- Name: USER MAPPING conf Odd SERVER remote; Type: USER MAPPING; Schema: -; Owner: -
--

CREATE USER MAPPING FOR "conf Odd" SERVER remote OPTIONS (
    password 'x''y',
    "user" 'odd'
);


--
-- Name: Odd Table; Type: FOREIGN TABLE; Schema: warehouse; Owner: -
--

CREATE FOREIGN TABLE warehouse."Odd Table" (
    "Odd Column" integer,
    "select" text
)
SERVER "Odd Server";


--
-- Name: orders; Type: FOREIGN TABLE; Schema: warehouse; Owner: -
--

CREATE FOREIGN TABLE warehouse.orders (
    id integer NOT NULL,
    customer character varying(40),
    amount numeric(10,2) DEFAULT 0,
    placed timestamp with time zone DEFAULT now(),
    note text COLLATE pg_catalog."C",
    tags text[],
    CONSTRAINT orders_amount_check CHECK ((amount >= (0)::numeric))
)
SERVER remote
OPTIONS (
    fetch_size '100',
    schema_name 'public',
    table_name 'orders'
);
ALTER FOREIGN TABLE ONLY warehouse.orders ALTER COLUMN id SET (n_distinct=100);
ALTER FOREIGN TABLE ONLY warehouse.orders ALTER COLUMN customer SET STATISTICS 200;
ALTER FOREIGN TABLE warehouse.orders ALTER COLUMN customer OPTIONS (
    column_name 'CUST'
);
ALTER FOREIGN TABLE ONLY warehouse.orders ALTER COLUMN note SET STORAGE EXTERNAL;


--
-- Name: big_orders; Type: VIEW; Schema: warehouse; Owner: -
--

CREATE VIEW warehouse.big_orders AS
 SELECT orders.id,
    orders.amount
   FROM warehouse.orders
  WHERE (orders.amount > (1000)::numeric);


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: parent; Type: TABLE; Schema: warehouse; Owner: -
--

CREATE TABLE warehouse.parent (
    a integer NOT NULL,
    b text
);


--
-- Name: child; Type: FOREIGN TABLE; Schema: warehouse; Owner: -
--

CREATE FOREIGN TABLE warehouse.child (
    c date
)
INHERITS (warehouse.parent)
SERVER hub
OPTIONS (
    part '1'
);


--
-- Name: log; Type: FOREIGN TABLE; Schema: warehouse; Owner: -
--

CREATE FOREIGN TABLE warehouse.log (
    line text,
    n integer GENERATED ALWAYS AS (1) STORED
)
SERVER files
OPTIONS (
    delimiter ';',
    filename '/var/log/x.csv',
    format 'csv',
    quote ''''
);
ALTER FOREIGN TABLE warehouse.log ALTER COLUMN line OPTIONS (
    force_not_null 'true'
);


--
-- Name: no_columns; Type: FOREIGN TABLE; Schema: warehouse; Owner: -
--

CREATE FOREIGN TABLE warehouse.no_columns (
)
SERVER hub;


--
-- Name: numbered; Type: FOREIGN TABLE; Schema: warehouse; Owner: -
--

CREATE FOREIGN TABLE warehouse.numbered (
    id integer NOT NULL,
    j integer NOT NULL
)
SERVER hub;


--
-- Name: numbered_id_seq; Type: SEQUENCE; Schema: warehouse; Owner: -
--

CREATE SEQUENCE warehouse.numbered_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: numbered_id_seq; Type: SEQUENCE OWNED BY; Schema: warehouse; Owner: -
--

ALTER SEQUENCE warehouse.numbered_id_seq OWNED BY warehouse.numbered.id;


--
-- Name: numbered_j_seq; Type: SEQUENCE; Schema: warehouse; Owner: -
--

ALTER TABLE warehouse.numbered ALTER COLUMN j ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME warehouse.numbered_j_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: parted; Type: TABLE; Schema: warehouse; Owner: -
--

CREATE TABLE warehouse.parted (
    k integer,
    v text
)
PARTITION BY LIST (k);


--
-- Name: parted_1; Type: FOREIGN TABLE; Schema: warehouse; Owner: -
--

CREATE FOREIGN TABLE warehouse.parted_1 (
    k integer,
    v text
)
SERVER hub;


--
-- Name: parted_d; Type: FOREIGN TABLE; Schema: warehouse; Owner: -
--

CREATE FOREIGN TABLE warehouse.parted_d (
    k integer,
    v text
)
SERVER hub;


--
-- Name: parted_1; Type: TABLE ATTACH; Schema: warehouse; Owner: -
--

ALTER TABLE ONLY warehouse.parted ATTACH PARTITION warehouse.parted_1 FOR VALUES IN (1);


--
-- Name: parted_d; Type: TABLE ATTACH; Schema: warehouse; Owner: -
--

ALTER TABLE ONLY warehouse.parted ATTACH PARTITION warehouse.parted_d DEFAULT;


--
-- Name: numbered id; Type: DEFAULT; Schema: warehouse; Owner: -
--

ALTER FOREIGN TABLE ONLY warehouse.numbered ALTER COLUMN id SET DEFAULT nextval('warehouse.numbered_id_seq'::regclass);


--
-- Name: orders later; Type: CHECK CONSTRAINT; Schema: warehouse; Owner: -
--

ALTER FOREIGN TABLE warehouse.orders
    ADD CONSTRAINT later CHECK ((id > 0)) NOT VALID;


--
-- PostgreSQL database dump complete
--

\unrestrict conformance

\det *.*
--
-- PostgreSQL database dump
--

\restrict conformance


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

ALTER FOREIGN TABLE warehouse.orders DROP CONSTRAINT IF EXISTS later;
ALTER FOREIGN TABLE warehouse.numbered ALTER COLUMN id DROP DEFAULT;
DROP FOREIGN TABLE IF EXISTS warehouse.parted_d;
DROP FOREIGN TABLE IF EXISTS warehouse.parted_1;
DROP TABLE IF EXISTS warehouse.parted;
DROP SEQUENCE IF EXISTS warehouse.numbered_id_seq;
DROP FOREIGN TABLE IF EXISTS warehouse.numbered;
DROP FOREIGN TABLE IF EXISTS warehouse.no_columns;
DROP FOREIGN TABLE IF EXISTS warehouse.log;
DROP FOREIGN TABLE IF EXISTS warehouse.child;
DROP TABLE IF EXISTS warehouse.parent;
DROP VIEW IF EXISTS warehouse.big_orders;
DROP FOREIGN TABLE IF EXISTS warehouse.orders;
DROP FOREIGN TABLE IF EXISTS warehouse."Odd Table";
DROP USER MAPPING IF EXISTS FOR "conf Odd" SERVER remote;
DROP SERVER IF EXISTS remote;
DROP USER MAPPING IF EXISTS FOR public SERVER hub;
DROP USER MAPPING IF EXISTS FOR conf_owner SERVER hub;
DROP SERVER IF EXISTS hub;
DROP SERVER IF EXISTS files;
DROP USER MAPPING IF EXISTS FOR postgres SERVER "Odd Server";
DROP SERVER IF EXISTS "Odd Server";
DROP FOREIGN DATA WRAPPER IF EXISTS plain;
DROP FOREIGN DATA WRAPPER IF EXISTS checked;
DROP FUNCTION IF EXISTS warehouse.check_options(text[], oid);
DROP EXTENSION IF EXISTS postgres_fdw;
DROP EXTENSION IF EXISTS file_fdw;
DROP EXTENSION IF EXISTS dblink;
DROP SCHEMA IF EXISTS warehouse;
--
-- Name: warehouse; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA warehouse;


--
-- Name: dblink; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS dblink WITH SCHEMA public;


--
-- Name: file_fdw; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS file_fdw WITH SCHEMA public;


--
-- Name: postgres_fdw; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS postgres_fdw WITH SCHEMA public;


--
-- Name: check_options(text[], oid); Type: FUNCTION; Schema: warehouse; Owner: -
--

CREATE FUNCTION warehouse.check_options(text[], oid) RETURNS boolean
    LANGUAGE sql
    AS $$SELECT true$$;


--
-- Name: checked; Type: FOREIGN DATA WRAPPER; Schema: -; Owner: -
--

CREATE FOREIGN DATA WRAPPER checked VALIDATOR warehouse.check_options OPTIONS (
    "Mixed Case" 'it''s',
    debug 'true'
);


--
-- Name: plain; Type: FOREIGN DATA WRAPPER; Schema: -; Owner: -
--

CREATE FOREIGN DATA WRAPPER plain;


--
-- Name: Odd Server; Type: SERVER; Schema: -; Owner: -
--

CREATE SERVER "Odd Server" FOREIGN DATA WRAPPER checked;


--
-- Name: USER MAPPING postgres SERVER Odd Server; Type: USER MAPPING; Schema: -; Owner: -
--

CREATE USER MAPPING FOR postgres SERVER "Odd Server";


--
-- Name: files; Type: SERVER; Schema: -; Owner: -
--

CREATE SERVER files FOREIGN DATA WRAPPER file_fdw;


--
-- Name: hub; Type: SERVER; Schema: -; Owner: -
--

CREATE SERVER hub TYPE 'oracle' VERSION '11.2' FOREIGN DATA WRAPPER plain OPTIONS (
    host 'db.example',
    path E'c:\\data',
    port '1521'
);


--
-- Name: USER MAPPING conf_owner SERVER hub; Type: USER MAPPING; Schema: -; Owner: -
--

CREATE USER MAPPING FOR conf_owner SERVER hub OPTIONS (
    password 'tiger',
    "user" 'scott'
);


--
-- Name: USER MAPPING public SERVER hub; Type: USER MAPPING; Schema: -; Owner: -
--

CREATE USER MAPPING FOR public SERVER hub OPTIONS (
    "user" 'guest'
);


--
-- Name: remote; Type: SERVER; Schema: -; Owner: -
--

CREATE SERVER remote FOREIGN DATA WRAPPER postgres_fdw OPTIONS (
    dbname 'sales',
    extensions 'dblink',
    fetch_size '500',
    host 'db.example'
);


--
-- Name: USER MAPPING conf Odd SERVER remote; Type: USER MAPPING; Schema: -; Owner: -
--

CREATE USER MAPPING FOR "conf Odd" SERVER remote OPTIONS (
    password 'x''y',
    "user" 'odd'
);


--
-- Name: Odd Table; Type: FOREIGN TABLE; Schema: warehouse; Owner: -
--

CREATE FOREIGN TABLE warehouse."Odd Table" (
    "Odd Column" integer,
    "select" text
)
SERVER "Odd Server";


--
-- Name: orders; Type: FOREIGN TABLE; Schema: warehouse; Owner: -
--

CREATE FOREIGN TABLE warehouse.orders (
    id integer NOT NULL,
    customer character varying(40),
    amount numeric(10,2) DEFAULT 0,
    placed timestamp with time zone DEFAULT now(),
    note text COLLATE pg_catalog."C",
    tags text[],
    CONSTRAINT orders_amount_check CHECK ((amount >= (0)::numeric))
)
SERVER remote
OPTIONS (
    fetch_size '100',
    schema_name 'public',
    table_name 'orders'
);
ALTER FOREIGN TABLE ONLY warehouse.orders ALTER COLUMN id SET (n_distinct=100);
ALTER FOREIGN TABLE ONLY warehouse.orders ALTER COLUMN customer SET STATISTICS 200;
ALTER FOREIGN TABLE warehouse.orders ALTER COLUMN customer OPTIONS (
    column_name 'CUST'
);
ALTER FOREIGN TABLE ONLY warehouse.orders ALTER COLUMN note SET STORAGE EXTERNAL;


--
-- Name: big_orders; Type: VIEW; Schema: warehouse; Owner: -
--

CREATE VIEW warehouse.big_orders AS
 SELECT orders.id,
    orders.amount
   FROM warehouse.orders
  WHERE (orders.amount > (1000)::numeric);


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: parent; Type: TABLE; Schema: warehouse; Owner: -
--

CREATE TABLE warehouse.parent (
    a integer NOT NULL,
    b text
);


--
-- Name: child; Type: FOREIGN TABLE; Schema: warehouse; Owner: -
--

CREATE FOREIGN TABLE warehouse.child (
    c date
)
INHERITS (warehouse.parent)
SERVER hub
OPTIONS (
    part '1'
);


--
-- Name: log; Type: FOREIGN TABLE; Schema: warehouse; Owner: -
--

CREATE FOREIGN TABLE warehouse.log (
    line text,
    n integer GENERATED ALWAYS AS (1) STORED
)
SERVER files
OPTIONS (
    delimiter ';',
    filename '/var/log/x.csv',
    format 'csv',
    quote ''''
);
ALTER FOREIGN TABLE warehouse.log ALTER COLUMN line OPTIONS (
    force_not_null 'true'
);


--
-- Name: no_columns; Type: FOREIGN TABLE; Schema: warehouse; Owner: -
--

CREATE FOREIGN TABLE warehouse.no_columns (
)
SERVER hub;


--
-- Name: numbered; Type: FOREIGN TABLE; Schema: warehouse; Owner: -
--

CREATE FOREIGN TABLE warehouse.numbered (
    id integer NOT NULL,
    j integer NOT NULL
)
SERVER hub;


--
-- Name: numbered_id_seq; Type: SEQUENCE; Schema: warehouse; Owner: -
--

CREATE SEQUENCE warehouse.numbered_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: numbered_id_seq; Type: SEQUENCE OWNED BY; Schema: warehouse; Owner: -
--

ALTER SEQUENCE warehouse.numbered_id_seq OWNED BY warehouse.numbered.id;


--
-- Name: numbered_j_seq; Type: SEQUENCE; Schema: warehouse; Owner: -
--

ALTER TABLE warehouse.numbered ALTER COLUMN j ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME warehouse.numbered_j_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: parted; Type: TABLE; Schema: warehouse; Owner: -
--

CREATE TABLE warehouse.parted (
    k integer,
    v text
)
PARTITION BY LIST (k);


--
-- Name: parted_1; Type: FOREIGN TABLE; Schema: warehouse; Owner: -
--

CREATE FOREIGN TABLE warehouse.parted_1 (
    k integer,
    v text
)
SERVER hub;


--
-- Name: parted_d; Type: FOREIGN TABLE; Schema: warehouse; Owner: -
--

CREATE FOREIGN TABLE warehouse.parted_d (
    k integer,
    v text
)
SERVER hub;


--
-- Name: parted_1; Type: TABLE ATTACH; Schema: warehouse; Owner: -
--

ALTER TABLE ONLY warehouse.parted ATTACH PARTITION warehouse.parted_1 FOR VALUES IN (1);


--
-- Name: parted_d; Type: TABLE ATTACH; Schema: warehouse; Owner: -
--

ALTER TABLE ONLY warehouse.parted ATTACH PARTITION warehouse.parted_d DEFAULT;


--
-- Name: numbered id; Type: DEFAULT; Schema: warehouse; Owner: -
--

ALTER FOREIGN TABLE ONLY warehouse.numbered ALTER COLUMN id SET DEFAULT nextval('warehouse.numbered_id_seq'::regclass);


--
-- Name: orders later; Type: CHECK CONSTRAINT; Schema: warehouse; Owner: -
--

ALTER FOREIGN TABLE warehouse.orders
    ADD CONSTRAINT later CHECK ((id > 0)) NOT VALID;


--
-- PostgreSQL database dump complete
--

\unrestrict conformance

\det *.*
