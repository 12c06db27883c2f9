-- The options that postgresql_fdw_validator knows.
CREATE FOREIGN DATA WRAPPER v VALIDATOR postgresql_fdw_validator;
CREATE SERVER s FOREIGN DATA WRAPPER v OPTIONS (authtype 'a', service 's', connect_timeout 'not a number', dbname '', host 'h', hostaddr 'x', port 'abc', tty 't', options 'o', requiressl 'r', sslmode 'nonsense', gsslib 'g');
CREATE SERVER s2 FOREIGN DATA WRAPPER v OPTIONS (user 'u');
CREATE SERVER s2 FOREIGN DATA WRAPPER v OPTIONS (password 'u');
CREATE SERVER s2 FOREIGN DATA WRAPPER v OPTIONS (hots 'u');
CREATE SERVER s2 FOREIGN DATA WRAPPER v OPTIONS ("Host" 'u');
CREATE SERVER s2 FOREIGN DATA WRAPPER v OPTIONS (host 'h', bad 'u', worse 'v');
CREATE SERVER s2 FOREIGN DATA WRAPPER v OPTIONS (application_name 'a');
CREATE SERVER s2 FOREIGN DATA WRAPPER v OPTIONS (mpp_execute 'any');
CREATE SERVER s2 FOREIGN DATA WRAPPER v OPTIONS (num_segments '3');
ALTER SERVER s OPTIONS (bad 'x');
ALTER SERVER s OPTIONS (SET host 'x', DROP port, DROP tty);
ALTER FOREIGN DATA WRAPPER v OPTIONS (host 'h');
CREATE FOREIGN DATA WRAPPER v2 VALIDATOR postgresql_fdw_validator OPTIONS (user 'u');
CREATE USER MAPPING FOR PUBLIC SERVER s OPTIONS (user 'u', password 'p');
CREATE USER MAPPING FOR USER SERVER s OPTIONS (username 'u');
CREATE USER MAPPING FOR USER SERVER s OPTIONS (host 'u');
CREATE USER MAPPING FOR USER SERVER s OPTIONS (user '', password '');
ALTER USER MAPPING FOR USER SERVER s OPTIONS (SET user 'u', sslpassword 'x');
\des+
\deu+
