/** Programs by what they call themselves. */

const BROWSERS: [RegExp, string][] = [
  [/\bEdgA?\//, "Edge"],
  [/\bOPR\//, "Opera"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\b(Firefox|FxiOS)\//, "Firefox"],
  [/\b(HeadlessChrome|Chrome|CriOS)\//, "Chrome"],
  [/\bVersion\/.* Safari\//, "Safari"],
];
const SYSTEMS: [RegExp, string][] = [
  [/\b(iPhone|iPad)\b/, "iOS"],
  [/\bAndroid\b/, "Android"],
  [/\bWindows\b/, "Windows"],
  [/\bMac OS X\b/, "macOS"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bLinux\b/, "Linux"],
];

/** "Firefox, Linux"; of a program that is no browser its own name, "python-httpx/1.0". */
export function programOf(userAgent: string): string {
  const of = (known: [RegExp, string][]) => known.find(([sign]) => sign.test(userAgent))?.[1];
  const parts = [of(BROWSERS), of(SYSTEMS)].filter(Boolean);
  return parts.join(", ") || userAgent.split(" ")[0] || "?";
}
