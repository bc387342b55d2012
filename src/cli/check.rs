//! `shirube check`: every rule of the corpus, with the file and line of every finding.

use clap::{Args, ValueEnum};

use super::context::Context;
use super::outcome::Outcome;
use super::output;
use crate::corpus;
use crate::model::{Kind, Named};

/// In which form findings are printed.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
enum CheckForm {
    Text,
    Json,
}

#[derive(Args, Debug)]
pub(super) struct CheckCommand {
    /// In which form.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: CheckForm,
}

impl CheckCommand {
    pub fn run(self, context: &Context) -> anyhow::Result<Outcome> {
        let mut files = context.corpus_sources()?;
        let (of_library, mut problems) = context.library().unwrap_or_default().sources();
        files.extend(of_library);
        problems.extend(corpus::problems(&files));
        match self.format {
            CheckForm::Json => output::json(&problems)?,
            CheckForm::Text => {
                for problem in &problems {
                    output::line(&problem.to_string().replace('\n', " "))?;
                }
            }
        }
        if !problems.is_empty() {
            anyhow::bail!("{} problem(s) in {} files", problems.len(), files.len());
        }
        if self.format == CheckForm::Text {
            let corpus = corpus::load_files(&files)?;
            let counts = Kind::all().iter().map(|kind| format!("{} {}", kind.name(), corpus.of_kind(*kind).count()));
            let links: usize = corpus.records().iter().map(|record| corpus.links(record.id().as_str()).len()).sum();
            output::line(&format!("{} files, no problems: {}; {links} links", files.len(), counts.collect::<Vec<_>>().join(", ")))?;
        }
        Ok(Outcome::Found)
    }
}
