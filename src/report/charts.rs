//! Pages of plots: each plot with a text that says the same, and its numbers in a table beside it. Without scripts, without
//! anything to load, for screen and paper.

use askama::Template;
use std::collections::BTreeMap;

/// The width of every plot.
const WIDTH: f64 = 720.0;
/// So many flows, rules or groups are drawn; the table beside has all.
const DRAWN: usize = 14;

/// Placements from a country to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChartFlow {
    /// From where.
    pub from: String,
    /// To where.
    pub to: String,
    /// How many.
    pub count: u64,
    /// Of them those that a rule blocks.
    pub blocked: u64,
}

/// A ratio of a group.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartRatio {
    /// The group.
    pub group: String,
    /// Its ratio to the best group.
    pub ratio: Option<f64>,
    /// Whether the group is small, so that its ratio says little.
    pub small: bool,
}

/// A plot with its table.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartFigure {
    title: String,
    alternative: String,
    height: f64,
    bands: Vec<Band>,
    blocks: Vec<Block>,
    labels: Vec<Label>,
    headers: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// A shape with curved edges.
#[derive(Debug, Clone, PartialEq)]
struct Band {
    path: String,
    class: &'static str,
    title: String,
}

/// A rectangle.
#[derive(Debug, Clone, PartialEq)]
struct Block {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
    class: &'static str,
    opacity: f64,
}

/// A text in a plot.
#[derive(Debug, Clone, PartialEq)]
struct Label {
    x: f64,
    y: f64,
    anchor: &'static str,
    text: String,
}

#[derive(Template)]
#[template(path = "charts.html")]
struct Page<'a> {
    title: &'a str,
    lead: &'a [String],
    figures: &'a [ChartFigure],
    width: f64,
    version: &'static str,
}

/// A page of figures, with what is to be known first.
pub fn charts_page(title: &str, lead: &[String], figures: &[ChartFigure]) -> String {
    let page = Page { title, lead, figures, width: WIDTH, version: env!("CARGO_PKG_VERSION") };
    // Writing to memory fails only when a value cannot be shown, and all of ours can.
    page.render().unwrap_or_default()
}

#[expect(clippy::cast_precision_loss, reason = "a plot shows three digits")]
fn number(count: u64) -> f64 {
    count as f64
}

#[expect(clippy::cast_precision_loss, reason = "a plot has few rows")]
fn place(at: usize) -> f64 {
    at as f64
}

/// Where placements come from and go to, as bands between two columns; what a rule blocks is marked.
pub fn flows_figure(flows: &[ChartFlow]) -> ChartFigure {
    let mut sorted: Vec<&ChartFlow> = flows.iter().collect();
    sorted.sort_by(|a, b| (b.count, &a.from, &a.to).cmp(&(a.count, &b.from, &b.to)));
    let total: u64 = sorted.iter().map(|flow| flow.count).sum();
    let blocked: u64 = sorted.iter().map(|flow| flow.blocked).sum();
    let drawn: Vec<&ChartFlow> = sorted.iter().take(DRAWN).copied().collect();
    let shown: u64 = drawn.iter().map(|flow| flow.count).sum();
    let ends = |of: fn(&ChartFlow) -> &String| {
        let mut sums: BTreeMap<&String, u64> = BTreeMap::new();
        drawn.iter().for_each(|flow| *sums.entry(of(flow)).or_default() += flow.count);
        let mut sums: Vec<(&String, u64)> = sums.into_iter().collect();
        sums.sort_by(|a, b| (b.1, a.0).cmp(&(a.1, b.0)));
        sums
    };
    let (left, right) = (ends(|flow| &flow.from), ends(|flow| &flow.to));
    let (gap, lines) = (14.0, left.len().max(right.len()));
    let height = 60.0 + place(lines) * (gap + 16.0);
    let unit = (height - 20.0 - gap * place(lines)) / number(shown.max(1));
    let (mut blocks, mut labels) = (Vec::new(), Vec::new());
    let mut column = |ends: &[(&String, u64)], x: f64, text_x: f64, anchor: &'static str| {
        let mut y = 10.0;
        let mut tops = BTreeMap::new();
        for (name, count) in ends {
            let tall = number(*count) * unit;
            blocks.push(Block { x, y, width: 10.0, height: tall.max(1.0), class: "end", opacity: 1.0 });
            labels.push(Label {
                x: text_x,
                y: y + tall / 2.0 + 4.0,
                anchor,
                text: format!("{name} {count}"),
            });
            tops.insert((*name).clone(), y);
            y += tall + gap;
        }
        tops
    };
    let mut from = column(&left, 120.0, 112.0, "end");
    let mut to = column(&right, WIDTH - 130.0, WIDTH - 112.0, "start");
    let mut bands = Vec::new();
    for flow in &drawn {
        for (count, class) in [(flow.count - flow.blocked.min(flow.count), "flow"), (flow.blocked, "stop")] {
            let tall = number(count) * unit;
            let (Some(start), Some(end)) = (from.get_mut(&flow.from), to.get_mut(&flow.to)) else { continue };
            if count > 0 {
                let path = band((130.0, *start), (WIDTH - 130.0, *end), tall);
                let what = if class == "stop" { "blocked" } else { "not blocked" };
                bands.push(Band {
                    path,
                    class,
                    title: format!("{} to {}: {count} {what}", flow.from, flow.to),
                });
            }
            *start += tall;
            *end += tall;
        }
    }
    let largest = sorted.first().map_or_else(String::new, |flow| {
        format!(" The largest flow is {} to {} with {}.", flow.from, flow.to, flow.count)
    });
    let rest = sorted.len() - drawn.len();
    let drawn_of =
        if rest > 0 { format!(" {rest} smaller flows stand in the table alone.") } else { String::new() };
    let row = |flow: &&ChartFlow| {
        vec![flow.from.clone(), flow.to.clone(), flow.count.to_string(), flow.blocked.to_string()]
    };
    ChartFigure {
        title: "From where to where".to_owned(),
        alternative: format!("{total} placements, {blocked} of them blocked.{largest}{drawn_of}"),
        height,
        bands,
        blocks,
        labels,
        headers: ["origin", "destination", "placements", "blocked"].map(str::to_owned).to_vec(),
        rows: sorted.iter().map(row).collect(),
    }
}

