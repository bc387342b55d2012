//! Numbers by which records stand in reading order in an index. A record keeps its number when others come or go, so that only what has
//! changed is sent.

/// Distance between the numbers of neighbours that are new.
const GAP: u64 = 1 << 20;

/// Returns the numbers of records in reading order, rising, given those that they have in the index. As many as possible keep theirs.
pub(super) fn orders(present: &[Option<u64>]) -> Vec<u64> {
    let kept = rising(present);
    let mut orders = Vec::with_capacity(present.len());
    let mut at = 0;
    while at < present.len() {
        if let Some(order) = present[at].filter(|_| kept[at]) {
            orders.push(order);
            at += 1;
            continue;
        }
        let run = kept[at..].iter().take_while(|kept| !**kept).count();
        let before = orders.last().copied().unwrap_or(0);
        let count = run as u64;
        let after = present.get(at + run).copied().flatten();
        let step = after.map_or(GAP, |after| ((after - before) / (count + 1)).min(GAP));
        if step == 0 {
            // There is no room between the neighbours: all are numbered anew.
            return (1..=present.len() as u64).map(|place| place * GAP).collect();
        }
        orders.extend((1..=count).map(|place| before + place * step));
        at += run;
    }
    orders
}

/// Marks a longest part of the numbers that rises from one to the next.
fn rising(numbers: &[Option<u64>]) -> Vec<bool> {
    // For every length, where the rising part of that length with the smallest end ends; and what stands before each number in its part.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; numbers.len()];
    for (at, number) in numbers.iter().enumerate() {
        let Some(number) = number.filter(|number| *number > 0) else { continue };
        let length = ends.partition_point(|end| numbers[*end].is_some_and(|end| end < number));
        before[at] = length.checked_sub(1).map(|shorter| ends[shorter]);
        if length == ends.len() { ends.push(at) } else { ends[length] = at }
    }
    let mut kept = vec![false; numbers.len()];
    let mut next = ends.last().copied();
    while let Some(at) = next {
        kept[at] = true;
        next = before[at];
    }
    kept
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rise(orders: &[u64]) -> bool {
        orders.windows(2).all(|pair| pair[0] < pair[1]) && orders.first().is_none_or(|first| *first > 0)
    }

    #[test]
    fn what_is_there_keeps_its_number() {
        let first = orders(&[None; 4]);
        assert!(rise(&first));
        let present: Vec<Option<u64>> = first.iter().copied().map(Some).collect();
        assert_eq!(orders(&present), first);
        // One comes between the second and the third, and the first goes.
        let second = orders(&[present[1], None, present[2], present[3], None]);
        assert!(rise(&second));
        assert_eq!((second[0], second[2], second[3]), (first[1], first[2], first[3]));
        // The last has become the first.
        let third = orders(&[present[3], present[0], present[1], present[2]]);
        assert!(rise(&third));
        assert_eq!(third[1..], first[..3]);
    }

    #[test]
    fn without_room_all_are_numbered_anew() {
        let renewed = orders(&[Some(5), None, Some(6)]);
        assert!(rise(&renewed));
        assert_ne!(renewed[0], 5);
    }

    proptest! {
        #[test]
        fn whatever_is_there_numbers_rise(present in prop::collection::vec(prop::option::of(0_u64..40), 0..30)) {
            let orders = orders(&present);
            prop_assert_eq!(orders.len(), present.len());
            prop_assert!(rise(&orders), "{:?}", orders);
        }
    }
}
