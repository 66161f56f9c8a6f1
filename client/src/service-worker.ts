/** The service worker that the build makes: the pages open without a network. */

/** Trusted Types let only a named policy say where a script comes from. */
export function registerServiceWorker(): void {
  if (!("serviceWorker" in navigator) || import.meta.env.DEV) return;
  const trustedTypes = (window as { trustedTypes?: TrustedTypes }).trustedTypes;
  const policy = trustedTypes?.createPolicy("service-worker", { createScriptURL: (url) => url });
  void navigator.serviceWorker.register((policy?.createScriptURL("/sw.js") ?? "/sw.js") as string);
}

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): { createScriptURL: (url: string) => unknown };
}
