-- The excerpt of a line and its caret: long lines, wide characters, tabs, several lines.
CREATE FOREIGN DATA WRAPPER w;
CREATE SERVERS xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx;
CREATE SERVER s FOREIGN DATA xxxxxxxxxxxxxxxxxxxxxxxxxxxxx;
CREATE SERVER xxxxxxxxxxxxxxxxxxxxx FOREIGN DATA WRAPPER ,;
CREATE SERVERS xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx;
CREATE SERVER s FOREIGN DATA xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx;
CREATE SERVER xxxxxxxxxxxxxxxxxxxxxx FOREIGN DATA WRAPPER ,;
CREATE SERVERS xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx;
CREATE SERVER s FOREIGN DATA xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx;
CREATE SERVER xxxxxxxxxxxxxxxxxxxxxxx FOREIGN DATA WRAPPER ,;
CREATE SERVERS xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx;
CREATE SERVER s FOREIGN DATA xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx;
CREATE SERVER xxxxxxxxxxxxxxxxxxxxxxxx FOREIGN DATA WRAPPER ,;
CREATE ; -- an early error on a line that is followed by a comment going far beyond the limit
CREATE SERVERS early FOREIGN DATA WRAPPER w OPTIONS (host 'localhost', port '5432', dbname 'd');
CREATE SERVER s FOREIGN DATA WRAPPER w OPTIONS (host 'localhost' port '5432', dbname 'd');
CREATE SERVER a_name_for FOREIGN DATA WRAPPER w a b OPTIONS (host 'localhost', port '5432');
CREATE SERVER a_name_for_ FOREIGN DATA WRAPPER w a b OPTIONS (host 'localhost', port '5432');
CREATE SERVER a_name_for__ FOREIGN DATA WRAPPER w a b OPTIONS (host 'localhost', port '5432');
CREATE SERVER a_name_for___ FOREIGN DATA WRAPPER w a b OPTIONS (host 'localhost', port '5432');
CREATE SERVER s FOREIGN DATA WRAPPER w OPTIONS (host 'localhost', port '5432', dbname 'd', connect_timeout 10, user 'u');
CREATE SERVER s FOREIGN DATA WRAPPER w OPTIONS (host 'localhost', port '5432', dbname 'd', connect_timeout 10);
CREATE SERVER s FOREIGN DATA WRAPPER w OPTIONS (host 'localhost', port '5432', dbname 'd', connect_timeout '10'));
CREATE SERVER s FOREIGN DATA WRAPPER w OPTIONS (host 'localhost', port '5432', dbname 'd', a_rather_long_name_of_an_option some_long_word_that_is_wrong);
-- Characters of two bytes, of three bytes and two columns, of four bytes.
CREATE SERVER éééé FOREIGN DATA é WRAPPER w;
CREATE SERVER 日本 FOREIGN DATA 語 WRAPPER w;
CREATE SERVER 🦀 FOREIGN DATA 🦀 WRAPPER w;
CREATE SERVER s FOREIGN DATA WRAPPER w OPTIONS (é 'éééééééééééééééééééééééééééééééé', port 5432);
CREATE SERVER s FOREIGN DATA WRAPPER w OPTIONS (日 '日本語日本語日本語日本語日本語日本語', port 5432);
CREATE SERVER s FOREIGN DATA WRAPPER w OPTIONS (日 '日本語日本語日本語日本語日本語日本語', port 5432, dbname '日本語日本語日本語');
CREATE SERVER s FOREIGN DATA WRAPPER w OPTIONS (日x '日本語日本語日本語日本語日本語日本語', port 5432, dbname 'x日本語日本語日本語');
CREATE SERVERS 日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語;
CREATE SERVERS x日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語;
CREATE SERVER "é́" FOREIGN DATA x WRAPPER w;
CREATE SERVER "zero​width" FOREIGN DATA x WRAPPER w;
-- Tabs are one column.
	CREATE	SERVER	s	FOREIGN	DATA	x	WRAPPER	w;
CREATE SERVER s	FOREIGN DATA WRAPPER w	OPTIONS (host	'localhost',	port	'5432',	dbname	d);
-- The line that holds the position, counted from the start of the statement.
CREATE SERVER s
  FOREIGN DATA WRAPPER w
  OPTIONS (
    host 'a',
    port 5432
  );
CREATE SERVER s

  FOREIGN DATA WRAPPER;
-- comments before a statement

/* count
   among its lines */ CREATE SERVER s
FOREIGN x;
   CREATE SERVER s FOREIGN x;


CREATE SERVER s FOREIGN x;
CREATE SERVER ok FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN x;
CREATE SERVER ok2 FOREIGN DATA WRAPPER w;     CREATE SERVER s FOREIGN x; CREATE SERVER ok3 FOREIGN DATA WRAPPER w;
CREATE SERVER "a
b" FOREIGN x;
CREATE SERVER s TYPE 'a
b' FOREIGN x;
CREATE SERVER s TYPE 'a
b
' 'c
d' FOREIGN DATA WRAPPER w;
CREATE SERVER s TYPE E'a
b\u12
c' FOREIGN DATA WRAPPER w;
-- The token is shown whole, over several lines if need be.
CREATE SERVER s TYPE "a
b
c" FOREIGN DATA WRAPPER w;
CREATE SERVER s TYPE $x$ok$x$ $x$not
ok$x$;
CREATE FOREIGN DATA WRAPPER w NO HANDLER NO HANDLER;
CREATE FOREIGN DATA WRAPPER a_wrapper_with_a_long_name NO HANDLER VALIDATOR postgresql_fdw_validator NO VALIDATOR OPTIONS (a 'b');
CREATE ROLE a_role_with_a_name SUPERUSER CREATEDB CREATEROLE INHERIT LOGIN REPLICATION SUPERUSER;
\des
CREATE SERVER s
 FOREIGN x;
CREATE SERVER s FOREIGN x;
