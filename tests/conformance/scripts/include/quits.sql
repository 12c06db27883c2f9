\echo this file ends early
\q
\echo not reached
