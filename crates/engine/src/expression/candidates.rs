//! Which of several functions or operators of one name is meant: the server's rules.

use super::coercion::is_implicit;
use crate::types::BaseType;

/// A function or operator: the letters of its arguments and of its result, and flags.
#[derive(Clone, Copy)]
pub(super) struct Candidate {
    pub(super) arguments: &'static [u8],
    /// `?` for a type without a letter.
    pub(super) result: u8,
    /// `!` not immutable, `*` returns a set, `@` aggregate, `#` window function.
    pub(super) flags: &'static str,
}

/// The functions or operators of one name.
pub(super) struct Overloads {
    pub(super) candidates: Vec<Candidate>,
    /// Those with types that have no letters.
    pub(super) others: Option<Others>,
}

/// What is known of functions with types that have no letters.
#[derive(Clone, Copy)]
pub(super) struct Others {
    /// Whether one may take arguments whose types have letters: it takes any type, any number of
    /// arguments, or has defaults.
    pub(super) take_any: bool,
    /// The flags that all have.
    pub(super) flags: &'static str,
}

/// What was meant.
pub(super) enum Choice {
    One(Candidate),
    None,
    Ambiguous,
}

/// The row of the name in a table of functions or operators.
pub(super) fn overloads(table: &'static str, name: &str) -> Option<Overloads> {
    let row = table.lines().find(|row| row.split(' ').next() == Some(name))?;
    let mut found = Overloads { candidates: Vec::new(), others: None };
    for signature in row.split(' ').skip(1) {
        match signature.split_once('>') {
            Some((arguments, result)) => found.candidates.push(Candidate {
                arguments: arguments.as_bytes(),
                result: result.bytes().next().unwrap_or_default(),
                flags: result.get(1..).unwrap_or_default(),
            }),
            None => {
                let flags = signature.get(1..).unwrap_or_default();
                found.others = Some(Others { take_any: signature.starts_with('?'), flags });
            }
        }
    }
    Some(found)
}

/// The candidate for arguments of these types, where `u` is a literal whose type is still open.
pub(super) fn choose(candidates: &[Candidate], given: &[u8]) -> Choice {
    if let Some(exact) = candidates.iter().find(|candidate| candidate.arguments == given) {
        return Choice::One(*exact);
    }
    let mut left: Vec<Candidate> = Vec::new();
    for candidate in candidates {
        let fits = candidate.arguments.len() == given.len()
            && given.iter().zip(candidate.arguments).all(|(from, to)| is_implicit(*from, *to));
        if fits {
            left.push(*candidate);
        }
    }
    // Those that match most types exactly, then those that match or have preferred types.
    for preferred in [false, true] {
        if left.len() > 1 {
            let matches = |candidate: &Candidate| {
                given
                    .iter()
                    .zip(candidate.arguments)
                    .filter(|(from, to)| {
                        **from != b'u'
                            && (from == to || preferred && category(**from) == category(**to) && is_preferred(**to))
                    })
                    .count()
            };
            let most = left.iter().map(matches).max().unwrap_or_default();
            left.retain(|candidate| matches(candidate) == most);
        }
    }
    if left.len() < 2 {
        return left.first().map_or(Choice::None, |one| Choice::One(*one));
    }
    resolve_literals(left, given)
}

/// Literals are taken for strings where a candidate takes one, else for the category that all have.
fn resolve_literals(mut left: Vec<Candidate>, given: &[u8]) -> Choice {
    if !given.contains(&b'u') {
        return Choice::Ambiguous;
    }
    let mut resolved = true;
    let mut wanted: Vec<Option<(u8, bool)>> = Vec::new();
    for (place, _) in given.iter().enumerate().filter(|(_, given)| **given == b'u') {
        wanted.resize(place, None);
        let mut chosen: Option<(u8, bool)> = None;
        let mut conflict = false;
        for candidate in &left {
            let argument = candidate.arguments.get(place).copied().unwrap_or_default();
            let (found, preferred) = (category(argument), is_preferred(argument));
            match &mut chosen {
                Some((known, any_preferred)) if *known == found => *any_preferred |= preferred,
                Some(_) if found != b'S' => conflict = true,
                _ => chosen = Some((found, preferred)),
            }
        }
        if conflict && !matches!(chosen, Some((b'S', _))) {
            resolved = false;
            break;
        }
        wanted.push(chosen);
    }
    if resolved {
        let keeps = |candidate: &Candidate| {
            wanted.iter().zip(candidate.arguments).all(|(wanted, argument)| match wanted {
                Some((wanted, preferred)) => category(*argument) == *wanted && (!preferred || is_preferred(*argument)),
                None => true,
            })
        };
        if left.iter().any(keeps) {
            left.retain(keeps);
        }
        if let [one] = left[..] {
            return Choice::One(one);
        }
    }
    // All known types being one, the literals may have it, too.
    let mut known = given.iter().filter(|given| **given != b'u');
    if let Some(first) = known.next()
        && known.all(|other| other == first)
    {
        let fits = |candidate: &&Candidate| candidate.arguments.iter().all(|to| is_implicit(*first, *to));
        let mut fitting = left.iter().filter(fits);
        if let (Some(one), None) = (fitting.next(), fitting.next()) {
            return Choice::One(*one);
        }
    }
    Choice::Ambiguous
}

fn category(letter: u8) -> u8 {
    BaseType::from_letter(letter).map_or(b'P', BaseType::category)
}

fn is_preferred(letter: u8) -> bool {
    BaseType::from_letter(letter).is_some_and(BaseType::is_preferred)
}
