-- not sent
  /* sent */ create foreign data wrapper w;

create server s

  foreign data wrapper w; create server s foreign data wrapper w; \echo same line
create server t
  foreign data;
\des
\nosuch
create server u foreign data wrapper w
