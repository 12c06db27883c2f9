-- Values of mpp_execute: which are taken, and how they are stored.
CREATE FOREIGN DATA WRAPPER w;
CREATE FOREIGN DATA WRAPPER w2 OPTIONS (mpp_execute 'Any');
CREATE SERVER s0 FOREIGN DATA WRAPPER w OPTIONS (mpp_execute 'coordinator');
CREATE SERVER s1 FOREIGN DATA WRAPPER w OPTIONS (mpp_execute 'master');
CREATE SERVER s2 FOREIGN DATA WRAPPER w OPTIONS (mpp_execute 'any');
CREATE SERVER s3 FOREIGN DATA WRAPPER w OPTIONS (mpp_execute 'all segments');
CREATE SERVER s4 FOREIGN DATA WRAPPER w OPTIONS (mpp_execute 'COORDINATOR');
CREATE SERVER s5 FOREIGN DATA WRAPPER w OPTIONS (mpp_execute 'Master');
CREATE SERVER s6 FOREIGN DATA WRAPPER w OPTIONS (mpp_execute 'Any');
CREATE SERVER s7 FOREIGN DATA WRAPPER w OPTIONS (mpp_execute 'ALL SEGMENTS');
CREATE SERVER s8 FOREIGN DATA WRAPPER w OPTIONS (mpp_execute 'aLL sEGMENTS');
CREATE SERVER x FOREIGN DATA WRAPPER w OPTIONS (mpp_execute 'all  segments');
CREATE SERVER x FOREIGN DATA WRAPPER w OPTIONS (mpp_execute ' any');
CREATE SERVER x FOREIGN DATA WRAPPER w OPTIONS (mpp_execute 'any ');
CREATE SERVER x FOREIGN DATA WRAPPER w OPTIONS (mpp_execute 'all');
CREATE SERVER x FOREIGN DATA WRAPPER w OPTIONS (mpp_execute 'segments');
CREATE SERVER x FOREIGN DATA WRAPPER w OPTIONS (mpp_execute 'all_segments');
CREATE SERVER x FOREIGN DATA WRAPPER w OPTIONS (mpp_execute 'allsegments');
CREATE SERVER x FOREIGN DATA WRAPPER w OPTIONS (mpp_execute 'all segments ');
CREATE SERVER x FOREIGN DATA WRAPPER w OPTIONS (mpp_execute '');
CREATE SERVER x FOREIGN DATA WRAPPER w OPTIONS (mpp_execute 'primary');
CREATE SERVER x FOREIGN DATA WRAPPER w OPTIONS (mpp_execute 'multi servers');
CREATE SERVER x FOREIGN DATA WRAPPER w OPTIONS (mpp_execute 'everywhere');
CREATE SERVER x FOREIGN DATA WRAPPER w OPTIONS (mpp_execute 'coordinators');
CREATE SERVER x FOREIGN DATA WRAPPER w OPTIONS (mpp_execute 'anyone');
CREATE SERVER x FOREIGN DATA WRAPPER w OPTIONS (mpp_execute 'ｍaster');
CREATE SERVER x FOREIGN DATA WRAPPER w OPTIONS (mpp_execute E'all\tsegments');
CREATE SERVER folded FOREIGN DATA WRAPPER w OPTIONS (MPP_EXECUTE 'Master');
CREATE SERVER other FOREIGN DATA WRAPPER w OPTIONS ("Mpp_Execute" 'rubbish');
CREATE SERVER whole FOREIGN DATA WRAPPER w OPTIONS (mpp_execute 'all segments', num_segments '3', host 'foo');
CREATE SERVER escaped FOREIGN DATA WRAPPER w OPTIONS (U&"mpp\005Fexecute" 'any');
CREATE SERVER x FOREIGN DATA WRAPPER w OPTIONS (U&"mpp\005Fexecute" 'rubbish');
CREATE SERVER x FOREIGN DATA WRAPPER w OPTIONS (mpp_execute
  all segments);
CREATE SERVER x FOREIGN DATA WRAPPER w OPTIONS (mpp_execute
  coordinator);
CREATE FOREIGN DATA WRAPPER x OPTIONS (mpp_execute 'x');
CREATE SERVER x FOREIGN DATA WRAPPER w OPTIONS (mpp_execute 'any', mpp_execute 'bad');
\des+ s*
\des+ whole
\des+ folded
\des+ other
\dew+ w2
