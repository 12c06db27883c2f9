-- Patterns of the listing commands.
CREATE ROLE conf_pat;
CREATE FOREIGN DATA WRAPPER wrap_one;
CREATE FOREIGN DATA WRAPPER wrap_two;
CREATE FOREIGN DATA WRAPPER "Wrap Three";
CREATE SERVER alpha FOREIGN DATA WRAPPER wrap_one;
CREATE SERVER beta FOREIGN DATA WRAPPER wrap_one;
CREATE SERVER "Alpha" FOREIGN DATA WRAPPER wrap_two;
CREATE SERVER "al pha" FOREIGN DATA WRAPPER wrap_two;
CREATE SERVER "al.pha" FOREIGN DATA WRAPPER wrap_two;
CREATE SERVER "al*" FOREIGN DATA WRAPPER wrap_two;
CREATE SERVER "a$b" FOREIGN DATA WRAPPER wrap_two;
CREATE SERVER "(x|y)" FOREIGN DATA WRAPPER wrap_two;
CREATE USER MAPPING FOR conf_pat SERVER alpha;
CREATE USER MAPPING FOR PUBLIC SERVER beta;
CREATE USER MAPPING FOR PUBLIC SERVER "Alpha";
\des alpha
\des ALPHA
\des "Alpha"
\des Al*
\des al*
\des *a
\des "al*"
\des *"al"*
\des al?ha
\des ?????
\des "al pha"
\des al pha
\des "al.pha"
\des alp[hx]a
\des a{l
\des al{1}pha
\des a{1,2}lpha
\des {
\des a}
\des a+lpha
\des alpha|beta
\des (alpha|beta)
\des "(x|y)"
\des a$b
\des "a$b"
\des .*
\des ^alpha
\des alpha beta
\des nosuch
\des+ beta
\des+ nosuch
\des ""
\des "unterminated
\des 'alpha'
\des 'al pha'
\dew wrap*
\dew *one
\dew "Wrap Three"
\dew+ wrap_two
\dew alpha
\deu alpha
\deu conf_pat
\deu public
\deu PUBLIC
\deu *a*
\deu+ beta
\deu wrap_one
\des alpha.beta
\dew a.b
\deu a.b
\des a.b.c
\des+ a.b
\dew+ postgres.wrap_one
\des alpha;
\des ;
\des+ alpha ;
\des "al;pha"
\des al;pha
\des alpha \dew wrap_one
\des
\des++
\desx
\dewx alpha