/// The outline of a band from one point to another, of the same thickness everywhere.
fn band((left, top): (f64, f64), (right, end): (f64, f64), tall: f64) -> String {
    let (middle, bottom, end_bottom) = (f64::midpoint(left, right), top + tall, end + tall);
    format!(
        "M{left:.1} {top:.1}C{middle:.1} {top:.1} {middle:.1} {end:.1} {right:.1} {end:.1}L{right:.1} {end_bottom:.1}C{middle:.1} {end_bottom:.1} {middle:.1} {bottom:.1} {left:.1} {bottom:.1}Z"
    )
}

/// How often each rule is broken, by year: a square for each, the darker the more often.
pub fn years_figure(counts: &BTreeMap<(String, String), u64>) -> ChartFigure {
    let mut years: Vec<&String> = counts.keys().map(|(_, year)| year).collect();
    years.sort();
    years.dedup();
    let mut sums: BTreeMap<&String, u64> = BTreeMap::new();
    counts.iter().for_each(|((rule, _), count)| *sums.entry(rule).or_default() += count);
    let mut rules: Vec<(&String, u64)> = sums.into_iter().collect();
    rules.sort_by(|a, b| (b.1, a.0).cmp(&(a.1, b.0)));
    let of =
        |rule: &str, year: &str| counts.get(&(rule.to_owned(), year.to_owned())).copied().unwrap_or_default();
    let most = counts.values().copied().max().unwrap_or(1).max(1);
    let (left, line) = (300.0, 26.0);
    let wide = ((WIDTH - left - 10.0) / place(years.len().max(1))).min(80.0);
    let (mut blocks, mut labels) = (Vec::new(), Vec::new());
    for (at, year) in years.iter().enumerate() {
        let x = left + wide * (place(at) + 0.5);
        labels.push(Label { x, y: 18.0, anchor: "middle", text: (*year).clone() });
    }
    for (at, (rule, _)) in rules.iter().take(DRAWN).enumerate() {
        let y = 28.0 + line * place(at);
        labels.push(Label { x: left - 8.0, y: y + 16.0, anchor: "end", text: (*rule).clone() });
        for (at, year) in years.iter().enumerate() {
            let count = of(rule, year);
            let x = left + wide * place(at);
            let opacity = if count == 0 { 0.0 } else { 0.15 + 0.6 * number(count) / number(most) };
            blocks.push(Block { x, y, width: wide - 2.0, height: line - 2.0, class: "stop", opacity });
            labels.push(Label { x: x + wide / 2.0, y: y + 16.0, anchor: "middle", text: count.to_string() });
        }
    }
    let alternative = match rules.first() {
        Some((rule, count)) => {
            let all: u64 = rules.iter().map(|(_, count)| count).sum();
            format!(
                "{all} breaches of {} rules. The rule broken most often is {rule} with {count}.",
                rules.len()
            )
        }
        None => "No rule is broken.".to_owned(),
    };
    let mut headers = vec!["rule".to_owned()];
    headers.extend(years.iter().map(|year| (*year).clone()));
    headers.push("all".to_owned());
    let row = |(rule, all): &(&String, u64)| {
        let cells = years.iter().map(|year| of(rule, year).to_string());
        std::iter::once((*rule).clone()).chain(cells).chain([all.to_string()]).collect()
    };
    ChartFigure {
        title: "Broken rules by year of the first contact".to_owned(),
        alternative,
        height: 40.0 + line * place(rules.len().min(DRAWN)),
        bands: Vec::new(),
        blocks,
        labels,
        headers,
        rows: rules.iter().map(row).collect(),
    }
}

