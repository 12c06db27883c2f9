-- Statements that the end of a file cuts: each file is a statement without its end.
CREATE FOREIGN DATA WRAPPER w;
\i include/quote-open.sql
\i include/quote-open-escape.sql
\i include/quote-open-unicode.sql
\i include/quote-open-lines.sql
\i include/dollar-open.sql
\i include/name-open.sql
\i include/name-open-unicode.sql
\i include/name-open-long.sql
\i include/bits-open.sql
\i include/hex-open.sql
\i include/national-open.sql
\i include/comment-open.sql
\i include/comment-alone.sql
\i include/parenthesis-open.sql
\i include/end-create.sql
\i include/end-newline.sql
\i include/end-comment.sql
\i include/end-blanks.sql
\i include/end-long.sql
\i include/end-lines.sql
\i include/end-unicode.sql
\i include/end-whole.sql
\i include/end-whole.sql
\i include/end-continuation.sql
\i include/end-comment-only.sql
\i include/operator-end.sql
\i include/number-end.sql
\des+
CREATE SERVER
