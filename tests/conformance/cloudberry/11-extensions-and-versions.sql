-- Extensions, the options of postgres_fdw and white space, line by line of the servers.
CREATE EXTENSION nosuch;
CREATE EXTENSION postgres_fdw;
CREATE SERVER p1 FOREIGN DATA WRAPPER postgres_fdw OPTIONS (parallel_commit 'true');
CREATE SERVER p2 FOREIGN DATA WRAPPER postgres_fdw OPTIONS (parallel_abort 'true');
CREATE SERVER p3 FOREIGN DATA WRAPPER postgres_fdw OPTIONS (analyze_sampling 'auto');
CREATE SERVER p4 FOREIGN DATA WRAPPER postgres_fdw OPTIONS (parallel_abort 'maybe');
CREATE SERVER p4 FOREIGN DATA WRAPPER postgres_fdw OPTIONS (analyze_sampling 'AUTO');
CREATE SERVER p5 FOREIGN DATA WRAPPER postgres_fdw OPTIONS (num_segments '3', mpp_execute 'all segments', host 'h');
CREATE SERVER p6 FOREIGN DATA WRAPPER postgres_fdw OPTIONS (multi_hosts 'h');
CREATE SERVER p6 FOREIGN DATA WRAPPER postgres_fdw OPTIONS (mpp_execute 'multi servers');
CREATE SERVER p6 FOREIGN DATA WRAPPER postgres_fdw OPTIONS (fetch_size '0', num_segments '0');
CREATE SERVER p6 FOREIGN DATA WRAPPER postgres_fdw OPTIONS (fetch_size '0', num_segments '1');
ALTER SERVER p5 OPTIONS (ADD foo '1');
