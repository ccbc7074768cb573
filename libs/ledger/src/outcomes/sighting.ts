/** That something was seen in the events of a batch: one key of a last-seen list, such as an account or an account and a network. */
export interface Sighting {
  readonly list: string;
  /** The values of the list's fields, as a JSON array of texts. */
  readonly key: string;
  readonly count: number;
  /** Event times of the first and last, RFC 3339. */
  readonly first: string;
  readonly last: string;
  /** Of the last. */
  readonly eventId: string;
}
