-- ALTER: servers take every change, wrappers none of mpp_execute.
CREATE FOREIGN DATA WRAPPER w OPTIONS (mpp_execute 'any');
CREATE SERVER c1 FOREIGN DATA WRAPPER w OPTIONS (mpp_execute 'all segments', num_segments '3', host 'foo');
ALTER SERVER c1 OPTIONS (SET mpp_execute 'coordinator', DROP num_segments);
\des+ c1
ALTER SERVER c1 OPTIONS (SET mpp_execute 'x');
ALTER SERVER c1 OPTIONS (mpp_execute 'any');
ALTER SERVER c1 OPTIONS (ADD num_segments '-1');
ALTER SERVER c1 OPTIONS (ADD num_segments '5');
ALTER SERVER c1 OPTIONS (SET num_segments '0', DROP num_segments, DROP nosuch);
ALTER SERVER c1 OPTIONS (SET num_segments '0', SET num_segments '7');
ALTER SERVER c1 OPTIONS (SET mpp_execute 'bad', DROP mpp_execute);
ALTER SERVER c1 OPTIONS (mpp_execute 'ANY');
ALTER SERVER c1 VERSION '2' OPTIONS (SET mpp_execute 'bad');
\des+ c1
-- A wrapper: refused by name, whatever the change and the value.
ALTER FOREIGN DATA WRAPPER w OPTIONS (SET mpp_execute 'coordinator');
ALTER FOREIGN DATA WRAPPER w OPTIONS (ADD mpp_execute 'any');
ALTER FOREIGN DATA WRAPPER w OPTIONS (mpp_execute 'bad');
ALTER FOREIGN DATA WRAPPER w OPTIONS (DROP mpp_execute);
ALTER FOREIGN DATA WRAPPER w OPTIONS (DROP nosuch, SET mpp_execute 'any');
ALTER FOREIGN DATA WRAPPER w OPTIONS (a '1', a '2', DROP mpp_execute);
ALTER FOREIGN DATA WRAPPER w OPTIONS (num_segments '0', SET mpp_execute 'any');
ALTER FOREIGN DATA WRAPPER w NO HANDLER OPTIONS (SET mpp_execute 'any');
ALTER FOREIGN DATA WRAPPER w VALIDATOR postgresql_fdw_validator OPTIONS (SET mpp_execute 'any');
ALTER FOREIGN DATA WRAPPER w HANDLER nosuch OPTIONS (SET mpp_execute 'any');
ALTER FOREIGN DATA WRAPPER nosuch OPTIONS (SET mpp_execute 'any');
ALTER FOREIGN DATA WRAPPER w OPTIONS (ADD num_segments '2');
ALTER FOREIGN DATA WRAPPER w OPTIONS (SET num_segments '9');
ALTER FOREIGN DATA WRAPPER w OPTIONS (SET num_segments '0');
ALTER FOREIGN DATA WRAPPER w OPTIONS (DROP num_segments);
ALTER FOREIGN DATA WRAPPER w OPTIONS ("MPP_EXECUTE" 'rubbish');
ALTER FOREIGN DATA WRAPPER w OPTIONS (SET "MPP_EXECUTE" 'more', a '1');
\dew+ w
-- A wrapper that has none is refused as well.
CREATE FOREIGN DATA WRAPPER plain;
ALTER FOREIGN DATA WRAPPER plain OPTIONS (ADD mpp_execute 'any');
ALTER FOREIGN DATA WRAPPER plain OPTIONS (DROP mpp_execute);
