import { Injectable, Logger } from '@nestjs/common';
import * as client from 'openid-client';

import { AccessOptions, type OidcOptions } from '../../access-options';
import { PlainProblem } from '../../http/problem';
import type { OidcFlow } from './oidc-flow';

const TIMEOUT_S = 10;
/** How wrong the provider's clock or ours may be. */
const CLOCK_TOLERANCE_S = 30;

/** The provider of single sign-on, asked when somebody comes. */
@Injectable()
export class OidcProvider {
  private readonly log = new Logger(OidcProvider.name);
  private found: Promise<client.Configuration> | undefined;

  constructor(private readonly access: AccessOptions) {}

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
  async finish(answer: URL, flow: OidcFlow): Promise<object> {
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
      if (!needsMore || provider.serverMetadata().userinfo_endpoint === undefined) return claims;
      const more = await client.fetchUserInfo(provider, tokens.access_token, claims.sub);
      return { ...more, ...claims };
    } catch (error) {
      throw this.problemOf(error);
    }
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
