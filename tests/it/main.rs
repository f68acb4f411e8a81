//! The program as its users meet it: one binary, one module a subject.

#![expect(clippy::unwrap_used, clippy::format_push_string, reason = "a test fails by panicking")]

mod asking; // questions on a terminal
mod audit; // numbers of an audit, and what is due
mod audit_recount; // the same numbers, counted a second time
mod awful_import; // awful files and what the store then holds
mod awful_structure; // awful files beside their tables
mod batch; // many matches in one go
mod certificates; // language certificates as people write them
mod credentials; // language, plan, compare, harmonize, resolve, search
mod dedupe; // the same person twice
mod demo; // the main job end to end
mod disclosure; // what may be shown of a person
mod exam; // the resolvers, examined by somebody who did not see them
mod exam_credentials; // credentials, examined by somebody who did not see the program
mod export; // records out again
mod failures; // failures as people and programs meet them
mod faults; // kills, full disks, two at once
mod implied; // what a row says of its parts
mod import; // files in, rejects back, undo
mod left_out; // rows that go in without a cell
mod list_answers;
mod list_cells; // what cells of lists say and do not say
mod lists; // lists of people as agencies keep them
mod looks; // what people see of every command
mod manners; // help, formats, columns, --out, settings: what every command does alike
mod matching; // the scan against a plain oracle
mod packaging; // licenses and sources of the parts
mod policy; // packs listed, copied, checked, replaced
mod readme; // what the README says
mod real_lists; // lists of agencies against the facts of their people
mod real_openings; // lists of posts against the facts of each
mod rejections; // workers that reviewers rejected for openings, and sets of weights
mod relevance; // how well searches find who was meant
mod replays; // decisions asked again after everything was renewed
mod replies; // the JSON of every reply against its schema
mod report; // the report of a batch: JSON, page, terminal
mod review; // two workers that may be one
mod schemas; // the JSON Schemas of replies: holding to them, writing them
mod search; // the search language, examined
mod sources; // identifiers of several sources, and the order of dates
mod store_format; // stores of earlier versions
mod support; // projects in a temporary folder
mod tables; // every command reads every table
mod tidy; // rules about the source itself
mod tidy_circles; // files that need each other
mod tidy_prose; // code that reads what is for people
mod tidy_words; // what messages name exists
mod triples; // the ranking against pairs of which one is the better
mod watch; // saved searches and what became of their answers
