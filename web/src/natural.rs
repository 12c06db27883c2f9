//! The order in which a reader looks for names: `server_2` before `server_10`.

use std::{cmp::Ordering, str::Chars};

/// Compares digits by their number and everything else by character.
pub fn natural(left: &str, right: &str) -> Ordering {
    let (mut a, mut b) = (left.chars(), right.chars());
    loop {
        let order = match (starts_with_digit(&a), starts_with_digit(&b)) {
            (true, true) => {
                let (a, b) = (take_number(&mut a), take_number(&mut b));
                a.len().cmp(&b.len()).then_with(|| a.cmp(b))
            }
            _ => match (a.next(), b.next()) {
                (None, None) => return left.cmp(right),
                (a, b) => a.cmp(&b),
            },
        };
        if order.is_ne() {
            return order;
        }
    }
}

fn starts_with_digit(chars: &Chars) -> bool {
    chars.as_str().starts_with(|first: char| first.is_ascii_digit())
}

/// The digits at the front, without the zeros before the number.
fn take_number<'a>(chars: &mut Chars<'a>) -> &'a str {
    let text = chars.as_str();
    let end = text.find(|next: char| !next.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    *chars = rest.chars();
    digits.trim_start_matches('0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_count_and_are_not_spelt() {
        let mut names = ["s10", "s2", "s1", "s", "t1", "s2b", "s02", "s2a10", "s2a9"];
        names.sort_by(|a, b| natural(a, b));
        assert_eq!(names, ["s", "s1", "s02", "s2", "s2a9", "s2a10", "s2b", "s10", "t1"]);
    }

    #[test]
    fn numbers_of_any_length_are_compared() {
        assert_eq!(natural(&"9".repeat(40), &format!("1{}", "0".repeat(40))), Ordering::Less);
    }
}
