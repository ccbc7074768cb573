import type { IncidentType, Phase } from '@tocsin/api-contract';

export const PHASE_WORDS: Readonly<Record<Phase, string>> = {
  identification: 'Identification',
  containment: 'Containment',
  eradication: 'Eradication',
  recovery: 'Recovery',
  lessons_learned: 'Lessons learned',
  closed: 'Closed',
};

export const TYPE_WORDS: Readonly<Record<IncidentType, string>> = {
  phishing: 'Phishing',
  malware: 'Malware',
  ransomware: 'Ransomware',
  account_takeover: 'Account take-over',
  data_leak: 'Data leak',
  web_attack: 'Web attack',
  insider: 'Insider',
  lost_device: 'Lost device',
  denial_of_service: 'Denial of service',
  misconfiguration: 'Misconfiguration',
  other: 'Other',
};
