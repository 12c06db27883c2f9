//! Connection strings as the client library reads them, and why no connection comes of them: there is
//! no network, and nothing listens at any socket.

use crate::validators::libpq::PARAMETERS;

/// Parameters that no option can set.
const MORE_PARAMETERS: &[&str] = &["client_encoding", "replication", "ssl_min_protocol_version", "sslpassword"];

/// Where the library looks for the server's socket.
const SOCKET_FOLDER: &str = "/var/run/postgresql";
const PORT: &str = "5432";

/// Parameters of few words, in the order in which they are checked.
const WORDS: &[(&str, &str)] = &[
    ("channel_binding", "disable prefer require"),
    ("sslmode", "disable allow prefer require verify-ca verify-full"),
    ("ssl_min_protocol_version", "TLSv1 TLSv1.1 TLSv1.2 TLSv1.3"),
    ("ssl_max_protocol_version", "TLSv1 TLSv1.1 TLSv1.2 TLSv1.3"),
    ("gssencmode", "disable prefer require"),
    ("target_session_attrs", "any read-write read-only primary standby prefer-standby"),
];

/// The parameters of a connection string; the last of a name counts.
#[derive(Debug, Default)]
pub(crate) struct Connection {
    parameters: Vec<(String, String)>,
}

/// Reads a connection string: keywords with values, or a URI. The error is the library's text.
pub(crate) fn parse(text: &str) -> Result<Connection, String> {
    match text.strip_prefix("postgresql://").or_else(|| text.strip_prefix("postgres://")) {
        Some(rest) => parse_uri(text, rest),
        None => parse_keywords(text),
    }
}

fn parse_keywords(text: &str) -> Result<Connection, String> {
    let is_space = |character: char| matches!(character, ' ' | '\t'..='\r');
    let mut connection = Connection::default();
    let mut rest = text.trim_start_matches(is_space);
    while !rest.is_empty() {
        let end = rest.find(|character| character == '=' || is_space(character)).unwrap_or(rest.len());
        let (name, behind) = rest.split_at(end);
        let Some(behind) = behind.trim_start_matches(is_space).strip_prefix('=') else {
            return Err(format!("missing \"=\" after \"{name}\" in connection info string"));
        };
        let behind = behind.trim_start_matches(is_space);
        let quoted = behind.strip_prefix('\'');
        let mut characters = quoted.unwrap_or(behind).chars();
        let mut value = String::new();
        loop {
            match characters.next() {
                Some('\\') => value.extend(characters.next()),
                Some('\'') if quoted.is_some() => break,
                Some(character) if quoted.is_none() && is_space(character) => break,
                Some(character) => value.push(character),
                None if quoted.is_some() => {
                    return Err("unterminated quoted string in connection info string".to_owned());
                }
                None => break,
            }
        }
        rest = characters.as_str().trim_start_matches(is_space);
        connection.set(name, value).map_err(|name| format!("invalid connection option \"{name}\""))?;
    }
    Ok(connection)
}

/// `[user[:password]@][host[:port][, …]][/dbname][?name=value[&…]]`
fn parse_uri(uri: &str, rest: &str) -> Result<Connection, String> {
    let mut connection = Connection::default();
    let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (authority, database) = rest.split_once('/').unwrap_or((rest, ""));
    let hosts = match authority.rsplit_once('@') {
        Some((user, hosts)) => {
            let (user, password) = user.split_once(':').unwrap_or((user, ""));
            for (name, value) in [("user", user), ("password", password)] {
                connection.set_known(name, value);
            }
            hosts
        }
        None => authority,
    };
    let (mut names, mut ports) = (Vec::new(), Vec::new());
    for host in hosts.split(',') {
        let (name, port) = match host.strip_prefix('[') {
            Some(address) => address.split_once(']').ok_or_else(|| {
                let what = "end of string reached when looking for matching \"]\" in IPv6 host address in URI";
                format!("{what}: \"{uri}\"")
            })?,
            None => host.split_at(host.find(':').unwrap_or(host.len())),
        };
        names.push(name);
        ports.push(port.strip_prefix(':').unwrap_or_default());
    }
    for (name, value) in [("dbname", database), ("host", &names.join(",")), ("port", &ports.join(","))] {
        connection.set_known(name, value);
    }
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let Some((name, value)) = pair.split_once('=') else {
            return Err(format!("missing key/value separator \"=\" in URI query parameter: \"{pair}\""));
        };
        let fault = connection.set(name, value.to_owned());
        fault.map_err(|name| format!("invalid URI query parameter: \"{name}\""))?;
    }
    Ok(connection)
}

impl Connection {
    fn set_known(&mut self, name: &str, value: &str) {
        if !value.is_empty() && !value.bytes().all(|byte| byte == b',') {
            self.parameters.push((name.to_owned(), value.to_owned()));
        }
    }

