import type { StructuredData } from './structured-data';

/**
 * What stands before the text of a line: as devices send it and syslog daemons write it into files, in the form of RFC 3164 or
 * with the full time that newer ones put in its place, or in the form of RFC 5424.
 */
export interface SyslogHeader {
  readonly priority: string | undefined;
  /** As written; most have no year. */
  readonly time: string | undefined;
  readonly host: string | undefined;
  readonly program: string | undefined;
  readonly pid: number | undefined;
  readonly text: string;
  readonly rfc5424?: Rfc5424Fields;
}

/** What only RFC 5424 has. */
export interface Rfc5424Fields {
  readonly version: string;
  readonly appname: string | undefined;
  readonly procid: string | undefined;
  readonly msgid: string | undefined;
  readonly structuredData: StructuredData | undefined;
}
