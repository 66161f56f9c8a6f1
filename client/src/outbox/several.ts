/** A mail with several receipts in it, of which the server has made one each. */

import type { Schema } from "../api/client";
import { ApiError } from "../api/errors";

/** The others come with the list. Throws ApiError where not all of them were taken. */
export function firstOfSeveral({ results }: Schema["BulkUploadAnswers"]): Schema["Receipt"] {
  const refused = results.find(({ status }) => status !== 201);
  const first = results[0]?.receipt;
  if (first && !refused) return first;
  // About this mail, whatever the reason: sent again it would have the same answer.
  const message = `${refused?.name}: ${refused?.detail}`;
  throw new ApiError(message, { code: "several_documents", status: 400 });
}
