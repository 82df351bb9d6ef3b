use super::Kept;

#[test]
fn the_page_on_commands_is_what_the_program_says_of_itself() {
    Kept::at("docs/commands.md").holds(&tidings::cli::reference());
}
