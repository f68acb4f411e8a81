//! Closed vocabularies: the words that a column may hold.

/// A value of a closed vocabulary: any enum that [`words!`] declares.
pub trait Word {
    /// The word as it stands in files.
    fn word(&self) -> &'static str;
}

/// Declares an enum of words: its texts, its parser (any case; space and underscore count as a
/// hyphen), serde and the reading of a cell.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident, $expected:literal { $($(#[$vdoc:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant,)* }

        impl $name {
            /// Every value, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The word as it stands in files.
            pub fn as_str(&self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }
        }

        impl $crate::model::Word for $name {
            fn word(&self) -> &'static str {
                self.as_str()
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::model::NotA;
            fn from_str(text: &str) -> Result<Self, $crate::model::NotA> {
                let same = |a: u8, b: u8| {
                    let plain = |c: u8| if matches!(c, b' ' | b'_') { b'-' } else { c.to_ascii_lowercase() };
                    plain(a) == plain(b)
                };
                Self::ALL
                    .iter()
                    .copied()
                    .find(|word| word.as_str().len() == text.len() && word.as_str().bytes().zip(text.bytes()).all(|(a, b)| same(a, b)))
                    .ok_or_else(|| $crate::model::NotA { words: &[$($text,)*], ..$crate::model::NotA::new(text, $expected) })
            }
        }

        $crate::model::record::text_cell!($name, $expected, |word| word as u64, |number| {
            Self::ALL.get(usize::try_from(number).ok()?).copied()
        });
    };
}
pub(crate) use words;

words! {
    /// How well a credential is proven, weakest first.
    Evidence, "an evidence level: `implied`, `self-declared`, `document-seen` or `issuer-verified`" {
        /// Other cells of the same row imply it.
        Implied = "implied",
        /// The worker says so.
        SelfDeclared = "self-declared",
        /// Somebody saw the document.
        DocumentSeen = "document-seen",
        /// The issuer confirmed it.
        IssuerVerified = "issuer-verified",
    }
}

words! {
    /// How well a row of a reference table is proven, weakest first.
    Confidence, "a confidence: `low`, `medium` or `high`" {
        /// Uncertain: decides nothing.
        Low = "low",
        /// Well known, the text not read.
        Medium = "medium",
        /// Read in a retrieved document.
        High = "high",
    }
}

words! {
    /// How a recruitment came about; an input of every match.
    Channel, "a channel: `direct`, `active` or `government`" {
        /// Initiated by the worker, a public vacancy, no third party, no reward.
        Direct = "direct",
        /// An employer or a recruiter reached out.
        Active = "active",
        /// Under a recruitment agreement between governments.
        Government = "government",
    }
}

words! {
    /// Who made the first approach.
    Initiator, "`employer`, `recruiter`, `government` or `worker`" {
        /// The employer.
        Employer = "employer",
        /// A recruiter.
        Recruiter = "recruiter",
        /// A government or its employment service.
        Government = "government",
        /// The worker.
        Worker = "worker",
    }
}

words! {
    /// Who carries out a recruitment or placement.
    RecruitingParty, "`employer`, `private-recruiter`, `public-employment-service` or `government`" {
        /// The employer itself.
        Employer = "employer",
        /// A private recruiter or agency.
        PrivateRecruiter = "private-recruiter",
        /// A public employment service.
        PublicEmploymentService = "public-employment-service",
        /// Another body of a government.
        Government = "government",
    }
}

words! {
    /// Who bears the fees and costs of a recruitment, as a post announces it.
    FeeBearer, "`employer`, `recruiter`, `worker` or `shared`" {
        /// The employer: nobody charges the worker.
        Employer = "employer",
        /// The recruiter, out of its own pocket.
        Recruiter = "recruiter",
        /// The worker.
        Worker = "worker",
        /// The worker bears a part.
        Shared = "shared",
    }
}

