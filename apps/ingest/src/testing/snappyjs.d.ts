/** The package has no types of its own; tests compress with it. */
declare module 'snappyjs' {
  export function compress(bytes: Buffer): Buffer;
}
