//! Decides whether a token is about the patient or the provider.

use crate::line::roster::Roster;
use crate::line::token::{Token, TokenKind, TokenLine};
use crate::line::{Patient, PatientWish};
use crate::time::{is_time_word, languages_of, read_instead_of};
use crate::{ClinicId, Spoken, TypedNames, Verb, fold, is_language, is_same_id};
use i18n::Language;

/// The role of a token on its line.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum TokenRole {
    /// A criterion for the patient.
    Patient(PatientWish),
    /// The id of a patient of this clinic.
    PatientId(ClinicId),
    /// A criterion for the practitioner or location.
    Provider,
    /// The id of a practitioner or location of this clinic.
    ProviderId(ClinicId),
    /// The name of the provider, unless a search finds a patient of that name.
    ProviderName(PatientWish),
    /// Either the patient or the provider: there is a patient of that name.
    Unsure(PatientWish),
    /// The word for a clinic, on a line with a verb.
    Clinic(ClinicId),
    /// Two letters that are a provider's code and part of a time in the desk's or the patient's language.
    CodeOrTime,
    /// A word that fits nothing: no patient identified by the rest of the line has this name; or it suggests a time,
    /// and no patient found so far has this name.
    Unread(PatientWish),
    /// Neither.
    Other,
}

impl TokenRole {
    pub(super) fn is_patient(&self) -> bool {
        matches!(self, TokenRole::Patient(_) | TokenRole::PatientId(_))
    }

    pub(super) fn is_provider(&self) -> bool {
        matches!(
            self,
            TokenRole::Provider | TokenRole::ProviderId(_) | TokenRole::ProviderName(_)
        )
    }

    /// Returns the clinic of an id; `None` for other tokens.
    pub(super) fn clinic_of_id(&self) -> Option<ClinicId> {
        match self {
            TokenRole::PatientId(clinic) | TokenRole::ProviderId(clinic) => Some(*clinic),
            TokenRole::Patient(_)
            | TokenRole::Provider
            | TokenRole::ProviderName(_)
            | TokenRole::Unsure(_)
            | TokenRole::Clinic(_)
            | TokenRole::CodeOrTime
            | TokenRole::Unread(_)
            | TokenRole::Other => None,
        }
    }

    /// Returns whether it names the patient by more than a name.
    fn identifies(&self) -> bool {
        match self {
            TokenRole::PatientId(_) => true,
            TokenRole::Patient(wish) => {
                !matches!(wish, PatientWish::Name { .. } | PatientWish::BornIn(_))
            }
            TokenRole::Provider
            | TokenRole::ProviderId(_)
            | TokenRole::ProviderName(_)
            | TokenRole::Unsure(_)
            | TokenRole::Clinic(_)
            | TokenRole::CodeOrTime
            | TokenRole::Unread(_)
            | TokenRole::Other => false,
        }
    }

    fn wish(&self) -> Option<&PatientWish> {
        match self {
            TokenRole::Patient(wish) => Some(wish),
            _ => None,
        }
    }
}

/// Returns the criteria of the patient search: the certain ones, else the possible ones. A word after a surname with a
/// comma is a first name.
pub(super) fn wishes(line: &TokenLine, roles: &[TokenRole]) -> Vec<PatientWish> {
    let has_patient = roles.iter().any(TokenRole::is_patient);
    let wish = |role: &TokenRole| match role {
        TokenRole::ProviderName(wish) | TokenRole::Unsure(wish) | TokenRole::Unread(wish)
            if !has_patient =>
        {
            Some(wish.clone())
        }
        role => role.wish().cloned(),
    };
    let mut wishes: Vec<PatientWish> = Vec::new();
    let mut awaits_given = false;
    for (token, role) in line.tokens.iter().zip(roles) {
        let wish = wish(role);
        match (wishes.last_mut(), wish) {
            (
                Some(PatientWish::Name { given, .. }),
                Some(PatientWish::Name {
                    surname: word,
                    given: none,
                }),
            ) if awaits_given && none.is_empty() => *given = word,
            (_, wish) => wishes.extend(wish),
        }
        awaits_given = token.text.ends_with(',') && token.text.len() > 1;
    }
    wishes
}

/// Returns the places of the tokens about the patient.
pub(super) fn whom(line: &TokenLine, roles: &[TokenRole]) -> Vec<usize> {
    let tokens = line.tokens.iter().zip(roles).enumerate();
    let of_patient = tokens
        .filter(|(_, (token, role))| token.kind == TokenKind::Label || role.is_patient())
        .map(|(place, _)| place);
    of_patient.collect()
}

