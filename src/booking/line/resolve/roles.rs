//! Whether a token is about the patient or the provider.

use crate::booking::Vendor;
use crate::booking::line::PatientWish;
use crate::booking::line::roster::{Patient, Roster};
use crate::booking::line::token::{Line, Token, TokenKind};

/// The role of a token on its line.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Role {
    /// A criterion for the patient.
    Patient(PatientWish),
    /// The patient's id, kept by this clinic.
    PatientId(Vendor),
    /// A criterion for the practitioner or location.
    Provider,
    /// The id of the practitioner or location, kept by this clinic.
    ProviderId(Vendor),
    /// The name of the provider, unless a search finds a patient of that name.
    ProviderName(PatientWish),
    /// Either the patient or the provider: there is a patient of that name.
    Unsure(PatientWish),
    /// A name that fits neither: nobody whom the rest of the line identifies is called so.
    Unread,
    /// Neither.
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

    /// Returns whether it names the patient by more than a name.
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

/// Returns the criteria of the patient search: the certain ones, else the possible ones.
pub(super) fn wishes(roles: &[Role]) -> Vec<PatientWish> {
    if roles.iter().any(Role::is_patient) {
        return roles.iter().filter_map(Role::sure_wish).cloned().collect();
    }
    roles.iter().filter_map(Role::possible_wish).cloned().collect()
}

/// Returns the role of each token. Certain tokens decide for the bare words between them.
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

/// Returns whether a patient meets all identifying criteria and, if given, has this name.
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

/// Returns the role of a token regardless of the rest of the line; `None` for a word that begins a provider's
/// name, because it may begin the patient's too.
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
