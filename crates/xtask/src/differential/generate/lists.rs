//! psql's lists of objects.

use fastrand::Rng;

const COMMANDS: &[&str] = &[
    "des", "dew", "deu", "det", "des+", "dew+", "deu+", "det+", "dp", "dn", "dn+", "du", "d", "dE", "dt", "dv", "ds",
    "dx",
];

const PATTERNS: &[&str] = &[
    "s1",
    "s?",
    "w1",
    "t1",
    "t?",
    "\"Ta ble\"",
    "public.t*",
    "sc1.*",
    "sc1.t?",
    "nosuch",
    "S1",
    "\"S1\"",
    "p1",
    "v1",
    "q1",
    "r1",
    "postgres_fdw",
    "(t|p)1",
];

/// A command, mostly with a pattern.
pub(super) fn command(rng: &mut Rng) -> String {
    let command = rng.choice(COMMANDS).copied().unwrap_or_default();
    match rng.u8(..10) {
        0..=3 => format!("\\{command}"),
        _ => format!("\\{command} {}", rng.choice(PATTERNS).copied().unwrap_or_default()),
    }
}
