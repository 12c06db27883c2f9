//! Delta debugging: the fewest items with which something still goes wrong.

use anyhow::Result;

/// Leaves out items, in chunks that get smaller, as long as `fails` holds for the rest. The order is
/// kept; no single item of the answer can be left out.
pub fn minimise<T: Clone>(mut items: Vec<T>, mut fails: impl FnMut(&[T]) -> Result<bool>) -> Result<Vec<T>> {
    let mut chunk = items.len().div_ceil(2);
    while chunk > 0 {
        let mut start = 0;
        let mut shorter = false;
        while start < items.len() {
            let mut rest = items.clone();
            rest.drain(start..(start + chunk).min(items.len()));
            if fails(&rest)? {
                items = rest;
                shorter = true;
            } else {
                start += chunk;
            }
        }
        if chunk > 1 || !shorter {
            chunk /= 2;
        }
    }
    Ok(items)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_matters_is_left() {
        let items: Vec<u32> = (0..100).collect();
        let left = minimise(items, |rest| Ok([3, 50, 51, 99].iter().all(|wanted| rest.contains(wanted)))).unwrap();
        assert_eq!(left, [3, 50, 51, 99]);
    }

    #[test]
    fn nothing_may_be_left() {
        assert_eq!(minimise(vec![1, 2, 3], |_| Ok(true)).unwrap(), Vec::<i32>::new());
    }
}
