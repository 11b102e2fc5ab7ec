//! What follows from the graph of types as a whole, found out once when it is complete.

mod boxes;
mod reach;
mod unions;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::Operation;
use super::schema::{Schema, Shape};

/// The position of each named type.
type Index = HashMap<String, usize>;

/// Sets the facts of all types, and answers for each of them which tags' operations reach it.
pub(super) fn settle(operations: &[Operation], schemas: &mut [Schema]) -> BTreeMap<String, BTreeSet<String>> {
    let index: Index = schemas.iter().enumerate().map(|(position, schema)| (schema.name.clone(), position)).collect();
    reach::sent(operations, schemas, &index).into_iter().for_each(|position| schemas[position].sent = true);
    reach::received(operations, schemas, &index).into_iter().for_each(|position| schemas[position].received = true);
    relax_one_sided_properties(schemas);
    unions::mark_compared(schemas, &index);
    unions::find_enums(schemas, &index);
    unions::find_missing_tags(schemas, &index);
    boxes::settle(schemas, &index);
    reach::by_tag(operations, schemas, &index)
}

/// A property that only the server sets is not there when a request sends the object, and one that the server never
/// tells is not there in an answer, whatever `required` says (OpenAPI 3.0.3, "Schema Object").
fn relax_one_sided_properties(schemas: &mut [Schema]) {
    for schema in schemas {
        let (sent, received) = (schema.sent, schema.received);
        if let Shape::Object(object) = &mut schema.shape {
            for property in &mut object.properties {
                if property.read_only && sent || property.write_only && received {
                    property.required = false;
                }
            }
        }
    }
}
