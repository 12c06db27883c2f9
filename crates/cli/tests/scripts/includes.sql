\echo outer
\ir sub/inner.sql
\i sub/inner.sql
\i nosuch.sql
create;
