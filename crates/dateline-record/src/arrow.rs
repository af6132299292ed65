//! The record as an Arrow schema, one page a row, derived from the JSON Schema so that the two cannot disagree.

use std::sync::Arc;

use arrow_schema::{DataType, Field, Fields, Schema};

type Json = schemars::_private::serde_json::Value;

/// The Arrow schema of [`crate::Record`]: structs for objects, lists for arrays, `Utf8` for strings and for
/// enumerations, a field nullable where the record may leave it out.
pub fn arrow_schema() -> Schema {
    let root = crate::json_schema().to_value();
    Schema::new(fields(&root, &root))
}

fn fields(object: &Json, root: &Json) -> Fields {
    let required: Vec<&str> =
        object["required"].as_array().into_iter().flatten().filter_map(Json::as_str).collect();
    let properties = object["properties"].as_object().into_iter().flatten();
    properties
        .map(|(name, schema)| {
            let (data_type, null) = data_type(schema, root);
            Field::new(name, data_type, null || !required.contains(&name.as_str()))
        })
        .collect()
}

/// The type of a schema, and whether it admits null.
fn data_type(schema: &Json, root: &Json) -> (DataType, bool) {
    if let Some(path) = schema["$ref"].as_str() {
        let target = root.pointer(path.trim_start_matches('#')).unwrap_or(&Json::Null);
        return data_type(target, root);
    }
    if let Some(options) = schema["anyOf"].as_array() {
        // The only use in the record is Option<T>: a type or null.
        let some = options.iter().find(|o| o["type"] != "null").unwrap_or(&Json::Null);
        return (data_type(some, root).0, true);
    }
    let (name, null) = match &schema["type"] {
        Json::Array(names) => (names.iter().filter_map(Json::as_str).find(|n| *n != "null"), true),
        name => (name.as_str(), false),
    };
    let data_type = match (name, schema["format"].as_str()) {
        (Some("object"), _) => DataType::Struct(fields(schema, root)),
        (Some("array"), _) => {
            let (item, null) = data_type(&schema["items"], root);
            DataType::List(Arc::new(Field::new("item", item, null)))
        }
        (Some("boolean"), _) => DataType::Boolean,
        (Some("integer"), Some("uint32")) => DataType::UInt32,
        (Some("integer"), _) => DataType::UInt64,
        (Some("number"), Some("float")) => DataType::Float32,
        (Some("number"), _) => DataType::Float64,
        // Strings, and enumerations, which are strings.
        _ => DataType::Utf8,
    };
    (data_type, null)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    #[test]
    fn every_field_of_the_record_has_a_column_of_its_own_type() {
        let schema = arrow_schema();
        let article = schema.field_with_name("article").expect("a column");
        let DataType::Struct(inside) = article.data_type() else { panic!("article is a struct") };
        assert!(!article.is_nullable());
        let (_, title) = inside.find("title").expect("a field");
        assert!(title.is_nullable(), "a page may have no title");
        let (_, blocks) = inside.find("blocks").expect("a field");
        let DataType::List(block) = blocks.data_type() else { panic!("blocks is a list") };
        let DataType::Struct(block) = block.data_type() else { panic!("a block is a struct") };
        assert_eq!(block.find("role").expect("a field").1.data_type(), &DataType::Utf8);
        assert_eq!(block.find("score").expect("a field").1.data_type(), &DataType::Float32);
    }
}
