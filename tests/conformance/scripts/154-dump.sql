-- The output of pg_dump --schema-only for a database of wrappers, servers, mappings, foreign tables and rights.
CREATE ROLE conf_owner; CREATE ROLE conf_reader; CREATE ROLE "conf Odd";
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

--
-- Name: warehouse; Type: SCHEMA; Schema: -; Owner: conf_owner
--

CREATE SCHEMA warehouse;


ALTER SCHEMA warehouse OWNER TO conf_owner;

--
-- Name: SCHEMA warehouse; Type: COMMENT; Schema: -; Owner: conf_owner
--

COMMENT ON SCHEMA warehouse IS 'foreign data';


--
-- Name: dblink; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS dblink WITH SCHEMA public;


--
-- Name: EXTENSION dblink; Type: COMMENT; Schema: -; Owner: 
--

COMMENT ON EXTENSION dblink IS 'connect to other PostgreSQL databases from within a database';


--
-- Name: file_fdw; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS file_fdw WITH SCHEMA public;


--
-- Name: EXTENSION file_fdw; Type: COMMENT; Schema: -; Owner: 
--

COMMENT ON EXTENSION file_fdw IS 'foreign-data wrapper for flat file access';


--
-- Name: postgres_fdw; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS postgres_fdw WITH SCHEMA public;


--
-- Name: EXTENSION postgres_fdw; Type: COMMENT; Schema: -; Owner: 
--

COMMENT ON EXTENSION postgres_fdw IS 'foreign-data wrapper for remote PostgreSQL servers';


--
-- Name: check_options(text[], oid); Type: FUNCTION; Schema: warehouse; Owner: postgres
--

CREATE FUNCTION warehouse.check_options(text[], oid) RETURNS boolean
    LANGUAGE sql
    AS $$SELECT true$$;


ALTER FUNCTION warehouse.check_options(text[], oid) OWNER TO postgres;

--
-- Name: checked; Type: FOREIGN DATA WRAPPER; Schema: -; Owner: postgres
--

CREATE FOREIGN DATA WRAPPER checked VALIDATOR warehouse.check_options OPTIONS (
    "Mixed Case" 'it''s',
    debug 'true'
);


ALTER FOREIGN DATA WRAPPER checked OWNER TO postgres;

--
-- Name: FOREIGN DATA WRAPPER checked; Type: COMMENT; Schema: -; Owner: postgres
--

COMMENT ON FOREIGN DATA WRAPPER checked IS 'checks nothing';


--
-- Name: plain; Type: FOREIGN DATA WRAPPER; Schema: -; Owner: postgres
--

CREATE FOREIGN DATA WRAPPER plain;


ALTER FOREIGN DATA WRAPPER plain OWNER TO postgres;

--
-- Name: Odd Server; Type: SERVER; Schema: -; Owner: postgres
--

CREATE SERVER "Odd Server" FOREIGN DATA WRAPPER checked;


ALTER SERVER "Odd Server" OWNER TO postgres;

--
-- Name: USER MAPPING postgres SERVER Odd Server; Type: USER MAPPING; Schema: -; Owner: postgres
--

CREATE USER MAPPING FOR postgres SERVER "Odd Server";


--
-- Name: files; Type: SERVER; Schema: -; Owner: postgres
--

CREATE SERVER files FOREIGN DATA WRAPPER file_fdw;


ALTER SERVER files OWNER TO postgres;

--
-- Name: hub; Type: SERVER; Schema: -; Owner: conf_owner
--

CREATE SERVER hub TYPE 'oracle' VERSION '11.2' FOREIGN DATA WRAPPER plain OPTIONS (
    host 'db.example',
    path E'c:\\data',
    port '1521'
);


ALTER SERVER hub OWNER TO conf_owner;

--
-- Name: SERVER hub; Type: COMMENT; Schema: -; Owner: conf_owner
--

COMMENT ON SERVER hub IS 'the old one';


--
-- Name: USER MAPPING conf_owner SERVER hub; Type: USER MAPPING; Schema: -; Owner: conf_owner
--

CREATE USER MAPPING FOR conf_owner SERVER hub OPTIONS (
    password 'tiger',
    "user" 'scott'
);


--
-- Name: USER MAPPING public SERVER hub; Type: USER MAPPING; Schema: -; Owner: conf_owner
--

CREATE USER MAPPING FOR public SERVER hub OPTIONS (
    "user" 'guest'
);


--
-- Name: remote; Type: SERVER; Schema: -; Owner: conf_owner
--

CREATE SERVER remote FOREIGN DATA WRAPPER postgres_fdw OPTIONS (
    dbname 'sales',
    extensions 'dblink',
    fetch_size '500',
    host 'db.example'
);


ALTER SERVER remote OWNER TO conf_owner;

--
-- Name: USER MAPPING conf Odd SERVER remote; Type: USER MAPPING; Schema: -; Owner: conf_owner
--

