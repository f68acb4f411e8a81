# What is said of the rules of this pack: what a finding says, its title, what to do, and why the rule stands.

active-recruitment-listed-origin = An employer, recruiter or government approaches workers who live in a country on the WHO safeguards list in force on the day of contact, and no agreement that expressly covers them is in force.
    .title = Active recruitment from a safeguards-list country without an agreement
    .remedy = Stop targeting; consider only direct applications, or work under a government-to-government agreement.
    .why = The listed countries have too few health workers to lose any to recruiters.
    .lawful = The worker applies alone to a public vacancy, or both governments agreed on recruitment of this occupation with safeguards.

list-edition-not-in-force = The case was decided by an edition of the list that was not in force on the day of contact, or by an old one without a look for a newer.
    .title = Wrong list edition for the day of contact
    .remedy = Reload the list and decide again.
    .why = Countries come and go on the list; the day of contact decides.
    .lawful = The edition of the list that is in force on the day of the first contact decides.

agreement-not-covering-case = { $agreement_status ->
        [other-corridor] The agreement relied on is of { $agreement_origin } and { $agreement_destination }: it covers nothing of this case.
       *[other] The agreement relied on is not in force, not known in its terms, or does not cover the occupation, employer or channel.
    }
    .title = Agreement relied on is not in force, is not known in its terms or does not cover the case
    .remedy = Do not rely on it; apply the list rules as if there were none.
    .why = An agreement lifts a restriction only for what it covers.
    .lawful = An agreement in force on the day that names the occupation, the employer or channel, and the numbers.

agreement-safeguard-conditions-missing = The agreement with a listed country rests on no labor market analysis, was made without its health sector, or was not notified to WHO.
    .title = Agreement lacks labour market analysis, health sector engagement or notice to WHO
    .remedy = Ask the authorities for the missing part before recruiting under it.
    .why = These are the conditions under which WHO accepts such agreements.
    .lawful = An agreement that rests on an analysis of the health labor market, has the health sector at the table, and was notified to WHO.

co-investment-missing = Workers are approached in a country short of them and nothing measurable comes back to its health system.
    .title = No measurable benefit for the origin health system
    .remedy = Name the benefit, its amount, its date and who reports on it.
    .why = Recruitment is to leave the origin no worse.
    .lawful = A benefit for the health system of the origin with amount, date and somebody who reports on it.

origin-low-density-unlisted = The origin meets the criteria of the safeguards list, or nearly, and is not on it.
    .title = Origin meets the list criteria, or nearly, but is not listed
    .remedy = Ask for evidence of surplus or of an agreement before targeting.
    .why = The list is three years old at worst; the shortage is today's.
    .lawful = Recruitment from an origin that shows a surplus, or under an agreement with safeguards; direct applications.

origin-data-old = The figures on the origin's workforce are more than five years older than the contact.
    .title = Figures on the origin are more than five years old
    .remedy = Look for newer figures before relying on the density or the UHC index.
    .why = Old figures may hide a shortage, or one that has passed.

pay-below-domestic = Pay or conditions lie below those of an equally qualified domestic worker.
    .title = Pay or conditions below those of an equally qualified domestic worker
    .remedy = Raise to the domestic level from the first day.
    .why = Equal work, equal pay; cheaper migrants undercut everybody.
    .lawful = Pay, hours and progress as those of a colleague at home with the same qualification, from the first day.

orientation-or-induction-missing = No orientation before departure, or no plan of induction on arrival.
    .title = No orientation before departure or no induction on arrival
    .remedy = Book the orientation; write the induction, supervision and pastoral plan.
    .why = It is where a placement fails or holds.
    .lawful = An orientation before departure, free of charge, and an induction with supervision on arrival.

temporary-no-return-option = A temporary contract comes without any option of return.
    .title = Temporary contract without any return option
    .remedy = Agree return travel and how the time abroad counts at home.
    .why = Circular migration needs a way back.

origin-service-bond-unresolved = A service duty or training bond towards the origin is open, unknown, or was not asked about.
    .title = Service duty or training bond to the origin is open
    .remedy = Let the duty be served, deferred or bought out with the origin's consent; never at the worker's expense through debt to the recruiter.
    .why = The origin paid for the training.
    .lawful = The duty is served, put off with the origin's consent, or bought out by the employer without a debt of the worker.

care-worker-in-scope-2026 = The case is about care work, which the amended code covers.
    .title = Care work is in scope of the WHO code since its amendment
    .remedy = Apply every origin rule to care work as to nursing (before that date the WHO code did not name care workers; the UK code already covered them).
    .why = Before the amendment the WHO code did not name care workers.

origin-emergency-active-recruitment = Workers are approached in a country in a declared emergency.
    .title = Active recruitment from a country in a declared emergency
    .remedy = Hold active recruitment during the emergency.
    .why = In an emergency the origin needs everybody.
    .lawful = Direct applications, and active recruitment after the emergency has ended or with the origin's consent.
