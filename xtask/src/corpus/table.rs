use comfy_table::{Cell, CellAlignment, Table, presets::UTF8_BORDERS_ONLY};

use super::row::Row;

const HEADER: [&str; 11] = [
    "document",
    "version",
    "in document",
    "in crate",
    "types",
    "losses",
    "seconds",
    "peak MB",
    "lines",
    "check",
    "result",
];

/// All rows, what did not go well in full, and what it all comes to.
pub(super) fn table(rows: &[Row]) -> String {
    let mut table = Table::new();
    table.load_style(UTF8_BORDERS_ONLY).set_header(HEADER);
    for row in rows {
        table.add_row(cells(row));
    }
    let reasons: String = rows
        .iter()
        .filter(|row| row.result() != "good")
        .map(|row| format!("{}: {}\n", row.document, row.result()))
        .collect();
    format!("{table}\n{reasons}{}\n", sum(rows))
}

fn cells(row: &Row) -> Vec<Cell> {
    let measured = &row.measured;
    let number = |number: Option<usize>| number.map_or_else(|| "-".to_owned(), |number| number.to_string());
    let check = match &row.check {
        Some(Ok(())) => "passes",
        Some(Err(_)) => "fails",
        None => "-",
    };
    let texts = [row.document.clone(), measured.version.clone()];
    let numbers = [
        number(measured.operations),
        number(row.made().map(|made| made.operations)),
        number(row.made().map(|made| made.types)),
        number(row.made().map(|made| made.losses)),
        format!("{:.2}", measured.seconds),
        measured.peak_bytes.map_or_else(|| "-".to_owned(), |bytes| (bytes / 1_000_000).to_string()),
        number(row.made().map(|made| made.lines)),
    ];
    let result = match row.made() {
        _ if row.result() == "good" => "good",
        _ if row.is_good() => "nothing to make",
        Some(_) if row.check.is_some() => "does not compile",
        Some(_) => "incomplete",
        None => "no crate",
    };
    texts
        .into_iter()
        .map(Cell::new)
        .chain(numbers.into_iter().map(|number| Cell::new(number).set_alignment(CellAlignment::Right)))
        .chain([Cell::new(check), Cell::new(result)])
        .collect()
}

fn sum(rows: &[Row]) -> String {
    let good = rows.iter().filter(|row| row.is_good() && row.made().is_some()).count();
    let checked = rows.iter().filter(|row| row.check.is_some()).count();
    let passed = rows.iter().filter(|row| matches!(row.check, Some(Ok(())))).count();
    let seconds: f64 = rows.iter().map(|row| row.measured.seconds).sum();
    format!(
        "{good} of {} documents became a crate with all operations, {passed} of {checked} that were checked compile; \
         {seconds:.1} s",
        rows.len()
    )
}
