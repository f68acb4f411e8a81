//! What people see of `import`.

use crate::cli::output::Rows;
use crate::cli::render::{self, number_of};
use crate::ingest::{Constant, Severity, Via};
use crate::model::Kind;
use crate::normalize::DecimalSign;
use crate::report::{self, FileReport, FindingReport, ImportReport};
use std::fmt::Write;

/// Problems, changes and files that are printed; the rejects file and `--format json` have more.
pub(in crate::cli) const SHOWN: usize = 20;

/// Files that are described; of a directory of forty the counts matter.
pub(in crate::cli) const FILES: usize = 8;

/// The report for people: what was understood, what became of it, what is wrong, what to do.
pub(in crate::cli) fn describe(report: &ImportReport) -> String {
    let mut text = String::new();
    let people = report.counts.iter().any(|(kind, counts)| *kind == Kind::Worker && counts.inserted > 0);
    let consents = report.files.iter().any(|file| file.understood.kind == Kind::Consent);
    // What several files lack alike is said of the first of them.
    let mut lacking = Vec::new();
    for file in report.files.iter().take(FILES) {
        let news = !lacking.contains(&&file.lacks);
        describe_file(&mut text, file, people && news, consents);
        lacking.push(&file.lacks);
    }
    if let Some(more) = report.files.len().checked_sub(FILES).filter(|more| *more > 0) {
        let rows: u64 = report.files[FILES..].iter().map(|file| file.rows).sum();
        let _ = writeln!(text, "… and {more} more files of {rows} rows");
    }
    for left_out in &report.left_out {
        text.push_str(&render::wrapped(&format!("left out as a whole: {}", left_out.because), 0));
    }
    describe_changes(&mut text, report);
    let kinds = report.kinds();
    if !kinds.is_empty() {
        let rows: Vec<Vec<String>> = kinds
            .iter()
            .map(|(kind, counts, rejected)| {
                let numbers = [counts.inserted, counts.updated, counts.unchanged, *rejected];
                std::iter::once(kind.to_string()).chain(numbers.map(|n| n.to_string())).collect()
            })
            .collect();
        let headers = ["kind", "inserted", "updated", "unchanged", "rejected rows"];
        let _ = writeln!(text, "\n{}", render::counts(&headers, &rows));
    }
    describe_problems(&mut text, report);
    let total = report.total();
    let _ = writeln!(
        text,
        "\n{}: {} inserted, {} updated, {} unchanged, {} rejected, {} left out",
        report.title(),
        total.inserted,
        total.updated,
        total.unchanged,
        number_of(report.rejected_rows(), "row"),
        number_of(report.cells_left_out(), "cell")
    );
    describe_next(&mut text, report);
    text
}

