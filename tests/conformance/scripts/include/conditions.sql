\echo inc
\endif
\else
\if false
\echo q
