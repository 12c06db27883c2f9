//! Sorting with a fraction of the code of the standard library, which compiles a sort anew for every type: the
//! module that browsers load pays for every copy.

/// Sorts; equal items stay in their order.
pub fn sort<T>(items: Vec<T>, is_before: impl Fn(&T, &T) -> bool) -> Vec<T> {
    let places = sorted_places(items.len(), &|left, right| match (items.get(left), items.get(right)) {
        (Some(left), Some(right)) => is_before(left, right),
        _ => false,
    });
    let mut items: Vec<Option<T>> = items.into_iter().map(Some).collect();
    places.into_iter().filter_map(|place| items.get_mut(place)?.take()).collect()
}

/// The places of so many items in their order: runs of them are merged, each time of twice the length.
fn sorted_places(count: usize, is_before: &dyn Fn(usize, usize) -> bool) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    let mut length = 1;
    while length < count {
        let mut merged = Vec::with_capacity(count);
        for run in places.chunks(2 * length) {
            let (mut left, mut right) = run.split_at(length.min(run.len()));
            while let ([first, others @ ..], [second, more @ ..]) = (left, right) {
                if is_before(*second, *first) {
                    merged.push(*second);
                    right = more;
                } else {
                    merged.push(*first);
                    left = others;
                }
            }
            merged.extend_from_slice(left);
            merged.extend_from_slice(right);
        }
        places = merged;
        length *= 2;
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_items_stay_in_their_order() {
        for count in [0, 1, 2, 3, 7, 100] {
            let items: Vec<(usize, usize)> = (0..count).map(|place| (place * 7919 % 10, place)).collect();
            let mut expected = items.clone();
            expected.sort_by_key(|(key, _)| *key);
            assert_eq!(sort(items, |left, right| left.0 < right.0), expected);
        }
    }
}
