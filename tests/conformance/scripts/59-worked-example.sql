-- The example of the documentation, and the ways it goes wrong.
CREATE SERVER myserver FOREIGN DATA WRAPPER gpfdw1
    OPTIONS (host 'foo', dbname 'foodb', port '5432');
CREATE FOREIGN DATA WRAPPER gpfdw1;
CREATE SERVER myserver FOREIGN DATA WRAPPER gpfdw1
    OPTIONS (host 'foo', dbname 'foodb', port '5432');
\des+
CREATE SERVER myserver FOREIGN DATA WRAPPER gpfdw1
    OPTIONS (host 'foo', dbname 'foodb', port '5432');
CREATE SERVER IF NOT EXISTS myserver FOREIGN DATA WRAPPER gpfdw1
    OPTIONS (host 'foo', dbname 'foodb', port '5432');
CREATE SERVER other FOREIGN DATA WRAPPER gpfdw1
    OPTIONS (host foo, dbname 'foodb', port '5432');
CREATE SERVER other FOREIGN DATA WRAPPER gpfdw1
    OPTIONS (host 'foo', dbname 'foodb', port 5432);
CREATE SERVER other FOREIGN DATA WRAPPER gpfdw1
    OPTIONS (host 'foo', dbname 'foodb' port '5432');
CREATE SERVER other FOREIGN DATA WRAPPER gpfdw1
    OPTIONS (host 'foo', dbname 'foodb', port '5432',);
CREATE SERVER other FOREIGN DATA WRAPPER gpfdw1
    OPTIONS (host = 'foo', dbname = 'foodb');
CREATE SERVER other FOREIGN DATA WRAPPER gpfdw1
    OPTIONS host 'foo', dbname 'foodb';
CREATE SERVER other
    OPTIONS (host 'foo', dbname 'foodb', port '5432')
    FOREIGN DATA WRAPPER gpfdw1;
CREATE SERVER other FOREIGN DATA WRAPPER gpfdw1
    OPTIONS (host 'foo', host 'bar');
CREATE SERVER other WRAPPER gpfdw1;
CREATE SERVER other;
CREATE USER MAPPING FOR CURRENT_USER SERVER myserver OPTIONS (user 'bob', password 'secret');
CREATE USER MAPPING FOR PUBLIC SERVER myserver;
\deu+
DROP SERVER myserver;
DROP SERVER myserver CASCADE;
\des
