//! Settings of the amounts below the title, headings and legends, as those state them: the year and stage, the unit, and what a second
//! amount in brackets is.

use super::found::Certainty;
use super::terms::{STAGES, is_year, unit, years_before};
use crate::import::blocks::{Block, BlockKind};
use crate::text::amount;
use crate::text::year;

/// Longest line that sets what is below it, in characters.
const LONGEST: usize = 45;
/// Words that leave open which budget of the year they mean.
const VAGUE: [&str; 2] = ["予算額", "予算"];

/// Year and stage that a title or a heading states.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Setting {
    pub stage: Option<&'static str>,
    pub fiscal_year: Option<u16>,
    /// True if 予算 alone is said, which may be any budget of the year.
    vague: bool,
    /// True if it names several years or stages.
    torn: bool,
}

impl Setting {
    /// Returns what a folded title, heading or caption states.
    pub fn of(folded: &str) -> Self {
        let mut years = Vec::new();
        year::in_text(folded, |year| years.push(year));
        years.dedup();
        let mut rest = folded.replace("(案)", "案").replace("予算要求", "要求").replace("予算の要求", "要求").replace("予算概算", "概算");
        let (mut stages, mut vague) = (Vec::new(), false);
        for (word, stage) in STAGES {
            if rest.contains(word) {
                rest = rest.replace(word, " ");
                let open = VAGUE.contains(&word);
                // 令和8年度予算の概算要求 is a request.
                if (!open || stages.is_empty()) && !stages.contains(&stage) {
                    (vague, _) = (open, stages.push(stage));
                }
            }
        }
        Self {
            stage: stages.first().copied().filter(|_| stages.len() == 1),
            fiscal_year: years.first().copied().filter(|_| years.len() == 1),
            vague,
            torn: stages.len() > 1 || years.len() > 1,
        }
    }

    fn says_nothing(&self) -> bool {
        self.stage.is_none() && self.fiscal_year.is_none() && !self.torn
    }

    /// Returns the certainty with which an amount that does not state a stage is of this one.
    fn certainty(&self) -> Certainty {
        if self.vague || self.fiscal_year.is_none() { Certainty::Medium } else { Certainty::High }
    }
}

/// Meaning of an amount in brackets after another one: `( )内は前年度当初予算額`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Legend {
    pub stage: &'static str,
    pub fiscal_year: Option<u16>,
    pub years_before: Option<u16>,
    /// Certainty with which an amount in brackets is what the legend says.
    pub certainty: Certainty,
}

impl Legend {
    /// Returns true if a block may be a legend: of the many rows of a table, few are examined more closely.
    fn may_be(block: &Block) -> bool {
        match &block.kind {
            BlockKind::Row { cells, .. } => cells.iter().any(|cell| ["内", "書き", "は"].iter().any(|word| cell.contains(word))),
            _ => true,
        }
    }

    /// Returns the legend that a folded line is, or ends with.
    pub fn of(folded: &str) -> Option<Self> {
        let bare: String = folded.chars().filter(|c| !c.is_whitespace()).collect();
        let inside = ["括弧内", "かっこ内", "カッコ内", "括弧書き", "()内", "[]内", "〔〕内", "()書き", "()は"];
        let behind = inside.iter().find_map(|mark| bare.split_once(mark)).map(|(_, behind)| behind)?;
        let own = behind.split(['。', ')', ';']).next().unwrap_or(behind).replace("(案", "案");
        let setting = Setting::of(&own);
        let certainty = if setting.vague { Certainty::Medium } else { Certainty::High };
        let years_before = years_before(&own);
        let fiscal_year = setting.fiscal_year.filter(|_| years_before.is_none());
        Some(Self { stage: setting.stage?, fiscal_year, years_before, certainty })
    }
}

/// Look of a heading: its level, and the character with which it begins; 0 represents every digit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct HeadingForm {
    level: u8,
    sign: char,
}

