-- \q ends a script, whatever stands before it on the line or in the buffer.
CREATE FOREIGN DATA WRAPPER w;
CREATE SERVER s1 FOREIGN DATA WRAPPER w; \q
CREATE SERVER s2 FOREIGN DATA WRAPPER w;
