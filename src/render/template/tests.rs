use super::super::sample::Sample;
use super::*;

#[test]
#[ignore]
fn zz_preview() {
    let t = Templates::new();
    for name in ["digest.md.jinja", "digest.html.jinja"] {
        match t.render(name, &Sample::default().digest()) {
            Ok(out) => {
                std::fs::write(format!("/tmp/prev/{}", &name[..name.len() - 6]), out).unwrap()
            }
            Err(e) => panic!("{e} {e:#?}"),
        }
    }
}