    /// Adds a parameter; the error is the name of one that is none.
    fn set<'n>(&mut self, name: &'n str, value: String) -> Result<(), &'n str> {
        let known = PARAMETERS.iter().any(|parameter| parameter.name == name) || MORE_PARAMETERS.contains(&name);
        if !known {
            return Err(name);
        }
        self.parameters.push((name.to_owned(), value));
        Ok(())
    }

    fn get(&self, name: &str) -> &str {
        self.parameters.iter().rev().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    pub(crate) fn has_password(&self) -> bool {
        !self.get("password").is_empty()
    }

    /// Why there is no connection, in the library's words.
    pub(crate) fn refusal(&self) -> String {
        let service = self.get("service");
        if !service.is_empty() {
            return format!("definition of service \"{service}\" not found");
        }
        let list = |name| -> Vec<&str> { self.get(name).split(',').collect() };
        let (hosts, addresses, ports) = (list("host"), list("hostaddr"), list("port"));
        let (has_hosts, has_addresses) = (!self.get("host").is_empty(), !self.get("hostaddr").is_empty());
        let count = if has_addresses { addresses.len() } else { hosts.len() };
        if has_hosts && has_addresses && hosts.len() != count {
            return format!("could not match {} host names to {count} hostaddr values", hosts.len());
        }
        if ports.len() > 1 && ports.len() != count {
            return format!("could not match {} port numbers to {count} hosts", ports.len());
        }
        for (name, words) in WORDS {
            let value = self.get(name);
            let known = value.is_empty()
                || words
                    .split(' ')
                    .any(|word| word.eq_ignore_ascii_case(value) && (word == value || name.starts_with("ssl_")));
            if !known {
                return format!("invalid {name} value: \"{value}\"");
            }
        }
        // The versions sort as their names do.
        let (least, greatest) = (self.get("ssl_min_protocol_version"), self.get("ssl_max_protocol_version"));
        if !least.is_empty() && !greatest.is_empty() && least.to_ascii_lowercase() > greatest.to_ascii_lowercase() {
            return "invalid SSL protocol version range".to_owned();
        }
        let mut lines = Vec::with_capacity(count);
        for place in 0..count {
            let of = |list: &[&str], all: &str| match list {
                [one] => (*one).to_owned(),
                _ => list.get(place).map_or_else(|| all.to_owned(), |one| (*one).to_owned()),
            };
            let (host, address, port) = (of(&hosts, ""), of(&addresses, ""), of(&ports, PORT));
            let port = if port.is_empty() { PORT } else { port.trim_ascii() };
            match port.parse::<i64>() {
                Err(_) => {
                    lines.push(format!("invalid integer value \"{port}\" for connection option \"port\""));
                    break;
                }
                Ok(number) if !(1..=65535).contains(&number) => {
                    lines.push(format!("invalid port number: \"{port}\""));
                    break;
                }
                Ok(_) => lines.push(unreachable(&host, &address, port)),
            }
        }
        lines.join("\n")
    }
}

/// What the library says of one place where no server is.
fn unreachable(host: &str, address: &str, port: &str) -> String {
    let host = if host.is_empty() && address.is_empty() { SOCKET_FOLDER } else { host };
    if address.is_empty() && host.starts_with(['/', '@']) {
        let reason = if host.starts_with('@') { "Connection refused" } else { "No such file or directory" };
        return format!(
            "connection to server on socket \"{host}/.s.PGSQL.{port}\" failed: {reason}\n\tIs the server running \
             locally and accepting connections on that socket?"
        );
    }
    let at = match (host, address) {
        ("", address) => format!("\"{address}\""),
        ("localhost", "") => "\"localhost\" (127.0.0.1)".to_owned(),
        (host, "") if host.parse::<std::net::IpAddr>().is_ok() => format!("\"{host}\""),
        (host, "") => return format!("could not translate host name \"{host}\" to address: Name or service not known"),
        (host, address) => format!("\"{host}\" ({address})"),
    };
    format!(
        "connection to server at {at}, port {port} failed: Connection refused\n\tIs the server running on that host \
         and accepting TCP/IP connections?"
    )
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn the_library_says_why_there_is_no_connection() {
        for (text, expected) in [
            ("x", "missing \"=\" after \"x\" in connection info string"),
            ("foo=bar", "invalid connection option \"foo\""),
            ("host='/a", "unterminated quoted string in connection info string"),
            ("host=a port=x", "invalid integer value \"x\" for connection option \"port\""),
            ("host=a port=99999", "invalid port number: \"99999\""),
            ("host=a.invalid", "could not translate host name \"a.invalid\" to address: Name or service not known"),
            ("host=/x,/y port=1,2,3", "could not match 3 port numbers to 2 hosts"),
            ("sslmode=no", "invalid sslmode value: \"no\""),
            ("service=x", "definition of service \"x\" not found"),
            ("postgresql:///x?host", "missing key/value separator \"=\" in URI query parameter: \"host\""),
        ] {
            let said = parse(text).map_or_else(|fault| fault, |connection| connection.refusal());
            assert_eq!(said, expected, "{text}");
        }
        assert!(parse("host = 'a' password=b\\ c").unwrap().has_password());
    }
}
