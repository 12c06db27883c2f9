-- User mappings: both options are ordinary ones and go to the validator.
CREATE FOREIGN DATA WRAPPER w;
CREATE FOREIGN DATA WRAPPER v VALIDATOR postgresql_fdw_validator;
CREATE EXTENSION postgres_fdw;
CREATE SERVER s FOREIGN DATA WRAPPER w;
CREATE SERVER sv FOREIGN DATA WRAPPER v;
CREATE SERVER sp FOREIGN DATA WRAPPER postgres_fdw;
CREATE USER MAPPING FOR PUBLIC SERVER s OPTIONS (mpp_execute 'rubbish', num_segments 'none');
CREATE USER MAPPING FOR CURRENT_USER SERVER s OPTIONS (mpp_execute 'a', mpp_execute 'b');
ALTER USER MAPPING FOR PUBLIC SERVER s OPTIONS (SET mpp_execute 'other rubbish', DROP num_segments);
ALTER USER MAPPING FOR PUBLIC SERVER s OPTIONS (DROP num_segments);
CREATE USER MAPPING FOR PUBLIC SERVER sv OPTIONS (mpp_execute 'any');
CREATE USER MAPPING FOR PUBLIC SERVER sv OPTIONS (num_segments '1');
CREATE USER MAPPING FOR PUBLIC SERVER sp OPTIONS (mpp_execute 'any');
\deu+
