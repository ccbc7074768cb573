import { Injectable, Logger } from '@nestjs/common';
import * as client from 'openid-client';

import { AccessOptions, type OidcOptions } from '../../access-options';
import { ApiOptions } from '../../api-options';
import { PlainProblem } from '../../http/problem';
import type { OidcFlow } from './oidc-flow';

const TIMEOUT_S = 10;
/** How wrong the provider's clock or ours may be. */
const CLOCK_TOLERANCE_S = 30;

/** Addresses that are longer are refused by many a server; the provider asks the person then. */
const LONGEST_HINT = 6_000;

/** What the provider says of somebody, and what their session there is ended with. */
export interface Vouched {
  readonly claims: object;
  readonly idToken: string;
}

/** The provider of single sign-on, asked when somebody comes. */
@Injectable()
export class OidcProvider {
  private readonly log = new Logger(OidcProvider.name);
  private found: Promise<client.Configuration> | undefined;

  constructor(
    private readonly access: AccessOptions,
    private readonly api: ApiOptions,
  ) {}

  /** @throws {PlainProblem} when there is none. */
  get options(): OidcOptions {
    const { oidc } = this.access;
    if (oidc === undefined) throw new PlainProblem('not_found', 'oidc.none', 'There is no single sign-on here.');
    return oidc;
  }

  /** @throws {PlainProblem} when the provider does not answer. */
  async begin(redirectUri: string, returnTo: string): Promise<{ url: string; flow: OidcFlow }> {
    const provider = await this.discover();
    const [state, nonce] = [client.randomState(), client.randomNonce()];
    const verifier = client.randomPKCECodeVerifier();
    const url = client.buildAuthorizationUrl(provider, {
      redirect_uri: redirectUri,
      scope: this.options.scopes,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
    });
    return { url: url.href, flow: { state, nonce, verifier, returnTo } };
  }

  /**
   * What the provider says of who comes back: claims of the ID token, and of its user info where that has the groups.
   * @throws {PlainProblem} when it does not answer, or its answer is not for this browser, this client or this moment.
   */
  async finish(answer: URL, flow: OidcFlow): Promise<Vouched> {
    const provider = await this.discover();
    try {
      const tokens = await client.authorizationCodeGrant(provider, answer, {
        pkceCodeVerifier: flow.verifier,
        expectedState: flow.state,
        expectedNonce: flow.nonce,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (claims === undefined) throw new Error('no ID token');
      const needsMore = claims[this.options.groupClaim] === undefined || claims[this.options.nameClaim] === undefined;
      const idToken = tokens.id_token ?? '';
      if (!needsMore || provider.serverMetadata().userinfo_endpoint === undefined) return { claims, idToken };
      const more = await client.fetchUserInfo(provider, tokens.access_token, claims.sub);
      return { claims: { ...more, ...claims }, idToken };
    } catch (error) {
      throw this.problemOf(error);
    }
  }

  /**
   * Page of the provider that ends its session, and leads back to our page for signing in.
   * @param origin ours, as the browser sees it.
   * @returns null when the provider has none, does not answer, or shall not be asked: signed out here one is all the same.
   */
  async signOutPage(idToken: string, origin: string): Promise<string | null> {
    if (this.access.oidc?.signOutAtProvider !== true) return null;
    const provider = await this.discover().catch(() => undefined);
    if (provider?.serverMetadata().end_session_endpoint === undefined) return null;
    const back = { post_logout_redirect_uri: new URL('/login', this.api.publicUrl ?? origin).href };
    const hint = idToken.length > LONGEST_HINT ? {} : { id_token_hint: idToken };
    return client.buildEndSessionUrl(provider, { ...back, ...hint }).href;
  }

  /** Found once; as long as it was not, everybody who comes asks again. */
  private discover(): Promise<client.Configuration> {
    this.found ??= this.ask().catch((error: unknown) => {
      this.found = undefined;
      this.log.warn(`The provider of single sign-on does not answer: ${reasonOf(error)}`);
      throw unavailable();
    });
    return this.found;
  }

  private ask(): Promise<client.Configuration> {
    const { issuer, clientId, clientSecret } = this.options;
    const server = new URL(issuer);
    const metadata = { [client.clockTolerance]: CLOCK_TOLERANCE_S };
    const how = clientSecret === undefined ? client.None() : client.ClientSecretBasic(clientSecret);
    const insecure = server.protocol === 'http:' ? [client.allowInsecureRequests] : [];
    // The signature is checked too, not only that the token comes from the provider's own address.
    const execute = [client.enableNonRepudiationChecks, ...insecure];
    return client.discovery(server, clientId, metadata, how, { execute, timeout: TIMEOUT_S });
  }

  private problemOf(error: unknown): PlainProblem {
    this.log.warn(`A single sign-on failed: ${reasonOf(error)}`);
    if (error instanceof client.AuthorizationResponseError)
      return new PlainProblem('forbidden', 'oidc.denied', 'The provider did not let you in.');
    if (isNetwork(error)) return unavailable();
    return new PlainProblem('forbidden', 'oidc.refused', "The provider's answer is not good. Try again.");
  }
}

function unavailable(): PlainProblem {
  return new PlainProblem('unavailable', 'oidc.unavailable', 'The single sign-on does not answer. Try again later.');
}

function isNetwork(error: unknown): boolean {
  return error instanceof Error && (error.name === 'TimeoutError' || error.message === 'fetch failed');
}

/** Never the answer itself, which may hold tokens. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const code = 'code' in error ? String(error.code) : error.name;
  return `${code}: ${error.message}`;
}