/// Describes a file. `people` says that the import brings people, `consents` that another file has their consents.
pub(in crate::cli) fn describe_file(text: &mut String, file: &FileReport, people: bool, consents: bool) {
    let u = &file.understood;
    let wide = if u.wide { ", with their parts in one row" } else { "" };
    let rows = number_of(file.rows, "row");
    let _ = writeln!(text, "{}: {rows} of kind {}{wide}; {}", u.file, u.kind, report::form(u));
    for header in file.understood.consents_without_purpose() {
        let said = format!(
            "`{header}` names none of our purposes: a yes there is taken as consent to be matched, and to nothing else; \
`purpose_presumed` marks it, and `--map \"{header}=\"` leaves it out"
        );
        text.push_str(&render::wrapped(&said, 2));
    }
    // What the titles say of every post lacks in none.
    let titled = file.titled > 0 && file.without_occupation == 0;
    let lacks = file.lacks.iter().filter(|name| !(consents && *name == "consent_match"));
    let lacks = lacks.filter(|name| !(titled && *name == "occupation"));
    let lacks: Vec<String> = lacks.map(|name| format!("`{name}`")).collect();
    let posts = u.kind == crate::model::Kind::Opening;
    if (people || posts) && !lacks.is_empty() {
        let said = format!("no column says what every match needs: {}", lacks.join(", "));
        text.push_str(&render::wrapped(&said, 2));
    }
    if file.without_occupation > 0 {
        let posts = number_of(file.without_occupation, "opening");
        let said = format!("no occupation: {posts}, whose title names none; without one no match is made");
        text.push_str(&render::wrapped(&said, 2));
    }
    if let Some(first) = &file.first_titled {
        let said = match file.titled {
            1 => format!("the title of `{first}` names its occupation, which no cell states"),
            more => {
                let others = number_of(more - 1, "more opening");
                format!("the titles of `{first}` and {others} name their occupations, which no cells state")
            }
        };
        text.push_str(&render::wrapped(&said, 2));
    }
    if let Some(recipe) = &u.read_as_before {
        text.push_str(&render::wrapped(
            &format!("read like its original, by the recipe {recipe} beside the file"),
            2,
        ));
    }
    if !u.form.preamble.is_empty() {
        let _ = writeln!(text, "  lines above the header, left out: {}", u.form.preamble.len());
    }
    for note in &u.form.notes {
        text.push_str(&render::wrapped(note, 2));
    }
    for passed in &u.passed_over {
        let what = passed.what.as_str();
        let _ = writeln!(text, "  left out, {what}: {}, first in row {}", passed.count, passed.first);
    }
    describe_columns(text, file);
    // What the tables know and no column takes, and what they do not know, which the user may.
    let unread = |known: bool| -> Vec<String> {
        let unmapped = u.columns.iter().filter(|c| c.via == Via::Unmapped && c.may_mean.is_empty());
        unmapped.filter(|c| c.why.is_some() == known).map(|c| format!("`{}`", c.header)).collect()
    };
    let (kept, unknown) = (unread(true), unread(false));
    if u.gives_ids {
        let said = if u.kind == crate::model::Kind::Opening {
            "the list has no identifiers: posts get some of ours, from title, employer, place, specialty and start; \
`--map \"HEADER=opening_id\"` takes yours"
        } else {
            "the list has no identifiers: people get some of ours, from their names with the birth date, the \
number of a license, the e-mail address, the telephone number or the residence; `--map \"HEADER=worker_id\"` takes yours"
        };
        text.push_str(&render::wrapped(said, 2));
    }
    if let Some(country) = u.lived_in {
        let name = crate::reference::countries::name(country);
        let towns = u.columns.iter().find(|column| {
            column
                .target
                .as_ref()
                .is_some_and(|of| of.kind == crate::model::Kind::Worker && of.field == "residence")
        });
        let said = match towns {
            Some(column) => format!(
                "`{}` holds towns: who lives in one of {name} lives there; `lived_in` of a recipe says otherwise",
                column.header
            ),
            None if u.kind == crate::model::Kind::Opening => format!(
                "no column says the destination: a post in a town of {name} is there; `lived_in` of a recipe says otherwise"
            ),
            None => format!(
                "no column says the residence: who lives in a region of {name} lives there; `lived_in` of a recipe says otherwise"
            ),
        };
        text.push_str(&render::wrapped(&said, 2));
    }
    if let Some(country) = u.country {
        let name = crate::reference::countries::name(country);
        let said = format!(
            "rows that do not say their country are read by the forms of {name}, which is filled in nowhere"
        );
        text.push_str(&render::wrapped(&said, 2));
    }
    if let (Some(source), false) = (&u.source, u.gives_ids) {
        text.push_str(&render::wrapped(
            &format!("identifiers are those of the source `{source}`: `1` is `{source}/1`"),
            2,
        ));
    }
    for open in u.columns.iter().filter(|c| !c.may_mean.is_empty()) {
        let header = open.header.split_whitespace().collect::<Vec<_>>().join(" ");
        let said = match &open.may_mean[..] {
            [one] => format!("it is not sure that it means {one}"),
            several => format!("it may mean {}", several.join(" or ")),
        };
        let option = |target: &String| format!("`--map \"{header}={target}\"`");
        let options: Vec<String> = open.may_mean.iter().map(option).collect();
        let said = format!(
            "not read: `{header}`, since {said}; {} takes it in with the same file again",
            options.join(" or ")
        );
        text.push_str(&render::wrapped(&said, 2));
    }
    if !kept.is_empty() {
        let said = format!("kept as written, since no column takes them: {}", kept.join(", "));
        text.push_str(&render::wrapped(&said, 2));
    }
    if !unknown.is_empty() {
        let said = format!(
            "kept as written, since no word of the headers is known: {}; `--map \"HEADER=COLUMN\"` takes one in",
            unknown.join(", ")
        );
        text.push_str(&render::wrapped(&said, 2));
    }
    for (header, order) in &u.date_orders {
        let order = order.as_ref().map_or("an order that no date shows", |order| order.as_str());
        let _ = writeln!(text, "  dates in `{header}` have {order}");
    }
    for (header, sign) in &u.decimal_signs {
        let sign = match sign {
            Some(DecimalSign::Comma) => "a decimal comma",
            Some(DecimalSign::Dot) => "a decimal dot",
            None => "a decimal sign that no number shows",
        };
        let _ = writeln!(text, "  numbers in `{header}` have {sign}");
    }
    if file.rows == 0 {
        let _ = writeln!(text, "  the file has a header and no rows");
    }
    if file.redirected > 0 {
        let known: Vec<String> =
            file.redirects.iter().map(|r| format!("row {} `{}` is `{}`", r.row, r.from, r.to)).collect();
        let more = file.redirected.saturating_sub(file.redirects.len() as u64);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let said = format!("rows under the identifiers of merged workers: {}{more}", known.join(", "));
        text.push_str(&render::wrapped(&said, 2));
    }
}

