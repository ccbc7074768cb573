/** Reason of a line that took a worker down; its neighbours go on. */
export const POISON = 'poison.killed_worker';
/** Reason of lines nobody dares to try any more. */
export const SUSPECT = 'poison.suspect';
