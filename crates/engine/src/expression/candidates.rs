//! Which of several functions or operators of one name is meant: the server's rules.
//!
//! Types are letters: those of the table of types; `?` any other type, `Y` any array, `u` a literal
//! whose type is still open. An argument may also be `A`, anything but an array, or `E`, anything.

use super::coercion::is_implicit;
use crate::types::BaseType;

/// A function or operator: the letters of its arguments and of its result, and flags.
#[derive(Clone, Copy)]
pub(super) struct Candidate {
    arguments: &'static [u8],
    pub(super) result: u8,
    /// `!` not immutable, `*` returns a set, `@` aggregate, `#` window function, `+` the last argument
    /// may be repeated, a digit: so many arguments may be left out.
    pub(super) flags: &'static str,
}

/// What was meant.
pub(super) enum Choice {
    One(Candidate),
    None,
    Ambiguous,
}

impl Candidate {
    /// The letter of an argument.
    pub(super) fn argument(&self, place: usize) -> u8 {
        match self.arguments {
            // Repeated are the elements of an array.
            [.., b'Y'] if self.is_repeated() && place + 1 >= self.arguments.len() => b'E',
            [.., last] if self.is_repeated() && place >= self.arguments.len() => *last,
            arguments => arguments.get(place).copied().unwrap_or_default(),
        }
    }

    fn is_repeated(&self) -> bool {
        self.flags.contains('+')
    }

    fn takes(&self, given: &[u8]) -> bool {
        let most = self.arguments.len();
        let optional = self.flags.bytes().find(u8::is_ascii_digit).map_or(0, |digit| usize::from(digit - b'0'));
        let fits = match given.len() {
            count if count > most => self.is_repeated(),
            count => count + optional >= most,
        };
        fits && given.iter().enumerate().all(|(place, from)| accepts(*from, self.argument(place)))
    }

    /// Over how many of the types given the candidate is defined, or over the preferred one of their
    /// category.
    fn matches(&self, given: &[u8], preferred: bool) -> usize {
        let mut count = 0;
        for (place, from) in given.iter().enumerate() {
            let to = self.argument(place);
            let is_preferred = || preferred && category(*from) == category(to) && is_preferred(to);
            if *from != b'u' && (*from == to || is_preferred()) {
                count += 1;
            }
        }
        count
    }
}

/// Whether a type becomes that of an argument by itself.
fn accepts(from: u8, to: u8) -> bool {
    match to {
        b'E' => true,
        b'A' => from != b'Y',
        b'Y' | b'?' => from == to || from == b'u',
        _ => is_implicit(from, to),
    }
}

/// The row of the name in a table of functions or operators.
pub(super) fn candidates(table: &'static str, name: &str) -> Option<Vec<Candidate>> {
    let row = table.lines().find(|row| row.split(' ').next() == Some(name))?;
    let mut found = Vec::new();
    for signature in row.split(' ').skip(1) {
        let (arguments, result) = signature.split_once('>')?;
        found.push(Candidate {
            arguments: arguments.as_bytes(),
            result: result.bytes().next().unwrap_or_default(),
            flags: result.get(1..).unwrap_or_default(),
        });
    }
    Some(found)
}

/// The candidate over exactly these types.
pub(super) fn exact(candidates: &[Candidate], given: &[u8]) -> Option<Candidate> {
    candidates.iter().find(|candidate| candidate.arguments == given).copied()
}

/// The candidate for arguments of these types.
pub(super) fn choose(candidates: &[Candidate], given: &[u8]) -> Choice {
    if let Some(exact) = exact(candidates, given) {
        return Choice::One(exact);
    }
    let mut left: Vec<Candidate> = Vec::new();
    for candidate in candidates {
        if candidate.takes(given) {
            left.push(*candidate);
        }
    }
    // Those that match most types exactly, then those that match or have preferred types.
    for preferred in [false, true] {
        if left.len() > 1 {
            let most = left.iter().map(|candidate| candidate.matches(given, preferred)).max().unwrap_or_default();
            left.retain(|candidate| candidate.matches(given, preferred) == most);
        }
    }
    if left.len() < 2 {
        return left.first().map_or(Choice::None, |one| Choice::One(*one));
    }
    resolve_literals(left, given)
}

/// Literals are taken for strings where a candidate takes one, else for the category that all have.
fn resolve_literals(mut left: Vec<Candidate>, given: &[u8]) -> Choice {
    let mut resolved = true;
    let mut wanted: Vec<(usize, u8, bool)> = Vec::new();
    for (place, _) in given.iter().enumerate().filter(|(_, given)| **given == b'u') {
        let mut chosen: Option<(u8, bool)> = None;
        let mut conflict = false;
        for candidate in &left {
            let argument = candidate.argument(place);
            let (found, preferred) = (category(argument), is_preferred(argument));
            match &mut chosen {
                Some((known, any_preferred)) if *known == found => *any_preferred |= preferred,
                Some(_) if found != b'S' => conflict = true,
                _ => chosen = Some((found, preferred)),
            }
        }
        let Some((category, preferred)) = chosen else { break };
        if conflict && category != b'S' {
            resolved = false;
            break;
        }
        wanted.push((place, category, preferred));
    }
    if wanted.is_empty() && resolved {
        return Choice::Ambiguous;
    }
    if resolved {
        let keeps = |candidate: &Candidate| {
            wanted.iter().all(|(place, wanted, preferred)| {
                let argument = candidate.argument(*place);
                category(argument) == *wanted && (!preferred || is_preferred(argument))
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
        let same = vec![*first; given.len()];
        let mut fitting = left.iter().filter(|candidate| candidate.takes(&same));
        if let (Some(one), None) = (fitting.next(), fitting.next()) {
            return Choice::One(*one);
        }
    }
    Choice::Ambiguous
}

fn category(letter: u8) -> u8 {
    match letter {
        b'?' => letter,
        _ => BaseType::from_letter(letter).map_or(b'P', BaseType::category),
    }
}

fn is_preferred(letter: u8) -> bool {
    BaseType::from_letter(letter).is_some_and(BaseType::is_preferred)
}