pub(in crate::cli) fn describe_changes(text: &mut String, report: &ImportReport) {
    if !report.dry_run || report.changes_total == 0 {
        return;
    }
    let _ = writeln!(text, "\n{} field-level changes to stored records:", report.changes_total);
    let shown = report.changes.iter().take(SHOWN).map(|change| {
        let old = change.old.clone().unwrap_or_else(|| "unknown".into());
        vec![change.kind.to_string(), change.id.clone(), change.column.clone(), old, change.new.clone()]
    });
    let rows: Vec<Vec<String>> = shown.collect();
    let _ = writeln!(text, "{}", render::table(&["kind", "record", "column", "stored", "new"], &rows));
    if report.changes_total > rows.len() as u64 {
        let _ = writeln!(text, "… and {} more", report.changes_total - rows.len() as u64);
    }
}

/// The columns whose headers are not the names of ours, with how sure their meaning is. The others are named below.
pub(in crate::cli) fn describe_columns(text: &mut String, file: &FileReport) {
    let taken = file.understood.columns.iter().filter_map(|used| Some((used, used.target.as_ref()?.name())));
    let (own, others): (Vec<_>, Vec<_>) = taken.partition(|(used, name)| used.header.trim() == name);
    let rows: Vec<Vec<String>> = others
        .into_iter()
        .map(|(used, _)| {
            vec![
                one_line(&used.header),
                report::read_as(used),
                used.via.as_str().to_owned(),
                used.confidence.map(|confidence| confidence.to_string()).unwrap_or_default(),
                used.sample.clone().unwrap_or_default(),
            ]
        })
        .collect();
    if !rows.is_empty() {
        let _ = writeln!(text, "{}", render::table(&["header", "read as", "via", "sure", "such as"], &rows));
        if !own.is_empty() {
            let own: Vec<String> = own.iter().map(|(_, name)| format!("`{name}`")).collect();
            text.push_str(&render::wrapped(&format!("read by their own names: {}", own.join(", ")), 2));
        }
    }
    let told = |constant: &&Constant| constant.target.field != "purpose_presumed";
    for constant in file.understood.constants.iter().filter(told) {
        let target = report::target(&constant.target);
        let _ = writeln!(text, "  {target} is `{}` in every row: {}", constant.value, constant.why);
    }
}