words! {
    /// A party to a placement, as payer or as the one who asked for a payment.
    Party, "`worker`, `employer`, `recruiter`, `regulator` or `state`" {
        /// The worker.
        Worker = "worker",
        /// The employer.
        Employer = "employer",
        /// A recruiter, agency or sub-agent.
        Recruiter = "recruiter",
        /// A regulator or registration body.
        Regulator = "regulator",
        /// A state.
        State = "state",
    }
}

words! {
    /// Who holds a worker's passport, registration certificates and diplomas.
    DocumentHolder, "`worker`, `employer`, `recruiter`, `state` or `unknown`" {
        /// The worker.
        Worker = "worker",
        /// The employer.
        Employer = "employer",
        /// A recruiter.
        Recruiter = "recruiter",
        /// A state.
        State = "state",
        /// Asked, and not known.
        Unknown = "unknown",
    }
}

words! {
    /// Kind of contract.
    ContractKind, "`permanent`, `fixed-term`, `seasonal` or `training`" {
        /// Without an end.
        Permanent = "permanent",
        /// For a term.
        FixedTerm = "fixed-term",
        /// For a season.
        Seasonal = "seasonal",
        /// For training.
        Training = "training",
    }
}

words! {
    /// Which state of a contract's terms a record holds.
    ContractStage, "`offered`, `signed` or `in-use`" {
        /// As offered.
        Offered = "offered",
        /// As signed.
        Signed = "signed",
        /// As lived after arrival.
        InUse = "in-use",
    }
}

words! {
    /// Whether a cost was paid, or is what a repayment clause would claim.
    CostEntry, "`paid` or `repayment-item`" {
        /// Paid, to be paid or deducted.
        Paid = "paid",
        /// An item that a repayment clause claims on leaving.
        RepaymentItem = "repayment-item",
    }
}

words! {
    /// Head of a recruitment cost. The first eight are the fee and the seven related costs of the
    /// ILO definition of recruitment fees and related costs (2018).
    CostHead, "a cost head: `recruitment-fee`, `medical`, `insurance`, `skills-test`, `training`, `equipment`, `travel`, `administration`, `visa`, `sponsor-charge` or `other`" {
        /// A fee for finding the job.
        RecruitmentFee = "recruitment-fee",
        /// Medical examinations and vaccinations.
        Medical = "medical",
        /// Insurance.
        Insurance = "insurance",
        /// Skills, qualification and language tests.
        SkillsTest = "skills-test",
        /// Training and orientation.
        Training = "training",
        /// Tools, uniforms, equipment.
        Equipment = "equipment",
        /// Travel and lodging.
        Travel = "travel",
        /// Administration of the recruitment.
        Administration = "administration",
        /// Visa or residence permit.
        Visa = "visa",
        /// Sponsorship or an immigration skills charge.
        SponsorCharge = "sponsor-charge",
        /// Anything else.
        Other = "other",
    }
}

words! {
    /// What the data of a worker may be used for.
    ConsentPurpose, "a purpose: `match`, `contact`, `share-identity`, `share-documents` or `statistics`" {
        /// To be matched with openings.
        Match = "match",
        /// To be contacted.
        Contact = "contact",
        /// To be named to an employer or recruiter.
        ShareIdentity = "share-identity",
        /// To have documents passed on.
        ShareDocuments = "share-documents",
        /// To be counted.
        Statistics = "statistics",
    }
}

words! {
    /// State of a registration with a regulator.
    LicenseStatus, "`active`, `restricted`, `suspended`, `lapsed` or `revoked`" {
        /// In force without limits.
        Active = "active",
        /// In force with conditions.
        Restricted = "restricted",
        /// Suspended.
        Suspended = "suspended",
        /// Not renewed.
        Lapsed = "lapsed",
        /// Taken away.
        Revoked = "revoked",
    }
}

words! {
    /// How a language test was taken.
    TestMode, "`test-centre`, `home` or `one-skill-retake`" {
        /// In a test centre.
        TestCentre = "test-centre",
        /// Under remote supervision outside a centre.
        Home = "home",
        /// One skill taken again.
        OneSkillRetake = "one-skill-retake",
    }
}

