<#
.SYNOPSIS
Installs gevinst as a Windows service under a group managed service account. UNTRIED: written by Microsoft's documentation, and never run on a Windows machine by those who wrote it.

.DESCRIPTION
Run as administrator, on Windows Server 2019 or later that is in the domain. The account must exist and this machine must be allowed to use it:
  New-ADServiceAccount gevinst -DNSHostName gevinst.kommune.local -PrincipalsAllowedToRetrieveManagedPassword 'GEVINST01$'     (a domain administrator, once)
  Install-ADServiceAccount gevinst                                                                                             (here; then: Test-ADServiceAccount gevinst)
Running it again brings an installed service up to date.

.EXAMPLE
.\install.ps1 -Program .\gevinst.exe -Account 'KOMMUNE\gevinst$'
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $Program,
    [Parameter(Mandatory)] [ValidatePattern('^[^\\]+\\[^\\]+\$$')] [string] $Account,
    [string] $Folder = "$env:ProgramFiles\Gevinst",
    [string] $Data = "$env:ProgramData\Gevinst"
)
$ErrorActionPreference = 'Stop'
Set-StrictMode -Version Latest
#Requires -RunAsAdministrator

$name = 'gevinst'
$config = Join-Path $Data 'config'
$exe = Join-Path $Folder 'gevinst.exe'

function Invoke-Sc {
    & sc.exe @args | Out-Null
    if ($LASTEXITCODE -ne 0) { throw "sc.exe $args ended with $LASTEXITCODE" }
}

if (Get-Service $name -ErrorAction SilentlyContinue) {
    Stop-Service $name
}

New-Item -ItemType Directory -Force $Folder, $Data, $config, (Join-Path $Data 'store') | Out-Null
Copy-Item $Program $exe -Force

# Administrators, the system, and the account: it reads its configuration and writes its store.
& icacls.exe $Data /inheritance:r /grant 'BUILTIN\Administrators:(OI)(CI)F' 'NT AUTHORITY\SYSTEM:(OI)(CI)F' "${Account}:(OI)(CI)RX" | Out-Null
if ($LASTEXITCODE -ne 0) { throw "icacls.exe ended with $LASTEXITCODE" }
& icacls.exe (Join-Path $Data 'store') /grant "${Account}:(OI)(CI)M" | Out-Null
if ($LASTEXITCODE -ne 0) { throw "icacls.exe ended with $LASTEXITCODE" }

if (-not [System.Diagnostics.EventLog]::SourceExists($name)) {
    New-EventLog -LogName Application -Source $name
}

if (-not (Get-Service $name -ErrorAction SilentlyContinue)) {
    New-Service -Name $name -BinaryPathName "`"$exe`" run --config `"$config`"" -DisplayName 'GevinstMonitor' -StartupType Automatic `
        -Description 'Measures benefits against their plans and writes to their owners.' | Out-Null
}
# The domain keeps the account's password, and nobody types it. It needs the right "Log on as a service" on this machine (secpol.msc, or by group policy).
Invoke-Sc config $name obj= $Account start= delayed-auto
Invoke-Sc managedaccount $name true
# Three times with pauses that grow; the count begins anew after a day. Also when it ends by itself with a fault.
Invoke-Sc failure $name reset= 86400 actions= restart/30000/restart/60000/restart/300000
Invoke-Sc failureflag $name 1
# What it bundles is unpacked where only it can write.
$unpacked = Join-Path $Data 'store\unpacked'
Set-ItemProperty "HKLM:\SYSTEM\CurrentControlSet\Services\$name" -Name Environment -Type MultiString -Value @("DOTNET_BUNDLE_EXTRACT_BASE_DIR=$unpacked")

Write-Host "Write the configuration to $config (store: { kind: sqlite, file: ../store/gevinst.db }, or a server's), then:"
Write-Host "  & '$exe' check --config '$config'"
Write-Host "  Start-Service $name"