pub(in crate::cli) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(in crate::cli) fn describe_problems(text: &mut String, report: &ImportReport) {
    let total = report.findings_total();
    if total == 0 {
        return;
    }
    let found: Vec<&FindingReport> =
        report.files.iter().flat_map(|file| file.first_findings(SHOWN)).take(SHOWN).collect();
    let left = total.saturating_sub(found.len() as u64);
    let more = left > 0;
    let which = if more { format!(", the first {}", found.len()) } else { String::new() };
    let _ = writeln!(text, "\n{total} problem{}{which}:", if total == 1 { "" } else { "s" });
    for finding in found {
        text.push_str(&render::wrapped(&describe_finding(finding), 2));
    }
    if more {
        let written = report.files.iter().any(|file| file.rejects.is_some() || file.warnings.is_some());
        let files = if written { "the files named below, and in " } else { "" };
        let said = format!("… and {left} more: all stand in {files}the report of `--format json`");
        text.push_str(&render::wrapped(&said, 2));
        // The first ones can all be of one sort.
        let mut reasons: Vec<_> = report.files.iter().flat_map(|file| &file.reasons).collect();
        reasons.sort_by_key(|reason| std::cmp::Reverse(reason.count));
        text.push_str("most of them:\n");
        for reason in reasons.into_iter().take(5) {
            let column =
                if reason.column.is_empty() { String::new() } else { format!("{}: ", reason.column) };
            let line = format!("{:>7} × {column}{} [{}]", reason.count, reason.what, reason.code);
            let _ = writeln!(text, "{line}");
        }
    }
}

pub(in crate::cli) fn describe_next(text: &mut String, report: &ImportReport) {
    let with_rejects = report.files.iter().filter_map(|file| Some((file, file.rejects.as_deref()?)));
    for (file, path) in with_rejects.take(FILES) {
        let _ = writeln!(
            text,
            "{} {} in {}: correct {} there and import that file",
            number_of(file.rejected, "rejected row"),
            if file.rejected == 1 { "is" } else { "are" },
            path.display(),
            if file.rejected == 1 { "it" } else { "them" }
        );
    }
    let rejects = report.files.iter().filter(|file| file.rejects.is_some()).count();
    if rejects > FILES {
        let _ = writeln!(text, "… and those of {} more files beside it", rejects - FILES);
    }
    for file in report.files.iter().filter(|file| file.warned > 0).take(FILES) {
        let all =
            file.warnings.as_ref().map(|path| format!(", all in {}", path.display())).unwrap_or_default();
        let (without, mend) = match (file.cells_left_out, &file.warnings) {
            (0, _) => (String::new(), ""),
            (cells, None) => (format!(" and without {}", number_of(cells, "cell")), ""),
            (cells, Some(_)) => (
                format!(" and without {}", number_of(cells, "cell")),
                ": correct them there and import that file",
            ),
        };
        let were = if file.warned == 1 { "was" } else { "were" };
        let rows = number_of(file.warned, "row");
        let _ = writeln!(text, "{rows} {were} taken with warnings or notes{without}{all}{mend}");
    }
    if let Some(batch) = report.batch.as_ref().filter(|_| !report.undone) {
        let _ =
            writeln!(text, "the whole report as a page: corridor report batch {batch} --out {batch}.html");
        let _ = writeln!(text, "to undo the batch: corridor undo {batch}");
    }
}

pub(in crate::cli) fn describe_finding(finding: &FindingReport) -> String {
    let grave = match finding.severity {
        Severity::Warn => "warning: ",
        Severity::Note => "note: ",
        Severity::Reject => "",
    };
    let place = &finding.place;
    let mut text = format!("{grave}{}:{}", place.file, place.row);
    if !place.column.is_empty() {
        let _ = write!(text, ": {}", place.column);
    }
    let _ = write!(text, ": {}", finding.reason);
    if let Some(expected) = &finding.expected {
        let _ = write!(text, " {expected}");
    }
    if let Some(suggestion) = &finding.suggestion {
        let _ = write!(text, " Did you mean `{suggestion}`?");
    }
    let _ = write!(text, " [{}]", finding.code);
    text
}

/// The columns of [`rows`].
pub(in crate::cli) const HEADERS: [&str; 5] = ["kind", "inserted", "updated", "unchanged", "rejected"];

/// What became of the rows, by kind.
pub(in crate::cli) fn rows(report: &ImportReport) -> Rows {
    let rows = report.kinds().into_iter().map(|(kind, counts, rejected)| {
        let numbers = [counts.inserted, counts.updated, counts.unchanged, rejected];
        std::iter::once(kind.to_string()).chain(numbers.map(|n| n.to_string())).collect()
    });
    Rows::new(&HEADERS, rows.collect())
}