impl HeadingForm {
    fn of(block: &Block) -> Option<Self> {
        let BlockKind::Heading { level, .. } = &block.kind else { return None };
        let sign = block.folded().chars().next()?;
        Some(Self { level: *level, sign: if sign.is_numeric() { '0' } else { sign } })
    }

    /// Returns true if the part of this heading ends where another begins: programmes listed below a heading may look like headings of its
    /// level.
    fn ends_at(self, other: Self) -> bool {
        other.level < self.level || other == self
    }
}

/// Setting of amounts at a position in a document.
#[derive(Clone, Default)]
pub(super) struct AmountSetting {
    title: Setting,
    /// Setting by the last heading or line that stated one, and the form of that heading; `None` for a line that is not a heading.
    here: Option<(Setting, Option<HeadingForm>)>,
    /// True if another part has begun since.
    stale: bool,
    /// Legends, each with the number of its block.
    legends: Vec<(usize, Legend)>,
    /// Unit of numbers that have none: （単位：百万円）.
    pub unit: Option<&'static str>,
    at: usize,
}

/// Year, stage and certainty of an amount that states nothing itself.
pub(super) struct Bearing {
    pub stage: Option<&'static str>,
    pub fiscal_year: Option<u16>,
    pub certainty: Certainty,
}

impl AmountSetting {
    /// Creates the setting at the beginning of a document; `title` is folded.
    pub fn new(title: &str, blocks: &[Block]) -> Self {
        let legends = blocks
            .iter()
            .enumerate()
            .filter(|(_, block)| Legend::may_be(block))
            .filter_map(|(at, block)| Some((at, Legend::of(&block.folded())?)));
        Self { title: Setting::of(title), legends: legends.collect(), ..Self::default() }
    }

    /// Moves on to a block.
    pub fn enter(&mut self, at: usize, block: &Block) {
        self.at = at;
        if matches!(block.kind, BlockKind::Row { .. }) {
            return;
        }
        let folded = &*block.folded();
        let heading = HeadingForm::of(block);
        if let Some((_, behind)) = folded.split_once("単位") {
            self.unit = unit(behind).or(self.unit);
        } else if ["数", "率", "件", "人"].iter().any(|counted| folded.trim_end().ends_with(counted)) {
            // What is counted below is not money.
            self.unit = None;
        }
        if folded.chars().count() > LONGEST || !amount::all(folded).is_empty() {
            return;
        }
        let setting = Setting::of(folded);
        let sentence =
            folded.contains(['。', '、', '※']) || folded.contains("参考") || self.legends.iter().any(|(legend, _)| *legend == at);
        let sets = !sentence && (setting.stage.is_some() || setting.torn || (heading.is_some() && setting.fiscal_year.is_some()));
        if (sets || is_year(folded.trim())) && !setting.says_nothing() {
            // A setting that says the same as the title adds nothing.
            (self.here, self.stale) = (Some((setting, heading)).filter(|(setting, _)| *setting != self.title), false);
        } else if let (Some(heading), Some((_, set_by))) = (heading, &self.here) {
            match set_by {
                Some(set_by) if set_by.ends_at(heading) => self.here = None,
                Some(_) => {}
                // A line that is not a heading does not say how far it reaches.
                None => self.stale |= heading.level <= 2,
            }
        }
    }

