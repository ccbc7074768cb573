import { beats } from './beats';
import { node, python } from './clients';
import { curl } from './curl';
import { fluentBit } from './fluent-bit';
import { gelf } from './gelf';
import { logstash } from './logstash';
import { loki } from './loki';
import { nxlog } from './nxlog';
import { otelcol } from './otelcol';
import { rsyslog } from './rsyslog';
import type { Snippet } from './snippet';
import { splunkHec } from './splunk-hec';
import { syslog } from './syslog';
import { syslogNg } from './syslog-ng';
import { vector } from './vector';

/** Every way to send that is shown, in the order in which it is offered. docs/sending-events.md says the same. */
export const SNIPPETS: readonly Snippet[] = [
  curl,
  rsyslog,
  syslogNg,
  nxlog,
  beats,
  logstash,
  fluentBit,
  vector,
  otelcol,
  splunkHec,
  gelf,
  loki,
  syslog,
  python,
  node,
];
