//! The access lists of files. Files with secrets and records are for their owner, and for the system and the
//! administrators, who can read everything anyway.
#![expect(
    unsafe_code,
    reason = "no well-kept crate has safe calls for access lists"
)]

use std::ffi::c_void;
use std::fs::File;
use std::io;
use std::os::windows::ffi::OsStrExt;
use std::os::windows::io::AsRawHandle;
use std::path::Path;
use std::ptr::{null, null_mut};

use windows_sys::Win32::Foundation::{CloseHandle, HANDLE, LocalFree};
use windows_sys::Win32::Security::Authorization::{
    ConvertSidToStringSidW, ConvertStringSecurityDescriptorToSecurityDescriptorW, GetSecurityInfo,
    SDDL_REVISION_1, SE_FILE_OBJECT, SetNamedSecurityInfoW,
};
use windows_sys::Win32::Security::{
    ACCESS_ALLOWED_ACE, ACE_HEADER, ACL, DACL_SECURITY_INFORMATION, GetAce,
    GetSecurityDescriptorDacl, GetTokenInformation, INHERIT_ONLY_ACE, IsWellKnownSid,
    LookupAccountSidW, OWNER_SECURITY_INFORMATION, PROTECTED_DACL_SECURITY_INFORMATION,
    PSECURITY_DESCRIPTOR, PSID, TOKEN_QUERY, TOKEN_USER, TokenUser, WELL_KNOWN_SID_TYPE,
    WinBuiltinAdministratorsSid, WinCreatorOwnerRightsSid, WinLocalSystemSid,
};
use windows_sys::Win32::Storage::FileSystem::FILE_READ_DATA;
use windows_sys::Win32::System::Threading::{GetCurrentProcess, OpenProcessToken};

use crate::files::Readers;

/// The type of an access list entry that grants access.
const ACCESS_ALLOWED: u8 = 0;
/// The rights that include reading, besides the right to read itself.
const GENERIC_READ_OR_ALL: u32 = 0x8000_0000 | 0x1000_0000;
/// The accounts that may read every file anyway, and the owner's name in lists.
const NOT_OTHERS: [WELL_KNOWN_SID_TYPE; 3] = [
    WinLocalSystemSid,
    WinBuiltinAdministratorsSid,
    WinCreatorOwnerRightsSid,
];

/// Makes an existing file readable by its owner only.
///
/// # Errors
///
/// Returns an error if it belongs to somebody else.
pub fn restrict(_file: &File, path: &Path) -> io::Result<()> {
    set_list(path, "")
}

/// Makes a folder and its future content readable by its owner only.
pub(super) fn restrict_folder(path: &Path) -> io::Result<()> {
    set_list(path, "OICI")
}

/// Returns the command that makes a file readable by this user only. It identifies the user by number, because a
/// variable would be expanded by only one of Windows' two shells.
pub fn command_to_restrict(path: &str) -> String {
    // The rights of the file's owner, whom every system knows.
    let user = user_id().unwrap_or_else(|_| "S-1-3-4".to_owned());
    format!("icacls \"{path}\" /inheritance:r /grant:r \"*{user}:F\"")
}

/// Gives a file an access list of its own, which inherits nothing from its folder.
fn set_list(path: &Path, inherited_by: &str) -> io::Result<()> {
    let user = user_id()?;
    let list: String = ["SY", "BA", &user]
        .map(|who| format!("(A;{inherited_by};FA;;;{who})"))
        .concat();
    let text = wide(&format!("D:P{list}"));
    let mut path: Vec<u16> = path.as_os_str().encode_wide().chain([0]).collect();
    let mut descriptor = Local(null_mut());
    let mut acl: *mut ACL = null_mut();
    let mut is_there = 0;
    let mut is_default = 0;
    // SAFETY: the texts end in 0, the pointers are of this function, and the list lives as long as its descriptor.
    let code = unsafe {
        if ConvertStringSecurityDescriptorToSecurityDescriptorW(
            text.as_ptr(),
            SDDL_REVISION_1,
            &raw mut descriptor.0,
            null_mut(),
        ) == 0
            || GetSecurityDescriptorDacl(
                descriptor.0,
                &raw mut is_there,
                &raw mut acl,
                &raw mut is_default,
            ) == 0
        {
            return Err(io::Error::last_os_error());
        }
        SetNamedSecurityInfoW(
            path.as_mut_ptr(),
            SE_FILE_OBJECT,
            DACL_SECURITY_INFORMATION | PROTECTED_DACL_SECURITY_INFORMATION,
            null_mut(),
            null_mut(),
            acl,
            null(),
        )
    };
    checked(code)
}

/// Returns who may read a file other than its owner, this user, the system and the administrators; `None` if nobody
/// may.
///
/// # Errors
///
/// Returns an error if the system doesn't report it.
pub fn readers(file: &File) -> io::Result<Option<Readers>> {
    let user = user_id()?;
    let mut descriptor = Local(null_mut());
    let mut acl: *mut ACL = null_mut();
    let mut owner: PSID = null_mut();
    // SAFETY: the file is open; the list and the owner live as long as the descriptor.
    checked(unsafe {
        GetSecurityInfo(
            file.as_raw_handle(),
            SE_FILE_OBJECT,
            DACL_SECURITY_INFORMATION | OWNER_SECURITY_INFORMATION,
            &raw mut owner,
            null_mut(),
            &raw mut acl,
            null_mut(),
            &raw mut descriptor.0,
        )
    })?;
    if acl.is_null() {
        return Ok(Some(Readers::Accounts("*".to_owned())));
    }
    let is_own = |id: &str| id == user || text_of_sid(owner).is_ok_and(|owner| owner == id);
    let mut names = Vec::new();
    // SAFETY: the list is whole as long as the descriptor.
    for at in 0..u32::from(unsafe { (*acl).AceCount }) {
        let Some(sid) = reader_in(acl, at) else {
            continue;
        };
        // SAFETY: the SID is in the list.
        let is_expected = NOT_OTHERS
            .iter()
            .any(|kind| unsafe { IsWellKnownSid(sid, *kind) } != 0);
        let id = text_of_sid(sid)?;
        if !is_expected && !is_own(&id) {
            names.push(name_of(sid).unwrap_or(id));
        }
    }
    Ok((!names.is_empty()).then(|| Readers::Accounts(names.join(", "))))
}

