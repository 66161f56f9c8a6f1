/** The screens that there are: each folder of `screens/` has one in its `Screen.svelte`. */

import type { Component } from "svelte";
import { ROUTES, type RouteName } from "./routes";

/** What a screen is given: the parameters of its path, and which of its routes it is. */
export interface ScreenProps {
  route: RouteName;
  params: Record<string, string>;
}
type Screen = { default: Component<ScreenProps> };

const files = import.meta.glob<Screen>("./screens/*/Screen.svelte");

export function loadScreen(route: RouteName): (() => Promise<Screen>) | undefined {
  return files[`./screens/${ROUTES[route].screen}/Screen.svelte`];
}
