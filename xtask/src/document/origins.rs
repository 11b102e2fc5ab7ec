//! Where the parts of a converted document stood when its author wrote them.

use std::collections::BTreeMap;
use std::ops::Bound;

/// Pointers of what has been moved or made, each with where that stood in the author's document. A place in another
/// file of the document starts with that file's path and a `#`: `schemas/pet.yaml#/properties/tag`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Origins {
    by_pointer: BTreeMap<String, String>,
}

impl Origins {
    /// Notes that what stood at `from` stands at `to` now, with everything below it.
    pub(crate) fn moved(&mut self, from: &str, to: &str) {
        let origin = self.origin(from);
        let carried: Vec<(String, String)> = below(&self.by_pointer, from)
            .map(|(pointer, origin)| (format!("{to}{}", pointer.get(from.len()..).unwrap_or_default()), origin.clone()))
            .collect();
        let replaced: Vec<String> = below(&self.by_pointer, to).map(|(pointer, _)| pointer.clone()).collect();
        for pointer in replaced {
            self.by_pointer.remove(&pointer);
        }
        self.by_pointer.extend(carried);
        self.by_pointer.insert(to.to_owned(), origin);
    }

    /// Notes that what stands at `pointer` and below was written at `origin` in the author's files.
    pub(crate) fn written_at(&mut self, pointer: &str, origin: String) {
        self.by_pointer.insert(pointer.to_owned(), origin);
    }

    /// Where the node at this pointer was written.
    pub(crate) fn origin(&self, pointer: &str) -> String {
        let mut prefix = pointer;
        loop {
            if let Some(origin) = self.by_pointer.get(prefix) {
                return format!("{origin}{}", pointer.get(prefix.len()..).unwrap_or_default());
            }
            match prefix.rfind('/') {
                Some(end) => prefix = prefix.get(..end).unwrap_or_default(),
                None => return pointer.to_owned(),
            }
        }
    }
}

/// What is noted of places below this one.
fn below<'o>(
    by_pointer: &'o BTreeMap<String, String>,
    pointer: &str,
) -> impl Iterator<Item = (&'o String, &'o String)> {
    let prefix = format!("{pointer}/");
    by_pointer
        .range::<str, _>((Bound::Included(prefix.as_str()), Bound::Unbounded))
        .take_while(move |(known, _)| known.starts_with(&prefix))
        .collect::<Vec<_>>()
        .into_iter()
}

#[cfg(test)]
mod tests {
    use super::Origins;

    #[test]
    fn what_was_moved_inside_a_section_is_found_after_the_section_has_moved() {
        let mut origins = Origins::default();
        origins.moved("/definitions/pet/properties/tag", "/definitions/PetTag");
        origins.moved("/definitions", "/components/schemas");
        assert_eq!(origins.origin("/components/schemas/PetTag/enum/0"), "/definitions/pet/properties/tag/enum/0");
        assert_eq!(origins.origin("/components/schemas/pet"), "/definitions/pet");
    }

    #[test]
    fn what_takes_the_place_of_something_else_does_not_take_its_past() {
        let mut origins = Origins::default();
        origins.moved("/a", "/list/1/x");
        origins.moved("/list/2", "/list/1");
        assert_eq!(origins.origin("/list/1/x"), "/list/2/x");
    }
}