words! {
    /// The profession that a version of a test is made for, as OET has twelve.
    TestVersion, "a profession of OET, such as `nursing` or `medicine`" {
        /// Dentists.
        Dentistry = "dentistry",
        /// Dietitians.
        Dietetics = "dietetics",
        /// Doctors.
        Medicine = "medicine",
        /// Nurses and midwives.
        Nursing = "nursing",
        /// Occupational therapists.
        OccupationalTherapy = "occupational-therapy",
        /// Optometrists.
        Optometry = "optometry",
        /// Pharmacists.
        Pharmacy = "pharmacy",
        /// Physiotherapists.
        Physiotherapy = "physiotherapy",
        /// Podiatrists.
        Podiatry = "podiatry",
        /// Radiographers.
        Radiography = "radiography",
        /// Speech pathologists.
        SpeechPathology = "speech-pathology",
        /// Veterinarians.
        VeterinaryScience = "veterinary-science",
    }
}

words! {
    /// State of an opening.
    OpeningStatus, "`open`, `closed` or `draft`" {
        /// Open.
        Open = "open",
        /// Closed.
        Closed = "closed",
        /// Not yet published.
        Draft = "draft",
    }
}

words! {
    /// What an organization is.
    OrganizationRole, "`employer`, `recruiter`, `regulator`, `school`, `ministry` or `public-employment-service`" {
        /// Employs health workers.
        Employer = "employer",
        /// Recruits for others.
        Recruiter = "recruiter",
        /// Registers health workers.
        Regulator = "regulator",
        /// Trains health workers.
        School = "school",
        /// A ministry.
        Ministry = "ministry",
        /// A public employment service.
        PublicEmploymentService = "public-employment-service",
    }
}

words! {
    /// How a placement ended or stands.
    PlacementOutcome, "`planned`, `departed`, `started`, `completed`, `left-early`, `returned` or `cancelled`" {
        /// Agreed, the worker not yet gone.
        Planned = "planned",
        /// The worker left the origin country.
        Departed = "departed",
        /// Work began.
        Started = "started",
        /// The term ran out.
        Completed = "completed",
        /// Ended before its term.
        LeftEarly = "left-early",
        /// The worker went home.
        Returned = "returned",
        /// It came to nothing.
        Cancelled = "cancelled",
    }
}

words! {
    /// A service duty or training bond towards the origin.
    ServiceObligation, "`none`, `open`, `settled`, `bought-out` or `unknown`" {
        /// There is none.
        None = "none",
        /// Not yet served.
        Open = "open",
        /// Served.
        Settled = "settled",
        /// Bought out.
        BoughtOut = "bought-out",
        /// Asked, and not known.
        Unknown = "unknown",
    }
}

words! {
    /// Sex as in civil registers. Never scored, searched or filtered.
    Sex, "`female`, `male`, `other` or `unknown`" {
        /// Female.
        Female = "female",
        /// Male.
        Male = "male",
        /// Neither.
        Other = "other",
        /// Asked, and not known.
        Unknown = "unknown",
    }
}

words! {
    /// What a contract says becomes of pension and other contributions.
    SocialSecurityStatement, "`agreement`, `export-of-benefits`, `refund`, `none` or `unknown`" {
        /// An agreement coordinates them.
        Agreement = "agreement",
        /// They are paid abroad.
        ExportOfBenefits = "export-of-benefits",
        /// They are refunded.
        Refund = "refund",
        /// Nothing is said.
        None = "none",
        /// Asked, and not known.
        Unknown = "unknown",
    }
}

words! {
    /// Whether a worker wants to be matched.
    WorkerStatus, "`active` or `withdrawn`" {
        /// Looking.
        Active = "active",
        /// No longer looking.
        Withdrawn = "withdrawn",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_in_any_case_and_with_any_joint() {
        assert_eq!("Issuer_Verified".parse(), Ok(Evidence::IssuerVerified));
        assert_eq!("fixed term".parse(), Ok(ContractKind::FixedTerm));
        assert!("fixed".parse::<ContractKind>().is_err());
        assert!(Evidence::SelfDeclared < Evidence::DocumentSeen);
    }
}