/// Returns the role of each token. The certain tokens determine the roles of the bare words among them.
pub(super) fn roles(line: &TokenLine, roster: &Roster<'_>) -> Vec<TokenRole> {
    let roles = certain_roles(line, roster);
    let certain = || roles.iter().flatten();
    let has_patient = certain().any(TokenRole::is_patient);
    let has_provider = certain().any(TokenRole::is_provider);
    let has_id = certain().any(|role| matches!(role, TokenRole::PatientId(_)));
    let wishes: Vec<&PatientWish> = certain().filter_map(TokenRole::wish).collect();
    let bare_word = |token: &Token| {
        let wish = PatientWish::named(&token.text);
        let fits_all = |patient: &Patient<'_>| {
            wish.fits(patient) && wishes.iter().all(|other| other.fits(patient))
        };
        match (has_patient, has_provider) {
            (false, true) => TokenRole::Patient(wish),
            // An id needs no name.
            _ if has_id => TokenRole::ProviderName(wish),
            _ if roster.patients.unwrap_or_default().iter().any(fits_all) => {
                TokenRole::Unsure(wish)
            }
            _ => TokenRole::ProviderName(wish),
        }
    };
    let is_unread = |wish: &PatientWish, token: &Token| {
        let mut patients = roster.patients.unwrap_or_default().iter();
        let is_no_name =
            read_instead_of(&token.text).is_some() && !patients.any(|patient| wish.fits(patient));
        let is_name_of_another =
            || is_known(&roles, line, roster, None) && !is_known(&roles, line, roster, Some(wish));
        token.kind == TokenKind::Name && (is_no_name || is_name_of_another())
    };
    let mut roles: Vec<TokenRole> = roles
        .iter()
        .zip(&line.tokens)
        .map(
            |(role, token)| match role.clone().unwrap_or_else(|| bare_word(token)) {
                TokenRole::Patient(wish) if is_unread(&wish, token) => TokenRole::Unread(wish),
                role => role,
            },
        )
        .collect();
    leave_out_rest_of_sentence(&mut roles, line, roster);
    leave_out_new_time(&mut roles, line);
    roles
}

/// Removes words behind a move from the name of a patient whom the words before it tell: they are a new time or a
/// practitioner that can't be read.
fn leave_out_new_time(roles: &mut [TokenRole], line: &TokenLine) {
    let mut tokens = line.tokens.iter();
    let Some(sign) = tokens.position(|token| token.kind == TokenKind::Verb(Verb::Move)) else {
        return;
    };
    if !roles[..sign].iter().any(TokenRole::is_patient) {
        return;
    }
    let behind = line.tokens.iter().zip(roles).skip(line.new_from.max(sign));
    for (token, role) in behind {
        if token.kind == TokenKind::Name
            && let TokenRole::Patient(wish) = role
        {
            *role = TokenRole::Unread(wish.clone());
        }
    }
}

/// The fewest words of a patient's name after which the rest of a line may be a sentence.
const FEWEST_NAMES: usize = 2;

/// Removes words from the name of a patient if the words before them identify a patient without that name: they are the
/// rest of a sentence.
fn leave_out_rest_of_sentence(roles: &mut [TokenRole], line: &TokenLine, roster: &Roster<'_>) {
    let is_name = |place: &usize| {
        line.tokens[*place].kind == TokenKind::Name
            && matches!(roles[*place], TokenRole::Patient(_))
    };
    let names: Vec<usize> = (0..roles.len()).filter(is_name).collect();
    let patients = roster.patients.unwrap_or_default();
    let fitting = |names: &[usize]| -> Vec<String> {
        let fits = |patient: &&Patient<'_>| {
            let mut wishes = names.iter().filter_map(|place| roles[*place].wish());
            wishes.all(|wish| wish.fits(patient))
        };
        patients
            .iter()
            .filter(fits)
            .map(Patient::folded_names)
            .collect()
    };
    if names.len() <= FEWEST_NAMES || !fitting(&names).is_empty() {
        return;
    }
    let Some((count, matched)) = (FEWEST_NAMES..names.len())
        .rev()
        .map(|count| (count, fitting(&names[..count])))
        .find(|(_, matched)| !matched.is_empty())
    else {
        return;
    };
    let typed: Vec<String> = names
        .iter()
        .map(|place| fold(&line.tokens[*place].text))
        .collect();
    let typed: Vec<&str> = typed.iter().map(String::as_str).collect();
    let is_slip = TypedNames::of(&typed, &matched).is_some_and(|typed| {
        let mut names = patients.iter().map(Patient::folded_names);
        names.any(|names| typed.are_near(&names))
    });
    if is_slip {
        return;
    }
    for place in &names[count..] {
        if let Some(wish) = roles[*place].wish().cloned() {
            roles[*place] = TokenRole::Unread(wish);
        }
    }
}

