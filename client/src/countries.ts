/** The countries there are, and what follows from each; named in the language of the page. */

import { api, data, type Schema } from "./api/client";

export async function loadCountries(): Promise<Schema["Country"][]> {
  return (await data(api.GET("/api/v1/accounts/countries/"))).countries;
}
