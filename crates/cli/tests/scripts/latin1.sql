create foreign data wrapper w;
create server "café" foreign data wrapper w;
