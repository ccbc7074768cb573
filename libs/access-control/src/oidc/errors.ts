import { DomainError } from '@tocsin/api-contract';

/** Nobody of the person's groups has a role here. */
export class NoRoleForGroups extends DomainError {
  readonly code = 'oidc.no_role';
  readonly kind = 'forbidden';

  constructor() {
    super('Single sign-on knows you, but your groups have no role here. Ask whoever runs Tocsin.');
  }
}

export class NameTakenLocally extends DomainError {
  readonly code = 'oidc.name_taken';
  readonly kind = 'conflict';

  constructor() {
    super('Another account has your name already. Ask an admin; accounts are never joined by name.');
  }
}

export class OidcAccountDisabled extends DomainError {
  readonly code = 'oidc.disabled';
  readonly kind = 'forbidden';

  constructor() {
    super('Your account is disabled here. Ask an admin.');
  }
}
