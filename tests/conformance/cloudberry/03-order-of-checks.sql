-- Option algebra, then mpp_execute, then num_segments, then the validator, in whatever order they are written.
CREATE FOREIGN DATA WRAPPER w;
CREATE FOREIGN DATA WRAPPER v VALIDATOR postgresql_fdw_validator;
CREATE SERVER x FOREIGN DATA WRAPPER w OPTIONS (mpp_execute 'segments', num_segments '0');
CREATE SERVER x FOREIGN DATA WRAPPER w OPTIONS (num_segments '0', mpp_execute 'segments');
CREATE SERVER x FOREIGN DATA WRAPPER w OPTIONS (num_segments '0', mpp_execute 'any');
CREATE SERVER x FOREIGN DATA WRAPPER w OPTIONS (num_segments '0', a '1', a '2');
CREATE SERVER x FOREIGN DATA WRAPPER w OPTIONS (mpp_execute 'bad', a '1', a '2');
CREATE SERVER x FOREIGN DATA WRAPPER w OPTIONS (num_segments '1', num_segments '0');
CREATE SERVER x FOREIGN DATA WRAPPER v OPTIONS (foo 'x', num_segments '0', mpp_execute 'bad');
CREATE SERVER x FOREIGN DATA WRAPPER v OPTIONS (foo 'x', num_segments '0');
CREATE SERVER x FOREIGN DATA WRAPPER v OPTIONS (foo 'x', num_segments '2', mpp_execute 'any');
CREATE SERVER taken_out FOREIGN DATA WRAPPER v OPTIONS (mpp_execute 'all segments', num_segments '2');
CREATE SERVER among_others FOREIGN DATA WRAPPER v OPTIONS (host 'h', mpp_execute 'all segments', port '1', num_segments '2');
CREATE FOREIGN DATA WRAPPER v2 VALIDATOR postgresql_fdw_validator OPTIONS (mpp_execute 'any', num_segments '2');
CREATE SERVER taken_out FOREIGN DATA WRAPPER w OPTIONS (mpp_execute 'bad');
CREATE SERVER IF NOT EXISTS taken_out FOREIGN DATA WRAPPER w OPTIONS (mpp_execute 'bad');
CREATE SERVER x FOREIGN DATA WRAPPER nosuch OPTIONS (mpp_execute 'bad');
ALTER SERVER taken_out OPTIONS (SET mpp_execute 'bad', SET nosuch '1');
ALTER SERVER taken_out OPTIONS (SET mpp_execute 'bad', SET num_segments '0', foo '1');
ALTER SERVER taken_out OPTIONS (SET num_segments '0', foo '1');
ALTER SERVER taken_out OPTIONS (foo '1');
\des+ *o*
