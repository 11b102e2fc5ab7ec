//! An `x-precision` stands where it is read, on a parameter that is a point in time: anywhere else times would go out
//! with the fractions that the server does not take.

use serde_json::Value;

use crate::lint::finding::Finding;
use crate::lint::grammar::Kind;
use crate::lint::places::{Place, Places};

pub(super) fn check(places: &Places<'_>, findings: &mut Vec<Finding>) {
    for place in &places.all {
        let Some(precision) = place.members.get("x-precision") else { continue };
        let mut complain = |message: String, help| {
            findings.push(Finding::error(place.pointer.join("x-precision"), message, help));
        };
        if precision != "seconds" {
            complain(format!("x-precision must be `seconds`, and is {precision}"), "write `x-precision: seconds`");
        } else if place.kind != Kind::Parameter || !is_point_in_time(places, place) {
            complain(
                "x-precision does not stand on a parameter of format date-time".to_owned(),
                "put it beside `name` and `in` of such a parameter, whose schema has `format: date-time`",
            );
        }
    }
}

/// Whether the parameter is a point in time, or a list of those.
fn is_point_in_time(places: &Places<'_>, parameter: &Place<'_>) -> bool {
    let resolved = |schema: Option<_>| schema.and_then(|schema| places.resolved(schema));
    let schema = resolved(parameter.members.get("schema"));
    let item = resolved(schema.and_then(|schema| schema.get("items")));
    item.or(schema).and_then(|schema| schema.get("format")).and_then(Value::as_str) == Some("date-time")
}
