-- Folding, quoting and truncation of names.
CREATE FOREIGN DATA WRAPPER W;
CREATE FOREIGN DATA WRAPPER w;
CREATE FOREIGN DATA WRAPPER "W";
CREATE SERVER Alpha FOREIGN DATA WRAPPER w;
CREATE SERVER ALPHA FOREIGN DATA WRAPPER w;
CREATE SERVER "Alpha" FOREIGN DATA WRAPPER "W";
CREATE SERVER "alpha" FOREIGN DATA WRAPPER w;
CREATE SERVER _x$9 FOREIGN DATA WRAPPER w;
CREATE SERVER $x FOREIGN DATA WRAPPER w;
CREATE SERVER x" y" FOREIGN DATA WRAPPER w;
CREATE SERVER "a""b" FOREIGN DATA WRAPPER w;
CREATE SERVER """" FOREIGN DATA WRAPPER w;
CREATE SERVER "a b;c--d/*e'f" FOREIGN DATA WRAPPER w;
CREATE SERVER "tab	inside" FOREIGN DATA WRAPPER w;
CREATE SERVER "two
lines" FOREIGN DATA WRAPPER w;
CREATE SERVER "" FOREIGN DATA WRAPPER w;
CREATE SERVER zz FOREIGN DATA WRAPPER "";
CREATE SERVER zz FOREIGN DATA WRAPPER w OPTIONS ("" '1');
CREATE USER MAPPING FOR "" SERVER alpha;
CREATE SERVER ÄÖÜ FOREIGN DATA WRAPPER w;
CREATE SERVER äÖÜ FOREIGN DATA WRAPPER w;
CREATE SERVER straße FOREIGN DATA WRAPPER w;
CREATE SERVER STRAßE FOREIGN DATA WRAPPER w;
CREATE SERVER 日本語 FOREIGN DATA WRAPPER w;
CREATE SERVER 日本語 FOREIGN DATA WRAPPER w;
CREATE SERVER 🦀_Crab FOREIGN DATA WRAPPER w;
CREATE SERVER sixty_three_bytes_exactly_is_the_limit_that_a_name_may_have_here FOREIGN DATA WRAPPER w;
CREATE SERVER sixty_four_bytes_is_one_more_than_the_limit_that_a_name_may_have FOREIGN DATA WRAPPER w;
CREATE SERVER SIXTY_FOUR_BYTES_IS_ONE_MORE_THAN_THE_LIMIT_THAT_A_NAME_MAY_HAVE FOREIGN DATA WRAPPER w;
CREATE SERVER "Sixty four bytes is one more than the limit that a name may have" FOREIGN DATA WRAPPER w;
CREATE SERVER éééééééééééééééééééééééééééééééé FOREIGN DATA WRAPPER w;
CREATE SERVER xéééééééééééééééééééééééééééééééé FOREIGN DATA WRAPPER w;
CREATE SERVER 日日日日日日日日日日日日日日日日日日日日日日 FOREIGN DATA WRAPPER w;
CREATE SERVER long1 FOREIGN DATA WRAPPER no_such_wrapper_with_a_name_that_is_rather_longer_than_the_limit_says;
CREATE SERVER long2 FOREIGN DATA WRAPPER w OPTIONS (an_option_with_a_name_that_is_longer_than_sixty_three_bytes_is_cut_too 'x', an_option_with_a_name_that_is_longer_than_sixty_three_bytes_is_cut_as_well 'y');
CREATE SERVER long3 TYPE 'a string is never cut, however long it may be, sixty-three bytes or more than that' FOREIGN DATA WRAPPER w;
CREATE USER MAPPING FOR a_role_with_a_name_that_is_longer_than_sixty_three_bytes_is_cut_too SERVER alpha;
CREATE ROLE a_role_with_a_name_that_is_longer_than_sixty_three_bytes_is_cut_too;
CREATE USER MAPPING FOR a_role_with_a_name_that_is_longer_than_sixty_three_bytes_is_cut_too SERVER alpha;
-- The notice comes before a syntax error of the same statement, also for a word behind it.
CREATE SERVER a_server_with_a_name_that_is_longer_than_sixty_three_bytes_is_cut_too FOREIGN DATA w;
CREATE SERVER a_server_with_a_name_that_is_longer_than_sixty_three_bytes_is_cut_too a_word_that_stands_wrong_and_is_longer_than_sixty_three_bytes_is_cut_too FOREIGN;
CREATE SERVER ) a_word_behind_the_error_that_is_longer_than_sixty_three_bytes_is_not_read_any_more;
DROP SERVER alpha, "Alpha", _x$9;
DROP SERVER IF EXISTS a_server_with_a_name_that_is_longer_than_sixty_three_bytes_is_cut_too;
\des