/// Returns the account that an entry of a list allows to read the file, if it does.
fn reader_in(acl: *const ACL, at: u32) -> Option<PSID> {
    let mut entry: *mut c_void = null_mut();
    // SAFETY: the list is whole; an entry of this kind ends in a SID that begins at `SidStart`.
    unsafe {
        if GetAce(acl, at, &raw mut entry) == 0 {
            return None;
        }
        let header = entry.cast::<ACE_HEADER>().read();
        if header.AceType != ACCESS_ALLOWED || u32::from(header.AceFlags) & INHERIT_ONLY_ACE != 0 {
            return None;
        }
        let allowed = entry.cast::<ACCESS_ALLOWED_ACE>();
        let reads = (*allowed).Mask & (FILE_READ_DATA | GENERIC_READ_OR_ALL) != 0;
        reads.then(|| (&raw mut (*allowed).SidStart).cast())
    }
}

/// Returns the SID of this process's user as text.
fn user_id() -> io::Result<String> {
    // Aligned as the structure at its beginning requires.
    let mut about = [0_u64; 32];
    let mut length = 0;
    // SAFETY: the buffer has the stated length; its SID is in it.
    unsafe {
        let mut token: HANDLE = null_mut();
        if OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &raw mut token) == 0 {
            return Err(io::Error::last_os_error());
        }
        let told = GetTokenInformation(
            token,
            TokenUser,
            about.as_mut_ptr().cast(),
            u32::try_from(size_of_val(&about)).unwrap_or_default(),
            &raw mut length,
        );
        let error = io::Error::last_os_error();
        CloseHandle(token);
        if told == 0 {
            return Err(error);
        }
        text_of_sid((*about.as_ptr().cast::<TOKEN_USER>()).User.Sid)
    }
}

fn text_of_sid(sid: PSID) -> io::Result<String> {
    let mut text = null_mut();
    // SAFETY: callers have a SID from the system; the text ends in 0, and is freed after it is copied.
    unsafe {
        if ConvertSidToStringSidW(sid, &raw mut text) == 0 {
            return Err(io::Error::last_os_error());
        }
        let _freed = Local(text.cast());
        let length = (0..).take_while(|at| *text.add(*at) != 0).count();
        Ok(String::from_utf16_lossy(std::slice::from_raw_parts(
            text, length,
        )))
    }
}

/// Returns the name of an account, with its domain.
fn name_of(sid: PSID) -> Option<String> {
    const LONGEST: u32 = 256;
    let mut name = [0_u16; LONGEST as usize];
    let mut domain = name;
    let mut name_length = LONGEST;
    let mut domain_length = LONGEST;
    let mut kind = 0;
    // SAFETY: the buffers have the stated lengths.
    let is_found = unsafe {
        LookupAccountSidW(
            null(),
            sid,
            name.as_mut_ptr(),
            &raw mut name_length,
            domain.as_mut_ptr(),
            &raw mut domain_length,
            &raw mut kind,
        )
    };
    let text = |letters: &[u16], length| {
        String::from_utf16_lossy(letters.get(..length as usize).unwrap_or_default())
    };
    (is_found != 0).then(|| {
        format!(
            "{}\\{}",
            text(&domain, domain_length),
            text(&name, name_length)
        )
    })
}

fn checked(code: u32) -> io::Result<()> {
    match i32::try_from(code) {
        Ok(0) => Ok(()),
        Ok(code) => Err(io::Error::from_raw_os_error(code)),
        Err(_) => Err(io::ErrorKind::Other.into()),
    }
}

fn wide(text: &str) -> Vec<u16> {
    text.encode_utf16().chain([0]).collect()
}

/// Memory to be freed by the system.
struct Local(PSECURITY_DESCRIPTOR);

impl Drop for Local {
    fn drop(&mut self) {
        // SAFETY: the system has allocated it, or it is null.
        unsafe { LocalFree(self.0) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_restricted_file_is_for_its_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("aniva.key");
        let file = File::create(&path).unwrap();
        restrict(&file, &path).unwrap();
        assert_eq!(readers(&file).unwrap(), None);
    }

    #[test]
    fn a_file_in_a_restricted_folder_is_for_its_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        restrict_folder(folder.path()).unwrap();
        let file = File::create(folder.path().join("live.db")).unwrap();
        assert_eq!(readers(&file).unwrap(), None);
    }

    #[test]
    fn the_advice_means_the_same_to_both_shells_of_windows() {
        let command = command_to_restrict(r"C:\Users\kim\aniva.key");
        let (before, user) = command.split_once("\"*").unwrap();
        assert_eq!(
            before,
            r#"icacls "C:\Users\kim\aniva.key" /inheritance:r /grant:r "#
        );
        assert!(user.starts_with("S-1-") && user.ends_with(":F\""), "{user}");
        // Either would be a variable in one of the shells.
        assert!(!command.contains(['%', '$']), "{command}");
    }
}