CREATE USER MAPPING FOR "conf Odd" SERVER remote OPTIONS (
    password 'x''y',
    "user" 'odd'
);


--
-- Name: Odd Table; Type: FOREIGN TABLE; Schema: warehouse; Owner: conf Odd
--

CREATE FOREIGN TABLE warehouse."Odd Table" (
    "Odd Column" integer,
    "select" text
)
SERVER "Odd Server";


ALTER FOREIGN TABLE warehouse."Odd Table" OWNER TO "conf Odd";

--
-- Name: orders; Type: FOREIGN TABLE; Schema: warehouse; Owner: conf_owner
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


ALTER FOREIGN TABLE warehouse.orders OWNER TO conf_owner;

--
-- Name: FOREIGN TABLE orders; Type: COMMENT; Schema: warehouse; Owner: conf_owner
--

COMMENT ON FOREIGN TABLE warehouse.orders IS 'all of them';


--
-- Name: COLUMN orders.customer; Type: COMMENT; Schema: warehouse; Owner: conf_owner
--

COMMENT ON COLUMN warehouse.orders.customer IS 'who
pays';


--
-- Name: big_orders; Type: VIEW; Schema: warehouse; Owner: conf_owner
--

CREATE VIEW warehouse.big_orders AS
 SELECT orders.id,
    orders.amount
   FROM warehouse.orders
  WHERE (orders.amount > (1000)::numeric);


ALTER TABLE warehouse.big_orders OWNER TO conf_owner;

--
-- Name: VIEW big_orders; Type: COMMENT; Schema: warehouse; Owner: conf_owner
--

COMMENT ON VIEW warehouse.big_orders IS 'dear';


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: parent; Type: TABLE; Schema: warehouse; Owner: conf_owner
--

CREATE TABLE warehouse.parent (
    a integer NOT NULL,
    b text
);


ALTER TABLE warehouse.parent OWNER TO conf_owner;

--
-- Name: child; Type: FOREIGN TABLE; Schema: warehouse; Owner: conf_owner
--

CREATE FOREIGN TABLE warehouse.child (
    c date
)
INHERITS (warehouse.parent)
SERVER hub
OPTIONS (
    part '1'
);


ALTER FOREIGN TABLE warehouse.child OWNER TO conf_owner;

--
-- Name: log; Type: FOREIGN TABLE; Schema: warehouse; Owner: postgres
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


ALTER FOREIGN TABLE warehouse.log OWNER TO postgres;

--
-- Name: no_columns; Type: FOREIGN TABLE; Schema: warehouse; Owner: postgres
--

CREATE FOREIGN TABLE warehouse.no_columns (
)
SERVER hub;


ALTER FOREIGN TABLE warehouse.no_columns OWNER TO postgres;

--
-- Name: numbered; Type: FOREIGN TABLE; Schema: warehouse; Owner: postgres
--

CREATE FOREIGN TABLE warehouse.numbered (
    id integer NOT NULL,
    j integer NOT NULL
)
SERVER hub;


ALTER FOREIGN TABLE warehouse.numbered OWNER TO postgres;

--
-- Name: numbered_id_seq; Type: SEQUENCE; Schema: warehouse; Owner: postgres
--

CREATE SEQUENCE warehouse.numbered_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER TABLE warehouse.numbered_id_seq OWNER TO postgres;

--
-- Name: numbered_id_seq; Type: SEQUENCE OWNED BY; Schema: warehouse; Owner: postgres
--

ALTER SEQUENCE warehouse.numbered_id_seq OWNED BY warehouse.numbered.id;


--
-- Name: numbered_j_seq; Type: SEQUENCE; Schema: warehouse; Owner: postgres
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
-- Name: parted; Type: TABLE; Schema: warehouse; Owner: postgres
--

CREATE TABLE warehouse.parted (
    k integer,
    v text
)
PARTITION BY LIST (k);


ALTER TABLE warehouse.parted OWNER TO postgres;

--
-- Name: parted_1; Type: FOREIGN TABLE; Schema: warehouse; Owner: postgres
--

CREATE FOREIGN TABLE warehouse.parted_1 (
    k integer,
    v text
)
SERVER hub;


ALTER FOREIGN TABLE warehouse.parted_1 OWNER TO postgres;

--
-- Name: parted_d; Type: FOREIGN TABLE; Schema: warehouse; Owner: postgres
--

CREATE FOREIGN TABLE warehouse.parted_d (
    k integer,
    v text
)
SERVER hub;


ALTER FOREIGN TABLE warehouse.parted_d OWNER TO postgres;

--
-- Name: parted_1; Type: TABLE ATTACH; Schema: warehouse; Owner: postgres
--

ALTER TABLE ONLY warehouse.parted ATTACH PARTITION warehouse.parted_1 FOR VALUES IN (1);


--
-- Name: parted_d; Type: TABLE ATTACH; Schema: warehouse; Owner: postgres
--

ALTER TABLE ONLY warehouse.parted ATTACH PARTITION warehouse.parted_d DEFAULT;


