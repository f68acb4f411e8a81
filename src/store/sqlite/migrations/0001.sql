-- The first version of the store. A migration is never edited once a version with it was released.
--
-- Every kind of `schemas/` has a table with the schema's columns. Beside them stand
--   row         the record's number, never reused (a part is keyed by the `parent` row and its natural key);
--   seq         the sequence number of the transaction that wrote this version of the record;
--   changed     the last sequence number that touched the record or one of its parts: the change feed;
--   src         the running number of the input row within its batch;
--   as_written  the cells whose text differs from its canonical form, as a JSON object by column;
--   unmapped    the cells of columns that no column of ours takes, as a JSON object by header.
-- An absent cell is unknown; in a column of a natural key unknown is the empty text. A list that is
-- known and empty is the empty text too, but no list is part of a key.

CREATE TABLE organization (
    row INTEGER PRIMARY KEY,
    seq INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    src INTEGER NOT NULL,
    as_written TEXT,
    unmapped TEXT,
    organization_id TEXT NOT NULL UNIQUE,
    name TEXT,
    role TEXT,
    country TEXT,
    region TEXT,
    registration_number TEXT,
    website TEXT,
    open_complaints INTEGER,
    grievance_channel TEXT,
    grievance_channel_free INTEGER,
    grievance_channel_independent INTEGER,
    grievance_channel_languages TEXT,
    retaliation_ban INTEGER
) STRICT;
CREATE INDEX organization_changed ON organization (changed);

CREATE TABLE organization_license (
    parent INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    src INTEGER NOT NULL,
    as_written TEXT,
    unmapped TEXT,
    country TEXT NOT NULL,
    number TEXT NOT NULL,
    issuer TEXT,
    valid_from TEXT,
    valid_until TEXT,
    evidence TEXT,
    PRIMARY KEY (parent, country, number)
) WITHOUT ROWID, STRICT;

CREATE TABLE sanction (
    parent INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    src INTEGER NOT NULL,
    as_written TEXT,
    unmapped TEXT,
    body TEXT NOT NULL,
    from_date TEXT NOT NULL,
    until_date TEXT,
    reason TEXT,
    source TEXT,
    PRIMARY KEY (parent, body, from_date)
) WITHOUT ROWID, STRICT;

CREATE TABLE curriculum (
    row INTEGER PRIMARY KEY,
    seq INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    src INTEGER NOT NULL,
    as_written TEXT,
    unmapped TEXT,
    curriculum_id TEXT NOT NULL UNIQUE,
    title TEXT,
    organization_id TEXT,
    school TEXT,
    country TEXT,
    occupation TEXT,
    qualification TEXT,
    isced_level INTEGER,
    years TEXT,
    total_hours INTEGER,
    theory_hours INTEGER,
    clinical_hours INTEGER,
    credits TEXT,
    languages TEXT,
    regulator TEXT,
    valid_from TEXT,
    valid_until TEXT,
    description TEXT,
    source TEXT,
    source_url TEXT,
    confidence TEXT
) STRICT;
CREATE INDEX curriculum_changed ON curriculum (changed);

CREATE TABLE curriculum_subject (
    parent INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    src INTEGER NOT NULL,
    as_written TEXT,
    unmapped TEXT,
    title TEXT NOT NULL,
    subject TEXT,
    theory_hours INTEGER,
    clinical_hours INTEGER,
    credits TEXT,
    PRIMARY KEY (parent, title)
) WITHOUT ROWID, STRICT;

