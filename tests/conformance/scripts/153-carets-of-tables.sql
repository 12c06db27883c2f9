-- Carets of long, wide and many-lined statements on foreign tables.
CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w;
CREATE FOREIGN TABLE a_rather_long_name_of_a_table (a_rather_long_name_of_a_column nosuch) SERVER s;
CREATE FOREIGN TABLE a_rather_long_name_of_a_table (a_rather_long_name_of_a_column integer, another_long_name_of_a_column nosuch) SERVER s;
CREATE FOREIGN TABLE a_rather_long_name_of_a_table (a_rather_long_name_of_a_column integer, another_long_name_of_a_column nosuch NOT NULL DEFAULT 5 OPTIONS (a 'b')) SERVER s;
CREATE FOREIGN TABLE x (a int OPTIONS (first_option 'value one', second_option 'value two', third_option 3)) SERVER s;
CREATE FOREIGN TABLE x (a int OPTIONS (first_option 'value one', second_option 'value two'), b int PRIMARY KEY) SERVER s;
CREATE FOREIGN TABLE x (
  a int,
  b text OPTIONS (o 'p'),
  c nosuch NOT NULL,
  d date
) SERVER s;
CREATE FOREIGN TABLE x (
	a int,
		b	text	PRIMARY	KEY
) SERVER s;
CREATE FOREIGN TABLE x (
  a int -- a comment with 日本語
  , b nosuch /* and
  more */ ) SERVER s;
CREATE FOREIGN TABLE
  nosuch.x
  (a int) SERVER s;
CREATE FOREIGN TABLE x
(a int,

  b int DEFAULT nosuch(),
  c int) SERVER s;
CREATE FOREIGN TABLE x (a int CHECK (b > 0 AND a_rather_long_name_of_something > 0 OR c IS NULL)) SERVER s;
CREATE FOREIGN TABLE x (a int CHECK (a > 0 AND a < 100 AND a <> 50 AND nosuch > 0 OR a IS NULL)) SERVER s;
CREATE FOREIGN TABLE x (a int CHECK (a > 0 AND a < 100 AND a <> 50 AND length(a) > 0 OR a IS NULL)) SERVER s;
CREATE FOREIGN TABLE 表 (列 int, 別の列 nosuch) SERVER s;
CREATE FOREIGN TABLE とても長い日本語の表の名前 (とても長い日本語の列の名前 integer, もう一つの列 nosuch, 三番目の列 integer) SERVER s;
CREATE FOREIGN TABLE é (à text COLLATE "C", ù int COLLATE "C") SERVER s;
CREATE FOREIGN TABLE "ÉÀÙ" ("日本" text, "語" 日本語) SERVER s;
CREATE FOREIGN TABLE x (a int OPTIONS (名前 '値', 他 値)) SERVER s;
CREATE FOREIGN TABLE x (a int OPTIONS (emoji '😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀', zero 0)) SERVER s;
CREATE FOREIGN TABLE x (a text DEFAULT 'é', b text DEFAULT nosuch('é')) SERVER s;
CREATE FOREIGN TABLE x (a int) SERVER s OPTIONS (a '1', b '2', c '3', d '4', e '5', f '6', g '7', h '8', i '9', j 10);
CREATE FOREIGN TABLE x (a int) SERVER s OPTIONS (a '1', b '2', c '3', d '4', e '5', f '6', g '7', h '8', i '9', j '10'
;
CREATE FOREIGN TABLE x (a int) SERVER s OPTIONS (a '1') trailing words that go on and on and on until the line is long;
CREATE FOREIGN TABLE x (a int,, b int) SERVER s;
CREATE FOREIGN TABLE x (a int, b int,) SERVER s;
CREATE FOREIGN TABLE x (a int b int) SERVER s;
CREATE FOREIGN TABLE x (a int; b int) SERVER s;
CREATE FOREIGN TABLE x a int) SERVER s;
) SERVER s;
CREATE TABLE p (a int, b int) PARTITION BY RANGE (a);
CREATE FOREIGN TABLE x PARTITION OF p FOR VALUES FROM (1) TO (10) SERVER s;
CREATE FOREIGN TABLE a_rather_long_name_of_a_partition PARTITION OF p FOR VALUES FROM (5) TO (15) SERVER s OPTIONS (a 'b');
CREATE FOREIGN TABLE
a_partition PARTITION OF p
FOR VALUES FROM (5)
TO (15) SERVER s;
CREATE FOREIGN TABLE y PARTITION OF p FOR VALUES IN (1) SERVER s;
CREATE FOREIGN TABLE y PARTITION OF p FOR VALUES FROM ('日本') TO (5) SERVER s;
ALTER FOREIGN TABLE x ADD COLUMN a_rather_long_name_of_a_column integer, ADD COLUMN another_long_name nosuch;
ALTER FOREIGN TABLE x ADD COLUMN c int PRIMARY KEY, ADD COLUMN d nosuch;
ALTER FOREIGN TABLE x
  ADD COLUMN c int,
  ADD CONSTRAINT k UNIQUE (c),
  ADD COLUMN d int;
ALTER FOREIGN TABLE x ALTER a OPTIONS (SET a_long_option_name 'value', DROP another_long_option_name 'value');
ALTER FOREIGN TABLE x ALTER 列 TYPE 日本語;
ALTER FOREIGN TABLE x RENAME COLUMN a_rather_long_name_of_a_column TO another_rather_long_name_of_a_column TO third;
ALTER FOREIGN TABLE x SET SCHEMA a.b;
DROP FOREIGN TABLE a_rather_long_name_of_a_table, another_rather_long_name_of_a_table third_table;
IMPORT FOREIGN SCHEMA remote LIMIT TO (table_one, table_two, table_three, table_four) SERVER s INTO public;
COMMENT ON FOREIGN TABLE a_rather_long_name_of_a_table_in_a_long_statement IS unquoted_text;
GRANT SELECT, INSERT, UPDATE ON FOREIGN TABLE a_rather_long_name_of_a_table TO somebody_with_a_name;
GRANT SELECT (one, two, three), INSERT (one, two, three), UPDATE (one, two, 3) ON x TO somebody;
\set VERBOSITY terse
CREATE FOREIGN TABLE y (a int, b nosuch) SERVER s;
CREATE FOREIGN TABLE 表 (列 int, 別の列 nosuch) SERVER s;
CREATE FOREIGN TABLE y (a int) SERVER nosuch;
\set VERBOSITY default
CREATE FOREIGN TABLE y (a int,
  b nosuch) SERVER s;
DROP SERVER s;
\set VERBOSITY sqlstate
CREATE FOREIGN TABLE y (a int, b nosuch) SERVER s;
DROP SERVER s;
DROP FOREIGN TABLE IF EXISTS nosuch;
