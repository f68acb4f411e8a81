# What is said of the rules of this pack: what a finding says, its title, what to do, and why the rule stands.

recruitment-fee-or-cost-charged = The worker paid a recruitment fee or a related cost and was not paid back in full.
    .title = Recruitment fee or related cost borne by the worker (employer pays principle)
    .remedy = Employer repays the worker in full, then correct the contract chain.
    .why = The employer pays: debt for one's own job is the root of bondage.
    .lawful = The employer pays the recruiter and every cost of getting the job; what the worker spends before any contact, on their own decision, is no such cost.

recruitment-fee-announced = The post itself says that the worker bears recruitment fees or costs, or a part of them.
    .title = Post that charges the worker for the job
    .remedy = The employer takes over all fees and costs, and says so in the post.
    .why = The employer pays: debt for one's own job is the root of bondage.
    .lawful = The post says that the employer bears all fees and costs of the recruitment.

identity-document-retained = Somebody else holds the worker's passport or papers, or refused to hand them back.
    .title = Passport or other papers held by someone else
    .remedy = Hand them back at once; offer safe storage only the worker can open.
    .why = Who holds the passport holds the person.
    .lawful = The worker keeps the passport, or locks it in a safe place that only the worker can open, at any hour.

contract-language-not-understood = The contract is in no language that the worker reads.
    .title = Contract not in a language the worker understands
    .remedy = Translate it and let the worker sign that text.
    .why = Consent to what one cannot read is none.
    .lawful = The contract is in a language that the worker reads, or stands beside a translation that the worker signs as well.

contract-substitution = Terms got worse between offer, signature and work without the worker's free consent.
    .title = Terms got worse between offer, signature and work
    .remedy = Restore the offered terms and pay the difference.
    .why = A promise that draws people abroad must hold there.
    .lawful = Terms change for the better, or the worker agrees freely and in writing to a change that was explained.

recruiter-chain-undisclosed = Sub-agents took part who were not named to worker and employer.
    .title = Sub-agents or subcontractors are not disclosed
    .remedy = Name every party, its part and its fee.
    .why = Fees hide in the links that nobody sees.
    .lawful = Sub-agents may take part when each of them is named with its part and its fee, and the employer pays all of them.

grievance-mechanism-missing = There is no free and independent complaint channel in a language of the worker, or no promise against retaliation.
    .title = No free, reachable complaint channel
    .remedy = Open such a channel before departure and name the public one too.
    .why = Rights need a place to claim them.
    .lawful = The worker can complain free of charge, in a language they speak, without fear, and knows the public office as well.

freedom-to-leave-restricted = The worker may not resign, change employer, move about or go home.
    .title = Worker may not resign, move about, change employer or go home
    .remedy = Remove the limit; otherwise do not place.
    .why = Work that cannot be left is forced.
    .lawful = The worker may end the contract with the usual notice, keeps the papers, and goes home or changes employer as the law allows.

consent-not-free-or-informed = The worker did not agree freely, or without knowing job, pay, costs, rights and steps to registration.
    .title = Worker did not agree freely or lacked key facts
    .remedy = Inform again, wait, ask again; no is final.
    .why = Only informed consent is consent.
    .lawful = The worker hears pay, place, hours, costs and risks in a language they speak, has time, and may say no without harm.

benefit-portability-unstated = The contract does not say what becomes of pension and other contributions.
    .title = What becomes of pension and other contributions is not stated
    .remedy = State it in the contract; offer refund or export where law allows.
    .why = What is not said is lost in most cases.

minimum-age = The worker is under 18 on the day of contact.
    .title = Worker under 18
    .remedy = Do not recruit.
    .why = Children are not recruited.
    .lawful = The worker is 18 or older on the first day of contact.

government-channel-without-agreement = The case is taken for a placement by governments, and no agreement between them is named.
    .title = A placement by governments names no agreement
    .remedy = Name the agreement of the origin and the destination, or record the channel that the facts show.
    .why = Only an agreement says what two governments allow; without its name nobody can check it.
    .lawful = Both governments have an agreement in force that names the occupation, and the placement names that agreement.

channel-contradicts-facts = The case is taken for a direct application although an employer, recruiter or government made the first contact, a third party takes part, a reward is offered or the vacancy is not public; or the other way round.
    .title = The channel claimed is not the one that the facts show
    .remedy = Record the channel that the facts show and decide again by its rules.
    .why = The channel decides which rules apply; a wrong one hides recruitment behind an application.
    .lawful = The channel is the one that the facts show: who began the contact, who took part, and under which agreement.
