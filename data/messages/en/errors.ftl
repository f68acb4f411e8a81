# What each code of an error means. The message of an error has its particulars.

## The store

store-unreadable = The store could not be read or written.
store-disk-full = There is no room left on the disk, and nothing was changed.
store-file = A file or directory of the data directory could not be used.
store-missing = The data directory has no store.
store-too-new = The store was written by a newer version of the program.
store-too-old = The store was written by an older version of the program, and its directory cannot be written.
store-unfinished-copy = Changes lie beside the file of the store, and its directory cannot be written.
store-read-only = The directory of the store cannot be written.
store-foreign = The file is no store of corridor.
store-busy = Another process is writing to the store.
store-conflict = The store changed while a batch was prepared.
store-record-unreadable = A stored cell is no value of its type.
store-interrupted = The work was interrupted before anything was changed.
store-no-batch = No batch has this identifier.
store-batch-undone = The batch is undone already.
store-batch-changed-later = Later batches changed records of the batch.
store-batch-merged-later = Workers of the batch were merged with others.
store-no-worker = No worker has this identifier.
store-same-worker = The two identifiers belong to one worker already.
store-kept-apart = A person decided that the two workers are two.
store-changed-since-shown = A worker changed between showing and deciding.
store-no-choice = The two workers do not differ in the cell that was named.
store-no-review = No decision about two workers has this identifier.
store-taken-back = The decision is taken back already.
store-survivor-changed = The survivor of a merge was changed since the merge.
store-log = The audit log cannot be continued.
store-random = The operating system gave no random numbers.

## The audit log

bookkeeping-altered = A number that the store keeps of itself is not what the log tells of.
checkpoint-file = A file holds no checkpoint of this log.
log-not-whole = The log, or a record that it covers, was altered, so that nothing is signed or judged.
checkpoint-lines = A checkpoint lacks the name, the size or the root of a log.
checkpoint-log-shorter = The log has fewer entries than its checkpoint.
checkpoint-other-branch = The log was written anew since its checkpoint.
checkpoint-other-log = The checkpoint is of another store.
checkpoint-signature = The checkpoint is not signed as was asked.
checkpoint-unreadable = The text is no checkpoint.
former-gone = A former version of a record is gone.
former-unlogged = A former version of a record stands there that no entry tells of.
input-file = A file could not be read.
looks-altered = The looks before a look are not those that it names.
more-altered = More was changed beside the log than is named.
note-forged = A signature does not fit its note.
note-key-file = A file holds no key of signed notes.
note-key = The text is no key of signed notes.
note-not-signed = The note is not signed by the key.
note-unreadable = The text is no signed note.
record-altered = Cells of a record are not what was written.
record-forged = A record was altered together with its seal.
record-gone = A record that was written is gone.
record-unlogged = A record stands in the store that no entry of the log tells of.
record-version = A record is not in the version that the log tells of last.
seal-altered = The seal of an entry was altered.
seal-gone = The seal of an entry is gone.
seal-unlogged = A seal stands in the store that no entry carries.
log-entry-altered = An entry of the audit log is not what was logged.
log-entry-unreadable = An entry of the audit log cannot be read at its place.
log-size = The audit log has more or fewer entries than its head says.
log-root = The entries of the audit log and its head disagree.

## Tables

table-file = A file could not be read.
table-empty = The file has no cells.
table-binary = The file is not text.
table-other-format = The file is of a format that holds no table.
table-mixed-encoding = Some of the text is UTF-8, and some is not.
table-record-too-long = A line or a record is longer than any table's.
table-too-many-columns = The file has more columns than any table.
table-workbook = The workbook cannot be opened.
table-cut-off = The workbook is cut off before its end.
table-packed = The packed file cannot be unpacked.
table-no-sheet = The workbook has no sheet of this name.
table-which-sheet = Several sheets of the workbook may be meant.
table-no-column = The table has no column of this name.
table-no-amount = An amount is no number.
table-nothing-known = No column of the table can be compared.

## Import

import-file = A file could not be read.
import-no-files = The directory holds no table.
import-duplicate-header = Two columns have the same header.
import-same-column = Two headers mean the same column.
import-unknown-kind = The headers are those of no kind of record.
import-other-kind = The headers tell another kind of record than the one asked for.
import-which-kind = The headers fit two kinds of record.
import-unclear-headers = What some headers mean is not clear, and nothing was imported.
import-no-meaning = What was said about a header is not understood.
import-no-such-header = The file has no header of this name.
import-no-such-column = The kind of record has no column of this name.
import-recipe-does-not-fit = The recipe is for files with other headers.
import-recipe-of-several = A recipe describes one file, and several were named.

