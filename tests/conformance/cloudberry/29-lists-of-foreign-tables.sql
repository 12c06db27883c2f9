-- The lists of foreign tables: \det and \d.
CREATE FOREIGN DATA WRAPPER gpfdw1;
CREATE SERVER myserver FOREIGN DATA WRAPPER gpfdw1;
CREATE FOREIGN TABLE ft (id int NOT NULL, name text OPTIONS (column_name 'n')) SERVER myserver OPTIONS (schema_name 'public', table_name 'ft');
\det+
\d ft
CREATE TABLE src (a int NOT NULL, b text) DISTRIBUTED BY (a);
CREATE FOREIGN TABLE fl (LIKE src) SERVER myserver;
\d fl
