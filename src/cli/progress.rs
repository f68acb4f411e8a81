//! Progress bars on a terminal, and nothing anywhere else.

use crate::progress::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::sync::Mutex;

/// Shows one bar at a time on standard error.
#[derive(Default)]
pub(super) struct Bars {
    bar: Mutex<Option<ProgressBar>>,
}

impl Bars {
    fn with(&self, act: impl FnOnce(&ProgressBar)) {
        if let Ok(bar) = self.bar.lock() {
            bar.as_ref().map(act);
        }
    }
}

impl Progress for Bars {
    fn begin(&self, step: &str, total: Option<u64>) {
        let bar = ProgressBar::with_draw_target(total, ProgressDrawTarget::stderr());
        let template = match total {
            Some(_) => "{msg:28} {wide_bar} {human_pos}/{human_len} {per_sec} {eta}",
            None => "{msg:28} {spinner} {elapsed}",
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.set_message(step.to_owned());
        if let Ok(mut slot) = self.bar.lock() {
            *slot = Some(bar);
        }
    }

    fn advance(&self, units: u64) {
        self.with(|bar| bar.inc(units));
    }

    fn end(&self) {
        self.with(ProgressBar::finish_and_clear);
    }

    fn note(&self, text: &str) {
        let bar = self.bar.lock();
        match bar.as_ref().ok().and_then(|bar| bar.as_ref()) {
            Some(bar) if std::io::stderr().is_terminal() => bar.suspend(|| super::render::note(text)),
            _ => super::render::note(text),
        }
    }
}
