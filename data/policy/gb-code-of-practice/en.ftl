# What is said of the rules of this pack: what a finding says, its title, what to do, and why the rule stands.

direct-application-permitted = A worker of a red or amber country applied alone to a public vacancy, with no third party, no reward and no advert aimed at that country.
    .title = A direct application from a listed country is allowed
    .remedy = Record as allowed and raise no origin block. Keep evidence that the worker applied alone to a specific vacancy; after appointment a recruiter may help with the move.
    .why = The code protects health systems and not employers from applicants: who finds the post alone may take it.

active-recruitment-by-proxy = A third party, a referral reward or an advert aimed at a red or amber country brought the worker.
    .title = Third party, referral bonus or targeted advert used to reach people in a listed country
    .remedy = Withdraw the campaign or reward; drop candidates found that way.
    .why = Reaching out through somebody else is reaching out.
    .lawful = A public advert that is aimed at no listed country, no reward for naming people, and candidates who apply alone.

amber-outside-agreement = Workers of an amber country are approached outside the terms of its agreement.
    .title = Amber country recruited outside the terms of its agreement
    .remedy = Check that this employer and role are named in the agreement; otherwise treat as red.
    .why = Amber means: only as the agreement says.
    .lawful = Recruitment by an employer, for a role and in numbers that the agreement names; or a direct application.

residence-not-nationality = The list was looked up for another country than the one the worker lives in.
    .title = List look-up must use residence, not nationality
    .remedy = Record where the person lives when applying and decide again.
    .why = Lists go by residence; a Filipino nurse living in Nigeria is protected by Nigeria's entry.
    .lawful = The country in which the person lived when they applied decides, whatever passport they hold.

repayment-clause-excessive = A repayment clause is not itemized, claims too much or the forbidden, bears interest, does not fall, runs too long or knows no waiver.
    .title = Repayment clause breaks the four tests: transparency, proportionate costs, timing, flexibility
    .remedy = Strike the item or the clause; cap it and let it fall each month.
    .why = Such a clause binds workers to employers they would leave.
    .lawful = A clause that names each item and its cost, falls with each month of work, ends after a short time, and lets go where leaving is no fault of the worker.

registration-support-missing = The job needs a registration that the worker lacks, and the employer offers no support or no interim post.
    .title = No support for the licence the job needs
    .remedy = Pay the examinations, give study time, fix the interim post and its pay.
    .why = Without it skills are wasted on the way.
    .lawful = The employer pays examinations and fees of registration, gives time to prepare, and names the post and pay until then.
