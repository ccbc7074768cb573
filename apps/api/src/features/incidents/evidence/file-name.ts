const MAX_CHARACTERS = 200;
/** Control characters, marks that turn the direction of text, and what one of the usual systems forbids. */
const UNFIT = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}<>:"|?*]/gu;
/** Names of devices, with any ending. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** A name under which a file can be shown and kept anywhere: no folder, nothing hidden, nothing that a system takes for something else. */
export function fileName(given: string): string {
  const last =
    given
      .normalize('NFC')
      .split(/[/\\]/)
      .findLast((part) => part.trim() !== '') ?? '';
  const fit = last
    .replace(UNFIT, '_')
    .trim()
    .replace(/^\.+/, '')
    .replace(/[. ]+$/, '');
  const name = DEVICE.test(fit) ? `_${fit}` : fit;
  return shortened(name) || 'file';
}

/** Its end stays: it tells what kind of file it is. */
function shortened(name: string): string {
  const characters = [...name];
  if (characters.length <= MAX_CHARACTERS) return name;
  const ending = [...(/\.[\p{L}\p{N}]{1,12}$/u.exec(name)?.[0] ?? '')];
  return [...characters.slice(0, MAX_CHARACTERS - ending.length), ...ending].join('');
}
