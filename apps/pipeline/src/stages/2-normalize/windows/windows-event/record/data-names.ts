/**
 * Names of event data as Windows writes them. Some shippers change their case; a rule asks for them as they were. Only those
 * that rules and normalizing ask for are here; any other keeps the case it comes in.
 */
const NAMES = `
AccessList AccessMask AccountDomain AccountName Action AdditionalInfo Address AllowedToDelegateTo AppID AppName Application
ApplicationPath AttributeLDAPDisplayName AttributeValue AuditPolicyChanges AuditSourceName AuthenticationPackageName Binary
CallTrace CallerProcessId CallerProcessName CallingProcess CertThumbprint ClassName ClientAddress ClientName ClientProcessId
CommandLine Company Configuration Consumer Contents ContextInfo CreationUtcTime CurrentDirectory DestAddress DestPort Destination
DestinationHostname DestinationIp DestinationPort Details Device DeviceDescription DeviceName Direction DistinguishedName
ElevatedToken ErrorCode EventType ExceptionCode FailureReason FileName FileNameBuffer FileVersion Filter FilterName FilterOrigin
Flags GrantedAccess HandleId Hash Hashes HiveName HostApplication Image ImageLoaded ImageName ImagePath ImpersonationLevel
Initiated IntegrityLevel IpAddress IpPort KeyLength LayerRTID LmPackageName LocalName LogonGuid LogonId LogonProcessName LogonType
MandatoryLabel MemberName MemberSid ModifyingApplication NewName NewProcessId NewProcessName NewTargetUserName NewTemplateContent
NewTime NewUacValue NewValue ObjectClass ObjectDN ObjectName ObjectServer ObjectType ObjectValueName OldTargetUserName
OldUacValue OldValue Operation OriginalFileName PackageFullName PackageName PackagePath PackageSourceUri ParentCommandLine
ParentImage ParentProcessGuid ParentProcessId ParentProcessName ParentUser Path Payload PipeName PossibleCause PreAuthType
PreviousCreationUtcTime PrivilegeList ProcessGuid ProcessId ProcessName ProcessNameBuffer ProcessPath Product Properties Protocol
Provider ProviderContextName Query QueryName QueryResults QueryStatus RelativeTargetName RemoteName RequestedPolicy RuleName
SamAccountName ScriptBlockId ScriptBlockText SearchFilter ServerName Service ServiceAccount ServiceFileName ServiceName
ServicePrincipalNames ServiceSid ServiceStartType ServiceType ShareLocalPath ShareName SidHistory SidList Signature
SignatureStatus Signed SourceAddress SourceHostname SourceImage SourceIp SourceIsIpv6 SourcePort SourceProcessGUID
SourceProcessId SourceUser StartAddress StartFunction StartModule StartType State Status SubStatus SubcategoryGuid
SubjectDomainName SubjectLogonId SubjectUserName SubjectUserSid TargetDomainName TargetFilename TargetImage TargetInfo
TargetLinkedLogonId TargetLogonGuid TargetLogonId TargetName TargetObject TargetOutboundUserName TargetProcessGUID
TargetProcessId TargetServerName TargetSid TargetUser TargetUserName TargetUserSid TaskContent TaskContentNew TaskName
TemplateContent ThreatName TicketEncryptionType TicketOptions TokenElevationType TransmittedServices User UserName UtcTime
VirtualAccount Workstation WorkstationName processPath param1 param2 param3 param4 Data`;

const BY_LOWER: ReadonlyMap<string, string> = new Map(
  NAMES.trim()
    .split(/\s+/)
    // The first of two that differ by case alone.
    .reverse()
    .map((name) => [name.toLowerCase(), name]),
);

/** The name as Windows writes it; `undefined` when it is not among those we know. */
export function knownDataName(name: string): string | undefined {
  return BY_LOWER.get(name.toLowerCase());
}
