-- a script as pg_dump writes it
CREATE ROLE conf_pd1;
\restrict aKey
--
-- PostgreSQL database dump
--



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
-- Name: dblink; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS dblink WITH SCHEMA public;


--
-- Name: EXTENSION dblink; Type: COMMENT; Schema: -; Owner: 
--

COMMENT ON EXTENSION dblink IS 'connect to other PostgreSQL databases from within a database';


--
-- Name: postgres_fdw; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS postgres_fdw WITH SCHEMA public;


--
-- Name: EXTENSION postgres_fdw; Type: COMMENT; Schema: -; Owner: 
--

COMMENT ON EXTENSION postgres_fdw IS 'foreign-data wrapper for remote PostgreSQL servers';


--
-- Name: w; Type: FOREIGN DATA WRAPPER; Schema: -; Owner: postgres
--

CREATE FOREIGN DATA WRAPPER w OPTIONS (
    a 'b'
);


ALTER FOREIGN DATA WRAPPER w OWNER TO postgres;

--
-- Name: s1; Type: SERVER; Schema: -; Owner: conf_pd1
--

CREATE SERVER s1 TYPE 't' VERSION '1' FOREIGN DATA WRAPPER postgres_fdw OPTIONS (
    host 'h'
);


ALTER SERVER s1 OWNER TO conf_pd1;

--
-- Name: SERVER s1; Type: COMMENT; Schema: -; Owner: conf_pd1
--

COMMENT ON SERVER s1 IS 'x';


--
-- Name: USER MAPPING conf_pd1 SERVER s1; Type: USER MAPPING; Schema: -; Owner: conf_pd1
--

CREATE USER MAPPING FOR conf_pd1 SERVER s1 OPTIONS (
    "user" 'u'
);


--
-- Name: FOREIGN SERVER s1; Type: ACL; Schema: -; Owner: conf_pd1
--

REVOKE ALL ON FOREIGN SERVER s1 FROM conf_pd1;
GRANT ALL ON FOREIGN SERVER s1 TO conf_pd1 WITH GRANT OPTION;


--
-- PostgreSQL database dump complete
--


\unrestrict aKey
\dew+
\des+
\deu+
