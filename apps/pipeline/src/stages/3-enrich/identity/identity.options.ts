export { listOptionsSchema as identityOptionsSchema, type ListOptions as IdentityOptions } from '../lists/list.options';
