/** The address names only a code: words in it could be anybody's. */
const WORDS: Readonly<Record<string, string>> = {
  'oidc.denied': 'The provider of single sign-on did not let you in.',
  'oidc.disabled': 'Your account is disabled here. Ask an admin.',
  'oidc.expired': 'The single sign-on took too long or began in another browser. Try again.',
  'oidc.name_taken': 'Another account has your name already. Ask an admin; accounts are never joined by name.',
  'oidc.no_name': 'The provider of single sign-on gives no name that can be used here. Ask whoever runs Tocsin.',
  'oidc.no_role': 'Single sign-on knows you, but your groups have no role here. Ask whoever runs Tocsin.',
  'oidc.unavailable': 'The single sign-on does not answer. Try again later, or sign in with a local account.',
};

/** What a person is told when single sign-on did not let them in. */
export function singleSignOnProblem(code: string): string {
  return Object.hasOwn(WORDS, code) ? (WORDS[code] ?? '') : 'The single sign-on failed. Try again.';
}
