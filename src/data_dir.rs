//! The data directory: the one place that knows the names of the files in it.
//!
//! | path | what | whose |
//! |---|---|---|
//! | `corridor.db` (with `-wal`, `-shm` while open) | the store: the truth | `store` |
//! | `stage/` | batches being prepared; left-overs go at the next import | `store` |
//! | `locks/write`, `locks/index` | who may write the store or the indexes | `store`, `ops` |
//! | `index/` | one search index per kind; derived, can be deleted | `index` |
//! | `profiles/` | packed profiles and columns; derived, can be deleted | `profiles` |
//! | `cache/` | whatever else is derived: indexes of lexicons | `ops` |
//! | `rejects/` | rows and warnings that came back, each with its recipe | `ops` |
//! | `reports/` | the report of each batch | `ops` |
//! | `recipes/` | how lists are read whose senders were asked, for their next ones | `ops` |
//! | `policy/` | packs of the user's own | `policy` |
//! | `files/`, `THIS-IS-A-DEMONSTRATION` | what `corridor demo` imports, and its mark | `ops` |

use crate::model::BatchId;
use std::path::{Path, PathBuf};

/// A data directory, which need not be there yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataDir(PathBuf);

impl DataDir {
    /// The data directory at a path.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self(path.into())
    }

    /// The directory itself.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// The store's file.
    pub fn database(&self) -> PathBuf {
        self.0.join("corridor.db")
    }

    /// Where batches are prepared.
    pub fn stage(&self) -> PathBuf {
        self.0.join("stage")
    }

    /// The lock of whoever writes the store.
    pub fn write_lock(&self) -> PathBuf {
        self.0.join("locks").join("write")
    }

    /// The lock of whoever writes the indexes.
    pub fn index_lock(&self) -> PathBuf {
        self.0.join("locks").join("index")
    }

    /// The search indexes, one per kind.
    pub fn index(&self) -> PathBuf {
        self.0.join("index")
    }

    /// The packed profiles and their columns.
    pub fn profiles(&self) -> PathBuf {
        self.0.join("profiles")
    }

    /// The kept indexes of lexicons of occupations.
    pub fn lexicons(&self) -> PathBuf {
        self.0.join("cache").join("occupations")
    }

    /// Rows that came back, with their recipes.
    pub fn rejects(&self) -> PathBuf {
        self.0.join("rejects")
    }

    /// How lists are read whose senders were asked.
    pub fn recipes(&self) -> PathBuf {
        self.0.join("recipes")
    }

    /// The report of a batch, kept as JSON.
    pub fn report(&self, batch: BatchId) -> PathBuf {
        self.0.join("reports").join(format!("{batch}.json"))
    }

    /// Policy packs of the user's own.
    pub fn policy(&self) -> PathBuf {
        self.0.join("policy")
    }

    /// Where the text of a pack that judged is kept, by its hash.
    pub fn kept_pack(&self, hash: &str) -> PathBuf {
        self.kept_packs().join(hash)
    }

    /// Where it is kept which packs were together in use, by the hash over them.
    pub fn kept_set(&self, hash: &str) -> PathBuf {
        self.kept_packs().join("sets").join(format!("{hash}.json"))
    }

    /// Where it is kept which text of each directory of packs judged last.
    pub fn kept_in_use(&self) -> PathBuf {
        self.kept_packs().join("in-use.json")
    }

    /// The texts of packs that judged.
    pub fn kept_packs(&self) -> PathBuf {
        self.0.join("packs")
    }

    /// The files that a demonstration imports.
    pub fn demo_files(&self) -> PathBuf {
        self.0.join("files")
    }

    /// The mark of a data directory that a demonstration made, and may replace.
    pub fn demo_mark(&self) -> PathBuf {
        self.0.join("THIS-IS-A-DEMONSTRATION")
    }

    /// Everything that is made in it, but for the packs of the user's own.
    pub fn all(&self) -> Vec<PathBuf> {
        let files = ["corridor.db", "corridor.db-wal", "corridor.db-shm", "cache", "recipes"];
        let mut all: Vec<PathBuf> = files.iter().map(|name| self.0.join(name)).collect();
        all.extend(self.parts());
        all.extend([self.kept_packs(), self.demo_files(), self.demo_mark()]);
        all
    }

    /// The directories that a store is made with; the others are made when they are needed.
    pub fn parts(&self) -> [PathBuf; 6] {
        let locks = self.0.join("locks");
        [self.stage(), locks, self.index(), self.profiles(), self.rejects(), self.0.join("reports")]
    }
}
