//! The ways in which servers change what they answer, and still mean the same.

use fastrand::Rng;
use serde_json::{Value, json};

use crate::place::{Place, Presence, remove};
use crate::schema::Kind;
use crate::wire::{raw, written};

/// One way to change a body.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Change {
    /// An enum has a value that is not known.
    UnknownValues,
    /// An integer has a fraction of zero.
    Fractions,
    /// An object has properties that are not known.
    UnknownFields,
    /// What is optional or nullable is null.
    Nulls,
    /// What is optional is missing.
    Removals,
    /// The members of objects come in another order.
    Order,
    /// A byte order mark stands in front.
    Mark,
}

impl Change {
    /// In the order in which they can follow each other.
    pub(crate) const ALL: [Self; 7] = [
        Self::UnknownValues,
        Self::Fractions,
        Self::UnknownFields,
        Self::Nulls,
        Self::Removals,
        Self::Order,
        Self::Mark,
    ];
}

/// A body that was changed, and what of it a client is to keep.
#[derive(Clone)]
pub(crate) struct Changed {
    body: Value,
    pub(crate) kept: Value,
    is_shuffled: bool,
    is_marked: bool,
}

impl Changed {
    /// A body of which a client keeps this, not yet changed.
    pub(crate) fn new(body: &Value, kept: &Value) -> Self {
        Self { body: body.clone(), kept: kept.clone(), is_shuffled: false, is_marked: false }
    }

    /// Changes it at those of the places that are `chosen`. Says how often.
    pub(crate) fn make(
        &mut self,
        change: Change,
        places: &[Place],
        random: &mut Rng,
        chosen: impl Fn(&mut Rng) -> bool,
    ) -> usize {
        match change {
            Change::Order => self.is_shuffled = chosen(random),
            Change::Mark => self.is_marked = chosen(random),
            _ => {
                let changes = places.iter().map(|place| chosen(random) && self.change_at(change, place, random));
                return changes.filter(|is_changed| *is_changed).count();
            }
        }
        1
    }

    fn change_at(&mut self, change: Change, place: &Place, random: &mut Rng) -> bool {
        let Some(value) = self.body.pointer_mut(&place.pointer).filter(|value| !value.is_null()) else { return false };
        let kept = self.kept.pointer_mut(&place.pointer);
        let is_optional = place.presence == Presence::Optional;
        match (change, &*place.schema.kind()) {
            (Change::UnknownValues, Kind::Enumeration(_)) => {
                let unknown = unknown_value(value.as_str().unwrap(), random);
                *value = unknown.clone();
                *kept.unwrap() = unknown;
            }
            (Change::Fractions, Kind::Integer { .. }) => *value = raw(&format!("{value}.0")),
            (Change::UnknownFields, Kind::Object(properties)) => {
                let is_known = |name: &str| properties.iter().any(|property| property.name == name);
                let names = ["of tomorrow", "", "\u{1F600}", "Id", "__proto__", "0"];
                for name in random.choose_multiple(names, 2).into_iter().filter(|name| !is_known(name)) {
                    if place.schema.keeps_others() {
                        value[name] = json!({ "id": [null, true, 0.5, "x"] });
                        self.kept.pointer_mut(&place.pointer).unwrap()[name] = value[name].clone();
                    } else {
                        value[name] = something(random);
                    }
                }
            }
            (Change::Nulls, _) if is_optional || place.schema.is_nullable => {
                *value = Value::Null;
                match place.presence {
                    Presence::Optional => remove(&mut self.kept, &place.pointer),
                    _ => *kept.unwrap() = Value::Null,
                }
            }
            (Change::Removals, _) if is_optional => {
                remove(&mut self.body, &place.pointer);
                remove(&mut self.kept, &place.pointer);
            }
            _ => return false,
        }
        true
    }

    /// The bytes that a server sends. Text that is not declared as JSON is bare.
    pub(crate) fn bytes(&self, media_type: &str, random: &mut Rng) -> Vec<u8> {
        let mut random = self.is_shuffled.then_some(random);
        let text = match &self.body {
            Value::String(text) if media_type != "application/json" => text.clone(),
            body => written(body, &mut random),
        };
        let mark = if self.is_marked { "\u{FEFF}" } else { "" };
        format!("{mark}{text}").into_bytes()
    }
}

/// Near misses of a known value among them.
fn unknown_value(known: &str, random: &mut Rng) -> Value {
    let values = ["OF_TOMORROW".to_owned(), String::new(), format!("{known} "), known.to_lowercase() + "\u{1F600}"];
    values[random.usize(..values.len())].as_str().into()
}

/// What a newer server may put into a property of its own.
fn something(random: &mut Rng) -> Value {
    match random.u8(..6) {
        0 => Value::Null,
        1 => json!({ "id": [], "iterable": { "id": null }, "created": "soon", "type": {} }),
        2 => raw("1e400"),
        3 => raw("-123456789012345678901234567890.0"),
        4 => raw(&format!("{}{}", "[".repeat(200), "]".repeat(200))),
        _ => raw(r#""\ud83d\u0000""#),
    }
}
