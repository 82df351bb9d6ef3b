use std::time::Duration;

use super::text;
use crate::cli::session::Session;
use crate::cli::sync::quote;
use crate::forge::{Client, ClientError, Forge, NewRequest, Place, Request};
use crate::model::{Handle, Period};
use crate::store::Log;
use crate::ui::{Hold, Progress, Pulse};

/// What became of a request.
enum Offered {
    Opened(Request),
    Refreshed(Request),
}

/// Puts a branch forward at its host: opens a pull or merge request, or gives
/// the one that is open the text of now, and prints its address. Where nobody
/// is signed in, the address of the page that opens one is printed. Each
/// question to the host may take as long as `time`.
pub(super) fn offer(
    session: &Session,
    home: &Log,
    proposal: &Log,
    (remote, time): (&str, Duration),
    update: (&Handle, Period),
) -> anyhow::Result<()> {
    let branch = proposal.branch();
    let Some(place) = session.place_of(home, remote)? else {
        session.streams.note(&format!(
            "it waits on branch '{branch}' of {remote}, for somebody to merge it into '{}'",
            home.branch()
        ));
        return Ok(());
    };
    let new = text::request(session, home, proposal, update)?;
    let hold = Hold::while_sending()?;
    let directory = home.repository().git_dir().to_owned();
    let client = Client::new(&place, directory, time).map(|it| it.until(hold.flag()));
    if let Some(client) = client {
        let what = format!("asking {}", place.host());
        let progress = Progress::begin(&session.streams, &what, Pulse::Moving);
        let offered = ask(&client, &place, &new);
        drop(progress);
        match offered {
            Ok(offered) => return say(session, client.forge(), &offered),
            Err(error) => explain(session, &error),
        }
    }
    let Some(address) = place.request_address(&new.base, &new.head, &new.title) else {
        session.streams.note(&format!(
            "it waits on branch '{branch}' of {}",
            place.address()
        ));
        return Ok(());
    };
    let what = place.forge().map_or("request", Forge::request);
    session
        .streams
        .note(&format!("put it forward as a {what} there:"));
    session.print(&format!("{address}\n"))
}

fn ask(client: &Client, place: &Place, new: &NewRequest) -> Result<Offered, ClientError> {
    if let Some(request) = Request::find(client, place, &new.base, &new.head)? {
        request.refresh(client, place, new)?;
        return Ok(Offered::Refreshed(request));
    }
    Request::open(client, place, new).map(Offered::Opened)
}

fn say(session: &Session, forge: Forge, offered: &Offered) -> anyhow::Result<()> {
    let (request, what) = match offered {
        Offered::Opened(request) => (request, "was opened"),
        Offered::Refreshed(request) => (request, "says the same now"),
    };
    session
        .streams
        .note(&format!("{} {} {what}:", forge.request(), request.number));
    session.print(&format!("{}\n", request.address))
}

/// Says why a program could not be used, as far as that is news.
fn explain(session: &Session, error: &ClientError) {
    match error {
        // Nobody has to have it.
        ClientError::Missing { .. } => session.streams.detail(&error.to_string()),
        ClientError::SignedOut { forge, host } => session.streams.note(&format!(
            "{error}; to have a {} opened next time: {} auth login --hostname {host}",
            forge.request(),
            forge.program()
        )),
        ClientError::Failed { forge, message } => {
            session
                .streams
                .note(&format!("{} did not do it:", forge.program()));
            for line in quote(message) {
                session.streams.note(&format!("  {line}"));
            }
        }
        ClientError::Late(_) | ClientError::Garbled(_) => {
            session.streams.note(&error.to_string());
        }
    }
}
