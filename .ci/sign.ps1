# Signs a program with the certificate in CERTIFICATE_FILE, whose password is in CERTIFICATE_PASSWORD. A password in the
# arguments of a program could be read by every other program.
param([Parameter(Mandatory)][string]$Program)
$ErrorActionPreference = 'Stop'
$password = [securestring]::new()
# A variable that is empty is none to Windows.
foreach ($letter in "$env:CERTIFICATE_PASSWORD".ToCharArray()) { $password.AppendChar($letter) }
$certificate = Get-PfxCertificate -FilePath $env:CERTIFICATE_FILE -Password $password
$signed = Set-AuthenticodeSignature -FilePath $Program -Certificate $certificate -HashAlgorithm SHA256 `
    -IncludeChain NotRoot -TimestampServer 'http://timestamp.digicert.com'
if ($signed.Status -ne 'Valid') { throw "not signed: $($signed.StatusMessage)" }
