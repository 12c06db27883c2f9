-- Variables: \set, \unset, \echo and interpolation.
\echo
\echo one two   three
\echo 'one   two' "one   two" 'it''s' 'tab\tnew\nline' "back\tslash"
\echo -n no newline
\echo  after
\echo -n
\echo one -n
\echo "quoted ""twice"" here"
\echo 'oct\101 hex\x42'
\set a one
\echo :a :'a' :"a" :b :'b' :"b"
\echo a:a :a:a x:a.y :a
\set b one two 'three four' :a
\echo :b
\set c 'it''s a "name"'
\echo :c :'c' :"c"
\set d 'back\\slash'
\echo :d :'d' :"d"
\set e
\echo [:e] [:'e'] [:"e"]
\unset a
\echo :a :'a' :"a"
\unset nosuch
\unset
\set 1bad x
\set bad-name x
\set 'with space' x
\set é x
\echo :é
\set _ x
\echo :_
\echo ':b' ":b" ':c'
\echo :{?b} :{?nosuch}
-- In statements.
\set wrapper my_wrapper
\set "odd" x
\set option_value 'it''s \\ here'
\set whole 'CREATE SERVER s3 FOREIGN DATA WRAPPER '
CREATE FOREIGN DATA WRAPPER :wrapper;
CREATE FOREIGN DATA WRAPPER :"c";
CREATE SERVER s1 TYPE :'c' FOREIGN DATA WRAPPER :wrapper OPTIONS (o :'option_value', p ':wrapper', ":wrapper" 'q');
CREATE SERVER s2 FOREIGN DATA WRAPPER :nosuch;
CREATE SERVER s2 FOREIGN DATA WRAPPER :'wrapper';
CREATE SERVER s2 FOREIGN DATA WRAPPER :"WRAPPER";
:whole :wrapper;
:whole :wrapper;
CREATE SERVER s4 /* :wrapper */ FOREIGN DATA -- :wrapper
  WRAPPER :wrapper;
CREATE SERVER s5 TYPE $$:wrapper$$ FOREIGN DATA WRAPPER :wrapper;
CREATE SERVER s6 FOREIGN DATA WRAPPER a::wrapper;
CREATE SERVER s6 FOREIGN DATA WRAPPER :=wrapper;
CREATE SERVER s6 FOREIGN DATA WRAPPER : wrapper;
CREATE SERVER s6 FOREIGN DATA WRAPPER :'unterminated;
';
\set two 'CREATE SERVER t1 FOREIGN DATA WRAPPER my_wrapper; CREATE SERVER t2 FOREIGN DATA WRAPPER'
:two my_wrapper;
\set self :self
\echo :self
\set long '                                                                      '
CREATE SERVER s7 FOREIGN DATA :long WRAPPERS;
\des+
-- Variables that psql reads.
\echo :VERBOSITY :ECHO :QUIET :ON_ERROR_STOP :AUTOCOMMIT :DBNAME :USER :ENCODING
\set VERBOSITY nonsense
\set VERBOSITY TERSE
CREATE SERVER s1;
\set VERBOSITY
\echo :VERBOSITY
\unset VERBOSITY
\echo :VERBOSITY
CREATE SERVER s1;
\set VERBOSITY sqlstate
CREATE SERVER s1;
\set VERBOSITY verbose
\set QUIET on
CREATE SERVER q1 FOREIGN DATA WRAPPER :wrapper;
\set QUIET nonsense
\set QUIET 1
\echo :QUIET
\set QUIET off
\unset QUIET
\echo :QUIET
\set ON_ERROR_STOP maybe
\set ECHO nonsense
\set ECHO queries
CREATE SERVER q2 FOREIGN DATA WRAPPER :wrapper;
\set ECHO errors
CREATE SERVER q2 FOREIGN DATA WRAPPER :wrapper;
\set ECHO none
CREATE SERVER q3 FOREIGN DATA WRAPPER :wrapper;
\unset ECHO
\echo :ECHO
\set ECHO all
\echo :SQLSTATE :ERROR
CREATE SERVER s1;
\echo :ERROR :SQLSTATE :LAST_ERROR_SQLSTATE :LAST_ERROR_MESSAGE :ROW_COUNT
CREATE SERVER q4 FOREIGN DATA WRAPPER :wrapper;
\echo :ERROR :SQLSTATE :LAST_ERROR_SQLSTATE :LAST_ERROR_MESSAGE :ROW_COUNT
