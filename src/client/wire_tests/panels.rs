//! The catalogue of panels.

use super::*;
use crate::booking::{Cause, Failure};
use crate::vendor::aniva;

const LIPID: &str = "262606c4-54c6-478d-b473-23ff697979d7";

#[tokio::test]
async fn the_catalogue_is_read_whole_and_one_panel_is_found_in_it() {
    let catalogue = json!([
        {"id": LIPID, "name": "Lipid Profile", "is_custom": false, "biomarkers": [{"id": 32, "name": "LDL"}]},
        {"id": "p2", "name": null},
    ]);
    let whole = || Reply::json(200, &catalogue.to_string());
    let stub = Stub::replying(vec![whole(), whole(), whole()]).await;
    let listing =
        stub.client().read(aniva::PANEL_LIST.backend(), |api| api.list(aniva::PANEL_LIST)).await.unwrap();
    let names: Vec<_> = listing.entries.iter().map(|entry| (&*entry.name, &*entry.detail)).collect();
    assert_eq!((names, listing.complete), (vec![("Lipid Profile", "LDL"), ("p2", "")], true));
    assert_eq!(
        stub.client()
            .read(aniva::PANEL_LIST.backend(), |api| api.entry(aniva::PANEL_LIST, LIPID))
            .await
            .unwrap()
            .name,
        "Lipid Profile"
    );
    let missing = stub
        .client()
        .read(aniva::PANEL_LIST.backend(), |api| api.entry(aniva::PANEL_LIST, "p3"))
        .await
        .unwrap_err();
    assert!(matches!(missing, Failure::Refused(report) if report.cause == Cause::NotFound));
}
