//! Workbooks for tests, of no more parts than a reader needs.

use std::fmt::Write as _;
use std::io::Write as _;
use zip::write::SimpleFileOptions;

fn packed(parts: &[(&str, String)]) -> tempfile::NamedTempFile {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    file.write_all(&archive.finish().unwrap().into_inner()).unwrap();
    file.flush().unwrap();
    file
}

/// An Office Open XML workbook: sheets as name, attributes and content behind `<worksheet>`, and formats of numbers by
/// the number of their style from 1.
pub(crate) fn xlsx(sheets: &[(&str, &str, String)], formats: &[&str]) -> tempfile::NamedTempFile {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let packages = "http://schemas.openxmlformats.org/package/2006/relationships";
    let (mut list, mut targets, mut parts) = (String::new(), String::new(), Vec::new());
    for (at, (name, attributes, content)) in sheets.iter().enumerate() {
        let _ = write!(list, "<sheet name=\"{name}\" sheetId=\"{}\" r:id=\"r{at}\" {attributes}/>", at + 1);
        let target = format!("worksheets/sheet{at}.xml");
        let _ = write!(
            targets,
            "<Relationship Id=\"r{at}\" Type=\"{relations}/worksheet\" Target=\"{target}\"/>"
        );
        parts.push((format!("xl/{target}"), format!("<worksheet xmlns=\"{main}\">{content}</worksheet>")));
    }
    let _ =
        write!(targets, "<Relationship Id=\"styles\" Type=\"{relations}/styles\" Target=\"styles.xml\"/>");
    let codes = |(at, code): (usize, &&str)| {
        format!("<numFmt numFmtId=\"{}\" formatCode=\"{}\"/>", 170 + at, code.replace('"', "&quot;"))
    };
    let codes: String = formats.iter().enumerate().map(codes).collect();
    let styles: String = (0..formats.len()).map(|at| format!("<xf numFmtId=\"{}\"/>", 170 + at)).collect();
    let mut all = vec![
        (
            "_rels/.rels".to_owned(),
            format!(
                "<Relationships xmlns=\"{packages}\"><Relationship Id=\"w\" Type=\"{relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml".to_owned(),
            format!("<workbook xmlns=\"{main}\" xmlns:r=\"{relations}\"><sheets>{list}</sheets></workbook>"),
        ),
        (
            "xl/_rels/workbook.xml.rels".to_owned(),
            format!("<Relationships xmlns=\"{packages}\">{targets}</Relationships>"),
        ),
        (
            "xl/styles.xml".to_owned(),
            format!(
                "<styleSheet xmlns=\"{main}\"><numFmts>{codes}</numFmts><cellXfs><xf numFmtId=\"0\"/>{styles}</cellXfs></styleSheet>"
            ),
        ),
    ];
    all.extend(parts);
    let all: Vec<(&str, String)> = all.iter().map(|(name, text)| (name.as_str(), text.clone())).collect();
    packed(&all)
}

/// The rows of a worksheet. A cell of digits is a number, one like `3!45658` a number in style 3, any other a text;
/// a row is led by its number and, behind a blank, attributes.
pub(crate) fn rows(rows: &[(&str, &[&str])]) -> String {
    let row = |(head, cells): &(&str, &[&str])| {
        let (number, attributes) = head.split_once(' ').unwrap_or((head, ""));
        let cell = |(at, text): (usize, &&str)| {
            let place = format!("{}{number}", char::from(b'A' + u8::try_from(at).unwrap()));
            let (style, value) = text.split_once('!').unwrap_or(("0", text));
            match value.parse::<f64>() {
                _ if value.is_empty() => String::new(),
                Ok(_) => format!("<c r=\"{place}\" s=\"{style}\"><v>{value}</v></c>"),
                Err(_) => {
                    format!(
                        "<c r=\"{place}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{value}</t></is></c>"
                    )
                }
            }
        };
        let cells: String = cells.iter().enumerate().map(cell).collect();
        format!("<row r=\"{number}\" {attributes}>{cells}</row>")
    };
    format!("<sheetData>{}</sheetData>", rows.iter().map(row).collect::<String>())
}

/// An open document with one sheet of these rows.
pub(crate) fn ods(styles: &str, rows: &str) -> tempfile::NamedTempFile {
    let content = format!(
        "<office:document-content><office:automatic-styles>{styles}</office:automatic-styles><office:body>\
         <office:spreadsheet><table:table table:name=\"Staff\">{rows}</table:table></office:spreadsheet>\
         </office:body></office:document-content>"
    );
    packed(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet".to_owned()),
        ("META-INF/manifest.xml", "<manifest:manifest/>".to_owned()),
        ("content.xml", content),
    ])
}
