//! The kinds of record that files bring in, and how they hang together.

super::words::words! {
    /// A kind of record. Its name is that of its schema (`schemas/NAME.json`) and of its table in the store.
    ///
    /// The order is the order in which kinds are applied: a record comes after those it refers to.
    Kind, "a kind of record such as `worker` or `opening`" {
        /// An employer, recruiter, regulator, school or ministry.
        Organization = "organization",
        /// A license of an organization to recruit.
        OrganizationLicense = "organization_license",
        /// A sanction against an organization.
        Sanction = "sanction",
        /// A program of training.
        Curriculum = "curriculum",
        /// One subject of a curriculum with its hours.
        CurriculumSubject = "curriculum_subject",
        /// A person who may be matched.
        Worker = "worker",
        /// A diploma or degree of a worker.
        Qualification = "qualification",
        /// A registration of a worker with a regulator.
        License = "license",
        /// A language test that a worker took.
        LanguageCertificate = "language_certificate",
        /// A period of practice of a worker.
        Employment = "employment",
        /// A worker's consent to one use of the data.
        Consent = "consent",
        /// A job opening.
        Opening = "opening",
        /// What happened between a worker and an opening.
        Placement = "placement",
        /// An item that somebody paid for a placement.
        Cost = "cost",
        /// Terms of a placement's contract as offered, signed or lived.
        ContractTerms = "contract_terms",
    }
}

impl Kind {
    /// The kind whose record this one is a part of: a qualification belongs to a worker. `None` for
    /// the kinds that stand alone.
    pub fn parent(self) -> Option<Self> {
        match self {
            Self::Qualification
            | Self::License
            | Self::LanguageCertificate
            | Self::Employment
            | Self::Consent => Some(Self::Worker),
            Self::CurriculumSubject => Some(Self::Curriculum),
            Self::OrganizationLicense | Self::Sanction => Some(Self::Organization),
            Self::Cost | Self::ContractTerms => Some(Self::Placement),
            Self::Organization | Self::Curriculum | Self::Worker | Self::Opening | Self::Placement => None,
        }
    }

    /// The kinds that are parts of this one.
    pub fn children(self) -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(move |kind| kind.parent() == Some(self))
    }
}
