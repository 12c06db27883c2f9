-- Defaults and CHECK constraints as psql shows them once they are stored.
CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w;
create foreign table e2 (a int, b text, c varchar(20), n numeric, f float8, g bigint, d date, ts timestamptz, bo boolean, ar int[], ta text[], si smallint, j jsonb, iv interval, ch char(3),
 check (a between 1 and 5), check (a not between 1 and 5 or b is null), check (c in ('x','y')), check (c not in ('x', 'y')), check (n > 0), check (f > 1.5), check (g > 5 and g < 5000000000), check (si > 0),
 check (b like 'x%' escape '!'), check (b ilike '%q'), check (b not like 'z'), check (b similar to 'a.*'),
 check (not bo), check (bo is true and bo is not null), check (a is distinct from 3), check (a is not distinct from 3),
 check (case when a > 0 then true else false end), check (case a when 1 then bo when 2 then not bo end),
 check (coalesce(a, 0) > 0), check (nullif(b, '') = 'x'), check (greatest(a, g) > 1),
 check (a + g * 2 - 3 > (a - 1) * (a + 2)), check (a - (a - 1) > 0), check (- a < 0), check (a % 2 = 0),
 check (a = any (ar)), check (a <> all (array[1,2])), check (b = any (ta)), check (c = any ('{x,y}')), check (ar[1] = 3), check (array_length(ar, 1) = 2),
 check (b || 'x' = 'yx'), check (c || b = 'yx'), check (length(c) < 5), check (lower(c) = 'x'), check (d > '2020-01-01'), check (ts > '2020-01-01 00:00:00+00'), check (d + 1 > current_date), check (iv > '1 day'),
 check (extract(year from d) > 2000), check (ts at time zone 'UTC' > '2020-01-01 00:00:00'), check (position('x' in b) > 0), check (substring(b from 1 for 2) = 'ab'), check (trim(b) = b), check (trim(both 'x' from b) = b),
 check (b::int > 0), check (a::text = '1'), check ((a + 1)::text = '1'), check (n::int = 1), check (a::numeric(5,2) > 1), check (cast(b as varchar(3)) = 'x'), check (c::varchar = 'x'), check (b collate "C" > 'a'),
 check (j->>'x' = 'y'), check (j ? 'x'), check ((a > 0) = (g > 0)), check ((a > 0 and g > 0) or (n > 1 and f > 2)), check (a > 0 or g > 0 and n > 0), check (not (a > 0 and g > 0)), check ((a is null) = bo), check (ch = 'abc'), check (ch in ('a', 'b')), check (b ~ '^x' and b !~* 'y'), check (pi() > n), check (round(n, 2) = n), check (concat(a, 'x') = 'y'), check (format('%s', a) = '1'), check (a = 1.5), check (f = a), check (a in (1)), check (a in (1, g)), check (a in (1, 2.5)), check (b is not null is true), check (a > '5'), check (n < '5.5'), check (n > 5.50), check (n > .5), check (bo = 't'), check ('a' = b), check (current_user = b), check ((a > 0)), check (true), check (null), check (a = null), check (g = -5), check (n = -1.5), check (f > '-inf'), check (a::bigint = g), check (a & 1 = 1)) server s;
\d e2
create foreign table e3 (a int default '5', b bigint default 5, c numeric default '5', d numeric(10,2) default 1.5, e float8 default 1, f text default null, g varchar(5) default null, h varchar(5) default 'x'::varchar(3), i bool default 'yes', j text[] default array['a','b'], k text[] default '{a, b}', l int[] default array[]::int[], m text default E'a\\b''c', n timestamptz default now(), o timestamp default current_timestamp(2), p date default '2020-01-01'::date + 1, q text default current_user || 'x', r numeric default -1.5, s bigint default -5, t int default - 5, u text default lower('X') || upper('y'), v float4 default 1.5, w char(3) default 'ab', x "char" default 'a', y text default case when true then 'a' end, z int default (1 + 2) * 3, aa text default session_user, ab name default 'x', ac bytea default '\x00', ad time default '10:00', ae uuid default gen_random_uuid(), af bit(3) default B'101', ag int default length('abc'), ah text default 'a' collate "C", ai smallint default 3, aj numeric default 1.5::numeric(3,1), ak text default 5::text, al int default '5'::int + 1, am interval default '1 day'::interval * 2, an jsonb default '{}', ao text default coalesce(null, 'x'), ap text default nullif('a', 'b'), aq int[] default array[1,2]::int[], ar text[] default array[1,2]::text[], "at" int default random() * 5, au text default to_char(now(), 'YYYY'), av text default concat('a', 1), aw bool default 1 < 2 and not false, ax bigint default 5000000000, ay numeric default 12345678901234567890) server s;
\d e3
-- Names that change; constraints that say the same.
create foreign table ren (a int default 1 check (a > 0 and a < 10), b text generated always as (lower('X' collate "C")) stored, c serial, check (a > length(b))) server s;
alter foreign table ren rename a to "A a";
alter sequence ren_c_seq rename to "Q q";
\d ren
create schema away;
alter foreign table ren set schema away;
\d away.ren
create foreign table par (a int, constraint k check (a>0), b int default 5) server s;
create foreign table same (constraint k check (a   > 0)) inherits (par) server s;
create foreign table other (constraint k check (a > 1)) inherits (par) server s;
alter foreign table par alter b set default null;
alter foreign table par alter b set default 2 + 3;
\d same
-- Another type of a column.
create foreign table ty (a int check (a > 0), b int default 5) server s;
alter foreign table ty alter a type numeric;
\d ty
alter foreign table ty alter a type bigint, alter b type text;
\d ty
