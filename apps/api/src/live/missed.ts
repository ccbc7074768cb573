/** What a console that comes again has missed of a feed: told before the greeting, unless it is too much to be told one by one. */
export type Missed = { readonly isWhole: false } | { readonly isWhole: true; readonly tell: () => void };

export const TOO_MUCH: Missed = { isWhole: false };
