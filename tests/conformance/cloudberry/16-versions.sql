-- what else differs between the versions of PostgreSQL below, and what does not
CREATE EXTENSION postgres_fdw;
CREATE EXTENSION dblink;
CREATE SERVER s FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '/nowhere', num_segments '2');
CREATE USER MAPPING FOR CURRENT_ROLE SERVER s OPTIONS (gssdelegation '1');
ALTER USER MAPPING FOR PUBLIC SERVER s OPTIONS (user 'x');
DROP USER MAPPING IF EXISTS FOR CURRENT_ROLE SERVER s;
SELECT dblink_connect('s');
CREATE USER MAPPING FOR PUBLIC SERVER s OPTIONS (user 'x');
SELECT dblink_connect('s');
SELECT dblink_connect('S');
CREATE ROLE conf_a;
SET ROLE conf_a;
SELECT dblink_connect('s');
SELECT dblink_connect('host=/nowhere');
SELECT dblink_connect_u('host=/nowhere');
