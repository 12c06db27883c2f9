-- file_fdw and dblink_fdw: options of wrappers, servers and user mappings.
CREATE EXTENSION file_fdw;
CREATE EXTENSION dblink;
CREATE SERVER f FOREIGN DATA WRAPPER file_fdw;
CREATE SERVER f2 TYPE 't' VERSION '1' FOREIGN DATA WRAPPER file_fdw;
CREATE SERVER x FOREIGN DATA WRAPPER file_fdw OPTIONS (filename 'x');
CREATE SERVER x FOREIGN DATA WRAPPER file_fdw OPTIONS (program 'x');
CREATE SERVER x FOREIGN DATA WRAPPER file_fdw OPTIONS (format 'x');
CREATE SERVER x FOREIGN DATA WRAPPER file_fdw OPTIONS (force_null 'x');
CREATE SERVER x FOREIGN DATA WRAPPER file_fdw OPTIONS (host 'x');
CREATE SERVER x FOREIGN DATA WRAPPER file_fdw OPTIONS (foo 'x');
CREATE SERVER x FOREIGN DATA WRAPPER file_fdw OPTIONS (mpp_execute 'x');
ALTER SERVER f OPTIONS (filename 'x');
ALTER SERVER f OPTIONS (filename 'x', DROP filename);
ALTER SERVER f OPTIONS (SET filename 'x');
ALTER FOREIGN DATA WRAPPER file_fdw OPTIONS (format 'csv');
CREATE FOREIGN DATA WRAPPER y VALIDATOR file_fdw_validator OPTIONS (a 'b');
CREATE FOREIGN DATA WRAPPER y VALIDATOR file_fdw_validator HANDLER file_fdw_handler;
CREATE USER MAPPING FOR PUBLIC SERVER f;
CREATE USER MAPPING FOR USER SERVER f OPTIONS (user 'u');
CREATE USER MAPPING FOR USER SERVER f OPTIONS (encoding 'UTF8');
ALTER USER MAPPING FOR PUBLIC SERVER f OPTIONS (password 'p');
CREATE SERVER d FOREIGN DATA WRAPPER dblink_fdw OPTIONS (
  service 'x', passfile 'x', channel_binding 'x', connect_timeout 'x', dbname 'x', host 'x', hostaddr 'x', port 'x', options 'x', application_name 'x', fallback_application_name 'x', keepalives 'x', keepalives_idle 'x', keepalives_interval 'x', keepalives_count 'x', tcp_user_timeout 'x', sslmode 'x', sslcompression 'x', sslcert 'x', sslkey 'x', sslrootcert 'x', sslcrl 'x', sslcrldir 'x', sslsni 'x', requirepeer 'x', ssl_min_protocol_version 'x', ssl_max_protocol_version 'x', gssencmode 'x', krbsrvname 'x', gsslib 'x', target_session_attrs 'x');
CREATE SERVER x FOREIGN DATA WRAPPER dblink_fdw OPTIONS (user 'x');
CREATE SERVER x FOREIGN DATA WRAPPER dblink_fdw OPTIONS (password 'x');
CREATE SERVER x FOREIGN DATA WRAPPER dblink_fdw OPTIONS (sslpassword 'x');
CREATE SERVER x FOREIGN DATA WRAPPER dblink_fdw OPTIONS (foo 'x');
CREATE SERVER x FOREIGN DATA WRAPPER dblink_fdw OPTIONS (client_encoding 'x');
CREATE SERVER x FOREIGN DATA WRAPPER dblink_fdw OPTIONS (replication 'x');
CREATE SERVER x FOREIGN DATA WRAPPER dblink_fdw OPTIONS (updatable 'x');
CREATE SERVER x FOREIGN DATA WRAPPER dblink_fdw OPTIONS (fetch_size 'x');
CREATE SERVER x FOREIGN DATA WRAPPER dblink_fdw OPTIONS (extensions 'x');
CREATE SERVER x FOREIGN DATA WRAPPER dblink_fdw OPTIONS ("Host" 'x');
CREATE SERVER x FOREIGN DATA WRAPPER dblink_fdw OPTIONS (num_segments 'x');
CREATE SERVER x FOREIGN DATA WRAPPER dblink_fdw OPTIONS (requiressl 'x');
ALTER SERVER d OPTIONS (DROP service, foo 'x');
ALTER SERVER d OPTIONS (SET port 'abc', SET sslmode 'nonsense');
ALTER FOREIGN DATA WRAPPER dblink_fdw OPTIONS (host 'h');
ALTER FOREIGN DATA WRAPPER dblink_fdw HANDLER file_fdw_handler;
ALTER FOREIGN DATA WRAPPER dblink_fdw VALIDATOR file_fdw_validator OPTIONS (host 'h');
ALTER FOREIGN DATA WRAPPER dblink_fdw VALIDATOR file_fdw_validator;
ALTER SERVER d OPTIONS (SET host 'h');
ALTER FOREIGN DATA WRAPPER dblink_fdw VALIDATOR dblink_fdw_validator;
CREATE USER MAPPING FOR PUBLIC SERVER d OPTIONS (user 'u', password 'p', sslpassword 's');
CREATE USER MAPPING FOR USER SERVER d OPTIONS (host 'x');
CREATE USER MAPPING FOR USER SERVER d OPTIONS (sslcert 'x');
CREATE USER MAPPING FOR USER SERVER d OPTIONS (username 'x');
CREATE USER MAPPING FOR USER SERVER d OPTIONS (password_required 'x');
ALTER USER MAPPING FOR PUBLIC SERVER d OPTIONS (DROP user, SET password 'q');
\dew+
\des+
\deu+
