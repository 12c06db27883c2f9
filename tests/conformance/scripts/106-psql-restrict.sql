-- \restrict, \unrestrict
\restrict
\restrict abc
\echo x
\des
SHOW work_mem;
\restrict def
\unrestrict
\unrestrict xyz
\unrestrict abc
\echo y
\unrestrict abc
\restrict a-b
\unrestrict a-b
\restrict ''
\restrict a b
\unrestrict a b c
\restrict abc
\if true
\echo z
\endif
\set x y
\q
\unrestrict abc
\echo end
CREATE ROLE conf_p; DROP EXTENSION plpgsql; SET ROLE conf_p;
CREATE EXTENSION plpgsql;
CREATE EXTENSION nope;
RESET ROLE; CREATE EXTENSION plpgsql SCHEMA public; CREATE EXTENSION plpgsql;
DROP ROLE conf_p;
