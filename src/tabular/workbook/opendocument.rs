//! Sheets of an open document, whose cells hold what they show beside their value.

use super::out::{Out, SheetFacts, letters};
use super::shown::{self, ShownDay};
use crate::tabular::TabularError;
use crate::tabular::displayed::{Displayed, MergedDown};
use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};
use std::collections::HashMap;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

/// Elements whose text is no part of the cell: remarks, reading guides and drawings.
const BESIDE: [&str; 3] = ["office:annotation", "text:ruby-text", "table:shapes"];

/// Columns whose style is kept: a table of ours has no more.
const STYLED: usize = super::MOST_COLUMNS;

/// Writes out a sheet by its name.
pub(super) fn write(path: &Path, sheet: &str, out: &mut Out) -> Result<SheetFacts, TabularError> {
    let name = out.name().to_owned();
    let broken = |error: String| TabularError::Workbook { file: name.clone(), reason: error };
    let file = File::open(path).map_err(TabularError::io(path))?;
    let mut archive =
        zip::ZipArchive::new(BufReader::new(file)).map_err(|error| broken(error.to_string()))?;
    let content = archive.by_name("content.xml").map_err(|error| broken(error.to_string()))?;
    let mut reader = Reader::from_reader(BufReader::new(content));
    reader.config_mut().expand_empty_elements = true;
    reader.config_mut().check_end_names = false;
    let mut sheets = Sheet { wanted: sheet.to_owned(), ..Sheet::default() };
    let (mut buffer, mut skipped) = (Vec::new(), Vec::new());
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(|error| broken(error.to_string()))? {
            Event::Eof => return Ok(sheets.facts),
            Event::Start(start) if !sheets.begin(&start) => {
                skipped.clear();
                let end = start.to_end().into_owned();
                reader
                    .read_to_end_into(end.name(), &mut skipped)
                    .map_err(|error| broken(error.to_string()))?;
            }
            Event::End(end) if sheets.end(end.name().as_ref(), out)? => return Ok(sheets.facts),
            Event::Text(text) => sheets.text(&text.xml10_content()),
            Event::CData(text) => sheets.text(&text.xml10_content()),
            Event::GeneralRef(entity) => sheets.entity(&entity),
            _ => {}
        }
    }
}

/// A cell as it is read.
#[derive(Debug, Clone, Default)]
struct OpenCell {
    style: Option<String>,
    repeated: u32,
    /// The value, where an attribute says it.
    value: Option<String>,
    number: Option<f64>,
    day: Option<String>,
    /// Whether its text is its value.
    is_text: bool,
    formula: bool,
    rows_spanned: u32,
    text: String,
    paragraphs: usize,
}

/// The wanted sheet as far as it was read.
#[derive(Default)]
struct Sheet {
    wanted: String,
    inside: bool,
    facts: SheetFacts,
    /// The style of dates by the style of cells, and what styles of dates show.
    date_style: HashMap<String, String>,
    shows: HashMap<String, ShownDay>,
    style: Option<String>,
    columns: Vec<Option<String>>,
    row: u32,
    rows: u32,
    hidden: bool,
    row_style: Option<String>,
    column: u32,
    cells: Vec<(u32, OpenCell)>,
    cell: Option<OpenCell>,
    paragraph: bool,
}

impl Sheet {
    /// Takes the start of an element; `false` where its content is to be skipped.
    fn begin(&mut self, start: &BytesStart<'_>) -> bool {
        let name = start.name();
        let name = name.as_ref();
        let value = |key: &str| {
            let attribute = start.try_get_attribute(key).ok().flatten()?;
            attribute.normalized_value(quick_xml::XmlVersion::default()).ok().map(|value| value.into_owned())
        };
        let count = |key: &str| value(key).and_then(|count| count.parse::<u32>().ok()).unwrap_or(1).max(1);
        match name {
            _ if BESIDE.contains(&name) => return false,
            "style:style" => {
                if let (Some(style), Some(data)) = (value("style:name"), value("style:data-style-name")) {
                    self.date_style.insert(style, data);
                }
            }
            "number:date-style" => self.style = value("style:name"),
            "number:year" | "number:month" | "number:day" => {
                if let Some(style) = &self.style {
                    let shows = self.shows.entry(style.clone()).or_default();
                    shows.year |= name == "number:year";
                    shows.month |= name == "number:month";
                    shows.day |= name == "number:day";
                }
            }
            "table:table" => {
                self.inside = value("table:name").is_some_and(|name| name == self.wanted);
                return self.inside;
            }
            _ if !self.inside => {}
            "table:table-column" => {
                let style = value("table:default-cell-style-name");
                for _ in 0..count("table:number-columns-repeated") {
                    if self.columns.len() < STYLED {
                        self.columns.push(style.clone());
                    }
                }
            }
            "table:table-row" => {
                self.rows = count("table:number-rows-repeated");
                self.hidden = value("table:visibility").is_some_and(|seen| seen != "visible");
                self.row_style = value("table:default-cell-style-name");
                self.column = 0;
            }
            "table:table-cell" | "table:covered-table-cell" => {
                let mut cell = OpenCell {
                    style: value("table:style-name"),
                    repeated: count("table:number-columns-repeated"),
                    formula: value("table:formula").is_some(),
                    rows_spanned: count("table:number-rows-spanned"),
                    ..OpenCell::default()
                };
                let sort = value("office:value-type");
                let error = value("calcext:value-type").is_some_and(|sort| sort == "error");
                if let Some(number) = value("office:value").and_then(|number| number.parse::<f64>().ok()) {
                    cell.number = Some(number);
                    cell.value = Some(super::out::float(number));
                } else if let Some(day) = value("office:date-value") {
                    cell.value = Some(day.strip_suffix("T00:00:00").unwrap_or(&day).to_owned());
                    cell.day = Some(day.chars().take(10).collect());
                } else if let Some(truth) = value("office:boolean-value") {
                    cell.value = Some(truth.to_uppercase());
                } else if let Some(text) = value("office:string-value").or_else(|| value("office:time-value"))
                    && !(error && text.is_empty())
                {
                    cell.value = Some(text);
                } else {
                    cell.is_text = error || sort.as_deref() == Some("string");
                }
                self.cell = Some(cell);
            }
            "text:p" => {
                self.paragraph = true;
                if let Some(cell) = &mut self.cell {
                    if cell.paragraphs > 0 {
                        cell.text.push('\n');
                    }
                    cell.paragraphs += 1;
                }
            }
            "text:s" => {
                let blanks = usize::try_from(count("text:c")).unwrap_or(1).min(1_000);
                self.text(&" ".repeat(blanks));
            }
            "text:tab" => self.text("\t"),
            "text:line-break" => self.text("\n"),
            _ => {}
        }
        true
    }

