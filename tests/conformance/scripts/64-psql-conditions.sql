\if true
\echo a
\if false
\echo b
\elif true
\echo c
\else
\echo d
\endif
\else
CREATE ROLE zzz;
\echo e
\set x 1
\if nonsense
\echo no
\elif nonsense2
\echo no
\endif
\elif nonsense3
\echo no
\endif
\echo :x
\if maybe
\echo 1
\elif yes
\echo 2
\else
\echo 3
\endif
\elif
\else
\endif
\if
\echo e
\endif
\if true
\else
\else
\elif true
\echo x
\endif
\if true extra args
\echo ok
\endif extra
\if false
nope;
\echo `date`
\q
\i nope.sql
\p
\g
\endif
CREATE ROLE
\if false
 zzz1
\else
 zzz2
\endif
;
DROP ROLE zzz2;
DROP ROLE conf_x 
\if false
'unclosed
\else
\endif
';
\endif
;
\if off
 nope 
\endif
CREATE ROLE zzz3;
DROP ROLE zzz3;
\if 1 \echo same line \else \echo other \endif
\if 0 \echo same line \else \echo other \endif
\if :x
\echo never
\endif
\if :{?x}
\echo never
\else
\echo unset
\endif
\if t
\echo t
\endif
\if tr \echo tr \endif
\if o
\endif
\if on \echo on \endif
\if 00 \echo 00 \else \echo else00 \endif
\if 01 \echo 01 \endif
\if ''
\echo empty
\endif
\if true false
\endif
\if true
\i include/conditions.sql
\echo after
\endif
\if false
\elif nonsense
\elif true
\echo elif
\endif
\if true
