//! Aniva's panels, in the catalogue and of an appointment. The older documentation has neither, so both may be missing.

use serde_json::{Map, Value};

use crate::api::{shown, shown_in_list};
use crate::clinics::record::member_text;
use crate::{Entry, EntryKind, Tube};

/// Decodes a panel of the catalogue. The detail is its biomarkers, else its description.
pub(super) fn panel(id: String, record: &Map<String, Value>) -> Entry {
    let name = member_text(record, "name").unwrap_or_else(|| id.clone());
    let biomarkers = record
        .get("biomarkers")
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    let name_of = |biomarker: &Value| {
        biomarker["name"]
            .as_str()
            .or(biomarker.as_str())
            .map(str::to_owned)
    };
    let biomarkers = biomarkers
        .filter_map(name_of)
        .collect::<Vec<_>>()
        .join(", ");
    let detail = Some(biomarkers).filter(|names| !names.is_empty());
    let detail = detail
        .or_else(|| member_text(record, "description"))
        .unwrap_or_default();
    Entry {
        id,
        name: shown_in_list(&name),
        detail: shown_in_list(&detail),
        kind: EntryKind::Panel,
    }
}

/// Decodes the ids of an appointment's panels: `[{"panel_id": …, "added_at": …}]`.
pub(super) fn attached(record: &Map<String, Value>) -> Option<Vec<String>> {
    let panels = record.get("panels")?.as_array()?;
    Some(
        panels
            .iter()
            .filter_map(|panel| panel["panel_id"].as_str())
            .map(shown)
            .collect(),
    )
}

/// Decodes the tubes of a preview: `{"tubes": [{"type", "name", "cap_color", "volume", "count"}]}`. Invalid
/// ones are left out.
pub(super) fn tubes(answer: &Value) -> Vec<Tube> {
    let text = |tube: &Value, name: &str| {
        let text = match &tube[name] {
            Value::Number(number) => number.to_string(),
            value => value.as_str()?.to_owned(),
        };
        Some(shown_in_list(&text)).filter(|text| !text.is_empty())
    };
    let tube = |tube: &Value| {
        let name = text(tube, "name").or_else(|| text(tube, "type"))?;
        let count = tube["count"].as_u64().unwrap_or(1);
        Some(Tube {
            name,
            cap: text(tube, "cap_color"),
            volume: text(tube, "volume"),
            count,
        })
    };
    answer["tubes"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(tube)
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(record: &Value) -> Entry {
        panel("p1".to_owned(), record.as_object().unwrap())
    }

    #[test]
    fn a_panel_is_detailed_by_its_biomarkers_or_its_description() {
        let iron = json!({"name": "Iron", "description": "Iron stores",
                          "biomarkers": [{"id": 51, "name": "Ferritin"}, {"id": 52, "name": "Transferrin"}]});
        assert_eq!(
            (read(&iron).name.as_str(), read(&iron).detail.as_str()),
            ("Iron", "Ferritin, Transferrin")
        );
        let numbers = json!({"name": "Iron", "description": "Iron stores", "biomarkers": [51, 52]});
        assert_eq!(read(&numbers).detail, "Iron stores");
        let bare = read(&json!({"name": null}));
        assert_eq!(
            (bare.name.as_str(), bare.detail.as_str(), bare.kind),
            ("p1", "", EntryKind::Panel)
        );
    }

    #[test]
    fn tubes_without_a_name_or_type_are_left_out() {
        let preview = json!({"tubes": [
            {"type": "edta", "name": "EDTA", "cap_color": "lavender", "volume": "4 ml", "count": 2},
            {"type": "serum", "name": null, "volume": 5}, {}, 7,
        ], "routing": null, "pricing": null});
        let shown: Vec<String> = tubes(&preview)
            .iter()
            .map(|tube| tube.to_text(crate::Language::En))
            .collect();
        assert_eq!(shown, ["2 × EDTA (lavender cap, 4 ml)", "1 × serum (5)"]);
        assert!(tubes(&json!({"tubes": null})).is_empty());
    }

    #[test]
    fn the_panels_of_an_appointment_without_a_list_are_unknown() {
        let of = |record: Value| attached(record.as_object().unwrap());
        assert_eq!(of(json!({})), None);
        assert_eq!(of(json!({"panels": null})), None);
        assert_eq!(of(json!({"panels": []})), Some(Vec::new()));
        let listed =
            json!({"panels": [{"panel_id": "p1", "added_at": "2027-02-11T08:30:00Z"}, {}]});
        assert_eq!(of(listed), Some(vec!["p1".to_owned()]));
    }
}