--
-- Name: numbered id; Type: DEFAULT; Schema: warehouse; Owner: postgres
--

ALTER FOREIGN TABLE ONLY warehouse.numbered ALTER COLUMN id SET DEFAULT nextval('warehouse.numbered_id_seq'::regclass);


--
-- Name: orders later; Type: CHECK CONSTRAINT; Schema: warehouse; Owner: conf_owner
--

ALTER FOREIGN TABLE warehouse.orders
    ADD CONSTRAINT later CHECK ((id > 0)) NOT VALID;


--
-- Name: CONSTRAINT later ON orders; Type: COMMENT; Schema: warehouse; Owner: conf_owner
--

COMMENT ON CONSTRAINT later ON warehouse.orders IS 'not yet';


--
-- Name: SCHEMA warehouse; Type: ACL; Schema: -; Owner: conf_owner
--

GRANT USAGE ON SCHEMA warehouse TO conf_reader;


--
-- Name: FUNCTION check_options(text[], oid); Type: ACL; Schema: warehouse; Owner: postgres
--

REVOKE ALL ON FUNCTION warehouse.check_options(text[], oid) FROM PUBLIC;


--
-- Name: FOREIGN DATA WRAPPER plain; Type: ACL; Schema: -; Owner: postgres
--

GRANT ALL ON FOREIGN DATA WRAPPER plain TO conf_owner WITH GRANT OPTION;


--
-- Name: FOREIGN DATA WRAPPER postgres_fdw; Type: ACL; Schema: -; Owner: postgres
--

GRANT ALL ON FOREIGN DATA WRAPPER postgres_fdw TO conf_owner;


--
-- Name: FOREIGN SERVER "Odd Server"; Type: ACL; Schema: -; Owner: postgres
--

REVOKE ALL ON FOREIGN SERVER "Odd Server" FROM postgres;
GRANT ALL ON FOREIGN SERVER "Odd Server" TO PUBLIC;


--
-- Name: FOREIGN SERVER hub; Type: ACL; Schema: -; Owner: conf_owner
--

GRANT ALL ON FOREIGN SERVER hub TO conf_reader WITH GRANT OPTION;
GRANT ALL ON FOREIGN SERVER hub TO "conf Odd" WITH GRANT OPTION;


--
-- Name: TABLE orders; Type: ACL; Schema: warehouse; Owner: conf_owner
--

GRANT SELECT ON TABLE warehouse.orders TO conf_reader WITH GRANT OPTION;


--
-- Name: COLUMN orders.id; Type: ACL; Schema: warehouse; Owner: conf_owner
--

GRANT INSERT(id) ON TABLE warehouse.orders TO "conf Odd";


--
-- Name: COLUMN orders.amount; Type: ACL; Schema: warehouse; Owner: conf_owner
--

GRANT INSERT(amount) ON TABLE warehouse.orders TO "conf Odd";


--
-- Name: COLUMN orders.note; Type: ACL; Schema: warehouse; Owner: conf_owner
--

GRANT UPDATE(note) ON TABLE warehouse.orders TO "conf Odd";


--
-- Name: TABLE big_orders; Type: ACL; Schema: warehouse; Owner: conf_owner
--

GRANT SELECT ON TABLE warehouse.big_orders TO conf_reader;


--
-- Name: TABLE parent; Type: ACL; Schema: warehouse; Owner: conf_owner
--

REVOKE ALL ON TABLE warehouse.parent FROM conf_owner;


--
-- Name: TABLE child; Type: ACL; Schema: warehouse; Owner: conf_owner
--

GRANT ALL ON TABLE warehouse.child TO PUBLIC;


--
-- Name: SEQUENCE numbered_id_seq; Type: ACL; Schema: warehouse; Owner: postgres
--

GRANT USAGE ON SEQUENCE warehouse.numbered_id_seq TO conf_reader;


--
-- Name: DEFAULT PRIVILEGES FOR TABLES; Type: DEFAULT ACL; Schema: warehouse; Owner: conf_owner
--

ALTER DEFAULT PRIVILEGES FOR ROLE conf_owner IN SCHEMA warehouse GRANT SELECT ON TABLES  TO conf_reader;


--
-- PostgreSQL database dump complete
--

\unrestrict conformance

\dew+
\des+
\deu+
\det+ *.*
\dp warehouse.*
\dn+ warehouse
\dx
\d warehouse.orders
\d warehouse.log
\d warehouse."Odd Table"
\d warehouse.child
\d warehouse.parted_1
\d warehouse.numbered
SHOW search_path;
RESET search_path;
RESET client_min_messages;
DROP SCHEMA warehouse;
DROP SERVER hub;
DROP ROLE conf_owner;
DROP ROLE conf_reader;
DROP OWNED BY conf_reader;
DROP OWNED BY conf_owner, "conf Odd" CASCADE;
DROP ROLE conf_owner, conf_reader, "conf Odd";
