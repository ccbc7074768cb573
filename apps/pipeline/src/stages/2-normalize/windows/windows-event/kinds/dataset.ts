/** Channels by the name that rules have for them, as Sigma's log sources of Windows. */
const SERVICES: Readonly<Record<string, string>> = {
  application: 'application',
  'dns server': 'dns-server',
  'microsoft-iis-configuration/operational': 'iis-configuration',
  'microsoft-servicebus-client/admin': 'servicebus-client',
  'microsoft-servicebus-client/operational': 'servicebus-client',
  'microsoft-windows-appmodel-runtime/admin': 'appmodel-runtime',
  'microsoft-windows-application-experience/program-compatibility-assistant': 'application-experience',
  'microsoft-windows-application-experience/program-telemetry': 'application-experience',
  'microsoft-windows-applocker/exe and dll': 'applocker',
  'microsoft-windows-applocker/msi and script': 'applocker',
  'microsoft-windows-applocker/packaged app-deployment': 'applocker',
  'microsoft-windows-applocker/packaged app-execution': 'applocker',
  'microsoft-windows-appxdeploymentserver/operational': 'appxdeployment-server',
  'microsoft-windows-appxpackaging/operational': 'appxpackaging-om',
  'microsoft-windows-bitlocker/bitlocker management': 'bitlocker',
  'microsoft-windows-bits-client/operational': 'bits-client',
  'microsoft-windows-capi2/operational': 'capi2',
  'microsoft-windows-certificateservicesclient-lifecycle-system/operational':
    'certificateservicesclient-lifecycle-system',
  'microsoft-windows-codeintegrity/operational': 'codeintegrity-operational',
  'microsoft-windows-dhcp-server/operational': 'dhcp',
  'microsoft-windows-diagnosis-scripted/operational': 'diagnosis-scripted',
  'microsoft-windows-dns client events/operational': 'dns-client',
  'microsoft-windows-dns-client/operational': 'dns-client',
  'microsoft-windows-driverframeworks-usermode/operational': 'driver-framework',
  'microsoft-windows-hyper-v-worker': 'hyper-v-worker',
  'microsoft-windows-kernel-eventtracing': 'kernel-event-tracing',
  'microsoft-windows-kernel-shimengine/diagnostic': 'kernel-shimengine',
  'microsoft-windows-kernel-shimengine/operational': 'kernel-shimengine',
  'microsoft-windows-ldap-client/debug': 'ldap',
  'microsoft-windows-lsa/operational': 'lsa-server',
  'microsoft-windows-ntfs/operational': 'ntfs',
  'microsoft-windows-ntlm/operational': 'ntlm',
  'microsoft-windows-powershell/operational': 'powershell',
  'microsoft-windows-printservice/admin': 'printservice-admin',
  'microsoft-windows-printservice/operational': 'printservice-operational',
  'microsoft-windows-security-mitigations/kernel mode': 'security-mitigations',
  'microsoft-windows-security-mitigations/user mode': 'security-mitigations',
  'microsoft-windows-sense/operational': 'sense',
  'microsoft-windows-shell-core/operational': 'shell-core',
  'microsoft-windows-smbclient/connectivity': 'smbclient-connectivity',
  'microsoft-windows-smbclient/security': 'smbclient-security',
  'microsoft-windows-smbserver/connectivity': 'smbserver-connectivity',
  'microsoft-windows-sysmon/operational': 'sysmon',
  'microsoft-windows-taskscheduler/operational': 'taskscheduler',
  'microsoft-windows-terminalservices-localsessionmanager/operational': 'terminalservices-localsessionmanager',
  'microsoft-windows-vhdmp/operational': 'vhdmp',
  'microsoft-windows-windows defender/operational': 'windefend',
  'microsoft-windows-windows firewall with advanced security/firewall': 'firewall-as',
  'microsoft-windows-wmi-activity/operational': 'wmi',
  'msexchange management': 'msexchange-management',
  'openssh/operational': 'openssh',
  'powershellcore/operational': 'powershell',
  security: 'security',
  system: 'system',
  'windows powershell': 'powershell-classic',
};

const known = new Map<string, string>();
const MAX_KNOWN = 2_000;
const LONGEST_KNOWN = 200;

/** `windows.security`; a channel that rules have no name for gives its own, in small letters and hyphens. */
export function datasetOf(channel: string): string {
  const cached = known.get(channel);
  if (cached !== undefined) return cached;
  if (known.size >= MAX_KNOWN) known.clear();
  const lower = channel.toLowerCase();
  const service = Object.hasOwn(SERVICES, lower) ? SERVICES[lower] : undefined;
  const own = lower.replace(/^microsoft-windows-/, '').replaceAll(/[^a-z0-9]+/g, '-');
  const dataset = `windows.${service ?? (own.slice(0, 100) || 'event')}`;
  if (channel.length <= LONGEST_KNOWN) known.set(channel, dataset);
  return dataset;
}
