import { DomainError, MOST_ROLES, type Role } from '@tocsin/api-contract';

export class RoleUnknown extends DomainError {
  readonly code = 'role.unknown';
  readonly kind = 'invalid';

  constructor(name: string) {
    super(`There is no role ${name}. GET /api/roles lists those there are.`);
  }
}

export class RoleNotFound extends DomainError {
  readonly code = 'role.not_found';
  readonly kind = 'not_found';

  constructor() {
    super('There is no such role. It may have been deleted.');
  }
}

export class RoleExists extends DomainError {
  readonly code = 'role.exists';
  readonly kind = 'conflict';

  constructor() {
    super('There is a role of this name already. Choose another name.');
  }
}

/** One of those every installation has. */
export class RoleFixed extends DomainError {
  readonly code = 'role.fixed';
  readonly kind = 'conflict';

  constructor() {
    super('This role is the same in every installation and cannot be changed. Make one of your own.');
  }
}

export class RoleInUse extends DomainError {
  readonly code = 'role.in_use';
  readonly kind = 'conflict';

  /** @param holders as people know them. */
  constructor(holders: readonly string[]) {
    super(`The role is in use by ${holders.join(', ')}. Give them another one first.`);
  }
}

export class RoleChanged extends DomainError {
  readonly code = 'role.changed';
  readonly kind = 'stale';

  constructor(override readonly current: Role) {
    super('Somebody changed the role meanwhile. Look at it as it is now, then change it again.');
  }
}

export class TooManyRoles extends DomainError {
  readonly code = 'role.too_many';
  readonly kind = 'conflict';

  constructor() {
    super(`There are ${MOST_ROLES} roles of your own already. Delete one that nobody has.`);
  }
}