/// Returns the roles of the tokens that don't depend on the bare words; `None` for a bare word.
fn certain_roles(line: &TokenLine, roster: &Roster<'_>) -> Vec<Option<TokenRole>> {
    let has_verb = line
        .tokens
        .iter()
        .any(|token| matches!(token.kind, TokenKind::Verb(_)));
    let clinic = |token: &Token| {
        if has_verb {
            clinic_called(token, roster)
        } else {
            None
        }
    };
    let asks_for_anyone = line.asks_for_anyone();
    let role = |token: &Token| match clinic(token) {
        Some(clinic) => Some(TokenRole::Clinic(clinic)),
        None if asks_for_anyone && says_of_whom(token, roster) => Some(TokenRole::Provider),
        None => certain_role(token, roster),
    };
    let mut roles: Vec<Option<TokenRole>> = line.tokens.iter().map(role).collect();
    let takes_birth =
        |role: &TokenRole| role.identifies() && !role.wish().is_some_and(PatientWish::is_phone);
    if !roles.iter().flatten().any(takes_birth) {
        for (place, token) in line.tokens.iter().enumerate() {
            if let TokenKind::PastDate(wish) = &token.kind
                && !is_hour(place, &roles, line)
            {
                roles[place] = Some(TokenRole::Patient(wish.clone()));
            }
        }
    }
    for (place, token) in line.tokens.iter().enumerate() {
        if token.kind == TokenKind::CodeOrTime {
            let role = role_of_code_or_time(&token.text, &roles, line, roster);
            roles[place] = Some(role);
        }
    }
    roles
}

/// Returns whether a year may be an hour (`1930`), and does not follow words that can only be a patient.
fn is_hour(place: usize, roles: &[Option<TokenRole>], line: &TokenLine) -> bool {
    let TokenKind::PastDate(PatientWish::BornIn(_)) = line.tokens[place].kind else {
        return false;
    };
    let before = place
        .checked_sub(1)
        .and_then(|before| roles[before].as_ref());
    let is_behind_patient = before.is_some_and(TokenRole::is_patient);
    is_time_word(line.tokens[place].text.trim_end_matches(',')) && !is_behind_patient
}

/// Returns whether a word on a line for the first available practitioner is a specialty or a language.
fn says_of_whom(token: &Token, roster: &Roster<'_>) -> bool {
    let mut providers = roster.providers.unwrap_or_default().iter();
    token.kind == TokenKind::Name
        && (is_language(&token.text)
            || providers.any(|one| one.specialty_called(&token.text).is_some()))
}

/// Returns whether a patient meets all identifying criteria and, if given, has this name.
fn is_known(
    roles: &[Option<TokenRole>],
    line: &TokenLine,
    roster: &Roster<'_>,
    name: Option<&PatientWish>,
) -> bool {
    patients_meeting(TokenRole::identifies, roles, line, roster)
        .any(|patient| name.is_none_or(|name| name.fits(patient)))
}

/// Returns the patients who meet all criteria of these roles; nobody if there are none.
fn patients_meeting<'a>(
    counts: fn(&TokenRole) -> bool,
    roles: &[Option<TokenRole>],
    line: &TokenLine,
    roster: &Roster<'a>,
) -> impl Iterator<Item = &'a Patient<'a>> {
    let roles = roles
        .iter()
        .zip(&line.tokens)
        .filter_map(|(role, token)| Some((role.as_ref()?, token)));
    let criteria: Vec<_> = roles.filter(|(role, _)| counts(role)).collect();
    let fits = |(role, token): &(&TokenRole, &Token), patient: &Patient<'_>| match role {
        TokenRole::Patient(wish) => wish.fits(patient),
        _ => is_same_id(patient.id, &token.text),
    };
    let patients = roster.patients.unwrap_or_default().iter();
    patients.filter(move |patient| {
        !criteria.is_empty() && criteria.iter().all(|criterion| fits(criterion, patient))
    })
}