CREATE TABLE worker (
    row INTEGER PRIMARY KEY,
    seq INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    src INTEGER NOT NULL,
    as_written TEXT,
    unmapped TEXT,
    handle BLOB NOT NULL,
    salt BLOB NOT NULL,
    worker_id TEXT NOT NULL UNIQUE,
    full_name TEXT,
    given_name TEXT,
    family_name TEXT,
    birth_date TEXT,
    sex TEXT,
    nationalities TEXT,
    residence TEXT,
    region TEXT,
    occupation TEXT,
    title TEXT,
    specialties TEXT,
    languages_read TEXT,
    available_from TEXT,
    status TEXT,
    preferred_destinations TEXT,
    refused_destinations TEXT,
    preferred_contracts TEXT,
    wants_return INTEGER,
    email TEXT,
    phone TEXT,
    summary TEXT
) STRICT;
CREATE INDEX worker_changed ON worker (changed);

CREATE TABLE qualification (
    parent INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    src INTEGER NOT NULL,
    as_written TEXT,
    unmapped TEXT,
    title TEXT NOT NULL,
    school TEXT NOT NULL,
    completed TEXT NOT NULL,
    occupation TEXT,
    curriculum_id TEXT,
    trained_in TEXT,
    started TEXT,
    years TEXT,
    total_hours INTEGER,
    theory_hours INTEGER,
    clinical_hours INTEGER,
    language TEXT,
    evidence TEXT,
    PRIMARY KEY (parent, title, school, completed)
) WITHOUT ROWID, STRICT;

CREATE TABLE license (
    parent INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    src INTEGER NOT NULL,
    as_written TEXT,
    unmapped TEXT,
    regulator TEXT NOT NULL,
    number TEXT NOT NULL,
    country TEXT,
    region TEXT,
    occupation TEXT,
    issued_on TEXT,
    expires_on TEXT,
    status TEXT,
    evidence TEXT,
    PRIMARY KEY (parent, regulator, number)
) WITHOUT ROWID, STRICT;

CREATE TABLE language_certificate (
    parent INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    src INTEGER NOT NULL,
    as_written TEXT,
    unmapped TEXT,
    language TEXT NOT NULL,
    test TEXT NOT NULL,
    taken_on TEXT NOT NULL,
    level TEXT,
    overall TEXT,
    listening TEXT,
    reading TEXT,
    writing TEXT,
    speaking TEXT,
    expires_on TEXT,
    mode TEXT,
    number TEXT,
    evidence TEXT,
    PRIMARY KEY (parent, language, test, taken_on)
) WITHOUT ROWID, STRICT;

CREATE TABLE employment (
    parent INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    src INTEGER NOT NULL,
    as_written TEXT,
    unmapped TEXT,
    employer TEXT NOT NULL,
    started TEXT NOT NULL,
    ended TEXT,
    country TEXT,
    occupation TEXT,
    specialty TEXT,
    title TEXT,
    hours_per_week TEXT,
    evidence TEXT,
    PRIMARY KEY (parent, employer, started)
) WITHOUT ROWID, STRICT;

CREATE TABLE consent (
    parent INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    src INTEGER NOT NULL,
    as_written TEXT,
    unmapped TEXT,
    purpose TEXT NOT NULL,
    organization_id TEXT NOT NULL,
    given INTEGER,
    given_on TEXT,
    withdrawn_on TEXT,
    PRIMARY KEY (parent, purpose, organization_id)
) WITHOUT ROWID, STRICT;

CREATE TABLE opening (
    row INTEGER PRIMARY KEY,
    seq INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    src INTEGER NOT NULL,
    as_written TEXT,
    unmapped TEXT,
    opening_id TEXT NOT NULL UNIQUE,
    organization_id TEXT,
    recruiter_id TEXT,
    title TEXT,
    occupation TEXT,
    specialties TEXT,
    destination TEXT,
    region TEXT,
    city TEXT,
    positions INTEGER,
    status TEXT,
    published_on TEXT,
    closes_on TEXT,
    starts_on TEXT,
    language TEXT,
    language_level TEXT,
    experience_months INTEGER,
    registration_required INTEGER,
    registration_support TEXT,
    interim_post TEXT,
    contract_kind TEXT,
    contract_months INTEGER,
    contract_languages TEXT,
    monthly_pay TEXT,
    comparable_domestic_pay TEXT,
    pay_currency TEXT,
    hours_per_week TEXT,
    for_returnees INTEGER,
    return_option TEXT,
    social_security_coordination TEXT,
    pension_scheme TEXT,
    medical_cover TEXT,
    life_cover TEXT,
    vacancy_public INTEGER,
    recruiting_party TEXT,
    third_parties TEXT,
    advert_targets TEXT,
    referral_reward_offered INTEGER,
    agreement_id TEXT,
    agreement_scope_ok INTEGER,
    description TEXT
) STRICT;
CREATE INDEX opening_changed ON opening (changed);

