/** The worked example of a first visit. It runs as it stands. */
export const START_TEXT = `-- The wrapper of the example; a fresh database does not have it.
CREATE FOREIGN DATA WRAPPER gpfdw1;

CREATE SERVER myserver FOREIGN DATA WRAPPER gpfdw1
    OPTIONS (host 'foo', dbname 'foodb', port '5432');

CREATE USER MAPPING FOR PUBLIC SERVER myserver
    OPTIONS (user 'reader', password 'secret');

-- Where Cloudberry reads and writes the foreign tables of this server.
ALTER SERVER myserver OPTIONS (ADD mpp_execute 'all segments');

\\des+
`;

export const DEFAULT_TARGET = 'cloudberry-2';