recipe-no-toml = The recipe is no TOML.
recipe-unknown-key = The recipe has a key that means nothing.
recipe-form = A value of the recipe has the wrong form.
recipe-no-such-column = The recipe names a column that the kind of record does not have.
recipe-value = A value of the recipe is no value of its column.
recipe-two-headers = Two headers of the recipe mean one column.
recipe-idle-values = The recipe translates values of a column that no header means.
recipe-identifier = The recipe gives all records the same identifier.

dedupe-recipe-file = The recipe could not be read.
dedupe-recipe = The recipe is no TOML of texts.
dedupe-recipe-meaning = The recipe says of a column what no column can be.

lexicon-no-column = The lexicon lacks a column.
lexicon-code = A row of the lexicon has no unit group of ISCO-08.
lexicon-empty = The lexicon has no label.

report-not-kept = The report of the batch was not kept.

## Search and match

index-unreadable = The search index could not be read or written.
index-file = A file of the search index could not be used.
query-not-searchable = Records of this kind cannot be searched.
query-unknown-filter = Records of this kind have no filter of this name.
query-no-filter = A filter has the wrong form.
query-unreadable = The value of the filter names nothing of its kind.
profiles-file = A file of the packed profiles could not be used.
weights-no-toml = The weights are no table of criteria and whole numbers.
weights-no-set = There is neither a file nor a set of weights of this name.
weights-sum = The weights do not add up to 1000.
match-channel-needed = A match for a recruiter's opening needs the channel of the recruitment.
compare-which-qualification = The worker has several qualifications, or none of this title.
occupation-needed = The question needs an occupation.
decision-no-ranking = Only a ranking can be asked again.
rejection-reason = What is said of a worker for an opening needs a reason.
saved-search-match = The saved search is the shortlist of an opening.
saved-search-name = A saved search needs a name.
saved-search-shape = The question of a saved search cannot be read.
saved-search-taken = The name of the saved search is taken.
saved-search-unknown = No saved search has this name.
decision-unknown = No decision has this identifier.
decision-shape = The facts of a decision are not of the known shape.
decision-newer = The facts of the decision were written by a newer version of the program.
decision-random = The operating system gave no random numbers for a decision.
bundle-file = A file is no bundle of evidence.
proof-entry = The entry in a proof is no entry of a log.
proof-file = A proof does not hold, or is none.
proof-lines = A proof lacks a line, or has another one in its place.
proof-not-continued = The log does not begin with the entries that were seen.
proof-not-included = The entry is not in the log that was signed.
proof-other-start = A proof does not begin where the witness stopped.
log-no-entry = No entry of the log has this number.
record-unknown = No record has this identifier.

## Policy packs

policy-file = A file of a policy pack could not be read.
policy-toml = A file of a policy pack is no TOML of the expected shape.
policy-texts = A file of texts of a policy pack cannot be read.
policy-table = A table of a policy pack does not have the expected shape.
policy-same-pack = Two directories hold packs of one name.
policy-unsound = A check found something wrong with a pack.
policy-condition = The condition of a rule cannot be used.
policy-condition-too-long = The condition of a rule is too long.
policy-condition-too-deep = The condition of a rule nests its brackets too deeply.
policy-condition-nested-macro = The condition of a rule has a macro inside another.
policy-condition-syntax = The condition of a rule is not CEL.
policy-condition-broken = The condition of a rule cannot be computed.
policy-no-pack = No policy pack of this name comes with the program.

## What goes out

output-is-there = The directory that is to be made is there already.
output-file = A file could not be written.
export-purpose-needed = Personal data is given out for a purpose only.
export-blind-column = The blind view leaves this column out.
output-no-column = The reply has no column of this name.
export-not-wide = Only workers have their parts in the same row.
demo-other-directory = The directory holds something that no demonstration made.
demo-in-use = The store of the demonstration holds more than the demonstration put there.
decision-subject-gone = What the ranking was asked for is not in the store any more.
finding-override-needs = An override needs a role and an end to come.
finding-may-not-override = This role may not override a finding by this rule.
finding-override-too-long = The rule may not be overridden for so long.
finding-state-no-end = Only an override ends on a day.
finding-state-reason = What was done about a finding needs a reason.
finding-unknown = The case has no finding by this rule.
finding-which-result = Several results of the ranking have a finding by this rule.
generate-file = A file of synthetic data could not be written.
rule-unknown = No rule and no code has this name.

## What was typed

usage-unknown-argument = An argument is not known.
usage-invalid-value = The value of an argument is not understood.
usage-missing-argument = An argument is missing.
usage-conflict = Two arguments do not go together.
usage-columns-of-json = JSON has all columns, so none can be chosen.
usage-no-such-format = The command has no reply in this format.
usage-settings-file = The file of settings could not be read.
usage-settings-no-toml = The file of settings is not TOML.
usage-settings-unknown-key = The file of settings has a key that is not known.
usage-settings-value = A value in the file of settings is not understood.
usage-other = The command line is not understood.
usage-failed = The command could not be carried out.