    /// Returns the bearing of an amount that states nothing itself.
    ///
    /// # Errors
    /// If it cannot be told; says why.
    pub fn bare(&self) -> Result<Bearing, &'static str> {
        const NO_STAGE: &str = "要求額とも予算額とも言われない";
        let Some((here, by)) = &self.here else {
            if self.title.torn {
                return Err(NO_STAGE);
            }
            let Setting { stage, fiscal_year, .. } = self.title;
            let certainty = if stage.is_some() { self.title.certainty() } else { Certainty::Medium };
            return Ok(Bearing { stage, fiscal_year, certainty });
        };
        if here.torn {
            return Err(NO_STAGE);
        }
        if self.stale && (here.stage, here.fiscal_year) != (self.title.stage, self.title.fiscal_year) {
            return Err("どの見出しの下の額か分からない");
        }
        let stage = here.stage.or(self.title.stage.filter(|_| here.fiscal_year == self.title.fiscal_year)).ok_or(NO_STAGE)?;
        let fiscal_year = self.year_of(stage);
        let certainty = if here.stage.is_some() { here } else { &self.title }.certainty();
        // A line that is not a heading does not say how far it reaches.
        let certainty = if by.is_none() { certainty.min_of(Certainty::Medium) } else { certainty };
        Ok(Bearing { stage: Some(stage), fiscal_year, certainty: if fiscal_year.is_none() { Certainty::Medium } else { certainty } })
    }

    /// Returns the bearing of an amount that states a year but no stage.
    ///
    /// # Errors
    /// If it cannot be told; says why.
    pub fn of_year(&self, year: u16) -> Result<Bearing, &'static str> {
        let bearing = self.bare()?;
        let same = bearing.stage.is_some() && bearing.fiscal_year == Some(year);
        if same { Ok(bearing) } else { Err("要求額とも予算額とも言われない") }
    }

    /// Returns the year of an amount that states a stage but no year, if a heading or the title states both.
    pub fn year_of(&self, stage: &'static str) -> Option<u16> {
        let says = |setting: &Setting| setting.fiscal_year.filter(|_| setting.stage.is_none_or(|of| of == stage));
        let title = || self.title.fiscal_year.filter(|_| self.title.stage == Some(stage));
        match &self.here {
            Some((here, _)) if !self.stale => says(here).or_else(title),
            Some(_) => None,
            None => title(),
        }
    }

    /// Returns the year that the heading above states.
    pub fn heading_year(&self) -> Option<u16> {
        self.here.as_ref().filter(|_| !self.stale).and_then(|(here, _)| here.fiscal_year)
    }

    /// Returns the meaning of an amount in brackets after another, by the last legend above or else the first one.
    pub fn legend(&self) -> Option<&Legend> {
        let above = self.legends.iter().rev().find(|(at, _)| *at <= self.at);
        above.or_else(|| self.legends.first()).map(|(_, legend)| legend)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_and_headings_say_one_year_and_stage_or_neither() {
        let of = |text: &str| {
            let setting = Setting::of(text);
            (setting.stage, setting.fiscal_year, setting.vague, setting.torn)
        };
        assert_eq!(of("令和8年度 概算要求の概要"), (Some("概算要求"), Some(2026), false, false));
        assert_eq!(of("令和8年度 医療分野の研究開発関連予算の概算要求について"), (Some("概算要求"), Some(2026), false, false));
        assert_eq!(of("令和8年度予算概算要求の概要"), (Some("概算要求"), Some(2026), false, false));
        assert_eq!(of("令和8年度当初予算(案)の概要"), (Some("当初予算案"), Some(2026), false, false));
        assert_eq!(of("令和8年度予算の概要"), (Some("当初予算"), Some(2026), true, false));
        assert_eq!(of("令和7年度補正予算"), (Some("補正予算"), Some(2025), false, false));
        assert_eq!(of("令和7年度補正予算・令和8年度当初予算案の概要"), (None, None, false, true));
        assert_eq!(of("1.研究の推進"), (None, None, false, false));
    }

    #[test]
    fn a_legend_says_what_stands_in_brackets() {
        let of = |text: &str| Legend::of(text).map(|legend| (legend.stage, legend.fiscal_year, legend.years_before));
        assert_eq!(of("※( )内は前年度当初予算額"), Some(("当初予算", None, Some(1))));
        assert_eq!(of("(単位:百万円、括弧内は令和7年度予算額)"), Some(("当初予算", Some(2025), None)));
        assert_eq!(of("注1 カッコ書きは再掲"), None);
        assert_eq!(of("括弧内は内数"), None);
    }
}
