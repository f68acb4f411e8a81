# What is said of the rules of this pack: what a finding says, its title, what to do, and why the rule stands.

contract-missing-before-departure = The worker left without a written contract in hand that was signed before.
    .title = No written contract in the worker's hands before departure
    .remedy = Give the written contract and time to read it; move the departure.
    .why = After departure there is no more choice.
    .lawful = The worker signs a written contract, has a copy, and has had time to read it before the day of departure.

recruiter-unlicensed = A private recruiter has no valid license where the law of the origin or the destination demands one.
    .title = Recruiter has no valid licence in origin or destination
    .remedy = Stop; use a licensed recruiter or the public service.
    .why = A license is what can be taken away from who abuses workers.
    .lawful = A recruiter with a license that is valid on the day, in each country that asks for one, or the public employment service.

recruiter-sanctioned = The recruiter is under a sanction on the day of contact.
    .title = Recruiter is under sanction
    .remedy = Suspend cooperation until the sanction ends.
    .why = A sanction that nobody heeds protects nobody.
    .lawful = Another licensed recruiter, the public employment service, or the same recruiter after the sanction has ended.

recruiter-open-complaints = There are open, substantiated complaints about the recruiter.
    .title = Open, substantiated complaints about the recruiter
    .remedy = Settle the complaints before new placements.
    .why = They come before new placements.
    .lawful = Placements go on once each complaint is settled, and the worker is told how.

data-consent-missing = Personal data were used for what the worker had not agreed to.
    .title = Personal data used beyond what the worker agreed to
    .remedy = Stop that use, delete the copy, ask for consent.
    .why = The data are the worker's.
    .lawful = Personal data is used for what the worker agreed to, or where a law asks for it, and no longer than needed.

discrimination-in-selection = Workers were selected by sex, origin, religion, family state or another banned ground.
    .title = Selection by sex, origin, religion, family state, union membership or other banned ground
    .remedy = Delete the criterion and select again.
    .why = Skills decide.
    .lawful = Selection by skills, language, registration and practice that the work itself asks for.

pregnancy-or-hiv-test = A pregnancy or HIV test is demanded that no law demands.
    .title = Pregnancy or HIV test demanded
    .remedy = Drop the test.
    .why = It selects by sex and health.
    .lawful = A health check that the work itself asks for, the same for everybody, with results that stay with the worker.

pregnancy-or-hiv-test-by-law = The law of the destination demands a pregnancy or HIV test.
    .title = Pregnancy or HIV test demanded by law of the destination
    .remedy = Check that the law covers this work and this test; tell the worker before the offer is accepted; keep the result confidential.
    .why = The worker must know before accepting.
    .lawful = Only the test that the law names, for the work that it names, told before the offer is accepted.

pay-withheld-by-third-party = Part of the pay is kept by a state, an agency or a sponsor.
    .title = Part of the pay is kept by a state, agency or sponsor
    .remedy = Pay the worker directly and in full.
    .why = Wages belong to who earned them.
    .lawful = The employer pays the whole wage to the worker; taxes and contributions by law are shown on the slip.
