-- How psql prints tables: every format, border and style of lines, wide characters, lines that are wrapped.
create schema t1; create schema "日本語"; create schema "a|b"; create schema t4;
comment on schema t1 is E'one\ntwo two two\n\nthree <b>&"x" $5 #1 100% ~a^b {c} \\d';
comment on schema "日本語" is E'wide 漢字かな\n日本';
comment on schema "a|b" is ' leading';
\pset null (null)
create view v as select 1;
\set q 'select n.nspname as "name of\nschema", d.description as d, length(d.description) as n from pg_namespace n left join pg_description d on d.objoid = n.oid where n.nspname ~ \'^(t1|t4|a|日)\' order by 1;'
:q
\pset border 0
:q
\x
:q
\pset border 1
:q
\pset border 2
:q
\pset border 3
:q
\x
:q
\pset linestyle old-ascii
:q
\pset border 0
:q
\x
:q
\pset border 1
:q
\pset border 2
:q
\x
\pset border 1
:q
\pset linestyle unicode
:q
\pset border 2
:q
\pset unicode_border_linestyle double
:q
\pset unicode_header_linestyle double
:q
\pset unicode_column_linestyle double
:q
\x
:q
\pset unicode_border_linestyle single
\pset unicode_column_linestyle s
:q
\x
:q
\pset border 1
:q
\pset border 0
:q
\pset unicode_border_linestyle nosuch
\pset unicode_column_linestyle nosuch
\pset unicode_header_linestyle nosuch
\pset unicode_header_linestyle
\pset linestyle nosuch
\pset linestyle
\pset linestyle a
\pset border 1
\pset format wrapped
:q
\pset columns 40
:q
\pset columns 34
:q
\pset columns 30
:q
\pset columns 20
:q
\x
:q
\pset columns 27
:q
\pset columns 40
\pset border 0
:q
\pset border 2
:q
\x
:q
\pset linestyle unicode
:q
\pset border 0
:q
\pset linestyle old-ascii
:q
\pset border 1
:q
\x
:q
\pset border 0
:q
\pset linestyle ascii
\pset border 1
\x auto
:q
\pset columns 20
:q
\pset format aligned
:q
\pset columns 200
:q
\pset columns 30
select nspname from pg_namespace where nspname = 'information_schema';
\pset columns
\pset columns x
\pset columns -1
\pset columns 0
\x off
\pset format html
:q
\x
:q
\pset border 0
\pset tableattr 'class="a"'
:q
\t
:q
\x
:q
\t
\C 'A <title>'
:q
\C
\T
\pset format asciidoc
:q
\pset border 1
:q
\pset border 2
:q
\pset border 3
:q
\x
:q
\pset border 1
\t
:q
\x
:q
\t
\pset title 'A |title'
:q
\pset format latex
:q
\pset border 2
:q
\pset border 3
:q
\x
:q
\pset border 0
\t
:q
\x
:q
\t
\pset border 2
\pset format latex-longtable
:q
\pset tableattr '0.2 0.3'
:q
\pset title
\pset border 3
:q
\pset border 1
\t
:q
\t
\pset format troff-ms
:q
\pset border 2
:q
\pset title 'A \\title'
\x
:q
\pset border 0
\t
:q
\t
\pset border 1
:q
\x
\pset title
\pset format csv
:q
\pset csv_fieldsep ;
:q
\pset csv_fieldsep
\pset csv_fieldsep .
\x
:q
\x
\pset csv_fieldsep ab
\pset csv_fieldsep é
\pset csv_fieldsep '"'
\pset csv_fieldsep '\n'
\pset csv_fieldsep ''
\pset csv_fieldsep '\t'
:q
\pset format unaligned
:q
\pset recordsep '<>'
:q
\x
:q
\t
:q
\x
:q
\pset recordsep
\pset recordsep_zero
\pset fieldsep_zero
:q
\pset fieldsep ,
\pset recordsep '\n'
\t
\pset format
\pset format x
\pset format WRAP
\pset format aligned
\pset numericlocale
select 1234567 as a, -1234.5 as b, 'x' as d from pg_namespace where nspname = 't1';
\pset numericlocale off
\pset numericlocale x
\pset pager
\pset pager always
\pset pager off
\pset pager x
\pset pager
\pset pager_min_lines 1
\pset pager_min_lines 2
\pset pager_min_lines x
\pset pager_min_lines
\pset tableattr
\pset T 'a'
\T
\pset title 'it''s'
\pset
\pset title
\pset footer off
:q
\H
\H
\html
\a
\f x
\pset x
\pset t
\pset vertical off
\pset border 70000
\pset border -1
\pset border 99999999999
\pset border 1
\pset C x
\pset
