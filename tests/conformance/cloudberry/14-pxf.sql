-- pxf_fdw and its validator
CREATE EXTENSION pxf_fdw;
\dew *pxf*
CREATE FOREIGN DATA WRAPPER p VALIDATOR pxf_fdw_validator;
CREATE FOREIGN DATA WRAPPER p VALIDATOR pxf_fdw_validator OPTIONS (protocol '');
CREATE FOREIGN DATA WRAPPER p VALIDATOR pxf_fdw_validator OPTIONS (header 'true');
CREATE FOREIGN DATA WRAPPER p VALIDATOR pxf_fdw_validator OPTIONS (protocol 'x', header 'true');
CREATE FOREIGN DATA WRAPPER p VALIDATOR pxf_fdw_validator OPTIONS (protocol 'x', config 'c');
CREATE FOREIGN DATA WRAPPER p VALIDATOR pxf_fdw_validator OPTIONS (protocol 'x', disable_ppd 'true');
CREATE FOREIGN DATA WRAPPER p VALIDATOR pxf_fdw_validator OPTIONS (protocol 'x', disable_ppd '1');
CREATE FOREIGN DATA WRAPPER p VALIDATOR pxf_fdw_validator OPTIONS (protocol 'x', pxf_port '1023');
CREATE FOREIGN DATA WRAPPER p VALIDATOR pxf_fdw_validator OPTIONS (protocol 'x', pxf_host 'h', pxf_port '5888', anything 'y');
ALTER FOREIGN DATA WRAPPER p OPTIONS (DROP protocol);
CREATE SERVER s FOREIGN DATA WRAPPER jdbc_pxf_fdw OPTIONS (protocol 'x');
CREATE SERVER s FOREIGN DATA WRAPPER jdbc_pxf_fdw OPTIONS (resource 'x');
CREATE SERVER s FOREIGN DATA WRAPPER jdbc_pxf_fdw OPTIONS (log_errors 'x');
CREATE SERVER s FOREIGN DATA WRAPPER jdbc_pxf_fdw OPTIONS (pxf_port '65536');
CREATE SERVER s FOREIGN DATA WRAPPER jdbc_pxf_fdw OPTIONS (disable_ppd 'yes');
CREATE SERVER s FOREIGN DATA WRAPPER jdbc_pxf_fdw OPTIONS (config 'c', disable_ppd 'off', extra 'extra_value', mpp_execute 'any');
CREATE USER MAPPING FOR PUBLIC SERVER s OPTIONS (mpp_execute 'any');
CREATE USER MAPPING FOR PUBLIC SERVER s OPTIONS (disable_ppd 'on');
CREATE USER MAPPING FOR PUBLIC SERVER s OPTIONS (config 'c');
CREATE USER MAPPING FOR PUBLIC SERVER s OPTIONS (delimiter ',');
CREATE USER MAPPING FOR PUBLIC SERVER s OPTIONS (extra 'x', num_segments 'x');
DROP EXTENSION pxf_fdw;
CREATE EXTENSION greenplum_fdw;
CREATE SERVER g FOREIGN DATA WRAPPER greenplum_fdw OPTIONS (host 'h', num_segments '4', mpp_execute 'all segments');
CREATE EXTENSION pxf_fdw VERSION '9';
