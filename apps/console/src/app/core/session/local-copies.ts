/** Databases of the browser with copies of what somebody works on; they go when that person signs out. */
export const LOCAL_COPY_PREFIX = 'tocsin-text:';

export async function forgetLocalCopies(): Promise<void> {
  // Some browsers do not tell which there are; they forget them with the other data of the site.
  const databases = (await globalThis.indexedDB?.databases?.()) ?? [];
  for (const { name } of databases)
    if (name?.startsWith(LOCAL_COPY_PREFIX) === true) globalThis.indexedDB.deleteDatabase(name);
}
