-- The options of Cloudberry, example by example.
CREATE FOREIGN DATA WRAPPER w OPTIONS (mpp_execute 'any');
CREATE SERVER c1 FOREIGN DATA WRAPPER w OPTIONS (mpp_execute 'all segments', num_segments '3', host 'foo');
\des+ c1
CREATE SERVER c3 FOREIGN DATA WRAPPER w OPTIONS (MPP_EXECUTE 'Master');
CREATE SERVER c4 FOREIGN DATA WRAPPER w OPTIONS (mpp_execute 'ALL SEGMENTS');
\des+ c*
CREATE SERVER c5 FOREIGN DATA WRAPPER w OPTIONS (mpp_execute 'all  segments');
CREATE SERVER c6 FOREIGN DATA WRAPPER w OPTIONS (mpp_execute '');
CREATE SERVER c7 FOREIGN DATA WRAPPER w OPTIONS (mpp_execute 'segments', num_segments '0');
CREATE SERVER c8 FOREIGN DATA WRAPPER w OPTIONS (num_segments '0', mpp_execute 'any');
CREATE SERVER c9 FOREIGN DATA WRAPPER w OPTIONS (num_segments '-1');
CREATE SERVER c10 FOREIGN DATA WRAPPER w OPTIONS (num_segments 'abc');
CREATE SERVER c12 FOREIGN DATA WRAPPER w OPTIONS (num_segments '3abc');
CREATE SERVER c13 FOREIGN DATA WRAPPER w OPTIONS (num_segments '2147483648');
CREATE SERVER c14 FOREIGN DATA WRAPPER w OPTIONS ("Mpp_Execute" 'rubbish');
CREATE SERVER c15 FOREIGN DATA WRAPPER w OPTIONS (mpp_execute 'any', mpp_execute 'bad');
CREATE SERVER c16 FOREIGN DATA WRAPPER w OPTIONS (mpp_execute all segments);
CREATE SERVER c17 FOREIGN DATA WRAPPER w OPTIONS (mpp_execute coordinator);
CREATE SERVER c18 FOREIGN DATA WRAPPER w OPTIONS (num_segments 3);
ALTER SERVER c1 OPTIONS (SET mpp_execute 'coordinator', DROP num_segments);
\des+ c1
ALTER SERVER c1 OPTIONS (SET mpp_execute 'x');
ALTER SERVER c1 OPTIONS (mpp_execute 'any');
\des+ c1
ALTER FOREIGN DATA WRAPPER w OPTIONS (SET mpp_execute 'any');
ALTER FOREIGN DATA WRAPPER w OPTIONS (ADD num_segments '2');
CREATE USER MAPPING FOR PUBLIC SERVER c1 OPTIONS (mpp_execute 'rubbish');
CREATE FOREIGN TABLE f (a int OPTIONS (mpp_execute 'rubbish')) SERVER c1;
CREATE FOREIGN TABLE f (a int) SERVER c1 OPTIONS (mpp_execute 'all segments', num_segments '2');
CREATE FOREIGN TABLE g (a int) SERVER c1 DISTRIBUTED BY (a);
CREATE SERVER gp_exttable_server FOREIGN DATA WRAPPER w;
CREATE FOREIGN DATA WRAPPER postgresql_like VALIDATOR postgresql_fdw_validator;
CREATE SERVER v FOREIGN DATA WRAPPER postgresql_like OPTIONS (mpp_execute 'bad', foo '1');
CREATE SERVER v FOREIGN DATA WRAPPER postgresql_like OPTIONS (mpp_execute 'any', foo '1');
CREATE SERVER v FOREIGN DATA WRAPPER postgresql_like OPTIONS (mpp_execute 'any', hots '1');
CREATE TABLE src (a int NOT NULL, b text) DISTRIBUTED BY (a); CREATE FOREIGN TABLE fl (LIKE src) SERVER c1;
CREATE SERVER m FOREIGN DATA WRAPPER w OPTIONS (mpp_execute 'multi servers');
