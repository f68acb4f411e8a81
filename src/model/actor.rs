//! Who acts: what a decision, an import and a look at personal data are signed with.

use super::words;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

words! {
    /// What a person does here; what a role may do is decided where it is asked.
    Role, "a role: `clerk`, `recruiter`, `auditor`, `worker`, `integrator`, `administrator`, `ministry`, `regulator` or \
        `labor-inspectorate`" {
        /// Loads and mends records.
        Clerk = "clerk",
        /// Looks for workers for an opening.
        Recruiter = "recruiter",
        /// Checks recruitment against the rules.
        Auditor = "auditor",
        /// Looks after their own record.
        Worker = "worker",
        /// Connects another system.
        Integrator = "integrator",
        /// Owns the data directory.
        Administrator = "administrator",
        /// Answers for a ministry.
        Ministry = "ministry",
        /// Answers for a body that registers health workers.
        Regulator = "regulator",
        /// Answers for a labor inspectorate.
        LaborInspectorate = "labor-inspectorate",
    }
}

impl Role {
    /// Whether the role is that of an authority: it is on no side of a recruitment and does not run the program.
    pub fn is_authority(self) -> bool {
        matches!(self, Self::Ministry | Self::Regulator | Self::LaborInspectorate)
    }
}

words! {
    /// How it is known that the actor is who they say.
    Proof, "how an actor is proven" {
        /// It is not: anyone who can run the program can be any user to it.
        None = "unauthenticated",
        /// By a token of an interface.
        Token = "token",
    }
}

/// Who acts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// The name under which the actor is logged.
    pub id: String,
    /// The organization that the actor acts for, by its identifier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organization: Option<String>,
    /// What the actor may act as.
    pub roles: BTreeSet<Role>,
    /// How the name is proven.
    pub proven: Proof,
}

impl Actor {
    /// A user of the operating system: nobody proves the name, and whoever reads the files may do
    /// everything, so the roles are all.
    pub fn local(id: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            organization: None,
            roles: Role::ALL.iter().copied().collect(),
            proven: Proof::None,
        }
    }
}

/// As the audit log names the actor: `anna (unauthenticated)`, `anna of ORG-1`.
impl std::fmt::Display for Actor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.id)?;
        if let Some(organization) = &self.organization {
            write!(f, " of {organization}")?;
        }
        match self.proven {
            Proof::None => f.write_str(" (unauthenticated)"),
            Proof::Token => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_says_how_the_actor_is_proven() {
        assert_eq!(Actor::local("anna").to_string(), "anna (unauthenticated)");
        let proven =
            Actor { organization: Some("ORG-1".into()), proven: Proof::Token, ..Actor::local("anna") };
        assert_eq!(proven.to_string(), "anna of ORG-1");
    }
}
