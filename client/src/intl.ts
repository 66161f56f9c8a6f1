/** The browser's formats, each made once: to make one takes two hundred times what using it takes. */

const made = new Map<string, unknown>();

export function numberFormat(
  locale: string,
  options: Intl.NumberFormatOptions = {},
): Intl.NumberFormat {
  return once("number", locale, options, () => new Intl.NumberFormat(locale, options));
}

export function dateFormat(
  locale: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  return once("date", locale, options, () => new Intl.DateTimeFormat(locale, options));
}

/**
 * What the browser is asked to speak, as `Intl` takes it: where a language comes from the system's own
 * settings ("en-US@posix", "C"), it would throw.
 */
export function browserLanguages(): string[] {
  return navigator.languages.map((tag) => tag.split(/[@.]/)[0]!.replaceAll("_", "-")).filter(isTag);
}

function isTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
}

function once<T>(kind: string, locale: string, options: object, make: () => T): T {
  const key = `${kind} ${locale} ${JSON.stringify(options)}`;
  if (!made.has(key)) made.set(key, make());
  return made.get(key) as T;
}
