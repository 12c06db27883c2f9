-- Keywords, odd spellings and long names as tables, columns, schemas and options.
CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w;
CREATE FOREIGN TABLE server (options int, server text, wrapper date, handler int, mapping int, import int, schema int, type int, version int, owner int, "user" int, "foreign" int, "table" int) SERVER s;
CREATE FOREIGN TABLE int (int int, bigint bigint, "char" "char", date date, time time, text text, name name) SERVER s;
CREATE FOREIGN TABLE between (between int, coalesce int, values int, row int, none int) SERVER s;
CREATE FOREIGN TABLE left (a int) SERVER s;
CREATE FOREIGN TABLE x (left int) SERVER s;
CREATE FOREIGN TABLE user (a int) SERVER s;
CREATE FOREIGN TABLE x (user int) SERVER s;
CREATE FOREIGN TABLE x (foreign int) SERVER s;
CREATE FOREIGN TABLE foreign (a int) SERVER s;
CREATE FOREIGN TABLE x (check int) SERVER s;
CREATE FOREIGN TABLE x (like int) SERVER s;
CREATE FOREIGN TABLE x (primary int) SERVER s;
CREATE FOREIGN TABLE x (constraint int) SERVER s;
CREATE FOREIGN TABLE x (unique int) SERVER s;
CREATE FOREIGN TABLE x1 (exclude int, generated int, identity int, stored int, always int, options int, default_ int, inherit int, no int, "no" int) SERVER s;
CREATE FOREIGN TABLE x1 (exclude int, generated int, identity int, stored int, always int, options int, no int) SERVER s;
CREATE FOREIGN TABLE inherits (a int) SERVER s; CREATE FOREIGN TABLE partition (a int) SERVER s; CREATE FOREIGN TABLE of (a int) SERVER s;
CREATE FOREIGN TABLE if (a int) SERVER s; CREATE FOREIGN TABLE if not exists if (a int) SERVER s; CREATE FOREIGN TABLE exists (a int) SERVER s;
CREATE FOREIGN TABLE x2 (a int OPTIONS (select '1', user '2', left '3', add '4', set '5', drop '6', options '7')) SERVER s OPTIONS (server '1', default '2', null '3', "null" '4');
CREATE FOREIGN TABLE x2 (a int OPTIONS (select '1', user '2', left '3', add '4', set '5', drop '6', options '7')) SERVER s OPTIONS (server '1', default '2', null '3');
ALTER FOREIGN TABLE x2 ALTER a OPTIONS (set set '6', drop drop, add add2 '7', set add '8', set2 '9');
ALTER FOREIGN TABLE x2 OPTIONS (drop server, set null '4', drop '5', set '6', add '7');
\d x2
ALTER FOREIGN TABLE x2 ADD column int; ALTER FOREIGN TABLE x2 ADD COLUMN column int; ALTER FOREIGN TABLE x2 ADD constraint int; ALTER FOREIGN TABLE x2 ADD if int; ALTER FOREIGN TABLE x2 ADD COLUMN if int; ALTER FOREIGN TABLE x2 DROP if; ALTER FOREIGN TABLE x2 DROP COLUMN IF EXISTS if; ALTER FOREIGN TABLE x2 DROP column; ALTER FOREIGN TABLE x2 DROP constraint;
ALTER FOREIGN TABLE x2 ADD options int; ALTER FOREIGN TABLE x2 ALTER options OPTIONS (a 'b'); ALTER FOREIGN TABLE x2 RENAME options TO to; ALTER FOREIGN TABLE x2 RENAME options TO "to"; ALTER FOREIGN TABLE x2 RENAME to TO b; ALTER FOREIGN TABLE x2 RENAME "to" TO rename; ALTER FOREIGN TABLE x2 RENAME rename TO rename2;
ALTER FOREIGN TABLE only OPTIONS (a 'b'); ALTER FOREIGN TABLE if OPTIONS (a 'b'); ALTER FOREIGN TABLE if RENAME TO iff;
DROP FOREIGN TABLE if; DROP FOREIGN TABLE IF EXISTS if; DROP FOREIGN TABLE cascade; DROP FOREIGN TABLE cascade CASCADE; DROP FOREIGN TABLE restrict, iff RESTRICT;
COMMENT ON COLUMN server.server IS 'x'; COMMENT ON COLUMN server."user" IS 'x'; COMMENT ON COLUMN server.user IS 'x'; COMMENT ON FOREIGN TABLE int IS 'x'; COMMENT ON COLUMN int.int IS 'x';
CREATE FOREIGN TABLE aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggggggggg (aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffhhhhhhhhhh int OPTIONS (aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffiiiiiiiiii 'x')) SERVER s;
CREATE FOREIGN TABLE aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggggggggg (a int) SERVER nosuch;
CREATE FOREIGN TABLE x3 (aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffggg1 int, aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffggg2 int) SERVER s;
CREATE FOREIGN TABLE x3 (a aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggggggggg) SERVER s;
CREATE FOREIGN TABLE "éééééééééééééééééééééééééééééééééééé" ("日本語日本語日本語日本語日本語日本語日本語日本語" int) SERVER s;
DROP FOREIGN TABLE "éééééééééééééééééééééééééééééééééééé", aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggxyz;
CREATE FOREIGN TABLE aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffff (a_column_name_that_is_long int CHECK (a_column_name_that_is_long > 0), b_column_name_that_is_long serial, CHECK (a_column_name_that_is_long > b_column_name_that_is_long)) SERVER s;
\d aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffff
CREATE FOREIGN TABLE "a.b" ("c.d" int) SERVER s; CREATE FOREIGN TABLE "a""b" ("c""d" int, "e f" int CHECK ("e f" > "c""d")) SERVER s; CREATE FOREIGN TABLE "'q'" () SERVER s; CREATE FOREIGN TABLE "" () SERVER s; CREATE FOREIGN TABLE " " (" " int) SERVER s;
\d "a""b"
CREATE VIEW v AS SELECT * FROM "a""b"; DROP FOREIGN TABLE "a""b"; DROP FOREIGN TABLE "a""b" CASCADE; DROP FOREIGN TABLE "a.b", "'q'", " "; DROP FOREIGN TABLE "a.b";
CREATE FOREIGN TABLE U&"d\0061t\+000061" (U&"\0061" int) SERVER s; CREATE FOREIGN TABLE Abc (Def int, DEF text) SERVER s; CREATE FOREIGN TABLE ABC (Def int) SERVER S; CREATE FOREIGN TABLE "Abc" ("Def" int, def int) SERVER s; CREATE FOREIGN TABLE abc () SERVER "S"; CREATE FOREIGN TABLE ÉTÉ (À int, à int) SERVER s;
\det
DROP FOREIGN TABLE Abc; DROP FOREIGN TABLE Abc; DROP FOREIGN TABLE "ABC"; DROP FOREIGN TABLE "Abc", "ÉtÉ", data;
