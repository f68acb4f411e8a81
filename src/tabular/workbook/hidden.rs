//! Rows of an Office Open XML sheet that a filter or a hand has hidden.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::fs::File;
use std::io::{BufReader, Read as _};
use std::path::Path;
use zip::ZipArchive;

type Archive = ZipArchive<BufReader<File>>;

/// The longest list of sheets that is looked at.
const LONGEST_LIST: u64 = 1 << 24;

/// How many rows of a sheet are hidden and hold a cell; 0 where that cannot be told.
pub(super) fn rows(path: &Path, sheet: &str) -> u64 {
    count(path, sheet).unwrap_or_default()
}

fn count(path: &Path, sheet: &str) -> Option<u64> {
    let mut archive = ZipArchive::new(BufReader::new(File::open(path).ok()?)).ok()?;
    let list = text(&mut archive, "xl/workbook.xml")?;
    let relation = find(&list, "sheet", "name", sheet, "id")?;
    let targets = text(&mut archive, "xl/_rels/workbook.xml.rels")?;
    let target = find(&targets, "Relationship", "Id", &relation, "Target")?;
    let part = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
    let mut reader = Reader::from_reader(BufReader::new(archive.by_name(&part).ok()?));
    let (mut buffer, mut hidden, mut count) = (Vec::new(), false, 0);
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).ok()? {
            Event::Eof => return Some(count),
            Event::Start(start) if start.local_name().as_ref() == "row" => {
                hidden = value(&start, "hidden").is_some_and(|said| said == "1" || said == "true");
            }
            Event::Start(start) if hidden && start.local_name().as_ref() == "c" => {
                count += 1;
                hidden = false;
            }
            Event::End(end) if end.local_name().as_ref() == "sheetData" => return Some(count),
            _ => {}
        }
    }
}

fn text(archive: &mut Archive, part: &str) -> Option<String> {
    let mut text = String::new();
    archive.by_name(part).ok()?.take(LONGEST_LIST).read_to_string(&mut text).ok()?;
    Some(text)
}

/// The attribute `wanted` of the element whose attribute `key` has a value; names are local ones.
fn find(xml: &str, element: &str, key: &str, said: &str, wanted: &str) -> Option<String> {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event().ok()? {
            Event::Eof => return None,
            Event::Start(start) | Event::Empty(start)
                if start.local_name().as_ref() == element
                    && value(&start, key).is_some_and(|value| value == said) =>
            {
                return value(&start, wanted);
            }
            _ => {}
        }
    }
}

fn value(start: &BytesStart<'_>, key: &str) -> Option<String> {
    let attribute =
        start.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == key)?;
    attribute.normalized_value(quick_xml::XmlVersion::default()).ok().map(|value| value.into_owned())
}
