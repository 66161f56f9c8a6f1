/** Paths and query strings as values: what the router does without a browser. */

import { ROUTES, type RouteName } from "./routes";

type ParamNames<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParamNames<Rest>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;
export type Params<Name extends RouteName> = Record<
  ParamNames<(typeof ROUTES)[Name]["path"]>,
  string | number
>;
/** What a query string is made of; null, "" and an empty list leave the name out. */
export type Query = Record<string, string | number | boolean | null | undefined | string[]>;

export interface Match {
  name: RouteName;
  params: Record<string, string>;
}

/** The route of a path. A fixed part wins over a parameter. Null: there is none. */
export function matchPath(path: string): Match | null {
  const parts = split(path);
  for (const [name, route] of BY_FIXED_PARTS) {
    const params = matchParts(split(route.path), parts);
    if (params) return { name, params };
  }
  return null;
}

const BY_FIXED_PARTS = (
  Object.entries(ROUTES) as [RouteName, (typeof ROUTES)[RouteName]][]
).toSorted(([, a], [, b]) => a.path.split(":").length - b.path.split(":").length);

function split(path: string): string[] {
  return path.split("/").filter(Boolean);
}

function matchParts(pattern: string[], parts: string[]): Record<string, string> | null {
  if (pattern.length !== parts.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const given = parts[index]!;
    if (part.startsWith(":")) params[part.slice(1)] = decoded(given);
    else if (part !== given) return null;
  }
  return params;
}

/** As it stands where it is no sound encoding: a mailed link may have been mangled. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** `href("review-receipt", { id: 3 }, { page: 2 })` is "/review/3?page=2". */
export function href<Name extends RouteName>(
  name: Name,
  ...[params, query]: [Params<Name>] extends [Record<never, never>]
    ? [params?: Params<Name> | null, query?: Query]
    : [params: Params<Name>, query?: Query]
): string {
  const path = ROUTES[name].path.replace(/:(\w+)/g, (_, key: string) =>
    encodeURIComponent(String((params as Record<string, string | number>)[key])),
  );
  return path + queryString(query ?? {});
}

/** With its question mark, or empty. Lists are joined with commas, as the API takes them. */
export function queryString(query: Query): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    const text = Array.isArray(value) ? value.join(",") : String(value ?? "");
    if (text) search.set(name, text);
  }
  const text = search.toString().replaceAll("%2C", ",");
  return text ? `?${text}` : "";
}

/** `search` with some names set anew. */
export function changedQuery(search: URLSearchParams, changes: Query): string {
  return queryString({ ...Object.fromEntries(search), ...changes });
}

/** The values of a name that go with commas. */
export function listOf(search: URLSearchParams, name: string): string[] {
  return [...new Set((search.get(name) ?? "").split(",").filter(Boolean))];
}

/** The query of an address of the API, for the path here that takes the same one. */
export function queryOfLink(link: string): Query {
  return Object.fromEntries(new URL(link, "http://server").searchParams);
}
