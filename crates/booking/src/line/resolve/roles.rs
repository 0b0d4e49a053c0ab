//! Whether a token is about the patient or the provider.

use crate::ClinicId;
use crate::line::PatientWish;
use crate::line::roster::{Patient, Roster};
use crate::line::token::{Token, TokenKind, TokenLine};

/// The role of a token on its line.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum TokenRole {
    /// A criterion for the patient.
    Patient(PatientWish),
    /// The patient's id, kept by this clinic.
    PatientId(ClinicId),
    /// A criterion for the practitioner or location.
    Provider,
    /// The id of the practitioner or location, kept by this clinic.
    ProviderId(ClinicId),
    /// The name of the provider, unless a search finds a patient of that name.
    ProviderName(PatientWish),
    /// Either the patient or the provider: there is a patient of that name.
    Unsure(PatientWish),
    /// A name that fits neither: nobody whom the rest of the line identifies is called so.
    Unread,
    /// Neither.
    Other,
}

impl TokenRole {
    pub(super) fn is_patient(&self) -> bool {
        matches!(self, TokenRole::Patient(_) | TokenRole::PatientId(_))
    }

    pub(super) fn is_provider(&self) -> bool {
        matches!(self, TokenRole::Provider | TokenRole::ProviderId(_) | TokenRole::ProviderName(_))
    }

    pub(super) fn clinic_of_id(&self) -> Option<ClinicId> {
        match self {
            TokenRole::PatientId(clinic) | TokenRole::ProviderId(clinic) => Some(*clinic),
            _ => None,
        }
    }

    /// Returns whether it names the patient by more than a name.
    fn identifies(&self) -> bool {
        match self {
            TokenRole::PatientId(_) => true,
            TokenRole::Patient(wish) => !matches!(wish, PatientWish::Name { .. }),
            _ => false,
        }
    }

    fn sure_wish(&self) -> Option<&PatientWish> {
        match self {
            TokenRole::Patient(wish) => Some(wish),
            _ => None,
        }
    }
}

/// Returns the criteria of the patient search: the certain ones, else the possible ones.
pub(super) fn wishes(roles: &[TokenRole]) -> Vec<PatientWish> {
    let has_patient = roles.iter().any(TokenRole::is_patient);
    let wish = |role: &TokenRole| match role {
        TokenRole::ProviderName(wish) | TokenRole::Unsure(wish) if !has_patient => Some(wish.clone()),
        role => role.sure_wish().cloned(),
    };
    roles.iter().filter_map(wish).collect()
}

/// Returns the role of each token. Certain tokens decide for the bare words between them.
pub(super) fn roles(line: &TokenLine, roster: &Roster<'_>) -> Vec<TokenRole> {
    let mut sure: Vec<Option<TokenRole>> = line.tokens.iter().map(|token| sure_role(token, roster)).collect();
    if !sure.iter().flatten().any(TokenRole::identifies) {
        for (role, token) in sure.iter_mut().zip(&line.tokens) {
            if let TokenKind::PastDate(wish) = &token.kind {
                *role = Some(TokenRole::Patient(wish.clone()));
            }
        }
    }
    let settled = || sure.iter().flatten();
    let has_patient = settled().any(TokenRole::is_patient);
    let has_provider = settled().any(TokenRole::is_provider);
    let has_id = settled().any(|role| matches!(role, TokenRole::PatientId(_)));
    let wishes: Vec<&PatientWish> = settled().filter_map(TokenRole::sure_wish).collect();
    let bare_word = |token: &Token| {
        let wish = PatientWish::named(&token.text);
        let meant = |one: &Patient<'_>| wish.fits(one) && wishes.iter().all(|other| other.fits(one));
        match (has_patient, has_provider) {
            (false, true) => TokenRole::Patient(wish),
            // An id needs no name beside it.
            _ if has_id => TokenRole::ProviderName(wish),
            _ if roster.patients.unwrap_or_default().iter().any(meant) => TokenRole::Unsure(wish),
            _ => TokenRole::ProviderName(wish),
        }
    };
    let is_strange = |role: &TokenRole, token: &Token| match role {
        TokenRole::Patient(wish) if token.kind == TokenKind::Name => {
            is_known(&sure, line, roster, None) && !is_known(&sure, line, roster, Some(wish))
        }
        _ => false,
    };
    sure.iter()
        .zip(&line.tokens)
        .map(|(role, token)| match role.clone().unwrap_or_else(|| bare_word(token)) {
            role if is_strange(&role, token) => TokenRole::Unread,
            role => role,
        })
        .collect()
}

/// Returns whether a patient meets all identifying criteria and, if given, has this name.
fn is_known(
    sure: &[Option<TokenRole>],
    line: &TokenLine,
    roster: &Roster<'_>,
    name: Option<&PatientWish>,
) -> bool {
    let roles = sure.iter().zip(&line.tokens).filter_map(|(role, token)| Some((role.as_ref()?, token)));
    let identifying: Vec<_> = roles.filter(|(role, _)| role.identifies()).collect();
    let means = |(role, token): &(&TokenRole, &Token), patient: &Patient<'_>| match role {
        TokenRole::Patient(wish) => wish.fits(patient),
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
fn sure_role(token: &Token, roster: &Roster<'_>) -> Option<TokenRole> {
    match &token.kind {
        TokenKind::Patient(wish) => Some(TokenRole::Patient(wish.clone())),
        TokenKind::Code => Some(TokenRole::Provider),
        TokenKind::Id => Some(role_of_id(&token.text, roster)),
        TokenKind::Name => {
            let called = roster.providers.unwrap_or_default().iter().any(|one| one.is_called(&token.text));
            (!called).then(|| TokenRole::Patient(PatientWish::named(&token.text)))
        }
        TokenKind::Template(_)
        | TokenKind::Time
        | TokenKind::PastDate(_)
        | TokenKind::Verb(_)
        | TokenKind::Number(_)
        | TokenKind::Series(_)
        | TokenKind::Length(_)
        | TokenKind::NoBirthDate(_)
        | TokenKind::Unclear => Some(TokenRole::Other),
    }
}

fn role_of_id(id: &str, roster: &Roster<'_>) -> TokenRole {
    let listed = roster.providers.unwrap_or_default().iter().any(|one| one.id.eq_ignore_ascii_case(id));
    let clinic = roster.clinics.of_id(id, roster.here);
    let prefix = clinic.providers().id_prefix;
    let is_marked = !prefix.is_empty() && id.starts_with(prefix);
    if listed || is_marked { TokenRole::ProviderId(clinic) } else { TokenRole::PatientId(clinic) }
}
