//! Who a token is about: the patient, or who sees them.

use crate::booking::Vendor;
use crate::booking::line::PatientWish;
use crate::booking::line::roster::{Patient, Roster};
use crate::booking::line::token::{Line, Token, TokenKind};

/// What part a token plays on its line.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Role {
    /// It says who the patient is.
    Patient(PatientWish),
    /// It is the patient's id, kept by this backend.
    PatientId(Vendor),
    /// It says who sees them, or where.
    Provider,
    /// It is the id of that, kept by this backend.
    ProviderId(Vendor),
    /// It is the name of who sees them, unless a search finds a patient of that name.
    ProviderName(PatientWish),
    /// It may say either: there is a patient of that name.
    Unsure(PatientWish),
    /// It says neither, and was typed as a name: nobody is called so whom the rest of the line means.
    Unread,
    /// It says neither.
    Other,
}

impl Role {
    pub(super) fn is_patient(&self) -> bool {
        matches!(self, Role::Patient(_) | Role::PatientId(_))
    }

    pub(super) fn is_provider(&self) -> bool {
        matches!(self, Role::Provider | Role::ProviderId(_) | Role::ProviderName(_))
    }

    pub(super) fn backend_of_id(&self) -> Option<Vendor> {
        match self {
            Role::PatientId(backend) | Role::ProviderId(backend) => Some(*backend),
            _ => None,
        }
    }

    /// Whether it names the patient by more than a name.
    fn identifies(&self) -> bool {
        match self {
            Role::PatientId(_) => true,
            Role::Patient(wish) => !matches!(wish, PatientWish::Name { .. }),
            _ => false,
        }
    }

    fn sure_wish(&self) -> Option<&PatientWish> {
        match self {
            Role::Patient(wish) => Some(wish),
            _ => None,
        }
    }

    fn possible_wish(&self) -> Option<&PatientWish> {
        match self {
            Role::ProviderName(wish) | Role::Unsure(wish) => Some(wish),
            _ => None,
        }
    }
}

/// What patients have to be searched for to know more: what surely names the patient, else what may.
pub(super) fn wishes(roles: &[Role]) -> Vec<PatientWish> {
    if roles.iter().any(Role::is_patient) {
        return roles.iter().filter_map(Role::sure_wish).cloned().collect();
    }
    roles.iter().filter_map(Role::possible_wish).cloned().collect()
}

/// The role of each token. What tokens are sure of decides for the bare words between them.
pub(super) fn roles(line: &Line, roster: &Roster<'_>) -> Vec<Role> {
    let mut sure: Vec<Option<Role>> = line.tokens.iter().map(|token| sure_role(token, roster)).collect();
    if !sure.iter().flatten().any(Role::identifies) {
        for (role, token) in sure.iter_mut().zip(&line.tokens) {
            if let TokenKind::PastDate(wish) = &token.kind {
                *role = Some(Role::Patient(wish.clone()));
            }
        }
    }
    let settled = || sure.iter().flatten();
    let has_patient = settled().any(Role::is_patient);
    let has_provider = settled().any(Role::is_provider);
    let has_id = settled().any(|role| matches!(role, Role::PatientId(_)));
    let wishes: Vec<&PatientWish> = settled().filter_map(Role::sure_wish).collect();
    let bare_word = |token: &Token| {
        let wish = PatientWish::named(&token.text);
        let meant = |one: &Patient<'_>| wish.fits(one) && wishes.iter().all(|other| other.fits(one));
        match (has_patient, has_provider) {
            (false, true) => Role::Patient(wish),
            // An id needs no name beside it.
            _ if has_id => Role::ProviderName(wish),
            _ if roster.patients.unwrap_or_default().iter().any(meant) => Role::Unsure(wish),
            _ => Role::ProviderName(wish),
        }
    };
    let is_strange = |role: &Role, token: &Token| match role {
        Role::Patient(wish) if token.kind == TokenKind::Name => {
            is_known(&sure, line, roster, None) && !is_known(&sure, line, roster, Some(wish))
        }
        _ => false,
    };
    sure.iter()
        .zip(&line.tokens)
        .map(|(role, token)| match role.clone().unwrap_or_else(|| bare_word(token)) {
            role if is_strange(&role, token) => Role::Unread,
            role => role,
        })
        .collect()
}

/// Whether there is a patient whom all that identifies one means, and who is called so too where a name is given.
fn is_known(sure: &[Option<Role>], line: &Line, roster: &Roster<'_>, name: Option<&PatientWish>) -> bool {
    let identifying: Vec<(&Role, &Token)> =
        sure.iter().zip(&line.tokens).filter_map(|(role, token)| Some((role.as_ref()?, token))).collect();
    let identifying: Vec<_> = identifying.into_iter().filter(|(role, _)| role.identifies()).collect();
    let means = |(role, token): &(&Role, &Token), patient: &Patient<'_>| match role {
        Role::Patient(wish) => wish.fits(patient),
        _ => patient.id.eq_ignore_ascii_case(&token.text),
    };
    let mut patients = roster.patients.unwrap_or_default().iter();
    !identifying.is_empty()
        && patients.any(|one| {
            identifying.iter().all(|says| means(says, one)) && name.is_none_or(|name| name.fits(one))
        })
}

/// The role that a token has whatever else is on the line; none for a word that begins the name of a provider, as
/// it may begin the patient's too.
fn sure_role(token: &Token, roster: &Roster<'_>) -> Option<Role> {
    match &token.kind {
        TokenKind::Patient(wish) => Some(Role::Patient(wish.clone())),
        TokenKind::Code => Some(Role::Provider),
        TokenKind::Id => Some(role_of_id(&token.text, roster)),
        TokenKind::Name => {
            let called = roster.providers.unwrap_or_default().iter().any(|one| one.is_called(&token.text));
            (!called).then(|| Role::Patient(PatientWish::named(&token.text)))
        }
        TokenKind::Template(_)
        | TokenKind::Time
        | TokenKind::PastDate(_)
        | TokenKind::Verb(_)
        | TokenKind::Number(_)
        | TokenKind::Series(_)
        | TokenKind::Length(_)
        | TokenKind::NoBirthDate(_)
        | TokenKind::Unclear => Some(Role::Other),
    }
}

fn role_of_id(id: &str, roster: &Roster<'_>) -> Role {
    let listed = roster.providers.unwrap_or_default().iter().any(|one| one.id.eq_ignore_ascii_case(id));
    let backend = roster.vendors.of_id(id, roster.here);
    let prefix = backend.providers().id_prefix;
    let is_marked = !prefix.is_empty() && id.starts_with(prefix);
    if listed || is_marked { Role::ProviderId(backend) } else { Role::PatientId(backend) }
}
