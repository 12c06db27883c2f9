-- The algebra of OPTIONS: every change sees what the changes before it left.
CREATE FOREIGN DATA WRAPPER w;
CREATE SERVER s FOREIGN DATA WRAPPER w OPTIONS (a '1', b '2', c '3');
ALTER SERVER s OPTIONS (a '9');
ALTER SERVER s OPTIONS (ADD b '9');
ALTER SERVER s OPTIONS (SET d '9');
ALTER SERVER s OPTIONS (DROP d);
ALTER SERVER s OPTIONS (SET b 'two');
\des+ s
ALTER SERVER s OPTIONS (DROP b, b 'again');
\des+ s
ALTER SERVER s OPTIONS (x '1', SET x '2', DROP x, ADD x '3', SET x '4');
\des+ s
ALTER SERVER s OPTIONS (DROP a, DROP a);
ALTER SERVER s OPTIONS (DROP a, SET a '1');
ALTER SERVER s OPTIONS (y '1', y '2');
ALTER SERVER s OPTIONS (SET a '1', SET a '2');
ALTER SERVER s OPTIONS (ADD z '1', DROP nosuch);
\des+ s
ALTER SERVER s OPTIONS (DROP a, DROP b, DROP c, DROP x);
\des+ s
-- A word of action right before the value is a name.
ALTER SERVER s OPTIONS (set '1', add '2', drop '3');
ALTER SERVER s OPTIONS (set 'one');
ALTER SERVER s OPTIONS (add add '2');
ALTER SERVER s OPTIONS (set set 'I', set add 'II');
ALTER SERVER s OPTIONS (drop drop);
ALTER SERVER s OPTIONS (drop set, drop add);
ALTER SERVER s OPTIONS (add set '1', set drop '2');
ALTER SERVER s OPTIONS (add drop '3', add options '4', add server '5', add "set" '6');
\des+ s
-- Names are compared byte for byte.
CREATE SERVER n FOREIGN DATA WRAPPER w OPTIONS (a '1', "A" '2', "a " '3', "a b" '4', É '5', é '6', "1" '7', "it's" '8', "q""q" '9', "back\slash" '10');
ALTER SERVER n OPTIONS (SET A '1!', SET "A" '2!', DROP "a ", SET É '5!');
ALTER SERVER n OPTIONS (SET "B" '1');
ALTER SERVER n OPTIONS (DROP "a  ");
\des+ n
-- Values as they are shown.
CREATE SERVER q FOREIGN DATA WRAPPER w OPTIONS (quote 'it''s', double '"', back 'a\b', both E'\\''', empty '', blank ' ', brace '{}', comma ',', newline E'a\nb', tab E'a\tb', dollar $$x$$, equals 'a=b', "null" 'NULL', "user" 'x', "select" 'y', "left" 'z', "int" 'i', server 's', "Mixed" 'm', "a$b" 'n', _x 'o', x1 'p');
\des+ q
-- An equals sign in a name.
CREATE SERVER e FOREIGN DATA WRAPPER w OPTIONS ("a=b" '1');
CREATE SERVER e FOREIGN DATA WRAPPER w OPTIONS ("=" '1');
CREATE SERVER e FOREIGN DATA WRAPPER w OPTIONS (a '1', "a=b" '1', "c=d" '2');
CREATE SERVER e FOREIGN DATA WRAPPER w OPTIONS ("a=b" '1', a '2', a '3');
CREATE SERVER e FOREIGN DATA WRAPPER w OPTIONS ("a=b" '1', "a=b" '2');
ALTER SERVER s OPTIONS ("a=b" '1');
ALTER SERVER s OPTIONS ("a=b" '1', DROP "a=b");
ALTER SERVER s OPTIONS (SET "a=b" '1');
CREATE FOREIGN DATA WRAPPER w2 OPTIONS ("a=b" '1');
CREATE USER MAPPING FOR CURRENT_USER SERVER s OPTIONS ("a=b" '1');
-- The same on wrappers and user mappings.
ALTER FOREIGN DATA WRAPPER w OPTIONS (a '1', b '2', SET a '3', DROP b);
ALTER FOREIGN DATA WRAPPER w OPTIONS (b '2', b '2');
ALTER FOREIGN DATA WRAPPER w OPTIONS (SET c '2');
\dew+
CREATE USER MAPPING FOR PUBLIC SERVER s OPTIONS (user 'u', password 'p', user 'v');
CREATE USER MAPPING FOR PUBLIC SERVER s OPTIONS (user 'u', password 'p');
ALTER USER MAPPING FOR PUBLIC SERVER s OPTIONS (SET password 'q', DROP user, "User" 'x');
ALTER USER MAPPING FOR PUBLIC SERVER s OPTIONS (SET user 'q');
ALTER USER MAPPING FOR PUBLIC SERVER s OPTIONS (password 'q');
ALTER USER MAPPING FOR PUBLIC SERVER s OPTIONS (DROP nosuch);
\deu+
ALTER USER MAPPING FOR PUBLIC SERVER s OPTIONS (DROP password, DROP "User");
\deu+
