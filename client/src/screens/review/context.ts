/** What the parts of a review share. */

import { Vendors } from "../../vendors";

export const vendors = new Vendors();