CREATE TABLE placement (
    row INTEGER PRIMARY KEY,
    seq INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    src INTEGER NOT NULL,
    as_written TEXT,
    unmapped TEXT,
    placement_id TEXT NOT NULL UNIQUE,
    worker_id TEXT,
    opening_id TEXT,
    organization_id TEXT,
    recruiter_id TEXT,
    residence TEXT,
    trained_in TEXT,
    nationalities TEXT,
    occupation TEXT,
    sex TEXT,
    birth_date TEXT,
    destination TEXT,
    contact_date TEXT,
    channel TEXT,
    contact_initiated_by TEXT,
    recruiting_party TEXT,
    third_parties TEXT,
    recruiter_chain_disclosed INTEGER,
    advert_targets TEXT,
    referral_reward_offered INTEGER,
    vacancy_public INTEGER,
    list_lookup_country TEXT,
    list_edition_used TEXT,
    newer_edition_searched INTEGER,
    origin_emergency INTEGER,
    agreement_id TEXT,
    agreement_scope_ok INTEGER,
    agreement_has_labour_market_analysis INTEGER,
    agreement_engaged_origin_health_sector INTEGER,
    agreement_notified_to_who INTEGER,
    agreement_origin_benefits TEXT,
    agreement_origin_benefits_measured INTEGER,
    origin_licenses_recruiters INTEGER,
    destination_licenses_recruiters INTEGER,
    recruiter_open_complaints INTEGER,
    worker_paid_reimbursed TEXT,
    worker_paid_currency TEXT,
    identity_documents_held_by TEXT,
    documents_release_refused INTEGER,
    contract_is_written INTEGER,
    contract_signed_date TEXT,
    departure_date TEXT,
    worker_has_contract_copy INTEGER,
    contract_languages TEXT,
    worker_languages TEXT,
    terms_changed_with_worker_consent INTEGER,
    contract_kind TEXT,
    return_option TEXT,
    repayment_clause INTEGER,
    repayment_amount TEXT,
    repayment_currency TEXT,
    repayment_months INTEGER,
    repayment_declines INTEGER,
    repayment_bears_interest INTEGER,
    repayment_waivers TEXT,
    monthly_pay TEXT,
    comparable_domestic_pay TEXT,
    pay_currency TEXT,
    conditions_gap TEXT,
    pay_received_by_worker_share TEXT,
    pay_withheld_by TEXT,
    grievance_channel TEXT,
    grievance_channel_free INTEGER,
    grievance_channel_independent INTEGER,
    grievance_channel_languages TEXT,
    retaliation_ban INTEGER,
    can_resign_with_notice INTEGER,
    can_change_employer INTEGER,
    may_leave_housing_freely INTEGER,
    return_blocked_or_punished INTEGER,
    consent_given INTEGER,
    information_given TEXT,
    deception_or_pressure INTEGER,
    data_consent_purposes TEXT,
    data_uses TEXT,
    predeparture_orientation INTEGER,
    induction_plan INTEGER,
    registration_required INTEGER,
    registration_held INTEGER,
    registration_support TEXT,
    interim_post TEXT,
    social_security_coordination TEXT,
    selection_criteria TEXT,
    medical_tests_required TEXT,
    medical_test_required_by_law INTEGER,
    origin_service_obligation TEXT,
    origin_service_declared INTEGER,
    started_on TEXT,
    return_due_on TEXT,
    returned_on TEXT,
    outcome TEXT,
    notes TEXT
) STRICT;
CREATE INDEX placement_changed ON placement (changed);

