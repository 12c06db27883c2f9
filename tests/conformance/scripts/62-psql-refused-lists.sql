-- A list that the server refuses fails the open transaction.
CREATE ROLE x1;
BEGIN;
\des (
CREATE ROLE x2;
COMMIT;
\des (
\echo :ERROR :SQLSTATE
CREATE ROLE x3;
\set ON_ERROR_ROLLBACK on
BEGIN;
\dew (*
CREATE ROLE x4;
COMMIT;
