# What is said of the rules of this pack: what a finding says, its title, what to do, and why the rule stands.

de-private-placement-listed-origin = Anybody but the Federal Employment Agency recruits or places health workers from a state of the annex.
    .title = Private recruitment or placement into Germany from a listed state
    .remedy = Only the Federal Employment Agency may recruit or place; private parties must withdraw. An application the worker sends to the employer without any agent is not caught.
    .why = German law reserves it to the Agency; a worker's own application to an employer without an agent is not caught.
    .lawful = The worker applies to the employer alone, without any agent, or the Federal Employment Agency recruits and places.