CREATE TABLE cost (
    parent INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    src INTEGER NOT NULL,
    as_written TEXT,
    unmapped TEXT,
    entry TEXT NOT NULL,
    label TEXT NOT NULL,
    payee TEXT NOT NULL,
    paid_on TEXT NOT NULL,
    head TEXT,
    amount TEXT,
    currency TEXT,
    payer TEXT,
    demanded_by TEXT,
    before_contact INTEGER,
    PRIMARY KEY (parent, entry, label, payee, paid_on)
) WITHOUT ROWID, STRICT;

CREATE TABLE contract_terms (
    parent INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    src INTEGER NOT NULL,
    as_written TEXT,
    unmapped TEXT,
    stage TEXT NOT NULL,
    employer TEXT,
    site TEXT,
    job_title TEXT,
    monthly_pay TEXT,
    pay_currency TEXT,
    hours_per_week TEXT,
    leave_days INTEGER,
    housing TEXT,
    monthly_deductions TEXT,
    contract_months INTEGER,
    PRIMARY KEY (parent, stage)
) WITHOUT ROWID, STRICT;

-- Versions that were superseded: valid from `seq` (included) to `until` (excluded). `part` is the natural
-- key below the parent as a JSON array, or the empty text for a record that stands alone.
CREATE TABLE history (
    kind TEXT NOT NULL,
    row INTEGER NOT NULL,
    part TEXT NOT NULL,
    seq INTEGER NOT NULL,
    until INTEGER NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY (kind, row, part, until)
) WITHOUT ROWID, STRICT;
CREATE INDEX history_until ON history (until);
CREATE INDEX history_seq ON history (seq);

-- Records that are gone, for the derived files to follow: the rest of the change feed.
CREATE TABLE tombstone (
    kind TEXT NOT NULL,
    row INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (kind, row)
) WITHOUT ROWID, STRICT;
CREATE INDEX tombstone_seq ON tombstone (seq);

-- One row: the identity of this store, the head of the change feed, the next free row number.
CREATE TABLE head (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    store_uuid TEXT NOT NULL,
    seq INTEGER NOT NULL,
    next_row INTEGER NOT NULL
) STRICT;

CREATE TABLE batch (
    batch INTEGER PRIMARY KEY,
    seq INTEGER NOT NULL,
    recorded_at TEXT NOT NULL,
    actor TEXT NOT NULL,
    inserted INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    unchanged INTEGER NOT NULL,
    rejected INTEGER NOT NULL,
    salt TEXT NOT NULL,
    undone_seq INTEGER
) STRICT;
CREATE INDEX batch_seq ON batch (seq);

-- The files of a batch; `first_src` is the running number of its first row.
CREATE TABLE batch_file (
    batch INTEGER NOT NULL,
    first_src INTEGER NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    rows INTEGER NOT NULL,
    PRIMARY KEY (batch, first_src)
) WITHOUT ROWID, STRICT;

-- The audit log: canonical entries and their leaf hashes; the frontier of the tree is one row.
CREATE TABLE log_entry (
    entry INTEGER PRIMARY KEY,
    canonical TEXT NOT NULL,
    leaf TEXT NOT NULL
) STRICT;
CREATE TABLE log_head (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    frontier TEXT NOT NULL
) STRICT;

-- What was decided: the question, the results shown, and what they rest on, as JSON.
CREATE TABLE decision (
    decision INTEGER PRIMARY KEY,
    seq INTEGER NOT NULL,
    recorded_at TEXT NOT NULL,
    actor TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    facts TEXT NOT NULL
) STRICT;
