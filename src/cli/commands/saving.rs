//! The flags of what keeps a question under a name.

use crate::cli::render;
use crate::ops::saved::{self, SavedQuestion};
use crate::ops::{Act, Desk, OpsError};
use clap::Args;

/// The name to keep a question under.
#[derive(Debug, Args)]
pub(super) struct SaveArgs {
    /// Keep the question under this name: `corridor watch` lists what enters or leaves its answer from now on
    #[arg(long, value_name = "NAME")]
    pub(super) save: Option<String>,
    /// Keep the question for everybody who acts for the same organization, each with their own last look
    #[arg(long, requires = "save")]
    pub(super) shared: bool,
}

impl SaveArgs {
    /// Keeps the question, where a name is given.
    ///
    /// # Errors
    /// [`OpsError`] when the name is taken or the store cannot be written.
    pub(super) fn save(
        &self,
        desk: &Desk,
        act: &Act,
        question: impl FnOnce() -> SavedQuestion,
    ) -> Result<(), OpsError> {
        let Some(name) = &self.save else { return Ok(()) };
        let seen = saved::save(desk, act, name, self.shared, &question())?;
        render::note(&format!("saved as `{}`; {seen} records count as seen", name.trim()));
        Ok(())
    }
}
