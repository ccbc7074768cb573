/** A place that takes syslog. */
export interface SyslogListener {
  /** For people: `tls 0.0.0.0:6514`. */
  readonly name: string;
  /** Whether it takes events now. */
  readonly isOpen: boolean;
  /** @throws when the address is not to be had. */
  open(): Promise<void>;
  /** Takes nothing more. What was taken before is in batches then. */
  close(): Promise<void>;
}