/// Returns the role of two letters that may be a code or part of a time. It is a provider's code, unless the letters
/// mean a time in the desk's or the patient's language; then a person has to choose.
fn role_of_code_or_time(
    text: &str,
    roles: &[Option<TokenRole>],
    line: &TokenLine,
    roster: &Roster<'_>,
) -> TokenRole {
    let is_of_desk = languages_of(text).any(|language| language == roster.language);
    let Some(providers) = roster.providers else {
        return if is_of_desk {
            TokenRole::Other
        } else {
            TokenRole::Provider
        };
    };
    if !providers.iter().any(|provider| provider.has_code(text)) {
        return TokenRole::Other;
    }
    let is_spoken = |language| {
        patients_meeting(TokenRole::is_patient, roles, line, roster)
            .filter_map(|patient| patient.spoken)
            .any(|spoken| spoken != Spoken::Other && Language::from(spoken) == language)
    };
    if is_of_desk || languages_of(text).any(is_spoken) {
        TokenRole::CodeOrTime
    } else {
        TokenRole::Provider
    }
}

/// Returns the role of a token regardless of the rest of the line. `None` for a word that begins a provider's name or
/// specialty, because it may also begin the patient's name, and for two letters that may be a code or a time.
fn certain_role(token: &Token, roster: &Roster<'_>) -> Option<TokenRole> {
    match &token.kind {
        TokenKind::Patient(wish) => Some(TokenRole::Patient(wish.clone())),
        TokenKind::Code | TokenKind::Anyone | TokenKind::AtOnce => Some(TokenRole::Provider),
        TokenKind::Id => Some(role_of_id(&token.text, roster)),
        // The lists and the patient's language decide.
        TokenKind::CodeOrTime => None,
        TokenKind::Name => {
            let mut providers = roster.providers.unwrap_or_default().iter();
            let may_be_provider = providers.any(|provider| {
                provider.is_called(&token.text) || provider.is_skilled(&token.text)
            });
            (!may_be_provider).then(|| TokenRole::Patient(PatientWish::named(&token.text)))
        }
        TokenKind::Template(_)
        | TokenKind::Templates(_)
        | TokenKind::Time
        | TokenKind::PastDate(_)
        | TokenKind::Verb(_)
        | TokenKind::Number(_)
        | TokenKind::Series(_)
        | TokenKind::Length(_)
        | TokenKind::Label
        | TokenKind::Detail
        | TokenKind::Usual
        | TokenKind::Same
        | TokenKind::Then
        | TokenKind::All
        | TokenKind::NoBirthDate(_)
        | TokenKind::Unclear => Some(TokenRole::Other),
    }
}

/// Returns the clinic that a token means: by its word, or by the first word of its name if that occurs in no other
/// clinic's name.
pub(super) fn clinic_called(token: &Token, roster: &Roster<'_>) -> Option<ClinicId> {
    if token.kind != TokenKind::Name {
        return None;
    }
    let typed = fold(&token.text);
    let has = |clinic: ClinicId, word: &str| clinic.name().split(' ').any(|own| fold(own) == word);
    let is_own = |clinic: ClinicId, word: &str| {
        let mut others = roster.clinics.into_iter().filter(|other| *other != clinic);
        others.all(|other| !has(other, word))
    };
    let by_name = |clinic: &ClinicId| {
        let mut words = clinic.name().split(' ').map(fold);
        words.find(|word| is_own(*clinic, word)) == Some(typed.clone())
    };
    let by_word = roster.clinics.meant_by(&token.text).ok();
    by_word.or_else(|| roster.clinics.into_iter().find(by_name))
}

/// Returns whether an id belongs to a patient or a provider, by the lists and by its prefix.
pub(super) fn role_of_id(id: &str, roster: &Roster<'_>) -> TokenRole {
    let mut providers = roster.providers.unwrap_or_default().iter();
    let is_listed = providers.any(|provider| is_same_id(provider.id, id));
    let clinic = roster.clinics.of_id(id, roster.here);
    let prefix = clinic.providers().id_prefix;
    let has_prefix = !prefix.is_empty() && id.starts_with(prefix);
    if is_listed || has_prefix {
        TokenRole::ProviderId(clinic)
    } else {
        TokenRole::PatientId(clinic)
    }
}
