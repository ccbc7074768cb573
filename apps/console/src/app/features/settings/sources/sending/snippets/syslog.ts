import { lines, type Snippet } from './snippet';

export const syslog: Snippet = {
  id: 'syslog',
  title: 'Syslog',
  note:
    'For what can only speak syslog. It carries no key: the listener says whose events they are and who may connect, and nothing is ' +
    'ever answered, so whatever can send over HTTP should. Nothing listens unless it is told to.',
  parts: ({ source, host, caFile = '/etc/tocsin/ca.pem' }) => [
    {
      title: 'tocsin.yml of the front end',
      language: 'yaml',
      text: lines(
        'ingest:',
        '  syslog:',
        '    - transport: tls',
        '      host: 0.0.0.0',
        '      port: 6514',
        `      source: ${source}`,
        '      certificate: /etc/tocsin/syslog.pem',
        '      key: /etc/tocsin/syslog.key',
        '      clientCa: /etc/tocsin/senders-ca.pem',
      ),
    },
    {
      title: 'rsyslog.conf of the sender',
      language: 'conf',
      text: lines(
        `global(DefaultNetstreamDriverCAFile="${caFile}"`,
        '       DefaultNetstreamDriverCertFile="/etc/tocsin/host.pem" DefaultNetstreamDriverKeyFile="/etc/tocsin/host.key")',
        `action(type="omfwd" target="${host}" port="6514" protocol="tcp" TCP_Framing="octet-counted"`,
        '       template="RSYSLOG_SyslogProtocol23Format"',
        `       StreamDriver="ossl" StreamDriverMode="1" StreamDriverAuthMode="x509/name" StreamDriverPermittedPeers="${host}"`,
        '       queue.type="LinkedList" queue.size="100000" queue.filename="tocsin" queue.maxDiskSpace="1g" queue.saveOnShutdown="on"',
        '       action.resumeRetryCount="-1")',
      ),
    },
  ],
};
