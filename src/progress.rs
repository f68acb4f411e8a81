//! Long work tells how far it is; whether anybody looks is not its business.

/// Receives the progress of long work.
pub trait Progress: Send + Sync {
    /// A step begins, of `total` units where that is known.
    fn begin(&self, step: &str, total: Option<u64>);
    /// `units` more are done.
    fn advance(&self, units: u64);
    /// The step is over.
    fn end(&self);
    /// Something that a waiting person should know.
    fn note(&self, text: &str);
}

/// Nobody looks.
pub struct NoProgress;

impl Progress for NoProgress {
    fn begin(&self, _step: &str, _total: Option<u64>) {}
    fn advance(&self, _units: u64) {}
    fn end(&self) {}
    fn note(&self, _text: &str) {}
}
