import { Inject, Injectable } from '@nestjs/common';
import { isTokenOf } from '@tocsin/access-control';
import { canonicalName } from '@tocsin/api-contract';
import { Clock } from '@tocsin/clock';

import { INGEST_OPTIONS } from '../ingest-options';
import type { IngestOptions } from '../ingest.config';
import { Refusal } from '../refusal';
import type { Credentials } from './credentials';
import type { KnownSource } from './directory/directory';
import { DirectoryKeeper } from './directory/directory-keeper';
import { KeyUses } from './key-uses';
import { isLoopback, Networks, splitAtCommas } from './networks';
import { originOf, type ClaimedOrigin } from './request-origin';
import { Shippers, type Shipper } from './shippers';

const HOW_TO_SEND = 'Send "Authorization: ApiKey <base64 of id:secret>" (Basic and Bearer carry the same base64).';

/** Of a subject in a message. */
const MAX_SHOWN = 200;

type ShipperOptions = Pick<IngestOptions, 'trustedProxies' | 'anonymousSource'>;

/** Shippers by their keys or client certificates, as the directory knows them. */
@Injectable()
export class KeyShippers extends Shippers {
  private readonly proxies: Networks;

  constructor(
    private readonly keeper: DirectoryKeeper,
    private readonly uses: KeyUses,
    private readonly clock: Clock,
    @Inject(INGEST_OPTIONS) private readonly options: ShipperOptions,
  ) {
    super();
    this.proxies = new Networks(splitAtCommas(options.trustedProxies));
  }

  override async authenticate(credentials: Credentials): Promise<Shipper> {
    const { shipper, isEnabled, networks } = await this.sourceOf(credentials);
    if (!isEnabled)
      throw new Refusal(
        'auth.disabled',
        `The source ${shipper.source} is disabled. Enable it, or send as another one.`,
      );
    if (networks) this.refuseElsewhere(shipper.source, networks, credentials.origin);
    return shipper;
  }

  private refuseElsewhere(source: string, networks: Networks, claimed: ClaimedOrigin): void {
    const { address = 'an unknown address' } = originOf(claimed, this.proxies);
    if (networks.has(address)) return;
    throw new Refusal(
      'auth.network',
      `The source ${source} may not send from ${address}. Add that to its allowed networks, or send from one of them.`,
    );
  }

  private sourceOf({ pair, origin }: Credentials): Promise<KnownSource> {
    if (pair !== undefined) return this.known(() => this.sourceOfKey(pair), unknownKey);
    const { certificateSubject } = originOf(origin, this.proxies);
    if (certificateSubject !== undefined) {
      const subject = canonicalName(certificateSubject) ?? certificateSubject;
      return this.known(
        () => this.keeper.directory.certifiedSource(subject),
        () => unknownCertificate(subject),
      );
    }
    const { anonymousSource } = this.options;
    if (anonymousSource !== undefined && isOfThisMachine(origin))
      return this.known(
        () => this.keeper.directory.source(anonymousSource),
        () => noAnonymousSource(anonymousSource),
      );
    return Promise.reject(new Refusal('auth.missing', `There is no key with this request. ${HOW_TO_SEND}`));
  }

  /** `undefined` for a key nobody has heard of. @throws {Refusal} for one that is known and not good. */
  private sourceOfKey(pair: string): KnownSource | undefined {
    const colon = pair.indexOf(':');
    const key = this.keeper.directory.key(pair.slice(0, colon));
    if (key === undefined) return undefined;
    const hasEnded = key.endsAt !== null && this.clock.now().getTime() >= key.endsAt;
    if (hasEnded || !isTokenOf(pair.slice(colon + 1), key.secretHash)) throw unknownKey();
    this.uses.note(key.id);
    return this.keeper.directory.source(key.source);
  }

  /**
   * What is not known may have been made a moment ago: the database is asked, once for all such requests together.
   * @throws {Refusal} the given one when it is not there either.
   */
  private async known(find: () => KnownSource | undefined, refusal: () => Refusal): Promise<KnownSource> {
    const known = this.keeper.whyUnusable === '' ? find() : undefined;
    if (known) return known;
    if (!(await this.keeper.catchUp()))
      throw new Refusal('auth.unavailable', 'The sender cannot be verified now. Send the same again later.');
    const found = find();
    if (found) return found;
    throw refusal();
  }
}

/** Straight from a program on this machine: no proxy forwarded it, and no page in a browser sent it. */
function isOfThisMachine({ peer, forwardedFor, isFromPage }: ClaimedOrigin): boolean {
  return peer !== undefined && isLoopback(peer) && forwardedFor === undefined && !isFromPage;
}

function unknownKey(): Refusal {
  return new Refusal('auth.unknown_key', 'This key is unknown, revoked or expired. Create one and send with it.');
}

function unknownCertificate(subject: string): Refusal {
  const shown = subject.slice(0, MAX_SHOWN);
  return new Refusal(
    'auth.unknown_certificate',
    `No source has the client certificate ${shown}. Add its subject to one, or send with a key.`,
  );
}

function noAnonymousSource(name: string): Refusal {
  return new Refusal('auth.missing', `The source ${name} of requests without a key is not there. Create it.`);
}
