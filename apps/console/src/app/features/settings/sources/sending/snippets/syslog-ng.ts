import { lines, type Snippet } from './snippet';

export const syslogNg: Snippet = {
  id: 'syslog-ng',
  title: 'syslog-ng',
  note: 'Needs the modules http and scl (Debian: syslog-ng-mod-http, syslog-ng-scl). It waits and repeats while nothing is taken.',
  parts: ({ url, caFile, token }) => [
    {
      title: '/etc/syslog-ng/conf.d/tocsin.conf',
      language: 'conf',
      text: lines(
        '@include "scl.conf"',
        'source s_file { file("/var/log/auth.log" follow-freq(1) flags(no-parse)); };',
        'destination d_tocsin {',
        `  elasticsearch-http(url("${url}/_bulk") index("events") type("") custom-id("")`,
        `    headers("Content-Type: application/x-ndjson" "Authorization: ApiKey ${token}")`,
        '    template("$(format-json --scope none @timestamp=$ISODATE host=$HOST message=$MESSAGE)")',
        caFile && `    tls(ca-file("${caFile}"))`,
        '  );',
        '};',
        'log { source(s_file); destination(d_tocsin); flags(flow-control); };',
      ),
    },
  ],
};
