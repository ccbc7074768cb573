/** Who sends, as its key says. */
export interface Shipper {
  readonly source: string;
  /** How the source says things, when the endpoint does not tell. */
  readonly dialect?: string;
  /** IANA zone of times that come without one. */
  readonly zone?: string;
}

/** Knows the senders. */
export abstract class Shippers {
  /**
   * Whose request it is, from its `Authorization` header alone: nothing of the body has been read.
   * @throws {Refusal} when there is no key, the key is not good, or nobody can tell now.
   */
  abstract authenticate(authorization: string | undefined): Promise<Shipper>;
}