/// Ratios of groups to the best one as bars, with a line at 1 and at four fifths.
pub fn ratios_figure(
    title: &str,
    ratios: &[ChartRatio],
    headers: Vec<String>,
    rows: Vec<Vec<String>>,
) -> ChartFigure {
    let (left, line) = (220.0, 24.0);
    let most = ratios.iter().filter_map(|one| one.ratio).fold(1.0, f64::max);
    let unit = (WIDTH - left - 70.0) / most;
    let tall = line * place(ratios.len().min(DRAWN));
    let mut blocks = Vec::new();
    let mut labels = Vec::new();
    for (at, text) in [(0.8, "0.8"), (1.0, "1")] {
        let x = left + at * unit;
        blocks.push(Block { x, y: 22.0, width: 1.0, height: tall + 4.0, class: "line", opacity: 1.0 });
        labels.push(Label { x, y: 16.0, anchor: "middle", text: text.to_owned() });
    }
    for (at, one) in ratios.iter().take(DRAWN).enumerate() {
        let y = 26.0 + line * place(at);
        let small = if one.small { " (small)" } else { "" };
        labels.push(Label {
            x: left - 8.0,
            y: y + 14.0,
            anchor: "end",
            text: format!("{}{small}", one.group),
        });
        let long = one.ratio.map_or(0.0, |ratio| ratio * unit);
        let class = if one.ratio.is_some_and(|ratio| ratio < 0.8) { "stop" } else { "flow" };
        blocks.push(Block {
            x: left,
            y,
            width: long,
            height: line - 6.0,
            class,
            opacity: if one.small { 0.4 } else { 0.9 },
        });
        let text = one.ratio.map_or_else(|| "unknown".to_owned(), |ratio| ratio.to_string());
        labels.push(Label { x: left + long + 6.0, y: y + 14.0, anchor: "start", text });
    }
    let known = ratios.iter().filter(|one| !one.small).filter_map(|one| Some((one.ratio?, &one.group)));
    let least = known.min_by(|a, b| a.0.total_cmp(&b.0));
    ChartFigure {
        title: title.to_owned(),
        alternative: match least {
            Some((ratio, group)) => {
                format!("The lowest ratio of a group that is not small is {ratio}: {group}.")
            }
            None => "No group is large enough to be compared.".to_owned(),
        },
        height: tall + 34.0,
        bands: Vec::new(),
        blocks,
        labels,
        headers,
        rows,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flow(from: &str, to: &str, count: u64, blocked: u64) -> ChartFlow {
        ChartFlow { from: from.to_owned(), to: to.to_owned(), count, blocked }
    }

    /// The length of a band at its left side.
    fn thickness(band: &Band) -> f64 {
        let numbers: Vec<f64> = band
            .path
            .split(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-'))
            .filter_map(|part| part.parse().ok())
            .collect();
        numbers[numbers.len() - 1] - numbers[1]
    }

    #[test]
    fn bands_are_as_thick_as_what_flows_in_them() {
        let figure =
            flows_figure(&[flow("PH", "NO", 30, 0), flow("KE", "GB", 10, 5), flow("PH", "GB", 20, 0)]);
        assert_eq!(figure.bands.len(), 4);
        let per_one: Vec<f64> = [(0, 30.0), (1, 20.0), (2, 5.0), (3, 5.0)]
            .map(|(at, n)| thickness(&figure.bands[at]) / n)
            .to_vec();
        assert!(per_one.iter().all(|one| (one - per_one[0]).abs() < 0.05), "{per_one:?}");
        assert_eq!(figure.bands[3].class, "stop");
        assert!(
            figure.alternative.starts_with("60 placements, 5 of them blocked. The largest flow is PH to NO")
        );
        assert_eq!(figure.rows.len(), 3);
        let none = flows_figure(&[]);
        assert!(none.bands.is_empty() && none.alternative.starts_with("0 placements"));
    }

    #[test]
    fn a_page_stands_alone_and_says_in_words_what_it_draws() {
        let hostile = "<script>alert(1)</script>";
        let counts = BTreeMap::from([
            ((hostile.to_owned(), "2025".to_owned()), 3),
            (("fees".to_owned(), "2026".to_owned()), 1),
        ]);
        let ratio = |group: &str, ratio, small| ChartRatio { group: group.to_owned(), ratio, small };
        let ratios =
            [ratio("female", Some(1.0), false), ratio("male", Some(0.5), false), ratio("other", None, true)];
        let figures = [
            flows_figure(&[flow("PH", hostile, 1, 1)]),
            years_figure(&counts),
            ratios_figure("By sex", &ratios, vec!["group".to_owned()], vec![vec!["female".to_owned()]]),
        ];
        let page = charts_page("Audit & more", &["as of today".to_owned()], &figures);
        assert!(!page.contains("<script") && page.contains("&#60;script") || page.contains("&lt;script"));
        for outside in ["http://", "https://", "src=", "@import", "url("] {
            assert!(!page.replace("http://www.w3.org/2000/svg", "").contains(outside), "{outside}");
        }
        assert_eq!(page.matches("<svg").count(), 3);
        assert_eq!(page.matches("role=\"img\"").count(), 3);
        assert_eq!(page.matches("<table").count(), 3);
        assert!(page.contains("The lowest ratio of a group that is not small is 0.5: male."));
        assert!(page.contains("4 breaches of 2 rules."));
        assert!(page.contains("@media print"));
    }
}
