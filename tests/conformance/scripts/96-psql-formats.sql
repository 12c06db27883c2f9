-- How psql prints: \x, \a, \t, \pset.
create role conf_a superuser login; create role conf_b;
create schema sc;
comment on schema sc is E'one\nand two two\nthree';
\x
\dn+ sc
\det
\dp nosuch
\du conf_a
\a
\dn+ sc
\det
\a
\t
\dn+
\det
\a
\dn+ sc
\a
\t
\pset format csv
\dn+ sc
\x
\dn+ sc
\t
\dn+ sc
\t
\pset format unaligned
\du conf*
\t
\du conf*
\dn sc
\t
\pset format aligned
\pset border 2
\dn+
\x
\dn+
\t
\dn+
\x
\dn+
\t
\pset border 0
\dn+
\x
\dn+
\x
\du conf*
\pset border 1
\x on
\x
\t foo
\pset tuples_only on
\pset t
\pset expanded
\pset x
\x auto
\x off
\x nosuch
\pset null
\pset null (none)
\dn+ sc
\pset foo
\pset foo bar
\pset border foo
\pset border
\pset border 1
\pset footer
\dn
\pset footer on
\pset footer maybe
\pset format al
\pset format a
\pset format u
\f
\f ;
\pset fieldsep
\pset title hello
\dn
\C
\C bye
\C
\a
\pset format nosuch
\pset format
\pset
\c - conf_a
\c
\c postgres
\c postgres conf_a
\c - postgres
