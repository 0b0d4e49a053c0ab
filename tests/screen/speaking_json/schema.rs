//! Holds a value against a JSON schema, as far as the schema of the state goes: `type`, `enum`, `properties`,
//! `required`, `additionalProperties`, `items`, `anyOf` and `$ref`.

use serde_json::Value;

/// What of `value` is not as `schema` says, each with its place.
pub(super) fn wrong(root: &Value, schema: &Value, value: &Value, place: &str) -> Vec<String> {
    if let Some(reference) = schema["$ref"].as_str() {
        let target = root
            .pointer(reference.trim_start_matches('#'))
            .expect("what is referred to is there");
        return wrong(root, target, value, place);
    }
    if let Some(choices) = schema["anyOf"].as_array() {
        let tried: Vec<Vec<String>> = choices
            .iter()
            .map(|choice| wrong(root, choice, value, place))
            .collect();
        return tried.into_iter().min_by_key(Vec::len).unwrap_or_default();
    }
    if !has_type(&schema["type"], value) {
        return vec![format!("{place}: {value} is no {}", schema["type"])];
    }
    if let Some(words) = schema["enum"].as_array()
        && !words.contains(value)
    {
        return vec![format!("{place}: {value} is none of {words:?}")];
    }
    match value {
        Value::Array(items) => items
            .iter()
            .enumerate()
            .flat_map(|(n, item)| wrong(root, &schema["items"], item, &format!("{place}/{n}")))
            .collect(),
        Value::Object(_) => wrong_members(root, schema, value, place),
        _ => Vec::new(),
    }
}

fn wrong_members(root: &Value, schema: &Value, value: &Value, place: &str) -> Vec<String> {
    let members = value.as_object().expect("an object");
    let required = schema["required"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str);
    let missing = required.filter(|name| !members.contains_key(*name));
    let mut found: Vec<String> = missing
        .map(|name| format!("{place}/{name} is missing"))
        .collect();
    for (name, member) in members {
        let inner = format!("{place}/{name}");
        match schema["properties"].get(name) {
            Some(schema) => found.extend(wrong(root, schema, member, &inner)),
            None if schema["additionalProperties"] == false => {
                found.push(format!("{inner} is not in it"))
            }
            None => {}
        }
    }
    found
}

fn has_type(wanted: &Value, value: &Value) -> bool {
    let is = |name: &str| match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("the schema speaks of {other}"),
    };
    match wanted {
        Value::String(name) => is(name),
        Value::Array(names) => names.iter().filter_map(Value::as_str).any(is),
        _ => true,
    }
}
