//! Scroll position of a list: the chosen line, the top line, and how far a key goes.

/// Place in a list of lines.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Scroll {
    /// The chosen line.
    pub chosen: usize,
    /// The first visible line.
    pub top: usize,
}

impl Scroll {
    /// Chooses the line `by` further on, within `count` lines, and keeps it visible in `height`.
    pub fn step(&mut self, by: isize, count: usize, height: usize) {
        self.choose(self.chosen.saturating_add_signed(by), count, height);
    }

    /// Chooses a line, within `count` lines, and keeps it visible in `height`.
    pub fn choose(&mut self, line: usize, count: usize, height: usize) {
        self.chosen = line.min(count.saturating_sub(1));
        self.reveal(count, height);
    }

    /// Scrolls so that the chosen line is in view.
    pub fn reveal(&mut self, count: usize, height: usize) {
        let height = height.max(1);
        self.chosen = self.chosen.min(count.saturating_sub(1));
        self.top = self.top.min(self.chosen).max((self.chosen + 1).saturating_sub(height));
        self.top = self.top.min(count.saturating_sub(height.min(count)));
    }

    /// Scrolls by `by` lines, for text without a chosen line.
    pub fn pan(&mut self, by: isize, count: usize, height: usize) {
        self.top = self.top.saturating_add_signed(by).min(count.saturating_sub(height));
        self.chosen = self.top;
    }
}

/// Distance to go.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// Number of lines, upwards if negative.
    Lines(isize),
    /// Number of pages, upwards if negative.
    Pages(isize),
}

impl Step {
    /// Returns the distance in lines, if a page is `height` lines; one line of the last page stays in view.
    pub fn lines(self, height: usize) -> isize {
        match self {
            Step::Lines(lines) => lines,
            Step::Pages(pages) => pages.saturating_mul(isize::try_from(height.saturating_sub(1).max(1)).unwrap_or(1)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chosen_line_stays_in_the_list_and_in_the_window() {
        let mut scroll = Scroll::default();
        scroll.step(7, 10, 3);
        assert_eq!((scroll.chosen, scroll.top), (7, 5));
        scroll.step(100, 10, 3);
        assert_eq!((scroll.chosen, scroll.top), (9, 7));
        scroll.step(-100, 10, 3);
        assert_eq!((scroll.chosen, scroll.top), (0, 0));
    }

    #[test]
    fn an_empty_list_and_a_window_without_height_are_no_trouble() {
        let mut scroll = Scroll { chosen: 5, top: 5 };
        scroll.reveal(0, 0);
        assert_eq!((scroll.chosen, scroll.top), (0, 0));
        scroll.pan(5, 0, 0);
        assert_eq!(scroll.top, 0);
    }

    #[test]
    fn panning_stops_where_the_last_line_is_at_the_bottom() {
        let mut scroll = Scroll::default();
        scroll.pan(100, 10, 4);
        assert_eq!(scroll.top, 6);
        scroll.pan(-3, 10, 4);
        assert_eq!(scroll.top, 3);
    }
}
