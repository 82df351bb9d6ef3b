use serde_json::{Value, json};

use super::escape::encode_all;
use super::{Client, ClientError, Forge, Place};

/// A pull or merge request, as its host knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Its number in the repository.
    pub number: u64,
    /// The address of its page, of the host that was asked.
    pub address: String,
}

/// A branch that is put forward for another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRequest {
    /// The branch that it is to go into.
    pub base: String,
    /// The branch that is put forward.
    pub head: String,
    /// What it is called.
    pub title: String,
    /// What is said of it, as Markdown.
    pub text: String,
}

impl Request {
    /// Looks for the open request that puts the branch `head` of a repository
    /// forward.
    ///
    /// # Errors
    ///
    /// As [`Client::api`].
    pub fn find(
        client: &Client,
        place: &Place,
        base: &str,
        head: &str,
    ) -> Result<Option<Self>, ClientError> {
        let (base, branch) = (encode_all(base), encode_all(head));
        let list = requests(client.forge(), place);
        let path = match client.forge() {
            Forge::GitHub => {
                let owner = place.path();
                let owner = owner.split('/').next().unwrap_or_default();
                format!("{list}?state=open&base={base}&head={owner}:{branch}")
            }
            Forge::GitLab => {
                format!("{list}?state=opened&target_branch={base}&source_branch={branch}")
            }
        };
        let found = client.api("GET", &path, None)?;
        let garbled = || ClientError::Garbled(client.forge());
        let found = found.as_array().ok_or_else(garbled)?;
        // A host that does not know a filter answers with all there are.
        let is_head = |one: &&Value| match client.forge() {
            Forge::GitHub => one["head"]["ref"] == head,
            Forge::GitLab => one["source_branch"] == head,
        };
        let one = found.iter().find(is_head);
        one.map(|one| Self::read(client, place, one)).transpose()
    }

    /// Opens a request.
    ///
    /// # Errors
    ///
    /// As [`Client::api`].
    pub fn open(client: &Client, place: &Place, new: &NewRequest) -> Result<Self, ClientError> {
        let list = requests(client.forge(), place);
        let body = match client.forge() {
            Forge::GitHub => json!({
                "base": new.base,
                "head": new.head,
                "title": new.title,
                "body": new.text,
            }),
            Forge::GitLab => json!({
                "target_branch": new.base,
                "source_branch": new.head,
                "title": new.title,
                "description": new.text,
                "remove_source_branch": true,
            }),
        };
        Self::read(client, place, &client.api("POST", &list, Some(&body))?)
    }

    /// Gives the request another title and text.
    ///
    /// # Errors
    ///
    /// As [`Client::api`].
    pub fn refresh(
        &self,
        client: &Client,
        place: &Place,
        new: &NewRequest,
    ) -> Result<(), ClientError> {
        let path = format!("{}/{}", requests(client.forge(), place), self.number);
        let (method, body) = match client.forge() {
            Forge::GitHub => ("PATCH", json!({ "title": new.title, "body": new.text })),
            Forge::GitLab => (
                "PUT",
                json!({ "title": new.title, "description": new.text }),
            ),
        };
        client.api(method, &path, Some(&body)).map(drop)
    }

    /// Reads what a host says of a request; the address is made of its number,
    /// so that nothing that a host says is printed as one.
    fn read(client: &Client, place: &Place, said: &Value) -> Result<Self, ClientError> {
        let (key, page) = match client.forge() {
            Forge::GitHub => ("number", "pull"),
            Forge::GitLab => ("iid", "-/merge_requests"),
        };
        let number = said[key].as_u64();
        let number = number.ok_or_else(|| ClientError::Garbled(client.forge()))?;
        Ok(Self {
            number,
            address: format!("{}/{page}/{number}", place.address()),
        })
    }
}

/// Returns where the requests of a repository are.
fn requests(forge: Forge, place: &Place) -> String {
    let path = place.path();
    match forge {
        Forge::GitHub => format!("repos/{path}/pulls"),
        // Encoded names are decoded once on the way.
        Forge::GitLab => format!("projects/{}/merge_requests", path.replace('/', "%2F")),
    }
}