    fn text(&mut self, text: &str) {
        if let Some(cell) = self.cell.as_mut().filter(|_| self.paragraph) {
            cell.text.push_str(text);
        }
    }

    fn entity(&mut self, entity: &BytesRef<'_>) {
        let named = quick_xml::escape::resolve_xml_entity(entity);
        match (named, entity.resolve_char_ref()) {
            (Some(sign), _) => self.text(sign),
            (None, Ok(Some(sign))) => self.text(sign.encode_utf8(&mut [0; 4])),
            _ => {}
        }
    }

    /// Takes the end of an element; `true` at the end of the wanted sheet.
    fn end(&mut self, name: &str, out: &mut Out) -> Result<bool, TabularError> {
        match name {
            "number:date-style" => self.style = None,
            "text:p" => self.paragraph = false,
            "table:table-cell" | "table:covered-table-cell" => {
                if let Some(cell) = self.cell.take() {
                    let place = self.column;
                    self.column = self.column.saturating_add(cell.repeated);
                    self.cells.push((place, cell));
                }
            }
            "table:table-row" if self.inside => self.end_row(out)?,
            "table:table" => return Ok(std::mem::take(&mut self.inside)),
            _ => {}
        }
        Ok(false)
    }

    fn end_row(&mut self, out: &mut Out) -> Result<(), TabularError> {
        let cells = std::mem::take(&mut self.cells);
        let filled =
            |cell: &OpenCell| cell.value.is_some() || cell.formula || cell.is_text && !cell.text.is_empty();
        let any = cells.iter().any(|(_, cell)| filled(cell));
        // Only rows that hold something are repeated in earnest.
        for _ in 0..if any { self.rows } else { 0 } {
            for (place, cell) in cells.iter().filter(|(_, cell)| filled(cell)) {
                self.put(*place, cell, out)?;
            }
            self.facts.hidden_rows += u64::from(self.hidden);
            self.row = self.row.saturating_add(1);
        }
        if !any {
            self.row = self.row.saturating_add(self.rows);
        }
        Ok(())
    }

    fn put(&mut self, place: u32, cell: &OpenCell, out: &mut Out) -> Result<(), TabularError> {
        let row = u64::from(self.row) + 1;
        if cell.formula && cell.value.is_none() && !cell.is_text && cell.text.is_empty() {
            self.facts.unsaved.get_or_insert_with(|| format!("{}{row}", letters(place)));
            return Ok(());
        }
        let value = cell.value.as_deref().unwrap_or(&cell.text);
        for column in place..place.saturating_add(cell.repeated) {
            let at = usize::try_from(column).unwrap_or(usize::MAX);
            if cell.rows_spanned > 1 && !value.trim().is_empty() {
                let last = row + u64::from(cell.rows_spanned) - 1;
                self.facts.merged.push(MergedDown { first: row, last, column: at });
            }
            let (mut text, mut shows) = (value.to_owned(), None);
            if let Some(number) = cell.number
                && shown::is_more(&cell.text, number)
            {
                if cell.text.bytes().all(|digit| digit.is_ascii_digit()) {
                    text.clone_from(&cell.text);
                }
                shows = Some(Displayed { column: at, text: cell.text.clone(), day: None });
            }
            if let Some(day) = &cell.day {
                let style = cell.style.as_ref().or(self.row_style.as_ref());
                let style = style.or_else(|| self.columns.get(at).and_then(Option::as_ref));
                let known =
                    style.and_then(|style| self.date_style.get(style)).and_then(|data| self.shows.get(data));
                let known = known.map(|known| ShownDay { text: cell.text.clone(), ..known.clone() });
                if let (Some(known), Some(date)) = (known, shown::date_of(day))
                    && value.len() == day.len()
                    && let Some(told) = known.told(date)
                {
                    text = told;
                }
                shows = Some(Displayed { column: at, text: cell.text.clone(), day: Some(day.clone()) });
            }
            out.put(self.row, column, &text, shows.as_ref())?;
        }
        Ok(())
    }
}
