\echo outer begins
\i include/quits.sql
CREATE SERVER outer FOREIGN DATA WRAPPER w;
CREATE SERVER "outer" FOREIGN DATA WRAPPER w;
