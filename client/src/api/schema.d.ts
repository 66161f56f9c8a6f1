// Generated of the API's document: not edited by hand.

export interface paths {
    "/api/v1/accounts/api-keys/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The account's keys, newest first
         * @description The account's keys, newest first. The keys themselves cannot be shown again.
         */
        get: operations["accounts_list_api_keys"];
        put?: never;
        /**
         * Make a key
         * @description Make a key. This answer is the only one that shows it.
         */
        post: operations["accounts_create_api_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/api-keys/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke a key
         * @description Revoke a key: it is worth nothing from now on.
         */
        delete: operations["accounts_revoke_api_key"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/countries/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every country by name, each with how books are usually kept there
         * @description Every country by name, each with how books are usually kept there.
         */
        get: operations["accounts_countries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/demo/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in to the demo account by a cookie, on the machine that the server runs on
         * @description Sign in to the demo account by a cookie, on the machine that the server runs on.
         */
        post: operations["accounts_demo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/logout/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign out
         * @description Sign out: the access and the refresh token are dead at once.
         */
        post: operations["accounts_sign_out"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/me/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The signed-in person's account
         * @description The signed-in person's account.
         */
        get: operations["accounts_me"];
        put?: never;
        post?: never;
        /**
         * Delete the account with everything in it, at once and for good
         * @description Delete the account with everything in it, at once and for good.
         */
        delete: operations["accounts_delete_me"];
        options?: never;
        head?: never;
        /**
         * Change the profile
         * @description Change the profile. Fields that are not sent stay as they are.
         */
        patch: operations["accounts_change_me"];
        trace?: never;
    };
    "/api/v1/accounts/options/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What this server offers whoever asks
         * @description What this server offers whoever asks: ways in, languages, billing.
         */
        get: operations["accounts_options"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/password/change/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change the password
         * @description Change the password. Every session ends, and every API key unless they are to be kept;
         *     the answer is a pair for a new session, or to a call by cookie 204 and the new cookie.
         */
        post: operations["accounts_change_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/password/reset/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mail a link for a new password
         * @description Mail a link for a new password. The answer is the same whoever asks.
         */
        post: operations["accounts_ask_for_password_reset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/register/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open an account
         * @description Open an account. A taken address gets the same answer, and its owner a mail.
         */
        post: operations["accounts_register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/resend-verification-email/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mail the verification link again
         * @description Mail the verification link again. The answer is the same whoever asks.
         */
        post: operations["accounts_resend_verification_email"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/reset-password/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set a new password with the token of the mailed link
         * @description Set a new password with the token of the mailed link. Every session ends, and every API
         *     key unless they are to be kept.
         */
        post: operations["accounts_reset_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/sessions/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where the account is signed in, newest first
         * @description Where the account is signed in, newest first.
         */
        get: operations["accounts_list_sessions"];
        put?: never;
        post?: never;
        /**
         * Sign out everywhere else
         * @description Sign out everywhere else.
         */
        delete: operations["accounts_end_other_sessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/sessions/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Sign one device out
         * @description Sign one device out.
         */
        delete: operations["accounts_end_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/token/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in with e-mail and password
         * @description Sign in with e-mail and password.
         */
        post: operations["accounts_sign_in"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/token/refresh/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change a refresh token for a new pair
         * @description Change a refresh token for a new pair. The old one is replaced: for ten more seconds it
         *     gives a pair as well, since two tabs may ask at once; then it is refused.
         */
        post: operations["accounts_refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/verify-email/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Verify an address with the token of the mailed link
         * @description Verify an address with the token of the mailed link. It works once.
         */
        post: operations["accounts_verify_email"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receipts/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A page of receipts, newest first
         * @description A page of receipts, newest first.
         */
        get: operations["receipts_list"];
        put?: never;
        /**
         * Upload one document
         * @description Upload one document: a file in `image`, or several of one receipt in `pages`. It is
         *     stored at once and read in the background.
         */
        post: operations["receipts_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receipts/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One receipt, with the evidence of its last reading
         * @description One receipt, with the evidence of its last reading.
         */
        get: operations["receipts_retrieve"];
        /**
         * As PATCH, for older clients
         * @deprecated
         * @description As PATCH, for older clients: what is not named stays as it is, and what is unknown
         *     is ignored.
         */
        put: operations["receipts_put"];
        post?: never;
        /**
         * Into the trash for 30 days; the documents of the month stay counted
         * @description Into the trash for 30 days; the documents of the month stay counted.
         */
        delete: operations["receipts_destroy"];
        options?: never;
        head?: never;
        /**
         * Correct a receipt
         * @description Correct a receipt: what kind of document it is, and its entry. What is set here no later
         *     reading changes.
         */
        patch: operations["receipts_partial_update"];
        trace?: never;
    };
    "/api/v1/receipts/{id}/duplicates/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a receipt resembles and what resembles it, with the reasons and the resolutions
         * @description What a receipt resembles and what resembles it, with the reasons and the resolutions.
         */
        get: operations["receipts_duplicates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receipts/{id}/duplicates/{duplicate_id}/resolve/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say whether two receipts are the same
         * @description Say whether two receipts are the same. Another resolution later is a conflict.
         */
        post: operations["receipts_resolve_duplicate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receipts/{id}/history/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything that happened to a receipt, in order
         * @description Everything that happened to a receipt, in order.
         */
        get: operations["receipts_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receipts/{id}/lines/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything that is printed, as it was read, with its places on the pages
         * @description Everything that is printed, as it was read, with its places on the pages.
         */
        get: operations["receipts_lines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receipts/{id}/model-requests/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What of a receipt left the house for a model, in order
         * @description What of a receipt left the house for a model, in order.
         */
        get: operations["receipts_model_requests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receipts/{id}/pages/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A picture of every page, upright, for the places of the evidence
         * @description A picture of every page, upright, for the places of the evidence. Each is drawn when it
         *     is first fetched.
         */
        get: operations["receipts_pages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receipts/{id}/processing_status/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How far the reading of a receipt is, and what it waits for
         * @description How far the reading of a receipt is, and what it waits for.
         */
        get: operations["receipts_processing_status_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receipts/{id}/reprocess/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Read a completed or failed receipt once more
         * @description Read a completed or failed receipt once more. Corrections stay.
         */
        post: operations["receipts_reprocess_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receipts/{id}/restore/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Out of the trash
         * @description Out of the trash. One that had not been read yet is queued again; of one that was split
         *     the parts go for good, unless somebody has worked on them (409).
         */
        post: operations["receipts_restore_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receipts/{id}/split/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a receipt of each part of one that shows several
         * @description Make a receipt of each part of one that shows several. The whole one goes into the trash;
         *     its restoration takes the parts back.
         */
        post: operations["receipts_split"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receipts/{id}/unverify/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a verification back
         * @description Take a verification back. All values stay as they are, and are reviewed anew.
         */
        post: operations["receipts_unverify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receipts/{id}/update_extracted_data/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Correct a receipt in the shape of `extracted_data`
         * @description Correct a receipt in the shape of `extracted_data`. Other keys are ignored.
         */
        patch: operations["receipts_update_extracted_data"];
        trace?: never;
    };
    "/api/v1/receipts/{id}/verify/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say that the entry is right
         * @description Say that the entry is right: it needs no more review, and no reading changes it.
         */
        post: operations["receipts_verify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receipts/bulk/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload up to 100 documents, or a ZIP archive of them
         * @description Upload up to 100 documents, or a ZIP archive of them. One bad file does not harm the
         *     others.
         */
        post: operations["receipts_bulk_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receipts/bulk/category/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set the category of many receipts
         * @description Set the category of many receipts. It counts as corrected by a person.
         */
        post: operations["receipts_bulk_category"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receipts/bulk/delete/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Move many receipts to the trash
         * @description Move many receipts to the trash.
         */
        post: operations["receipts_bulk_delete"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receipts/bulk/reprocess/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Read many receipts once more
         * @description Read many receipts once more. Corrections stay; each is limited as by itself.
         */
        post: operations["receipts_bulk_reprocess"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receipts/bulk/restore/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take many receipts out of the trash
         * @description Take many receipts out of the trash. Where the quota or the queue has no room for all of
         *     them, or somebody has worked on the parts of one that was split, none comes back.
         */
        post: operations["receipts_bulk_restore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receipts/bulk/unverify/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take the verification of many entries back
         * @description Take the verification of many entries back: whatever they are now, or of a version.
         */
        post: operations["receipts_bulk_unverify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receipts/bulk/verify/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say of many entries that they are right
         * @description Say of many entries that they are right: as they are, or as they were at a version.
         */
        post: operations["receipts_bulk_verify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receipts/categories/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The defaults and one's own, by name
         * @description The defaults and one's own, by name.
         */
        get: operations["categories_list"];
        put?: never;
        /**
         * Make a category of one's own
         * @description Make a category of one's own.
         */
        post: operations["categories_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receipts/categories/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One category
         * @description One category.
         */
        get: operations["categories_retrieve"];
        put?: never;
        post?: never;
        /**
         * Delete one's own
         * @description Delete one's own. Entries that have it are left without a category.
         */
        delete: operations["categories_delete"];
        options?: never;
        head?: never;
        /**
         * Rename or change one's own
         * @description Rename or change one's own. Entries keep it: the slug stays.
         */
        patch: operations["categories_change"];
        trace?: never;
    };
    "/api/v1/receipts/changes/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Receipts and entries that changed since; without `since` all there are
         * @description Receipts and entries that changed since; without `since` all there are.
         */
        get: operations["receipts_changes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receipts/dashboard/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How much there is, and the newest receipts
         * @description How much there is, and the newest receipts.
         */
        get: operations["receipts_dashboard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receipts/files/{variant}/{stored_name}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One file of a receipt
         * @description One file of a receipt. The signed link is the permission; it runs out.
         */
        get: operations["receipts_files_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receipts/limits/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How large an upload may be, and which files are taken
         * @description How large an upload may be, and which files are taken.
         */
        get: operations["receipts_limits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receipts/originals/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A ZIP archive of the originals that the filters find, such as `ids=1,2,3`; with none, of all
         * @description A ZIP archive of the originals that the filters find, such as `ids=1,2,3`; with none,
         *     of all. Made while it is sent.
         */
        get: operations["receipts_originals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receipts/queue/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The places in the queue of your receipts that wait for their turn, the next 500
         * @description The places in the queue of your receipts that wait for their turn, the next 500.
         */
        get: operations["receipts_queue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receipts/samples/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add three drawn sample receipts to an account that has none yet
         * @description Add three drawn sample receipts to an account that has none yet.
         */
        post: operations["receipts_add_samples"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receipts/transactions/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All entries, the latest purchase first
         * @description All entries, the latest purchase first.
         */
        get: operations["transactions_list"];
        put?: never;
        /**
         * Make an entry without a receipt, such as income or cash without a slip
         * @description Make an entry without a receipt, such as income or cash without a slip.
         */
        post: operations["transactions_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receipts/transactions/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One entry
         * @description One entry. Its version is that of its receipt, if it has one.
         */
        get: operations["transactions_retrieve"];
        put?: never;
        post?: never;
        /**
         * Move an entry without a receipt into the trash
         * @description Move an entry without a receipt into the trash. One with a receipt goes with it.
         */
        delete: operations["transactions_delete"];
        options?: never;
        head?: never;
        /**
         * Correct an entry
         * @description Correct an entry. What is set here no later reading changes.
         */
        patch: operations["transactions_change"];
        trace?: never;
    };
    "/api/v1/receipts/transactions/{id}/history/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything that happened to an entry, in order
         * @description Everything that happened to an entry, in order.
         */
        get: operations["transactions_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receipts/transactions/{id}/restore/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take an entry out of the trash
         * @description Take an entry out of the trash.
         */
        post: operations["transactions_restore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receipts/transactions/bulk/category/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set the category of many entries, with or without a receipt
         * @description Set the category of many entries, with or without a receipt: of all of them, or of each
         *     another one, where its version is still the one given.
         */
        post: operations["transactions_bulk_category"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receipts/transactions/bulk/delete/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Move many entries by hand to the trash
         * @description Move many entries by hand to the trash. Those of receipts go with their receipts.
         */
        post: operations["transactions_bulk_delete"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receipts/transactions/bulk/restore/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take many entries by hand out of the trash
         * @description Take many entries by hand out of the trash.
         */
        post: operations["transactions_bulk_restore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receipts/transactions/check/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check the values of an entry while it is being typed
         * @description Check the values of an entry while it is being typed. Nothing is stored.
         */
        post: operations["transactions_check"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receipts/vendor-rules/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Proposed, active and switched-off rules, by vendor
         * @description Proposed, active and switched-off rules, by vendor.
         */
        get: operations["vendor_rules_list"];
        put?: never;
        /**
         * Teach a spelling, a category or both
         * @description Teach a spelling, a category or both. It applies to later receipts.
         */
        post: operations["vendor_rules_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receipts/vendor-rules/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One rule
         * @description One rule.
         */
        get: operations["vendor_rules_retrieve"];
        put?: never;
        post?: never;
        /**
         * Forget a rule
         * @description Forget a rule. Entries keep what it has set.
         */
        delete: operations["vendor_rules_delete"];
        options?: never;
        head?: never;
        /**
         * Edit a rule, accept it (`active`) or switch it off
         * @description Edit a rule, accept it (`active`) or switch it off. Entries stay as they are.
         */
        patch: operations["vendor_rules_change"];
        trace?: never;
    };
    "/api/v1/receipts/vendor-rules/{id}/apply/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Apply an active rule to earlier entries, up to 500 in a call
         * @description Apply an active rule to earlier entries, up to 500 in a call. What people have set or
         *     verified stays.
         */
        post: operations["vendor_rules_apply"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receipts/vendor-rules/{id}/preview/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See which earlier entries a rule would change, and how
         * @description See which earlier entries a rule would change, and how. Proposed rules, too.
         */
        get: operations["vendor_rules_preview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receipts/vendor-rules/{id}/undo/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put back what applying a rule has changed, up to 500 entries in a call
         * @description Put back what applying a rule has changed, up to 500 entries in a call. What has been
         *     changed since stays, and is named.
         */
        post: operations["vendor_rules_undo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receipts/vendors/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Names on your entries, the most used first, each with what its last entry says
         * @description Names on your entries, the most used first, each with what its last entry says.
         */
        get: operations["vendors_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/{name}/export/{file_format}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The file, or 202 with the job that makes it where it has more than 5,000 rows
         * @description The file, or 202 with the job that makes it where it has more than 5,000 rows.
         */
        get: operations["reports_export_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/audit-log/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happened in the period, newest first; `coverage` counts the events
         * @description What happened in the period, newest first; `coverage` counts the events.
         */
        get: operations["reports_audit_log_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/business-insights/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Business insights
         * @description Business insights. With the coverage that says what it counts.
         */
        get: operations["reports_business_insights_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/category-breakdown/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Categories
         * @description Categories. With the coverage that says what it counts.
         */
        get: operations["reports_category_breakdown_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/entries/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The entries that a report counts in doubt, or leaves out, for one reason
         * @description The entries that a report counts in doubt, or leaves out, for one reason.
         */
        get: operations["reports_entries_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/exports/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The account's exports of the last day, newest first
         * @description The account's exports of the last day, newest first.
         */
        get: operations["reports_exports_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/exports/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How far an export is, and the link to its file
         * @description How far an export is, and the link to its file.
         */
        get: operations["reports_exports_retrieve"];
        put?: never;
        post?: never;
        /**
         * Throw an export and its file away
         * @description Throw an export and its file away.
         */
        delete: operations["reports_exports_destroy"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/exports/files/{token}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The file of an export
         * @description The file of an export. The signature in the path is the permission, so that a browser can
         *     follow the link.
         */
        get: operations["reports_exports_files_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/income-expense/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Income and expenses
         * @description Income and expenses. With the coverage that says what it counts.
         */
        get: operations["reports_income_expense_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/periods/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The tax years with entries and their quarters, to choose a period from
         * @description The tax years with entries and their quarters, to choose a period from.
         */
        get: operations["reports_periods_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/predictive-cash-flow/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Cash flow
         * @description Cash flow. With the coverage that says what it counts.
         */
        get: operations["reports_predictive_cash_flow_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/spending-intelligence/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Spending
         * @description Spending. With the coverage that says what it counts.
         */
        get: operations["reports_spending_intelligence_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/summary/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Summary
         * @description Summary. With the coverage that says what it counts.
         */
        get: operations["reports_summary_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/tax-deductible/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Deductible expenses
         * @description Deductible expenses. With the coverage that says what it counts.
         */
        get: operations["reports_tax_deductible_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/tax-summary/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tax summary
         * @description Tax summary. With the coverage that says what it counts.
         */
        get: operations["reports_tax_summary_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/vendor-analysis/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Vendors
         * @description Vendors. With the coverage that says what it counts.
         */
        get: operations["reports_vendor_analysis_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/subscriptions/api/cancel/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel the plan, at the end of what is paid for or at once
         * @description Cancel the plan, at the end of what is paid for or at once.
         */
        post: operations["subscriptions_api_cancel_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/subscriptions/api/change-plan/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change to another paid plan
         * @description Change to another paid plan.
         */
        post: operations["subscriptions_api_change_plan_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/subscriptions/api/checkout/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A page of Stripe on which to buy a plan, or to change the one that is live
         * @description A page of Stripe on which to buy a plan, or to change the one that is live.
         */
        post: operations["subscriptions_api_checkout_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/subscriptions/api/customer-portal/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A page of Stripe with the invoices and the card
         * @description A page of Stripe with the invoices and the card.
         */
        get: operations["subscriptions_api_customer_portal_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/subscriptions/api/details/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The account's plan, what it includes, and what is used of it
         * @description The account's plan, what it includes, and what is used of it.
         */
        get: operations["subscriptions_api_details_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/subscriptions/api/health/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether billing answers
         * @description Whether billing answers. Says nothing about anybody, and asks neither database nor Stripe.
         */
        get: operations["subscriptions_api_health_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/subscriptions/api/payment-history/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Payments, newest first
         * @description Payments, newest first.
         */
        get: operations["subscriptions_api_payment_history_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/subscriptions/api/plans/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The plans there are, with their prices
         * @description The plans there are, with their prices.
         */
        get: operations["subscriptions_api_plans_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/subscriptions/api/process-success/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take over what was bought, by the session that Stripe came back with
         * @description Take over what was bought, by the session that Stripe came back with.
         */
        post: operations["subscriptions_api_process_success_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The account's web hooks
         * @description The account's web hooks. Their secrets cannot be shown again.
         */
        get: operations["webhooks_list"];
        put?: never;
        /**
         * Have an address told what happens
         * @description Have an address told what happens. This answer is the only one that shows its secret.
         */
        post: operations["webhooks_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One web hook
         * @description One web hook.
         */
        get: operations["webhooks_retrieve"];
        put?: never;
        post?: never;
        /**
         * With its log
         * @description With its log.
         */
        delete: operations["webhooks_delete"];
        options?: never;
        head?: never;
        /**
         * Another address, other kinds, or switch it on and off
         * @description Another address, other kinds, or switch it on and off. What waits for one that is
         *     switched off has failed, and can be replayed.
         */
        patch: operations["webhooks_change"];
        trace?: never;
    };
    "/api/v1/webhooks/{id}/deliveries/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The log of one web hook, newest first
         * @description The log of one web hook, newest first: what was sent, or is owed, and what came of it.
         *     It is kept for 30 days.
         */
        get: operations["webhooks_deliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{id}/replay/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send once more, with the same `webhook-id`
         * @description Send once more, with the same `webhook-id`: some of the log, or all that failed.
         */
        post: operations["webhooks_replay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{id}/rotate-secret/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A new secret, shown this once
         * @description A new secret, shown this once. For a day the one before signs as well.
         */
        post: operations["webhooks_rotate_secret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface webhooks {
    event: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * An event of the account
         * @description Signed as Standard Webhooks says; at least once, in no promised order.
         */
        post: operations["webhooks_event"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        /** @description Field errors stand beside these, each a list of sentences under the field's name. */
        ApiError: {
            /** @description What happened, for a person. */
            detail: string;
            /** @description Stable, for programs. */
            code: string;
            /** @description Path of what `code` means, for a developer. */
            documentation: string;
            /** @description `detail` again, for the existing web client */
            error: string;
        } & {
            [key: string]: unknown;
        };
        ApiKey: {
            /** @description Its number, for ever. */
            readonly id: number;
            /** @description Its name. */
            name: string;
            /** @description how the key begins, to tell keys apart */
            readonly prefix: string;
            /** @description What the key may do. */
            scope: components["schemas"]["ApiKeyScopeEnum"];
            /**
             * Format: date-time
             * @description When it was made.
             */
            readonly created_at: string;
            /**
             * Format: date-time
             * @description When it was last used; null: never.
             */
            readonly last_used_at: string | null;
        };
        ApiKeyRequest: {
            /** @description Its name. */
            name: string;
            /** @description What the key may do. */
            scope?: components["schemas"]["ApiKeyScopeEnum"];
        };
        /**
         * @description * `read` - Read
         *     * `write` - Read and write
         * @enum {string}
         */
        ApiKeyScopeEnum: "read" | "write";
        Applied: {
            /** @description what `undo/` takes back; null: there was nothing to change */
            application: components["schemas"]["RuleApplication"] | null;
            /** @description entries that this call changed */
            changed: number;
            /** @description there are more: call again with the application's `id` */
            more: boolean;
        };
        /** @description What a rule has set in place of what was read, and nobody has changed since. */
        AppliedRule: {
            /** @description its number; it may be gone by now */
            rule: number;
            /** @description Name of the field. */
            field: components["schemas"]["VendorRuleFieldEnum"];
            /** @description The value as it was read. */
            read: string | null;
            /** @description The value that was set. */
            set: string;
        };
        /** @description `actor` null: the machine. */
        AuditEvent: {
            /** @description Its number, for ever. */
            readonly id: number;
            /**
             * Format: date-time
             * @description When it was made.
             */
            readonly created_at: string;
            /** @description What happened. */
            readonly kind: components["schemas"]["EventKindEnum"];
            /** @description Number of the receipt; null: there is none. */
            readonly receipt: number | null;
            /** @description Number of the entry; null: there was none. */
            readonly transaction: number | null;
            /** @description E-mail address of who did it; null: the machine. */
            readonly actor: string | null;
            /** @description of the entry as it is now; null: it has none */
            readonly currency: string | null;
            /** @description Particulars, which depend on its kind. */
            readonly data: {
                [key: string]: unknown;
            };
        };
        AwaitedReceipt: {
            /** @description Number of the receipt that is waited for. */
            receipt: number;
            /** @description What it means, for a person. */
            message: string;
        };
        BulkAnswer: {
            /** @description Stable, for programs. */
            code?: string;
            /** @description What happened, for a person. */
            detail?: string;
            /** @description `detail` again */
            error?: string;
            /** @description seconds */
            retry_after?: number;
            /** @description Its number, for ever. */
            id: number;
            /** @description 200, 202 where it is queued, or why it was refused */
            status: number;
            /** @description that it has now, where a category was set or it was verified */
            version?: number;
        };
        BulkAnswers: {
            /** @description How many were changed. */
            changed: number;
            /** @description How many were refused. */
            refused: number;
            /** @description in the order of the ids */
            results: components["schemas"]["BulkAnswer"][];
        };
        BulkCategoryRequest: {
            /** @description Numbers of receipts, each once. */
            ids: number[];
            /** @description slug */
            category: string | null;
        };
        BulkEntryCategoryRequest: {
            /** @description of entries */
            ids?: number[];
            /** @description slug */
            category?: string | null;
            /** @description Or each entry with its own category. */
            entries?: components["schemas"]["EntryCategoryRequest"][];
        };
        BulkUploadAnswer: {
            /** @description Stable, for programs. */
            code?: string;
            /** @description What happened, for a person. */
            detail?: string;
            /** @description `detail` again */
            error?: string;
            /** @description seconds */
            retry_after?: number;
            /** @description What the file is called. */
            name: string;
            /** @description 201, or why it was refused */
            status: number;
            /** @description The receipt that was made. */
            receipt?: components["schemas"]["Receipt"];
        };
        BulkUploadAnswers: {
            /** @description How many were accepted. */
            accepted: number;
            /** @description How many were refused. */
            refused: number;
            /** @description in the order of the files */
            results: components["schemas"]["BulkUploadAnswer"][];
        };
        BulkUploadRequest: {
            /**
             * @description Up to 100 documents.
             * @example []
             */
            files?: Blob[];
            /**
             * Format: binary
             * @description Or one ZIP archive of them.
             */
            archive?: Blob;
        };
        BulkVerifyRequest: {
            /** @description of receipts */
            ids?: number[];
            /** @description Or each receipt with its version: one that was changed since is refused. */
            receipts?: components["schemas"]["ReceiptVersionRequest"][];
        };
        BusinessInsights: {
            /**
             * Format: date
             * @description First day.
             */
            start_date: string;
            /**
             * Format: date
             * @description Last day, which belongs to it.
             */
            end_date: string;
            /** @description The filters that were set, as they were set. */
            readonly filters: {
                [key: string]: string;
            };
            /** @description What the report counts, doubts and leaves out. */
            coverage: components["schemas"]["Coverage"];
            /** @description Months in which most was left. */
            best_months: components["schemas"]["CashMonth"][];
            /** @description Months in which least was left. */
            worst_months: components["schemas"]["CashMonth"][];
            /** @description Vendors with the largest totals. */
            largest_vendors: components["schemas"]["LargeVendor"][];
            /** @description Tax that is to be paid, by currency. */
            tax_set_aside: components["schemas"]["TaxTotal"][];
            /** @description Sentences that follow from the figures. */
            insights: components["schemas"]["Insight"][];
        };
        CancelRequest: {
            /** @description At once, instead of with the period. */
            immediate?: boolean | null;
        };
        CarryOnRequest: {
            /**
             * Format: int64
             * @description one that had `more`, to carry it on
             */
            application?: number;
        };
        CashCurrency: {
            /** @description ISO 4217 code of the amounts beside it. */
            currency: string;
            /** @description Months with entries that there are. */
            months_of_history: number;
            /** @description Whether they are enough for a forecast. */
            enough_history: boolean;
            /** @description What it means, for a person. */
            readonly message: string;
            /** @description The months behind, the oldest first. */
            history: components["schemas"]["CashMonth"][];
            /** @description The months ahead. */
            forecast: components["schemas"]["ForecastMonth"][];
        };
        /** @description `low` to `high`: four of five months' net should come to lie between them. */
        CashFlow: {
            /**
             * Format: date
             * @description First day.
             */
            start_date: string;
            /**
             * Format: date
             * @description Last day, which belongs to it.
             */
            end_date: string;
            /** @description The filters that were set, as they were set. */
            readonly filters: {
                [key: string]: string;
            };
            /** @description What the report counts, doubts and leaves out. */
            coverage: components["schemas"]["Coverage"];
            /** @description Months with entries that a forecast needs. */
            months_needed: number;
            /** @description By currency. */
            currencies: components["schemas"]["CashCurrency"][];
        };
        CashMonth: {
            /** @description The month, as 2026-11. */
            readonly month: string;
            /** @description ISO 4217 code of the amounts beside it. */
            currency: string;
            /**
             * Format: decimal
             * @description What came in.
             */
            readonly income: string;
            /**
             * Format: decimal
             * @description What went out.
             */
            readonly expenses: string;
            /**
             * Format: decimal
             * @description The amount without tax; null: unknown.
             */
            readonly net: string;
            /** @description What of it was converted, in the currency that it was in. */
            readonly converted: components["schemas"]["ConvertedAmount"][];
        };
        Category: {
            /** @description Its number, for ever. */
            readonly id: number;
            /** @description counts its changes, for If-Match */
            readonly version: number;
            /** @description Short name in calls and filters; it stays when the name changes. */
            readonly slug: string;
            /** @description of a default, in your language */
            name: string;
            /** @description Whether it is one of expenses or of income. */
            readonly type: components["schemas"]["TransactionTypeEnum"];
            /** @description New entries in it count against profit. */
            readonly is_deductible: boolean;
            /** @description everybody has it; it cannot change */
            readonly is_default: boolean;
        };
        CategoryBreakdown: {
            /**
             * Format: date
             * @description First day.
             */
            start_date: string;
            /**
             * Format: date
             * @description Last day, which belongs to it.
             */
            end_date: string;
            /** @description The filters that were set, as they were set. */
            readonly filters: {
                [key: string]: string;
            };
            /** @description What the report counts, doubts and leaves out. */
            coverage: components["schemas"]["Coverage"];
            /** @description The period before, of the same length. */
            previous_period: components["schemas"]["Period"];
            /** @description The rows, in order. */
            rows: components["schemas"]["CategoryRow"][];
            /** @description Sums of the rows, by currency. */
            totals: components["schemas"]["TypeTotal"][];
        };
        /** @description The slug is made from the first name and stays. */
        CategoryInputRequest: {
            /** @description Its name. */
            name: string;
            /** @description Whether it is one of expenses or of income. */
            type?: components["schemas"]["TransactionTypeEnum"];
            /** @description New entries in it count against profit. */
            is_deductible?: boolean;
        };
        CategoryRow: {
            /** @description Slug of the category; null: none. */
            category: string;
            /** @description Name of the category. */
            category_display: string;
            /** @description Whether money went out or came in. */
            transaction_type: components["schemas"]["TransactionTypeEnum"];
            /** @description ISO 4217 code of the amounts beside it. */
            currency: string;
            /**
             * Format: decimal
             * @description Everything together, with tax and tip.
             */
            readonly total: string;
            /**
             * Format: decimal
             * @description Share of the whole in percent; null: it would say nothing.
             */
            readonly share: string | null;
            /** @description How many there are, or were counted. */
            count: number;
            /**
             * Format: decimal
             * @description Mean of the amounts; null: there are none.
             */
            readonly average: string | null;
            /**
             * Format: decimal
             * @description Total of the period before.
             */
            readonly previous_total: string;
            /**
             * Format: decimal
             * @description Change against the period before in percent; null: it would say nothing.
             */
            readonly change: string | null;
            /** @description What of it was converted, in the currency that it was in. */
            readonly converted: components["schemas"]["ConvertedAmount"][];
        };
        ChangePlanRequest: {
            /** @description Code of the plan. */
            plan_id: components["schemas"]["PaidPlanCodeEnum"];
        };
        ChangedEntry: {
            /** @description Its number, for ever. */
            id: number;
            /** @description Counts its changes; the ETag begins with it, for `If-Match`. */
            version: number;
            /** @description Number of the receipt; null: there is none. */
            receipt: number | null;
        };
        /** @description As much of a receipt as tells whether to ask for it. */
        ChangedReceipt: {
            /** @description Its number, for ever. */
            id: number;
            /** @description Counts its changes; the ETag begins with it, for `If-Match`. */
            version: number;
            /** @description How far the reading is. */
            ocr_status: components["schemas"]["ProcessingStatusEnum"];
            /**
             * @description null: not known (yet)
             *
             *     * `receipt` - receipt
             *     * `invoice` - invoice
             *     * `credit_note` - credit note
             *     * `card_slip` - card slip
             *     * `unpaid_bill` - bill before payment
             *     * `quotation` - quotation
             *     * `pro_forma` - pro forma invoice
             *     * `order_confirmation` - order confirmation
             *     * `delivery_note` - delivery note
             *     * `payment_reminder` - payment reminder
             *     * `bank_statement` - bank statement
             *     * `menu` - menu
             *     * `price_tag` - price tag
             *     * `gift_card` - gift card
             *     * `cheque` - cheque
             *     * `other` - something else
             */
            readonly document_kind: components["schemas"]["DocumentKindEnum"] | null;
            /** @description Whether a person should look it over. */
            review_status: components["schemas"]["ReviewStatusEnum"];
            /** @description Why the reading failed, or waits; null: it did not. */
            failure: components["schemas"]["Reason"] | null;
            /**
             * Format: date-time
             * @description the earliest moment of the next try after one that failed
             */
            next_try_at: string | null;
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string;
        };
        /** @description Each is as it is now; what changed several times comes once, and may come once more. */
        Changes: {
            /** @description Receipts that changed. */
            receipts: components["schemas"]["ChangedReceipt"][];
            /** @description Entries that changed. */
            entries: components["schemas"]["ChangedEntry"][];
            /** @description What was deleted, or is in the trash. */
            tombstones: components["schemas"]["Tombstones"];
            /** @description there are more already: ask at once with `cursor` */
            more: boolean;
            /** @description the next `since`; good for 30 days */
            cursor: string;
        };
        /** @description What the validator said of the reading. "error": no approval without a person. */
        Check: {
            /** @description Stable, for programs. */
            code: string;
            /** @description `error`: no approval without a person; `note`: to be known. */
            severity: components["schemas"]["CheckSeverityEnum"];
            /** @description What it means, for a person. */
            message: string;
            /** @description Figures of the message, as texts. */
            values: {
                [key: string]: string;
            };
            /** @description A value that would settle it; null: none is known. */
            repair: components["schemas"]["Repair"] | null;
        };
        /**
         * @description * `error` - error
         *     * `note` - note
         * @enum {string}
         */
        CheckSeverityEnum: "error" | "note";
        Checkout: {
            /**
             * @description Whether it was done.
             * @default true
             */
            success: boolean;
            /** @description for who has a live plan: the portal, where it can be changed */
            checkout_url: string;
            /** @description null with the portal */
            session_id: string | null;
        };
        CheckoutInputRequest: {
            /** @description Code of the plan. */
            plan_id: components["schemas"]["PaidPlanCodeEnum"];
            /** @description Where Stripe returns to; null: the page of this service. */
            success_url?: string | null;
            /** @description Where Stripe returns to if it is given up; null: the page of this service. */
            cancel_url?: string | null;
        };
        ConvertedAmount: {
            /** @description ISO 4217 code of the amounts beside it. */
            currency: string;
            /**
             * Format: decimal
             * @description The amount.
             */
            amount: string;
        };
        /** @description A country, and how books are usually kept there: what a form begins with, to be edited. */
        Country: {
            /** @description ISO 3166-1 alpha-2 */
            code: string;
            /** @description in the language of the answer */
            readonly name: string;
            /** @description ISO 4217; empty: there is none */
            home_currency: string;
            /**
             * @description empty: the year comes first
             *
             *     * `dmy` - Day first (31/12/2026)
             *     * `mdy` - Month first (12/31/2026)
             */
            date_order: components["schemas"]["DateOrderEnum"] | "";
            /** @description Month in which the tax year begins, from 1. */
            tax_year_start_month: number;
            /** @description the most spoken official one that people are answered in; empty: none is */
            readonly language: string;
        };
        CountryList: {
            /** @description by name */
            countries: components["schemas"]["Country"][];
        };
        /** @description How many entries the report counts; which of them are in doubt, and which are left out. */
        Coverage: {
            /** @description How many entries the report counts. */
            counted: number;
            /** @description Counted ones that a person should look over, by reason. */
            doubtful: components["schemas"]["CoverageReason"][];
            /** @description Entries that are not counted, by reason. */
            left_out: components["schemas"]["CoverageReason"][];
        };
        CoverageReason: {
            /** @description Stable, for programs. */
            code: string;
            /** @description How many there are, or were counted. */
            count: number;
            /** @description What it means, for a person. */
            text: string;
            /** @description The list that holds exactly these. */
            readonly link: string;
        };
        CurrencyMetrics: {
            /** @description ISO 4217 code of the amounts beside it. */
            currency: string;
            /**
             * Format: decimal
             * @description What went out this month.
             */
            readonly current_month_expenses: string;
            /**
             * Format: decimal
             * @description What went out last month.
             */
            readonly last_month_expenses: string;
            /**
             * Format: decimal
             * @description What came in since the tax year began.
             */
            readonly ytd_income: string;
            /**
             * Format: decimal
             * @description What went out since the tax year began.
             */
            readonly ytd_expenses: string;
            /**
             * Format: decimal
             * @description What came in less what went out since the tax year began.
             */
            readonly ytd_net: string;
            /** @description What of it was converted, in the currency that it was in. */
            readonly converted: components["schemas"]["ConvertedAmount"][];
        };
        CurrencyTotal: {
            /** @description ISO 4217 */
            currency: string;
            /** @description decimal */
            total: string;
        };
        /** @description What the plan in effect includes. */
        CurrentFeatures: {
            /** @description Documents a month; 999999: no limit. */
            max_documents: number;
            /** @description API keys are included. */
            has_api_access: boolean;
            /** @description Files of reports are included. */
            has_report_export: boolean;
            /** @description Uploads of many files at once are included. */
            has_bulk_upload: boolean;
            /** @description Documents carry the name of the account's business. */
            has_white_label: boolean;
            /** @description Web hooks are included, where they are switched on. */
            has_webhooks: boolean;
            /** @description by their names */
            reports: components["schemas"]["ReportsEnum"][];
            /** @description Code of the plan in effect. */
            current_plan: components["schemas"]["PlanCodeEnum"];
            /** @description Whether it is in force. */
            subscription_active: boolean;
        };
        /**
         * @description `total_expenses` is in the account's own `currency` alone: amounts of several currencies are
         *     never added. `expenses_by_currency` has them all, the account's own first.
         */
        Dashboard: {
            /** @description Receipts outside the trash. */
            total_receipts: number;
            /** @description decimal */
            total_expenses: string;
            /** @description ISO 4217: the account's own */
            currency: string;
            /** @description What went out, by currency. */
            expenses_by_currency: components["schemas"]["CurrencyTotal"][];
            /** @description The newest receipts. */
            recent_receipts: components["schemas"]["RecentReceipt"][];
        };
        /**
         * @description * `dmy` - Day first (31/12/2026)
         *     * `mdy` - Month first (12/31/2026)
         * @enum {string}
         */
        DateOrderEnum: "dmy" | "mdy";
        DeductibleRow: {
            /** @description Slug of the category; null: none. */
            category: string;
            /** @description Name of the category. */
            category_display: string;
            /** @description ISO 4217 code of the amounts beside it. */
            currency: string;
            /**
             * Format: decimal
             * @description Everything together, with tax and tip.
             */
            readonly total: string;
            /**
             * Format: decimal
             * @description What counts against profit.
             */
            readonly deductible: string;
            /**
             * Format: decimal
             * @description What does not count against profit.
             */
            readonly not_deductible: string;
            /**
             * Format: decimal
             * @description Share that counts against profit, in percent.
             */
            readonly deductible_share: string | null;
            /** @description How many there are, or were counted. */
            count: number;
            /** @description What of it was converted, in the currency that it was in. */
            readonly converted: components["schemas"]["ConvertedAmount"][];
        };
        DeductibleTotal: {
            /** @description ISO 4217 code of the amounts beside it. */
            currency: string;
            /**
             * Format: decimal
             * @description Everything together, with tax and tip.
             */
            readonly total: string;
            /**
             * Format: decimal
             * @description What counts against profit.
             */
            readonly deductible: string;
        };
        Detail: {
            /** @description What happened, for a person. */
            detail: string;
        };
        Details: {
            /** @description What was bought. */
            subscription: components["schemas"]["Subscription"];
            /** @description What the plan in effect includes. */
            features: components["schemas"]["CurrentFeatures"];
            /** @description Documents of the month. */
            quota: components["schemas"]["Quota"];
        };
        /**
         * @description * `receipt` - receipt
         *     * `invoice` - invoice
         *     * `credit_note` - credit note
         *     * `card_slip` - card slip
         *     * `unpaid_bill` - bill before payment
         *     * `quotation` - quotation
         *     * `pro_forma` - pro forma invoice
         *     * `order_confirmation` - order confirmation
         *     * `delivery_note` - delivery note
         *     * `payment_reminder` - payment reminder
         *     * `bank_statement` - bank statement
         *     * `menu` - menu
         *     * `price_tag` - price tag
         *     * `gift_card` - gift card
         *     * `cheque` - cheque
         *     * `other` - something else
         * @enum {string}
         */
        DocumentKindEnum: "receipt" | "invoice" | "credit_note" | "card_slip" | "unpaid_bill" | "quotation" | "pro_forma" | "order_confirmation" | "delivery_note" | "payment_reminder" | "bank_statement" | "menu" | "price_tag" | "gift_card" | "cheque" | "other";
        DocumentPages: {
            /** @description of all files, in order */
            pages: components["schemas"]["Page"][];
        };
        /** @description `receipt` was uploaded later than the one that it resembles, `other`. */
        Duplicate: {
            /** @description Its number, for ever. */
            readonly id: number;
            /** @description The receipt that was uploaded later. */
            readonly receipt: components["schemas"]["ResemblingReceipt"];
            /** @description The earlier receipt, which it resembles. */
            readonly other: components["schemas"]["ResemblingReceipt"];
            /** @description Why, one by one. */
            readonly reasons: components["schemas"]["Reason"][];
            /** @description What a person has made of it; empty: not decided. */
            readonly resolution: components["schemas"]["DuplicateResolutionEnum"];
            /**
             * Format: date-time
             * @description When the resemblance was found.
             */
            readonly found_at: string;
            /**
             * Format: date-time
             * @description When a person decided; null: not yet.
             */
            readonly resolved_at: string | null;
        };
        /**
         * @description * `same` - same
         *     * `separate` - separate
         *     * `replace` - replace
         * @enum {string}
         */
        DuplicateDecisionEnum: "same" | "separate" | "replace";
        /**
         * @description * `open` - Open
         *     * `same` - Same
         *     * `separate` - Separate
         *     * `replace` - Replace
         * @enum {string}
         */
        DuplicateResolutionEnum: "open" | "same" | "separate" | "replace";
        DuplicateResolutionRequest: {
            /**
             * @description same: the later one is removed, or what is no purchase beside one; replace: the earlier one is, and the later one takes its corrections over; separate: both stay. What is removed does not count.
             *
             *     * `same` - same
             *     * `separate` - separate
             *     * `replace` - replace
             */
            resolution: components["schemas"]["DuplicateDecisionEnum"];
        };
        /** @description By the business terms of EN 16931. Amounts are as the file writes them. */
        EInvoice: {
            /**
             * @description cii: Factur-X, ZUGFeRD, XRechnung; ubl: Peppol, XRechnung
             *
             *     * `cii` - cii
             *     * `ubl` - ubl
             */
            syntax: components["schemas"]["SyntaxEnum"];
            /** @description its name, or what the file says */
            profile: string;
            /** @description who is to be paid */
            seller: components["schemas"]["EInvoiceParty"];
            /** @description who is to pay */
            buyer: components["schemas"]["EInvoiceParty"];
            /**
             * Format: date
             * @description to be paid by then
             */
            due_on: string | null;
            /**
             * Format: date
             * @description the goods or services
             */
            delivered_on: string | null;
            /** @description to be given with it */
            payment_reference: string;
            /** @description that is to be paid to */
            iban: string;
            /** @description without tax */
            net_total: string | null;
            /** @description was paid before */
            prepaid: string | null;
            /** @description of what is due */
            rounding: string | null;
            /** @description what is still to be paid */
            due: string | null;
            /** @description of the whole, not of lines */
            adjustments: components["schemas"]["EInvoiceAdjustment"][];
            /** @description 0: its profile has none, or it lacks them */
            line_count: number;
        };
        EInvoiceAdjustment: {
            /** @description false: it is an allowance */
            is_charge: boolean;
            /** @description above zero, in the main */
            amount: string | null;
            /** @description in words, or by its code */
            reason: string;
        };
        EInvoiceParty: {
            /** @description as registered */
            name: string;
            /** @description that it is known by */
            trading_name: string;
            /** @description with its country in front */
            vat_number: string;
            /** @description by its check digits, of a country of the European Union; null: there is none */
            is_vat_number_valid: boolean | null;
            /** @description of the country's own */
            tax_number: string;
            /** @description the first line of the address */
            street: string;
            /** @description of the address */
            postcode: string;
            /** @description of the address */
            city: string;
            /** @description ISO 3166-1 alpha-2 */
            country: string;
        };
        EmailRequest: {
            /**
             * Format: email
             * @description E-mail address.
             */
            email: string;
        };
        EmailVerificationRequest: {
            /** @description The token of the mailed link. */
            token: string;
        };
        EntryCategoryRequest: {
            /**
             * Format: int64
             * @description of an entry
             */
            id: number;
            /** @description slug */
            category: string | null;
            /**
             * Format: int64
             * @description as in `If-Match`
             */
            version?: number;
        };
        /** @description Any subset; null or an empty text takes a value away. Lists are replaced as a whole. */
        EntryChangeRequest: {
            /** @description Who sold it, or paid it. */
            vendor?: string | null;
            /**
             * Format: date
             * @description The day on the receipt; null: unknown.
             */
            purchased_on?: string | null;
            /**
             * Format: decimal
             * @description below zero: a refund
             */
            total?: string | null;
            /**
             * Format: decimal
             * @description The sum before tax, tip and discount; null: not printed.
             */
            subtotal?: string | null;
            /**
             * Format: decimal
             * @description What was taken off, more than nothing however it is printed; null: nothing.
             */
            discount?: string | null;
            /**
             * Format: decimal
             * @description Tax in it; null: unknown.
             */
            tax?: string | null;
            /**
             * Format: decimal
             * @description Tip in it; null: none.
             */
            tip?: string | null;
            /**
             * Format: decimal
             * @description What it was rounded by, below zero where that made it less; null: not printed.
             */
            rounding?: string | null;
            /** @description ISO 4217 */
            currency?: string;
            /** @description Whether money went out or came in. */
            transaction_type?: components["schemas"]["TransactionTypeEnum"];
            /** @description slug */
            category?: string | null;
            /** @description How it was paid. */
            payment_method?: components["schemas"]["PaymentMethodEnum"] | "" | null;
            /** @description Number of the receipt or invoice, as it is printed. */
            receipt_number?: string | null;
            /** @description How it was paid, as it is printed. */
            payment_method_text?: string | null;
            /** @description Notes of a person. */
            notes?: string | null;
            /**
             * Format: decimal
             * @description null: as the category has it
             */
            deductible_share?: string | null;
            /** @description Lines of what was bought, in order. */
            items?: components["schemas"]["ItemInputRequest"][];
            /** @description Tax by rate. */
            tax_lines?: components["schemas"]["TaxLineInputRequest"][];
        };
        EntryCheck: {
            /** @description what does not add up or make sense; none: nothing */
            checks: components["schemas"]["ValueCheck"][];
        };
        EntryIdsRequest: {
            /** @description of entries, each once */
            ids: number[];
        };
        /** @description An entry by hand. Without a currency it is in the account's own. */
        EntryRequest: {
            /** @description Who sold it, or paid it. */
            vendor?: string | null;
            /**
             * Format: date
             * @description The day on the receipt; null: unknown.
             */
            purchased_on: string;
            /**
             * Format: decimal
             * @description below zero: a refund
             */
            total: string;
            /**
             * Format: decimal
             * @description The sum before tax, tip and discount; null: not printed.
             */
            subtotal?: string | null;
            /**
             * Format: decimal
             * @description What was taken off, more than nothing however it is printed; null: nothing.
             */
            discount?: string | null;
            /**
             * Format: decimal
             * @description Tax in it; null: unknown.
             */
            tax?: string | null;
            /**
             * Format: decimal
             * @description Tip in it; null: none.
             */
            tip?: string | null;
            /**
             * Format: decimal
             * @description What it was rounded by, below zero where that made it less; null: not printed.
             */
            rounding?: string | null;
            /** @description ISO 4217 */
            currency?: string;
            /** @description Whether money went out or came in. */
            transaction_type?: components["schemas"]["TransactionTypeEnum"];
            /** @description slug */
            category?: string | null;
            /** @description How it was paid. */
            payment_method?: components["schemas"]["PaymentMethodEnum"] | "" | null;
            /** @description Number of the receipt or invoice, as it is printed. */
            receipt_number?: string | null;
            /** @description How it was paid, as it is printed. */
            payment_method_text?: string | null;
            /** @description Notes of a person. */
            notes?: string | null;
            /**
             * Format: decimal
             * @description null: as the category has it
             */
            deductible_share?: string | null;
            /** @description Lines of what was bought, in order. */
            items?: components["schemas"]["ItemInputRequest"][];
            /** @description Tax by rate. */
            tax_lines?: components["schemas"]["TaxLineInputRequest"][];
        };
        /**
         * @description * `uploaded` - Uploaded
         *     * `read` - Read
         *     * `failed` - Failed
         *     * `reprocessed` - Reprocessed
         *     * `created` - Created
         *     * `corrected` - Corrected
         *     * `verified` - Verified
         *     * `unverified` - Unverified
         *     * `merged` - Merged
         *     * `separated` - Separated
         *     * `deleted` - Deleted
         *     * `restored` - Restored
         *     * `purged` - Purged
         *     * `viewed` - Viewed
         * @enum {string}
         */
        EventKindEnum: "uploaded" | "read" | "failed" | "reprocessed" | "created" | "corrected" | "verified" | "unverified" | "merged" | "separated" | "deleted" | "restored" | "purged" | "viewed";
        /** @description For the kind of document, and for each field of a reading that an entry is filled from. */
        Evidence: {
            /** @description What kind of paper it looks like, and the words that say so. */
            document_kind: components["schemas"]["FieldEvidence"];
            /** @description Who sold it, or paid it. */
            vendor: components["schemas"]["FieldEvidence"];
            /** @description The day on the receipt; null: unknown. */
            purchased_on: components["schemas"]["FieldEvidence"];
            /** @description Everything together, with tax and tip. */
            total: components["schemas"]["FieldEvidence"];
            /** @description The sum before tax, tip and discount; null: not printed. */
            subtotal: components["schemas"]["FieldEvidence"];
            /** @description What was taken off, more than nothing however it is printed; null: nothing. */
            discount: components["schemas"]["FieldEvidence"];
            /** @description Tax in it; null: unknown. */
            tax: components["schemas"]["FieldEvidence"];
            /** @description Tip in it; null: none. */
            tip: components["schemas"]["FieldEvidence"];
            /** @description What it was rounded by, below zero where that made it less; null: not printed. */
            rounding: components["schemas"]["FieldEvidence"];
            /** @description ISO 4217 code of the amounts beside it. */
            currency: components["schemas"]["FieldEvidence"];
            /** @description Whether money went out or came in. */
            transaction_type: components["schemas"]["FieldEvidence"];
            /** @description Where the category came from. */
            category: components["schemas"]["FieldEvidence"];
            /** @description How it was paid. */
            payment_method: components["schemas"]["FieldEvidence"];
            /** @description Number of the receipt or invoice, as it is printed. */
            receipt_number: components["schemas"]["FieldEvidence"];
        };
        /** @description `download_url` is null until there is a file; it needs no sign-in, and runs out. */
        ExportJob: {
            /**
             * Format: uuid
             * @description Its UUID.
             */
            readonly id: string;
            /** @description Path to ask how far it is. */
            readonly url: string;
            /** @description Name of the report. */
            readonly report: components["schemas"]["ReportEnum"];
            /** @description Kind of the file. */
            readonly format: components["schemas"]["FormatEnum"];
            /** @description How far it is. */
            readonly status: components["schemas"]["ProcessingStatusEnum"];
            /** @description How much of it is made, from 0 to 100. */
            readonly percent: number;
            /** @description `counted`, and by reason what is in doubt or left out; empty: not made yet */
            readonly coverage: {
                [key: string]: number;
            };
            /** @description Why it failed: stable, for programs. Empty: it did not. */
            readonly failure_code: string;
            /** @description Why it failed, for a person. Empty: it did not. */
            readonly failure_text: string;
            /** @description What the file is called. */
            readonly filename: string;
            /** @description Its size in bytes. */
            readonly size_bytes: number | null;
            /** @description SHA-256 of its bytes, in hexadecimal digits. */
            readonly sha256: string;
            /**
             * Format: date-time
             * @description When it was made.
             */
            readonly created_at: string;
            /**
             * Format: date-time
             * @description When it was ready, or failed; null: not yet.
             */
            readonly finished_at: string | null;
            /**
             * Format: date-time
             * @description When the file is thrown away; null: there is none.
             */
            readonly expires_at: string | null;
            /** @description Link to the file, which needs no sign-in and runs out; null: there is none. */
            readonly download_url: string | null;
        };
        /** @description Flat, for the existing web client. `currency` is absent where there is no amount. */
        ExtractedData: {
            /** @description Who sold it, or paid it. */
            vendor: string | null;
            /**
             * Format: date
             * @description The day on the receipt; null: unknown.
             */
            date: string | null;
            /** @description Everything together, with tax and tip. */
            total: string | null;
            /** @description `total` once more */
            total_amount: string | null;
            /** @description Tax in it; null: unknown. */
            tax: string | null;
            /** @description ISO 4217 */
            currency?: string;
            /** @description Whether money went out or came in. */
            type: components["schemas"]["TransactionTypeEnum"];
            /** @description a word of the existing web client; of one's own, its slug */
            category: string | null;
            /** @description What it is. */
            description: string;
            /** @description Lines of what was bought, in order. */
            items: components["schemas"]["ExtractedItem"][];
        };
        /** @description The existing web client's form. An empty text or null leaves a field as it is. */
        ExtractedDataChangeRequest: {
            /** @description Who sold it, or paid it. */
            vendor?: string;
            /**
             * Format: decimal
             * @description Everything together, with tax and tip.
             */
            total?: string;
            /**
             * Format: decimal
             * @description Tax in it; null: unknown.
             */
            tax?: string;
            /** @description Whether money went out or came in. */
            type?: components["schemas"]["TransactionTypeEnum"];
            /**
             * Format: date
             * @description The day on the receipt; null: unknown.
             */
            date?: string;
            /** @description ISO 4217 code of the amounts beside it. */
            currency?: string;
            /** @description a word of that client, or a slug */
            category?: string;
            /** @description What it is. */
            description?: string;
        };
        ExtractedItem: {
            /** @description What it is. */
            description: string;
            /** @description How many; null: not printed. */
            quantity: string | null;
            /** @description Price of one; null: not printed. */
            unit_price: string | null;
            /** @description The amount. */
            amount: string | null;
        };
        /** @description What a plan includes. */
        Features: {
            /** @description Documents a month; 999999: no limit. */
            max_documents: number;
            /** @description API keys are included. */
            has_api_access: boolean;
            /** @description Files of reports are included. */
            has_report_export: boolean;
            /** @description Uploads of many files at once are included. */
            has_bulk_upload: boolean;
            /** @description Documents carry the name of the account's business. */
            has_white_label: boolean;
            /** @description Web hooks are included, where they are switched on. */
            has_webhooks: boolean;
            /** @description by their names */
            reports: components["schemas"]["ReportsEnum"][];
        };
        /** @description What a reader found, whatever a person has made of it since. */
        FieldEvidence: {
            /** @description as it was understood */
            value: string | null;
            /** @description as the reader gave it */
            text: string;
            /** @description the piece of the receipt it was taken from */
            printed: string;
            /**
             * Format: double
             * @description How likely it is right, from 0 to 1.
             */
            confidence: number;
            /** @description openai, offline, or xml for what an e-invoice says itself; null: taken from the account */
            reader: string | null;
            /**
             * @description where its characters come from: recognised in the picture, the text of the PDF itself, or an e-invoice; null: it stands nowhere, the reader cannot tell, as no model can, or it was read before this was kept
             *
             *     * `picture` - picture
             *     * `text` - text
             *     * `xml` - xml
             */
            origin: components["schemas"]["OriginEnum"] | null;
            /** @description Where it stands on the page; null: nobody knows. */
            place: components["schemas"]["Place"] | null;
            /** @description null: none was given, or could be */
            second_opinion: components["schemas"]["FieldOpinion"] | null;
            /** @description a person has set another value */
            is_corrected: boolean;
        };
        /**
         * @description What a second reader made of the value. "agrees": it took the same; "found": it took none,
         *     yet a line shows the value; "differs": it took another, yet a line shows it; "absent": none
         *     does.
         */
        FieldOpinion: {
            /** @description Whether the second reader agrees. */
            outcome: components["schemas"]["SecondOpinionOutcomeEnum"];
            /** @description What read it: `openai` or `offline`, or `xml` for what an e-invoice says itself. */
            reader: string;
            /** @description what it took itself */
            value: string;
            /** @description the line that shows the value */
            printed: string;
            /** @description of that line */
            place: components["schemas"]["Place"] | null;
        };
        ForecastMonth: {
            /** @description The month, as 2026-11. */
            readonly month: string;
            /** @description ISO 4217 code of the amounts beside it. */
            currency: string;
            /**
             * Format: decimal
             * @description What came in.
             */
            readonly income: string;
            /**
             * Format: decimal
             * @description What went out.
             */
            readonly expenses: string;
            /**
             * Format: decimal
             * @description The amount without tax; null: unknown.
             */
            readonly net: string;
            /**
             * Format: decimal
             * @description Four of five times the month's net should be more.
             */
            readonly low: string;
            /**
             * Format: decimal
             * @description Four of five times the month's net should be less.
             */
            readonly high: string;
        };
        /**
         * @description * `csv` - csv
         *     * `xlsx` - xlsx
         *     * `pdf` - pdf
         *     * `beancount` - beancount
         *     * `hledger` - hledger
         *     * `qif` - qif
         *     * `quickbooks` - quickbooks
         *     * `xero` - xero
         *     * `package` - package
         * @enum {string}
         */
        FormatEnum: "csv" | "xlsx" | "pdf" | "beancount" | "hledger" | "qif" | "quickbooks" | "xero" | "package";
        Health: {
            /** @description `ok`. */
            status: string;
        };
        /**
         * @description `actor` null: the machine. Of a correction `data` has the field with its old and new value,
         *     of a reading the engine and, whole, the reading that it replaced; of a failed one `code` and
         *     `message`.
         */
        HistoryEvent: {
            /** @description Its number, for ever. */
            readonly id: number;
            /** @description What happened. */
            readonly kind: components["schemas"]["EventKindEnum"];
            /**
             * Format: date-time
             * @description When it was made.
             */
            readonly created_at: string;
            /**
             * Format: email
             * @description E-mail address of who did it; null: the machine.
             */
            readonly actor: string | null;
            /** @description Particulars, which depend on its kind. */
            readonly data: {
                [key: string]: unknown;
            };
        };
        ImageInfo: {
            /** @description 300 x 200; runs out */
            thumbnail_url: string;
            /** @description 800 wide; runs out */
            display_url: string;
            /** @description byte for byte; runs out */
            original_url: string;
            /** @description The original is kept at Cloudinary. */
            has_cloudinary: boolean;
            /** @description The original is kept on the server's disk. */
            has_local: boolean;
            /** @description Width in pixels. */
            width: number;
            /** @description Height in pixels. */
            height: number;
            /** @description Its size in bytes. */
            size_bytes: number;
        };
        IncomeExpense: {
            /**
             * Format: date
             * @description First day.
             */
            start_date: string;
            /**
             * Format: date
             * @description Last day, which belongs to it.
             */
            end_date: string;
            /** @description The filters that were set, as they were set. */
            readonly filters: {
                [key: string]: string;
            };
            /** @description What the report counts, doubts and leaves out. */
            coverage: components["schemas"]["Coverage"];
            /** @description Length of each row's period. */
            interval: components["schemas"]["IntervalEnum"];
            /** @description The rows, in order. */
            rows: components["schemas"]["IntervalRow"][];
            /** @description Sums of the rows, by currency. */
            totals: components["schemas"]["IntervalRow"][];
        };
        Insight: {
            /** @description What the sentence is about. */
            kind: string;
            /** @description Stable, for programs. */
            code: string;
            /** @description What it means, for a person. */
            text: string;
            /** @description Figures of the sentence. */
            figures: {
                [key: string]: string;
            };
        };
        /**
         * @description * `month` - month
         *     * `quarter` - quarter
         *     * `year` - year
         * @enum {string}
         */
        IntervalEnum: "month" | "quarter" | "year";
        IntervalRow: {
            /**
             * Format: date
             * @description First day.
             */
            start_date: string;
            /**
             * Format: date
             * @description Last day, which belongs to it.
             */
            end_date: string;
            /** @description ISO 4217 code of the amounts beside it. */
            currency: string;
            /**
             * Format: decimal
             * @description What came in.
             */
            readonly income: string;
            /**
             * Format: decimal
             * @description What went out.
             */
            readonly expenses: string;
            /**
             * Format: decimal
             * @description The amount without tax; null: unknown.
             */
            readonly net: string;
            /**
             * Format: decimal
             * @description What came in less what went out, since the beginning of the period.
             */
            readonly balance: string;
            /** @description How many there are, or were counted. */
            count: number;
            /** @description What of it was converted, in the currency that it was in. */
            readonly converted: components["schemas"]["ConvertedAmount"][];
        };
        /** @description `category`: the slug of one's own or a default one; none: that of the whole entry. */
        ItemInputRequest: {
            /** @description What it is. */
            description?: string | null;
            /**
             * Format: decimal
             * @description How many; null: not printed.
             */
            quantity?: string | null;
            /**
             * Format: decimal
             * @description Price of one; null: not printed.
             */
            unit_price?: string | null;
            /**
             * Format: decimal
             * @description The amount.
             */
            amount?: string | null;
            /** @description slug */
            category?: string | null;
        };
        Language: {
            /** @description as `Accept-Language` and `language` have it */
            code: string;
            /** @description in the language itself */
            name: string;
        };
        /**
         * @description * `en` - English
         *     * `de` - Deutsch
         * @enum {string}
         */
        LanguageEnum: "en" | "de";
        LargeVendor: {
            /** @description Who sold it, or paid it. */
            vendor: string;
            /** @description ISO 4217 code of the amounts beside it. */
            currency: string;
            /**
             * Format: decimal
             * @description Everything together, with tax and tip.
             */
            readonly total: string;
            /**
             * Format: decimal
             * @description Share of the whole in percent; null: it would say nothing.
             */
            readonly share: string | null;
            /** @description How many there are, or were counted. */
            count: number;
            /** @description What of it was converted, in the currency that it was in. */
            readonly converted: components["schemas"]["ConvertedAmount"][];
        };
        /** @description What stays as it is. */
        LeftField: {
            /** @description Number of the ledger entry; null: there is none. */
            entry: number;
            /** @description Name of the field. */
            field: components["schemas"]["VendorRuleFieldEnum"];
            /** @description Stable, for programs. */
            code: components["schemas"]["LeftFieldCodeEnum"];
            /** @description What it means, for a person. */
            readonly message: string;
        };
        /**
         * @description * `gone` - gone
         *     * `verified` - verified
         *     * `corrected` - corrected
         *     * `changed` - changed
         *     * `category_gone` - category_gone
         * @enum {string}
         */
        LeftFieldCodeEnum: "gone" | "verified" | "corrected" | "changed" | "category_gone";
        LikelyDuplicate: {
            /** @description Number of the receipt; null: there is none. */
            receipt: number;
            /** @description The earlier one, which it resembles. */
            other: number;
            /** @description Why, one by one. */
            reasons: string[];
            /** @description Who sold it, or paid it. */
            vendor: string;
            /**
             * Format: date
             * @description The day on the receipt; null: unknown.
             */
            date: string;
            /** @description ISO 4217 code of the amounts beside it. */
            currency: string;
            /**
             * Format: decimal
             * @description Everything together, with tax and tip.
             */
            readonly total: string;
        };
        LineItem: {
            /** @description What it is. */
            readonly description: string;
            /**
             * Format: decimal
             * @description How many; null: not printed.
             */
            readonly quantity: string | null;
            /**
             * Format: decimal
             * @description Price of one; null: not printed.
             */
            readonly unit_price: string | null;
            /**
             * Format: decimal
             * @description The amount.
             */
            readonly amount: string | null;
            /** @description Slug of the category; null: none. */
            readonly category: string | null;
        };
        /** @description What a mail says of itself; none of it need be true. */
        Mail: {
            /** @description for its owner alone */
            subject: string;
            /** @description as its From says */
            sender: string;
            /** @description ISO 8601; empty: it is not said */
            sent_at: string;
            /** @description the attachment that is the receipt; empty: the text itself */
            document: string;
            /** @description of that document; of a text that of its pages */
            mime_type: string;
        };
        /**
         * @description * `model_allowed` - A model may read receipts
         *     * `model_masked` - A model may read masked receipts
         *     * `offline_only` - No model reads receipts
         * @enum {string}
         */
        ModelPrivacyEnum: "model_allowed" | "model_masked" | "offline_only";
        /**
         * @description What of a receipt left the house, where to, and when. `fields`: those that were asked for, of
         *     parts of the pages; none: the whole. `masked`: how many values of which kind were painted out
         *     before; null: nobody looked for any.
         */
        ModelRequest: {
            /** @description Its number, for ever. */
            readonly id: number;
            /**
             * Format: date-time
             * @description written down before anything was sent
             */
            readonly sent_at: string;
            /**
             * Format: date-time
             * @description or refused; empty: nobody knows
             */
            readonly answered_at: string | null;
            /** @description its name in `RECEIPT_READERS` */
            readonly reader: string;
            /** @description as its service calls it */
            readonly model: string;
            /** @description of the service, without its path */
            readonly address: string;
            /** @description of the document, from 1 */
            readonly pages: number[];
            /** @description that were asked for; none: the whole document */
            readonly fields: string[];
            /** @description the text of pages that a file says itself was sent */
            readonly has_text: boolean;
            /** @description values of each kind that were painted out; null: nobody looked for any */
            readonly masked: {
                [key: string]: number;
            } | null;
            /** @description null: it was answered */
            readonly failure_code: string | null;
        };
        NewApiKey: {
            /** @description Its number, for ever. */
            readonly id: number;
            /** @description Its name. */
            readonly name: string;
            /** @description how the key begins, to tell keys apart */
            readonly prefix: string;
            /** @description What the key may do. */
            readonly scope: components["schemas"]["ApiKeyScopeEnum"];
            /**
             * Format: date-time
             * @description When it was made.
             */
            readonly created_at: string;
            /**
             * Format: date-time
             * @description When it was last used; null: never.
             */
            readonly last_used_at: string | null;
            /** @description shown this once */
            key: string;
        };
        NewSecret: {
            /** @description Its number, for ever. */
            readonly id: number;
            /** @description counts its changes, for If-Match */
            readonly version: number;
            /** @description Where events are sent to. */
            readonly url: string;
            /** @description Kinds of events that are sent. */
            kinds: components["schemas"]["EventKindEnum"][];
            /** @description Whether events are sent. */
            readonly is_active: boolean;
            /**
             * @description why it is not active; empty: it is
             *
             *     * `owner` - by its owner
             *     * `failing` - it failed for days
             *     * `gone` - it said that it is gone (410)
             */
            readonly switched_off: components["schemas"]["SwitchedOffEnum"] | "";
            /**
             * Format: date-time
             * @description When the first try failed of those that failed since; null: none did.
             */
            readonly failing_since: string | null;
            /**
             * Format: date-time
             * @description Nothing is sent before, since tries fail; null: it is.
             */
            readonly rests_until: string | null;
            /**
             * Format: date-time
             * @description until then the secret before this one signs as well
             */
            readonly old_secret_until: string | null;
            /**
             * Format: date-time
             * @description When it was made.
             */
            readonly created_at: string;
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            readonly updated_at: string;
            /** @description shown this once */
            secret: string;
        };
        Options: {
            /** @description `accounts/demo/` signs this caller in to the demo account */
            demo: boolean;
            /** @description accounts can be opened */
            sign_up: boolean;
            /** @description `false`: mails, with their links, stand among the lines of the server */
            sends_mail: boolean;
            /** @description plans can be bought; else all have the same one */
            billing: boolean;
            /** @description web hooks are switched on */
            webhooks: boolean;
            /** @description Languages that people are answered in. */
            languages: components["schemas"]["Language"][];
        };
        /**
         * @description * `picture` - picture
         *     * `text` - text
         *     * `xml` - xml
         * @enum {string}
         */
        OriginEnum: "picture" | "text" | "xml";
        Outcome: {
            /** @description Whether it was done. */
            success: boolean;
            /** @description What was bought. */
            subscription: components["schemas"]["Subscription"];
            /** @description What the plan includes. */
            features: components["schemas"]["CurrentFeatures"];
        };
        /** @description A page as it is looked at beside its evidence: `place.page` is its position. */
        Page: {
            /** @description from 0, over all files */
            position: number;
            /** @description the position of its file */
            file: number;
            /** @description of the picture; null: not known */
            width: number | null;
            /** @description Height in pixels. */
            height: number | null;
            /** @description its picture; runs out */
            url: string;
        };
        PaginatedApiKeyList: {
            /**
             * @description How many there are, or were counted.
             * @example 123
             */
            count: number;
            /**
             * Format: uri
             * @description Link to the next page; null: there is none.
             * @example http://api.example.org/accounts/?page=4
             */
            next: string | null;
            /**
             * Format: uri
             * @description Link to the page before; null: there is none.
             * @example http://api.example.org/accounts/?page=2
             */
            previous: string | null;
            /** @description This page of them. */
            results: components["schemas"]["ApiKey"][];
        };
        PaginatedAuditEventList: {
            /**
             * @description How many there are, or were counted.
             * @example 123
             */
            count: number;
            /**
             * Format: uri
             * @description Link to the next page; null: there is none.
             * @example http://api.example.org/accounts/?page=4
             */
            next: string | null;
            /**
             * Format: uri
             * @description Link to the page before; null: there is none.
             * @example http://api.example.org/accounts/?page=2
             */
            previous: string | null;
            /** @description This page of them. */
            results: components["schemas"]["AuditEvent"][];
            /** @description What the report counts, doubts and leaves out. */
            coverage: components["schemas"]["Coverage"];
        };
        PaginatedCategoryList: {
            /**
             * @description How many there are, or were counted.
             * @example 123
             */
            count: number;
            /**
             * Format: uri
             * @description Link to the next page; null: there is none.
             * @example http://api.example.org/accounts/?page=4
             */
            next: string | null;
            /**
             * Format: uri
             * @description Link to the page before; null: there is none.
             * @example http://api.example.org/accounts/?page=2
             */
            previous: string | null;
            /** @description This page of them. */
            results: components["schemas"]["Category"][];
        };
        PaginatedDuplicateList: {
            /**
             * @description How many there are, or were counted.
             * @example 123
             */
            count: number;
            /**
             * Format: uri
             * @description Link to the next page; null: there is none.
             * @example http://api.example.org/accounts/?page=4
             */
            next: string | null;
            /**
             * Format: uri
             * @description Link to the page before; null: there is none.
             * @example http://api.example.org/accounts/?page=2
             */
            previous: string | null;
            /** @description This page of them. */
            results: components["schemas"]["Duplicate"][];
        };
        PaginatedExportJobList: {
            /**
             * @description How many there are, or were counted.
             * @example 123
             */
            count: number;
            /**
             * Format: uri
             * @description Link to the next page; null: there is none.
             * @example http://api.example.org/accounts/?page=4
             */
            next: string | null;
            /**
             * Format: uri
             * @description Link to the page before; null: there is none.
             * @example http://api.example.org/accounts/?page=2
             */
            previous: string | null;
            /** @description This page of them. */
            results: components["schemas"]["ExportJob"][];
        };
        PaginatedHistoryEventList: {
            /**
             * @description How many there are, or were counted.
             * @example 123
             */
            count: number;
            /**
             * Format: uri
             * @description Link to the next page; null: there is none.
             * @example http://api.example.org/accounts/?page=4
             */
            next: string | null;
            /**
             * Format: uri
             * @description Link to the page before; null: there is none.
             * @example http://api.example.org/accounts/?page=2
             */
            previous: string | null;
            /** @description This page of them. */
            results: components["schemas"]["HistoryEvent"][];
        };
        PaginatedModelRequestList: {
            /**
             * @description How many there are, or were counted.
             * @example 123
             */
            count: number;
            /**
             * Format: uri
             * @description Link to the next page; null: there is none.
             * @example http://api.example.org/accounts/?page=4
             */
            next: string | null;
            /**
             * Format: uri
             * @description Link to the page before; null: there is none.
             * @example http://api.example.org/accounts/?page=2
             */
            previous: string | null;
            /** @description This page of them. */
            results: components["schemas"]["ModelRequest"][];
        };
        PaginatedReceiptList: {
            /**
             * @description How many there are, or were counted.
             * @example 123
             */
            count: number;
            /**
             * Format: uri
             * @description Link to the next page; null: there is none.
             * @example http://api.example.org/accounts/?page=4
             */
            next: string | null;
            /**
             * Format: uri
             * @description Link to the page before; null: there is none.
             * @example http://api.example.org/accounts/?page=2
             */
            previous: string | null;
            /** @description This page of them. */
            results: components["schemas"]["Receipt"][];
        };
        PaginatedSessionList: {
            /**
             * @description How many there are, or were counted.
             * @example 123
             */
            count: number;
            /**
             * Format: uri
             * @description Link to the next page; null: there is none.
             * @example http://api.example.org/accounts/?page=4
             */
            next: string | null;
            /**
             * Format: uri
             * @description Link to the page before; null: there is none.
             * @example http://api.example.org/accounts/?page=2
             */
            previous: string | null;
            /** @description This page of them. */
            results: components["schemas"]["Session"][];
        };
        PaginatedTransactionList: {
            /**
             * @description How many there are, or were counted.
             * @example 123
             */
            count: number;
            /**
             * Format: uri
             * @description Link to the next page; null: there is none.
             * @example http://api.example.org/accounts/?page=4
             */
            next: string | null;
            /**
             * Format: uri
             * @description Link to the page before; null: there is none.
             * @example http://api.example.org/accounts/?page=2
             */
            previous: string | null;
            /** @description This page of them. */
            results: components["schemas"]["Transaction"][];
        };
        PaginatedVendorInUseList: {
            /**
             * @description How many there are, or were counted.
             * @example 123
             */
            count: number;
            /**
             * Format: uri
             * @description Link to the next page; null: there is none.
             * @example http://api.example.org/accounts/?page=4
             */
            next: string | null;
            /**
             * Format: uri
             * @description Link to the page before; null: there is none.
             * @example http://api.example.org/accounts/?page=2
             */
            previous: string | null;
            /** @description This page of them. */
            results: components["schemas"]["VendorInUse"][];
        };
        PaginatedVendorRuleList: {
            /**
             * @description How many there are, or were counted.
             * @example 123
             */
            count: number;
            /**
             * Format: uri
             * @description Link to the next page; null: there is none.
             * @example http://api.example.org/accounts/?page=4
             */
            next: string | null;
            /**
             * Format: uri
             * @description Link to the page before; null: there is none.
             * @example http://api.example.org/accounts/?page=2
             */
            previous: string | null;
            /** @description This page of them. */
            results: components["schemas"]["VendorRule"][];
        };
        PaginatedWebhookDeliveryList: {
            /**
             * @description How many there are, or were counted.
             * @example 123
             */
            count: number;
            /**
             * Format: uri
             * @description Link to the next page; null: there is none.
             * @example http://api.example.org/accounts/?page=4
             */
            next: string | null;
            /**
             * Format: uri
             * @description Link to the page before; null: there is none.
             * @example http://api.example.org/accounts/?page=2
             */
            previous: string | null;
            /** @description This page of them. */
            results: components["schemas"]["WebhookDelivery"][];
        };
        PaginatedWebhookList: {
            /**
             * @description How many there are, or were counted.
             * @example 123
             */
            count: number;
            /**
             * Format: uri
             * @description Link to the next page; null: there is none.
             * @example http://api.example.org/accounts/?page=4
             */
            next: string | null;
            /**
             * Format: uri
             * @description Link to the page before; null: there is none.
             * @example http://api.example.org/accounts/?page=2
             */
            previous: string | null;
            /** @description This page of them. */
            results: components["schemas"]["Webhook"][];
        };
        /**
         * @description * `premium` - premium
         *     * `platinum` - platinum
         * @enum {string}
         */
        PaidPlanCodeEnum: "premium" | "platinum";
        PartInputRequest: {
            /** @description where it stands: a whole page is 0, 0, 1, 1 */
            places: components["schemas"]["PlaceInputRequest"][];
        };
        PasswordChangeRequest: {
            /** @description `true`: the account's API keys stay; else they end as well. */
            keep_api_keys?: boolean;
            /** @description The password until now. */
            current_password: string;
            /** @description The password from now on. */
            new_password: string;
        };
        PasswordRequest: {
            /** @description The password. */
            password: string;
        };
        PasswordResetRequest: {
            /** @description `true`: the account's API keys stay; else they end as well. */
            keep_api_keys?: boolean;
            /** @description The token of the mailed link. */
            token: string;
            /** @description The password. */
            password: string;
        };
        /** @description The slug is made from the first name and stays. */
        PatchedCategoryInputRequest: {
            /** @description Its name. */
            name?: string;
            /** @description Whether it is one of expenses or of income. */
            type?: components["schemas"]["TransactionTypeEnum"];
            /** @description New entries in it count against profit. */
            is_deductible?: boolean;
        };
        /** @description Any subset; null or an empty text takes a value away. Lists are replaced as a whole. */
        PatchedEntryChangeRequest: {
            /** @description Who sold it, or paid it. */
            vendor?: string | null;
            /**
             * Format: date
             * @description The day on the receipt; null: unknown.
             */
            purchased_on?: string | null;
            /**
             * Format: decimal
             * @description below zero: a refund
             */
            total?: string | null;
            /**
             * Format: decimal
             * @description The sum before tax, tip and discount; null: not printed.
             */
            subtotal?: string | null;
            /**
             * Format: decimal
             * @description What was taken off, more than nothing however it is printed; null: nothing.
             */
            discount?: string | null;
            /**
             * Format: decimal
             * @description Tax in it; null: unknown.
             */
            tax?: string | null;
            /**
             * Format: decimal
             * @description Tip in it; null: none.
             */
            tip?: string | null;
            /**
             * Format: decimal
             * @description What it was rounded by, below zero where that made it less; null: not printed.
             */
            rounding?: string | null;
            /** @description ISO 4217 */
            currency?: string;
            /** @description Whether money went out or came in. */
            transaction_type?: components["schemas"]["TransactionTypeEnum"];
            /** @description slug */
            category?: string | null;
            /** @description How it was paid. */
            payment_method?: components["schemas"]["PaymentMethodEnum"] | "" | null;
            /** @description Number of the receipt or invoice, as it is printed. */
            receipt_number?: string | null;
            /** @description How it was paid, as it is printed. */
            payment_method_text?: string | null;
            /** @description Notes of a person. */
            notes?: string | null;
            /**
             * Format: decimal
             * @description null: as the category has it
             */
            deductible_share?: string | null;
            /** @description Lines of what was bought, in order. */
            items?: components["schemas"]["ItemInputRequest"][];
            /** @description Tax by rate. */
            tax_lines?: components["schemas"]["TaxLineInputRequest"][];
        };
        PatchedExtractedDataChangeBodyRequest: components["schemas"]["PatchedExtractedDataChangeRequest"] | components["schemas"]["PatchedWrappedChangeRequest"];
        /** @description The existing web client's form. An empty text or null leaves a field as it is. */
        PatchedExtractedDataChangeRequest: {
            /** @description Who sold it, or paid it. */
            vendor?: string;
            /**
             * Format: decimal
             * @description Everything together, with tax and tip.
             */
            total?: string;
            /**
             * Format: decimal
             * @description Tax in it; null: unknown.
             */
            tax?: string;
            /** @description Whether money went out or came in. */
            type?: components["schemas"]["TransactionTypeEnum"];
            /**
             * Format: date
             * @description The day on the receipt; null: unknown.
             */
            date?: string;
            /** @description ISO 4217 code of the amounts beside it. */
            currency?: string;
            /** @description a word of that client, or a slug */
            category?: string;
            /** @description What it is. */
            description?: string;
        };
        /** @description An empty `country` or `date_order` means "not told". */
        PatchedProfileRequest: {
            /** @description Given name. */
            first_name?: string;
            /** @description Family name. */
            last_name?: string;
            /** @description Name of the business. */
            company?: string;
            /** @description Phone number. */
            phone?: string;
            /** @description Postal address. */
            address?: string;
            /** @description ISO 4217 */
            home_currency?: string;
            /** @description ISO 3166-1 alpha-2 */
            country?: string;
            /** @description What 03/04/2026 means where the receipt does not tell. */
            date_order?: components["schemas"]["DateOrderEnum"] | "";
            /** @description Month in which the tax year begins, from 1. */
            tax_year_start_month?: number;
            /** @description IANA name, such as `Europe/London`; days and months are those of this zone */
            time_zone?: string;
            /**
             * @description of mails, and of answers whatever `Accept-Language` says; empty: as it says
             *
             *     * `en` - English
             *     * `de` - Deutsch
             */
            language?: components["schemas"]["LanguageEnum"] | "";
            /**
             * Lets models be compared on its receipts
             * @description whether verified receipts may be read by another model, too, when the operator compares two; no entry changes
             */
            allows_comparisons?: boolean;
            /**
             * Receipts and models
             * @description what may leave the server to be read by a model: receipts as they are; receipts with numbers of cards, bank accounts, telephones and customers and names of staff painted out; nothing
             *
             *     * `model_allowed` - A model may read receipts
             *     * `model_masked` - A model may read masked receipts
             *     * `offline_only` - No model reads receipts
             */
            model_privacy?: components["schemas"]["ModelPrivacyEnum"];
        };
        /** @description Any subset; null or an empty text takes a value away. Lists are replaced as a whole. */
        PatchedReceiptChangeRequest: {
            /** @description Who sold it, or paid it. */
            vendor?: string | null;
            /**
             * Format: date
             * @description The day on the receipt; null: unknown.
             */
            purchased_on?: string | null;
            /**
             * Format: decimal
             * @description below zero: a refund
             */
            total?: string | null;
            /**
             * Format: decimal
             * @description The sum before tax, tip and discount; null: not printed.
             */
            subtotal?: string | null;
            /**
             * Format: decimal
             * @description What was taken off, more than nothing however it is printed; null: nothing.
             */
            discount?: string | null;
            /**
             * Format: decimal
             * @description Tax in it; null: unknown.
             */
            tax?: string | null;
            /**
             * Format: decimal
             * @description Tip in it; null: none.
             */
            tip?: string | null;
            /**
             * Format: decimal
             * @description What it was rounded by, below zero where that made it less; null: not printed.
             */
            rounding?: string | null;
            /** @description ISO 4217 */
            currency?: string;
            /** @description Whether money went out or came in. */
            transaction_type?: components["schemas"]["TransactionTypeEnum"];
            /** @description slug */
            category?: string | null;
            /** @description How it was paid. */
            payment_method?: components["schemas"]["PaymentMethodEnum"] | "" | null;
            /** @description Number of the receipt or invoice, as it is printed. */
            receipt_number?: string | null;
            /** @description How it was paid, as it is printed. */
            payment_method_text?: string | null;
            /** @description Notes of a person. */
            notes?: string | null;
            /**
             * Format: decimal
             * @description null: as the category has it
             */
            deductible_share?: string | null;
            /** @description Lines of what was bought, in order. */
            items?: components["schemas"]["ItemInputRequest"][];
            /** @description Tax by rate. */
            tax_lines?: components["schemas"]["TaxLineInputRequest"][];
            /**
             * @description of what is no purchase the entry goes, and comes back when it is one; null leaves it as it is
             *
             *     * `receipt` - receipt
             *     * `invoice` - invoice
             *     * `credit_note` - credit note
             *     * `card_slip` - card slip
             *     * `unpaid_bill` - bill before payment
             *     * `quotation` - quotation
             *     * `pro_forma` - pro forma invoice
             *     * `order_confirmation` - order confirmation
             *     * `delivery_note` - delivery note
             *     * `payment_reminder` - payment reminder
             *     * `bank_statement` - bank statement
             *     * `menu` - menu
             *     * `price_tag` - price tag
             *     * `gift_card` - gift card
             *     * `cheque` - cheque
             *     * `other` - something else
             */
            document_kind?: components["schemas"]["DocumentKindEnum"] | null;
        };
        /** @description A spelling, a category, or both. A rule that is switched on is accepted. */
        PatchedVendorRuleInputRequest: {
            /** @description the vendor as receipts have it */
            matched_vendor?: string;
            /** @description how to spell it; empty: as it is read */
            vendor?: string | null;
            /** @description slug */
            category?: string | null;
            /** @description Whether the rule is proposed, active or off. */
            state?: components["schemas"]["VendorRuleInputStateEnum"];
        };
        PatchedWebhookInputRequest: {
            /** @description https, port 443 or 8443 */
            url?: string;
            /** @description of events that it is told of; left out: all that there are now */
            kinds?: components["schemas"]["EventKindEnum"][];
            /** @description Whether events are sent. */
            is_active?: boolean;
        };
        /** @description The same form in `extracted_data`, beside whatever the server had sent. */
        PatchedWrappedChangeRequest: {
            /** @description The entry in the shape of the existing web client, for reading. */
            extracted_data?: components["schemas"]["ExtractedDataChangeRequest"];
        };
        Payment: {
            /** @description Its number, for ever. */
            readonly id: number;
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            /** @description Stripe's number of the invoice. */
            invoice_id: string;
            /** @description Stripe's number of the payment. */
            stripe_payment_intent_id: string;
            /** @description What was paid for. */
            description: string;
            /** @description in pence, or the currency's like */
            readonly amount: number;
            /** @description ISO 4217 */
            currency: string;
            /** @description What became of it. */
            readonly status: components["schemas"]["PaymentStatusEnum"];
        };
        PaymentHistory: {
            /** @description The payments, newest first. */
            payments: components["schemas"]["Payment"][];
        };
        /**
         * @description * `cash` - Cash
         *     * `card` - Card
         *     * `bank_transfer` - Bank Transfer
         *     * `direct_debit` - Direct Debit
         *     * `mobile` - Mobile
         *     * `cheque` - Cheque
         *     * `other` - Other
         * @enum {string}
         */
        PaymentMethodEnum: "cash" | "card" | "bank_transfer" | "direct_debit" | "mobile" | "cheque" | "other";
        /**
         * @description * `pending` - pending
         *     * `paid` - paid
         *     * `failed` - failed
         *     * `cancelled` - cancelled
         *     * `refunded` - refunded
         * @enum {string}
         */
        PaymentStatusEnum: "pending" | "paid" | "failed" | "cancelled" | "refunded";
        Period: {
            /**
             * Format: date
             * @description First day.
             */
            start_date: string;
            /**
             * Format: date
             * @description Last day, which belongs to it.
             */
            end_date: string;
        };
        /** @description By the account's time zone and its first month of the tax year. */
        Periods: {
            /**
             * Format: date
             * @description in the time zone of the account
             */
            today: string;
            /** @description the current one and each with entries, the latest first */
            tax_years: components["schemas"]["TaxYear"][];
            /** @description of which days each report is where none are given */
            usual: components["schemas"]["UsualPeriod"][];
        };
        /** @description What makes a picture hard to read, with how it is better taken again. */
        PictureFault: {
            /** @description Stable, for programs. */
            code: components["schemas"]["PictureFaultCodeEnum"];
            /** @description What it means, for a person. */
            message: string;
            /** @description that have it, from 0, over all files */
            pages: number[];
        };
        /**
         * @description * `picture_dark` - picture_dark
         *     * `picture_blurred` - picture_blurred
         *     * `picture_cut` - picture_cut
         * @enum {string}
         */
        PictureFaultCodeEnum: "picture_dark" | "picture_blurred" | "picture_cut";
        /** @description Edges as fractions (0 to 1) of the page's width and height. */
        Place: {
            /** @description from 0 */
            page: number;
            /**
             * Format: double
             * @description Left edge, as a fraction of the page's width.
             */
            left: number;
            /**
             * Format: double
             * @description Upper edge, as a fraction of the page's height.
             */
            top: number;
            /**
             * Format: double
             * @description Right edge, as a fraction of the page's width.
             */
            right: number;
            /**
             * Format: double
             * @description Lower edge, as a fraction of the page's height.
             */
            bottom: number;
        };
        PlaceInputRequest: {
            /** @description from 0, over all files */
            page: number;
            /**
             * Format: double
             * @description Left edge, as a fraction of the page's width.
             */
            left: number;
            /**
             * Format: double
             * @description Upper edge, as a fraction of the page's height.
             */
            top: number;
            /**
             * Format: double
             * @description Right edge, as a fraction of the page's width.
             */
            right: number;
            /**
             * Format: double
             * @description Lower edge, as a fraction of the page's height.
             */
            bottom: number;
        };
        Plan: {
            /** @description Its name. */
            name: string;
            /**
             * Format: double
             * @description a month
             */
            price: number;
            /** @description ISO 4217 code of the amounts beside it. */
            currency: string;
            /**
             * @description How often it is paid.
             * @default month
             */
            readonly interval: string;
            /** @description What the plan includes. */
            features: components["schemas"]["Features"];
        };
        /**
         * @description * `basic` - basic
         *     * `premium` - premium
         *     * `platinum` - platinum
         * @enum {string}
         */
        PlanCodeEnum: "basic" | "premium" | "platinum";
        PlanList: {
            /** @description The plans, by code. */
            plans: components["schemas"]["PlansByCode"];
        };
        PlannedChange: {
            /** @description Name of the field. */
            field: components["schemas"]["VendorRuleFieldEnum"];
            /** @description null: nothing */
            old: string | null;
            /** @description The value that it would get. */
            new: string;
        };
        /** @description As much of an entry as helps to decide. */
        PlannedEntry: {
            /** @description Its number, for ever. */
            id: number;
            /** @description Number of the receipt; null: there is none. */
            receipt: number;
            /** @description Who sold it, or paid it. */
            vendor: string;
            /**
             * Format: date
             * @description The day on the receipt; null: unknown.
             */
            purchased_on: string | null;
            /** @description Everything together, with tax and tip. */
            total: string | null;
            /** @description ISO 4217 code of the amounts beside it. */
            currency: string;
            /** @description what the rule would set */
            changes: components["schemas"]["PlannedChange"][];
        };
        PlansByCode: {
            /** @description The plan of everybody. */
            basic: components["schemas"]["Plan"];
            /** @description The middle plan. */
            premium: components["schemas"]["Plan"];
            /** @description The largest plan. */
            platinum: components["schemas"]["Plan"];
        };
        Portal: {
            /** @description Link to Stripe's page. */
            portal_url: string;
        };
        PrintedLine: {
            /** @description as it was read */
            text: string;
            /**
             * Format: double
             * @description that the text is right
             */
            confidence: number | null;
            /** @description Where it stands on the page; null: nobody knows. */
            place: components["schemas"]["Place"] | null;
            /** @description that it shows, from left to right, as decimals with their sign; one that can be read in two ways has both, the more likely first */
            amounts: string[];
            /** @description that it shows; one that can be read in two ways has both, the likelier first */
            dates: string[];
            /** @description that it names, as an ISO 4217 code; null: none */
            currency: string | null;
        };
        /**
         * @description What is printed, in reading order. No `place`: the reader did not say where, as no model
         *     does, or it was read before places were kept.
         */
        PrintedLines: {
            /** @description that saw the lines; null: none did, or it is not known which */
            reader: string | null;
            /** @description in reading order, over all pages */
            lines: components["schemas"]["PrintedLine"][];
            /** @description Lines of what was bought, in order. */
            items: components["schemas"]["ReadItem"][];
            /** @description Tax by rate. */
            tax_lines: components["schemas"]["ReadTaxLine"][];
        };
        ProcessSuccessRequest: {
            /** @description Stripe's number of the checkout. */
            session_id: string;
        };
        ProcessingMetadata: {
            /**
             * Format: double
             * @description seconds
             */
            processing_time?: number;
            /**
             * Format: double
             * @description What the model's answer cost, in US dollars; absent: not known.
             */
            cost_usd?: number;
            /** @description Tokens that the model counted; absent: not known. */
            token_usage?: number;
            /** @description What read it: `openai` or `offline`, or `xml` for what an e-invoice says itself. */
            engine?: string;
            /** @description Name of the model; empty: the reader has none. */
            model?: string;
        };
        /** @description What a client polls. `next_try_at` is set while a failed read waits for its next try. */
        ProcessingStatus: {
            /** @description Its number, for ever. */
            readonly id: number;
            /** @description How far the reading is. */
            readonly ocr_status: components["schemas"]["ProcessingStatusEnum"];
            /** @description answers about it so far */
            readonly attempts: number;
            /**
             * Format: date-time
             * @description The earliest moment of the next try; null: none waits.
             */
            readonly next_try_at: string | null;
            /** @description 1 is read next; an estimate, by the turns that accounts take. Null while it is not waiting for its turn. */
            readonly queue_position: number | null;
            /** @description till it is read, from what the last readings took. Null: not known. */
            readonly estimated_seconds: number | null;
            /** @description the earlier receipt with the same bytes, whose reading it will take over. Null: it waits for none. */
            readonly waits_for: components["schemas"]["AwaitedReceipt"] | null;
            /** @description Why the reading failed, or waits; null: it did not. */
            readonly failure: components["schemas"]["Reason"] | null;
            /** @description known before it is read */
            readonly picture_faults: components["schemas"]["PictureFault"][];
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            readonly updated_at: string;
        };
        /**
         * @description * `pending` - Pending
         *     * `processing` - Processing
         *     * `completed` - Completed
         *     * `failed` - Failed
         * @enum {string}
         */
        ProcessingStatusEnum: "pending" | "processing" | "completed" | "failed";
        /** @description An empty `country` or `date_order` means "not told". */
        Profile: {
            /** @description Its number, for ever. */
            readonly id: number;
            /**
             * E-mail address
             * Format: email
             * @description E-mail address.
             */
            readonly email: string;
            /** @description Given name. */
            first_name: string;
            /** @description Family name. */
            last_name: string;
            /** @description Name of the business. */
            company: string;
            /** @description Phone number. */
            phone: string;
            /** @description Postal address. */
            address: string;
            /** @description ISO 4217 */
            home_currency: string;
            /** @description ISO 3166-1 alpha-2 */
            country: string;
            /** @description What 03/04/2026 means where the receipt does not tell. */
            date_order: components["schemas"]["DateOrderEnum"] | "";
            /** @description Month in which the tax year begins, from 1. */
            tax_year_start_month: number;
            /** @description IANA name, such as `Europe/London`; days and months are those of this zone */
            time_zone: string;
            /**
             * @description of mails, and of answers whatever `Accept-Language` says; empty: as it says
             *
             *     * `en` - English
             *     * `de` - Deutsch
             */
            language: components["schemas"]["LanguageEnum"] | "";
            /**
             * Lets models be compared on its receipts
             * @description whether verified receipts may be read by another model, too, when the operator compares two; no entry changes
             */
            allows_comparisons: boolean;
            /**
             * Receipts and models
             * @description what may leave the server to be read by a model: receipts as they are; receipts with numbers of cards, bank accounts, telephones and customers and names of staff painted out; nothing
             *
             *     * `model_allowed` - A model may read receipts
             *     * `model_masked` - A model may read masked receipts
             *     * `offline_only` - No model reads receipts
             */
            model_privacy: components["schemas"]["ModelPrivacyEnum"];
            /**
             * Format: date-time
             * @description When the account was made.
             */
            readonly date_joined: string;
        };
        /** @description One receipt of several that a document shows, in the shape that `split/` takes. */
        ProposedPart: {
            /** @description where it stands, in reading order */
            places: components["schemas"]["Place"][];
        };
        /**
         * @description What waits for its turn. What is being read, or waits for a later try or for another receipt,
         *     has no place.
         */
        Queue: {
            /** @description the next 500, in their order */
            waiting: components["schemas"]["WaitingReceipt"][];
        };
        /** @description Amounts are JSON numbers: the existing web client divides by them. */
        QuickMetrics: {
            /** @description ISO 4217 code of the amounts beside it. */
            currency: string;
            /**
             * Format: double
             * @description What went out this month.
             */
            current_month_expenses: number;
            /**
             * Format: double
             * @description What went out last month.
             */
            last_month_expenses: number;
            /**
             * Format: double
             * @description What came in since the tax year began.
             */
            ytd_income: number;
            /**
             * Format: double
             * @description What went out since the tax year began.
             */
            ytd_expenses: number;
            /**
             * Format: double
             * @description What came in less what went out since the tax year began.
             */
            ytd_net: number;
            /** @description Receipts outside the trash. */
            total_receipts: number;
            /** @description What of it was converted, in the currency that it was in. */
            readonly converted: components["schemas"]["ConvertedAmount"][];
        };
        /**
         * @description `used` have been read, `reserved` are on their way; together they count against `limit`.
         *
         *     Readings that failed, re-reads and removed duplicates are `free_reads`.
         */
        Quota: {
            /** @description Documents that were read. */
            used: number;
            /** @description Documents that wait to be read. */
            reserved: number;
            /** @description Documents a month; 999999: no limit. */
            limit: number;
            /** @description Readings that came to nothing, or were read again. */
            free_reads: number;
            /** @description How many of those there may be. */
            free_reads_limit: number;
            /**
             * Format: date
             * @description First day of the period.
             */
            period_start: string;
            /**
             * Format: date
             * @description Day on which the next period begins.
             */
            resets_on: string;
        };
        /** @description As the reading has it, whatever a person has made of it since. */
        ReadItem: {
            /** @description What it is. */
            description: string;
            /** @description How many; null: not printed. */
            quantity: string | null;
            /** @description Price of one; null: not printed. */
            unit_price: string | null;
            /** @description The amount. */
            amount: string | null;
            /** @description Where it stands on the page; null: nobody knows. */
            place: components["schemas"]["Place"] | null;
        };
        ReadTaxLine: {
            /** @description Charged with the price, or withheld from the total. */
            kind: components["schemas"]["TaxLineKindEnum"];
            /** @description in percent */
            rate: string | null;
            /** @description The amount without tax; null: unknown. */
            net: string | null;
            /** @description Tax in it; null: unknown. */
            tax: string | null;
            /** @description Where it stands on the page; null: nobody knows. */
            place: components["schemas"]["Place"] | null;
        };
        Reason: {
            /** @description Stable, for programs. */
            code: string;
            /** @description What it means, for a person. */
            message: string;
        };
        /** @description One receipt, in lists. */
        Receipt: {
            /** @description Its number, for ever. */
            readonly id: number;
            /** @description of the first file */
            readonly original_filename: string;
            /**
             * Format: date-time
             * @description When it was uploaded.
             */
            readonly uploaded_at: string;
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            readonly updated_at: string;
            /** @description counts the changes of what people see and edit, for If-Match */
            readonly version: number;
            /** @description How far the reading is. */
            readonly ocr_status: components["schemas"]["ProcessingStatusEnum"];
            /**
             * Format: double
             * @description How likely vendor, date, total, currency, tax and type are all right, in percent (0 to 100); null: not read.
             */
            readonly ocr_confidence: number | null;
            /** @description The entry in the shape of the existing web client, for reading. */
            readonly extracted_data: components["schemas"]["ExtractedData"] | null;
            /** @description What the last reading took. */
            readonly processing_metadata: components["schemas"]["ProcessingMetadata"];
            /** @description Links to the first file, and its size. */
            readonly image_info: components["schemas"]["ImageInfo"];
            /** @description Always null: the files have links. */
            readonly file: null;
            /** @description `display_url` once more */
            readonly image: string;
            /** @description Its ledger entry; null: there is none yet, or it is no purchase. */
            readonly transaction: components["schemas"]["Transaction"] | null;
            /**
             * @description receipts, invoices and credit notes have an entry; null: not known (yet)
             *
             *     * `receipt` - receipt
             *     * `invoice` - invoice
             *     * `credit_note` - credit note
             *     * `card_slip` - card slip
             *     * `unpaid_bill` - bill before payment
             *     * `quotation` - quotation
             *     * `pro_forma` - pro forma invoice
             *     * `order_confirmation` - order confirmation
             *     * `delivery_note` - delivery note
             *     * `payment_reminder` - payment reminder
             *     * `bank_statement` - bank statement
             *     * `menu` - menu
             *     * `price_tag` - price tag
             *     * `gift_card` - gift card
             *     * `cheque` - cheque
             *     * `other` - something else
             */
            readonly document_kind: components["schemas"]["DocumentKindEnum"] | null;
            /** @description Why the reading failed, or waits; null: it did not. */
            readonly failure: components["schemas"]["Reason"] | null;
            /** @description Whether a person should look it over. */
            readonly review_status: components["schemas"]["ReviewStatusEnum"];
            /** @description Why a person should look it over. */
            readonly review_reasons: components["schemas"]["ReviewReason"][];
            /** @description measured before it is read; none: nothing was found, or it is still to come */
            readonly picture_faults: components["schemas"]["PictureFault"][];
            /** @description of the first file */
            readonly mime_type: string;
            /** @description of all files */
            readonly page_count: number;
            /** @description by another reader, since the service of the first one was away */
            readonly read_by_fallback: boolean;
            /** @description the first reader could read it now */
            readonly reread_offered: boolean;
            /**
             * Format: date-time
             * @description in the trash since
             */
            readonly deleted_at: string | null;
            /**
             * @description null: it is not in the trash, or somebody has deleted it
             *
             *     * `split` - split into several receipts
             */
            readonly trash_reason: components["schemas"]["TrashReasonEnum"] | null;
            /** @description the earlier receipt with the same bytes, whose reading is taken over */
            readonly duplicate_of: number | null;
            /** @description the receipt in the trash that this was a part of */
            readonly split_from: number | null;
        };
        /** @description One receipt alone, with its files and the evidence of its last reading. */
        ReceiptDetail: {
            /** @description Its number, for ever. */
            readonly id: number;
            /** @description of the first file */
            readonly original_filename: string;
            /**
             * Format: date-time
             * @description When it was uploaded.
             */
            readonly uploaded_at: string;
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            readonly updated_at: string;
            /** @description counts the changes of what people see and edit, for If-Match */
            readonly version: number;
            /** @description How far the reading is. */
            readonly ocr_status: components["schemas"]["ProcessingStatusEnum"];
            /**
             * Format: double
             * @description How likely vendor, date, total, currency, tax and type are all right, in percent (0 to 100); null: not read.
             */
            readonly ocr_confidence: number | null;
            /** @description The entry in the shape of the existing web client, for reading. */
            readonly extracted_data: components["schemas"]["ExtractedData"] | null;
            /** @description What the last reading took. */
            readonly processing_metadata: components["schemas"]["ProcessingMetadata"];
            /** @description Links to the first file, and its size. */
            readonly image_info: components["schemas"]["ImageInfo"];
            /** @description Always null: the files have links. */
            readonly file: null;
            /** @description `display_url` once more */
            readonly image: string;
            /** @description Its ledger entry; null: there is none yet, or it is no purchase. */
            readonly transaction: components["schemas"]["Transaction"] | null;
            /**
             * @description receipts, invoices and credit notes have an entry; null: not known (yet)
             *
             *     * `receipt` - receipt
             *     * `invoice` - invoice
             *     * `credit_note` - credit note
             *     * `card_slip` - card slip
             *     * `unpaid_bill` - bill before payment
             *     * `quotation` - quotation
             *     * `pro_forma` - pro forma invoice
             *     * `order_confirmation` - order confirmation
             *     * `delivery_note` - delivery note
             *     * `payment_reminder` - payment reminder
             *     * `bank_statement` - bank statement
             *     * `menu` - menu
             *     * `price_tag` - price tag
             *     * `gift_card` - gift card
             *     * `cheque` - cheque
             *     * `other` - something else
             */
            readonly document_kind: components["schemas"]["DocumentKindEnum"] | null;
            /** @description Why the reading failed, or waits; null: it did not. */
            readonly failure: components["schemas"]["Reason"] | null;
            /** @description Whether a person should look it over. */
            readonly review_status: components["schemas"]["ReviewStatusEnum"];
            /** @description Why a person should look it over. */
            readonly review_reasons: components["schemas"]["ReviewReason"][];
            /** @description measured before it is read; none: nothing was found, or it is still to come */
            readonly picture_faults: components["schemas"]["PictureFault"][];
            /** @description of the first file */
            readonly mime_type: string;
            /** @description of all files */
            readonly page_count: number;
            /** @description by another reader, since the service of the first one was away */
            readonly read_by_fallback: boolean;
            /** @description the first reader could read it now */
            readonly reread_offered: boolean;
            /**
             * Format: date-time
             * @description in the trash since
             */
            readonly deleted_at: string | null;
            /**
             * @description null: it is not in the trash, or somebody has deleted it
             *
             *     * `split` - split into several receipts
             */
            readonly trash_reason: components["schemas"]["TrashReasonEnum"] | null;
            /** @description the earlier receipt with the same bytes, whose reading is taken over */
            readonly duplicate_of: number | null;
            /** @description the receipt in the trash that this was a part of */
            readonly split_from: number | null;
            /** @description The uploaded files, in order. */
            readonly files: components["schemas"]["ReceiptFile"][];
            /** @description Where each value was read, and how surely; null: not read. */
            readonly evidence: components["schemas"]["Evidence"] | null;
            /** @description What the validator said of the reading. */
            readonly checks: components["schemas"]["Check"][];
            /** @description What a second reader made of it; null: none was asked. */
            readonly second_opinion: components["schemas"]["SecondOpinion"] | null;
            /** @description what the file says itself beyond the entry; null: it was read from its pages */
            readonly einvoice: components["schemas"]["EInvoice"] | null;
            /** @description for `split/`, where it shows several receipts and it was seen where each stands */
            readonly proposed_parts: components["schemas"]["ProposedPart"][];
        };
        /** @description One uploaded file. The pages of a document are those of its files, one after the other. */
        ReceiptFile: {
            /** @description from 0, in the order of the upload */
            position: number;
            /** @description Kind of the file, as its bytes say. */
            mime_type: string;
            /** @description SHA-256 of its bytes, in hexadecimal digits. */
            sha256: string;
            /** @description Its size in bytes. */
            size_bytes: number;
            /** @description of its first page */
            width: number;
            /** @description of its first page */
            height: number;
            /** @description How many pages it has. */
            page_count: number;
            /** @description byte for byte; runs out */
            original_url: string;
            /** @description its first page, 800 wide; runs out */
            display_url: string;
            /** @description its first page, 300 x 200; runs out */
            thumbnail_url: string;
            /** @description where the file is one, with the receipt in it; null: it is none */
            mail: components["schemas"]["Mail"] | null;
        };
        ReceiptIdsRequest: {
            /** @description Numbers of receipts, each once. */
            ids: number[];
        };
        /** @description One document: either `image` or `pages`. */
        ReceiptUploadRequest: {
            /**
             * Format: binary
             * @description One JPEG, PNG, WebP, HEIC, AVIF, GIF, BMP, TIFF, PDF, e-invoice (XML) or mail (EML) with one receipt in it.
             */
            image?: Blob;
            /**
             * @description Or several of one receipt, in their order, such as photos of a long one. Together they may be as large, and have as many pages, as one file.
             * @example []
             */
            pages?: Blob[];
        };
        /** @description Any subset; null or an empty text takes a value away. Lists are replaced as a whole. */
        ReceiptValuesRequest: {
            /** @description Who sold it, or paid it. */
            vendor?: string | null;
            /**
             * Format: date
             * @description The day on the receipt; null: unknown.
             */
            purchased_on?: string | null;
            /**
             * Format: decimal
             * @description below zero: a refund
             */
            total?: string | null;
            /**
             * Format: decimal
             * @description The sum before tax, tip and discount; null: not printed.
             */
            subtotal?: string | null;
            /**
             * Format: decimal
             * @description What was taken off, more than nothing however it is printed; null: nothing.
             */
            discount?: string | null;
            /**
             * Format: decimal
             * @description Tax in it; null: unknown.
             */
            tax?: string | null;
            /**
             * Format: decimal
             * @description Tip in it; null: none.
             */
            tip?: string | null;
            /**
             * Format: decimal
             * @description What it was rounded by, below zero where that made it less; null: not printed.
             */
            rounding?: string | null;
            /** @description ISO 4217 */
            currency?: string;
            /** @description Whether money went out or came in. */
            transaction_type?: components["schemas"]["TransactionTypeEnum"];
            /** @description slug */
            category?: string | null;
            /** @description How it was paid. */
            payment_method?: components["schemas"]["PaymentMethodEnum"] | "" | null;
            /** @description Number of the receipt or invoice, as it is printed. */
            receipt_number?: string | null;
            /** @description How it was paid, as it is printed. */
            payment_method_text?: string | null;
            /** @description Notes of a person. */
            notes?: string | null;
            /**
             * Format: decimal
             * @description null: as the category has it
             */
            deductible_share?: string | null;
            /** @description Lines of what was bought, in order. */
            items?: components["schemas"]["ItemInputRequest"][];
            /** @description Tax by rate. */
            tax_lines?: components["schemas"]["TaxLineInputRequest"][];
            /**
             * @description of what is no purchase the entry goes, and comes back when it is one; null leaves it as it is
             *
             *     * `receipt` - receipt
             *     * `invoice` - invoice
             *     * `credit_note` - credit note
             *     * `card_slip` - card slip
             *     * `unpaid_bill` - bill before payment
             *     * `quotation` - quotation
             *     * `pro_forma` - pro forma invoice
             *     * `order_confirmation` - order confirmation
             *     * `delivery_note` - delivery note
             *     * `payment_reminder` - payment reminder
             *     * `bank_statement` - bank statement
             *     * `menu` - menu
             *     * `price_tag` - price tag
             *     * `gift_card` - gift card
             *     * `cheque` - cheque
             *     * `other` - something else
             */
            document_kind?: components["schemas"]["DocumentKindEnum"] | null;
        };
        ReceiptVersionRequest: {
            /**
             * Format: int64
             * @description of a receipt
             */
            id: number;
            /**
             * Format: int64
             * @description as in `If-Match`
             */
            version: number;
        };
        /** @description `currency` is absent where there is no amount. */
        RecentReceipt: {
            /** @description Its number, for ever. */
            readonly id: number;
            /** @description of the first file */
            readonly original_filename: string;
            /**
             * Format: date-time
             * @description When it was uploaded.
             */
            readonly uploaded_at: string;
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            readonly updated_at: string;
            /** @description counts the changes of what people see and edit, for If-Match */
            readonly version: number;
            /** @description How far the reading is. */
            readonly ocr_status: components["schemas"]["ProcessingStatusEnum"];
            /**
             * Format: double
             * @description How likely vendor, date, total, currency, tax and type are all right, in percent (0 to 100); null: not read.
             */
            readonly ocr_confidence: number | null;
            /** @description The entry in the shape of the existing web client, for reading. */
            readonly extracted_data: components["schemas"]["ExtractedData"] | null;
            /** @description What the last reading took. */
            readonly processing_metadata: components["schemas"]["ProcessingMetadata"];
            /** @description Links to the first file, and its size. */
            readonly image_info: components["schemas"]["ImageInfo"];
            /** @description Always null: the files have links. */
            readonly file: null;
            /** @description `display_url` once more */
            readonly image: string;
            /** @description Its ledger entry; null: there is none yet, or it is no purchase. */
            readonly transaction: components["schemas"]["Transaction"] | null;
            /**
             * @description receipts, invoices and credit notes have an entry; null: not known (yet)
             *
             *     * `receipt` - receipt
             *     * `invoice` - invoice
             *     * `credit_note` - credit note
             *     * `card_slip` - card slip
             *     * `unpaid_bill` - bill before payment
             *     * `quotation` - quotation
             *     * `pro_forma` - pro forma invoice
             *     * `order_confirmation` - order confirmation
             *     * `delivery_note` - delivery note
             *     * `payment_reminder` - payment reminder
             *     * `bank_statement` - bank statement
             *     * `menu` - menu
             *     * `price_tag` - price tag
             *     * `gift_card` - gift card
             *     * `cheque` - cheque
             *     * `other` - something else
             */
            readonly document_kind: components["schemas"]["DocumentKindEnum"] | null;
            /** @description Why the reading failed, or waits; null: it did not. */
            readonly failure: components["schemas"]["Reason"] | null;
            /** @description Whether a person should look it over. */
            readonly review_status: components["schemas"]["ReviewStatusEnum"];
            /** @description Why a person should look it over. */
            readonly review_reasons: components["schemas"]["ReviewReason"][];
            /** @description measured before it is read; none: nothing was found, or it is still to come */
            readonly picture_faults: components["schemas"]["PictureFault"][];
            /** @description of the first file */
            readonly mime_type: string;
            /** @description of all files */
            readonly page_count: number;
            /** @description by another reader, since the service of the first one was away */
            readonly read_by_fallback: boolean;
            /** @description the first reader could read it now */
            readonly reread_offered: boolean;
            /**
             * Format: date-time
             * @description in the trash since
             */
            readonly deleted_at: string | null;
            /**
             * @description null: it is not in the trash, or somebody has deleted it
             *
             *     * `split` - split into several receipts
             */
            readonly trash_reason: components["schemas"]["TrashReasonEnum"] | null;
            /** @description the earlier receipt with the same bytes, whose reading is taken over */
            readonly duplicate_of: number | null;
            /** @description the receipt in the trash that this was a part of */
            readonly split_from: number | null;
            /** @description Who sold it, or paid it. */
            readonly vendor: string | null;
            /**
             * Format: decimal
             * @description The amount.
             */
            readonly amount: string | null;
            /** @description ISO 4217 */
            currency?: string;
            /**
             * Format: date
             * @description The day on the receipt; null: unknown.
             */
            readonly date: string | null;
        };
        Recurring: {
            /** @description Who sold it, or paid it. */
            vendor: string;
            /** @description ISO 4217 code of the amounts beside it. */
            currency: string;
            /** @description How often they come. */
            rhythm: components["schemas"]["RhythmEnum"];
            /** @description How many there are, or were counted. */
            count: number;
            /**
             * Format: decimal
             * @description Mean of the amounts; null: there are none.
             */
            readonly average: string;
            /**
             * Format: date
             * @description Day of the first one.
             */
            first_date: string;
            /**
             * Format: date
             * @description Day of the last one.
             */
            last_date: string;
            /**
             * Format: date
             * @description When the next one should come.
             */
            next_expected: string;
        };
        RefreshRequest: {
            /** @description Refresh token, for `accounts/token/refresh/`. */
            refresh: string;
        };
        /** @description Whatever is wrong is said at once. How the books are kept can be told here or later. */
        RegisterRequest: {
            /**
             * Format: email
             * @description E-mail address.
             */
            email: string;
            /** @description Given name. */
            first_name: string;
            /** @description Family name. */
            last_name: string;
            /** @description The password. */
            password: string;
            /** @description The same password again. */
            password_confirm: string;
            /** @description ISO 3166-1 alpha-2 */
            country?: string | null;
            /** @description ISO 4217 */
            home_currency?: string | null;
            /** @description ISO 4217 */
            currency?: string | null;
            /** @description What 03/04/2026 means where the receipt does not tell. */
            date_order?: components["schemas"]["DateOrderEnum"] | "" | null;
            /** @description Month in which the tax year begins, from 1. */
            tax_year_start_month?: number | null;
            /** @description IANA name, such as `Europe/London`; days and months are those of this zone */
            time_zone?: string | null;
            /**
             * @description of mails, and of answers whatever `Accept-Language` says; empty: as it says
             *
             *     * `en` - English
             *     * `de` - Deutsch
             */
            language?: components["schemas"]["LanguageEnum"] | "" | null;
        };
        /** @description One change that would make the amounts add up: proposed, never applied by itself. */
        Repair: {
            /** @description such as `total` or `items[2].amount` */
            field: string;
            /** @description Why. */
            reason: string;
            /** @description The value as it was read. */
            from: string;
            /** @description The value that would settle it. */
            to: string;
        };
        /** @description One of the two. */
        ReplayRequest: {
            /** @description ids of the log, whatever became of them */
            deliveries?: number[];
            /**
             * Format: date-time
             * @description all that failed, of events since then
             */
            failed_since?: string;
        };
        Replayed: {
            /** @description those that are being sent just now are left alone */
            queued: number;
        };
        /**
         * @description * `summary` - summary
         *     * `income-expense` - income-expense
         *     * `category-breakdown` - category-breakdown
         *     * `vendor-analysis` - vendor-analysis
         *     * `tax-deductible` - tax-deductible
         *     * `tax-summary` - tax-summary
         *     * `predictive-cash-flow` - predictive-cash-flow
         *     * `spending-intelligence` - spending-intelligence
         *     * `business-insights` - business-insights
         *     * `audit-log` - audit-log
         *     * `ledger` - ledger
         * @enum {string}
         */
        ReportEnum: "summary" | "income-expense" | "category-breakdown" | "vendor-analysis" | "tax-deductible" | "tax-summary" | "predictive-cash-flow" | "spending-intelligence" | "business-insights" | "audit-log" | "ledger";
        /**
         * @description * `summary` - summary
         *     * `income-expense` - income-expense
         *     * `category-breakdown` - category-breakdown
         *     * `tax-deductible` - tax-deductible
         *     * `tax-summary` - tax-summary
         *     * `vendor-analysis` - vendor-analysis
         *     * `predictive-cash-flow` - predictive-cash-flow
         *     * `spending-intelligence` - spending-intelligence
         *     * `audit-log` - audit-log
         *     * `business-insights` - business-insights
         * @enum {string}
         */
        ReportsEnum: "summary" | "income-expense" | "category-breakdown" | "tax-deductible" | "tax-summary" | "vendor-analysis" | "predictive-cash-flow" | "spending-intelligence" | "audit-log" | "business-insights";
        /** @description As much of the other receipt as helps to decide. */
        ResemblingReceipt: {
            /** @description Its number, for ever. */
            readonly id: number;
            /** @description of the first file */
            readonly original_filename: string;
            /**
             * Format: date-time
             * @description When it was uploaded.
             */
            readonly uploaded_at: string;
            /** @description How far the reading is. */
            readonly ocr_status: components["schemas"]["ProcessingStatusEnum"];
            /**
             * @description null: not known (yet)
             *
             *     * `receipt` - receipt
             *     * `invoice` - invoice
             *     * `credit_note` - credit note
             *     * `card_slip` - card slip
             *     * `unpaid_bill` - bill before payment
             *     * `quotation` - quotation
             *     * `pro_forma` - pro forma invoice
             *     * `order_confirmation` - order confirmation
             *     * `delivery_note` - delivery note
             *     * `payment_reminder` - payment reminder
             *     * `bank_statement` - bank statement
             *     * `menu` - menu
             *     * `price_tag` - price tag
             *     * `gift_card` - gift card
             *     * `cheque` - cheque
             *     * `other` - something else
             */
            readonly document_kind: components["schemas"]["DocumentKindEnum"] | null;
            /** @description Who sold it, or paid it. */
            vendor: string | null;
            /**
             * Format: date
             * @description The day on the receipt; null: unknown.
             */
            date: string | null;
            /**
             * Format: decimal
             * @description Everything together, with tax and tip.
             */
            readonly total: string | null;
            /** @description ISO 4217 code of the amounts beside it. */
            currency: string | null;
            /** @description it is in the trash */
            readonly is_deleted: boolean;
        };
        ResetLinkRequest: {
            /**
             * Format: email
             * @description E-mail address.
             */
            email: string;
        };
        /** @description An unsure field, or a check of the entry as it is now. */
        ReviewReason: {
            /** @description Stable, for programs. */
            code: string;
            /** @description What it means, for a person. */
            message: string;
            /** @description Figures of the message, as texts. */
            values: {
                [key: string]: string;
            };
            /** @description A value that would settle it; null: none is known. */
            repair: components["schemas"]["Repair"] | null;
            /** @description of `transaction`, such as `total` or `items[2].amount`; none: it is about the whole receipt, or an earlier release has said it */
            fields: string[];
        };
        /**
         * @description * `unreviewed` - Unreviewed
         *     * `needs_review` - Needs Review
         *     * `approved` - Approved
         * @enum {string}
         */
        ReviewStatusEnum: "unreviewed" | "needs_review" | "approved";
        /**
         * @description * `weekly` - weekly
         *     * `fortnightly` - fortnightly
         *     * `monthly` - monthly
         *     * `quarterly` - quarterly
         *     * `yearly` - yearly
         * @enum {string}
         */
        RhythmEnum: "weekly" | "fortnightly" | "monthly" | "quarterly" | "yearly";
        Rising: {
            /** @description Slug of the category; null: none. */
            category: string;
            /** @description Name of the category. */
            category_display: string;
            /** @description ISO 4217 code of the amounts beside it. */
            currency: string;
            /**
             * Format: decimal
             * @description Total of the months that are looked at.
             */
            readonly recent_total: string;
            /**
             * Format: decimal
             * @description Total of the period before.
             */
            readonly previous_total: string;
            /**
             * Format: decimal
             * @description Change against the period before in percent; null: it would say nothing.
             */
            readonly change: string | null;
            /** @description How many there are, or were counted. */
            count: number;
            /** @description What of it was converted, in the currency that it was in. */
            readonly converted: components["schemas"]["ConvertedAmount"][];
        };
        /** @description A rule that was applied to earlier entries. */
        RuleApplication: {
            /** @description Its number, for ever. */
            readonly id: number;
            /**
             * Format: date-time
             * @description When it was made.
             */
            readonly created_at: string;
            /**
             * Format: date-time
             * @description When all of it had been undone; null: it has not.
             */
            readonly undone_at: string | null;
            /** @description how many it has changed */
            readonly entries: number;
        };
        /** @description Of the rule in that version, as if it were active. Nothing has changed yet. */
        RulePreview: {
            /** @description the rule's, for `If-Match` of `apply/` */
            version: number;
            /** @description of entries that it would change */
            count: number;
            /** @description the earliest of them */
            entries: components["schemas"]["PlannedEntry"][];
            /** @description the latest that can be undone; null: there is none */
            last_application: components["schemas"]["RuleApplication"] | null;
        };
        SampleReceipts: {
            /** @description as they were uploaded, not read yet */
            receipts: components["schemas"]["Receipt"][];
        };
        /** @description That a second reader was asked while a model read, and whether it could say anything. */
        SecondOpinion: {
            /** @description Whether it could say anything. */
            is_given: boolean;
            /**
             * @description why not
             *
             *     * `not_in_time` - not_in_time
             *     * `failed` - failed
             *     * `no_text` - no_text
             */
            reason: components["schemas"]["SecondOpinionFailureEnum"] | null;
            /** @description What read it: `openai` or `offline`, or `xml` for what an e-invoice says itself. */
            reader: string;
            /** @description Name of the model; empty: the reader has none. */
            model: string;
            /**
             * Format: double
             * @description beside the model's, or before them where pages are masked
             */
            seconds: number;
        };
        /**
         * @description * `not_in_time` - not_in_time
         *     * `failed` - failed
         *     * `no_text` - no_text
         * @enum {string}
         */
        SecondOpinionFailureEnum: "not_in_time" | "failed" | "no_text";
        /**
         * @description * `agrees` - agrees
         *     * `found` - found
         *     * `differs` - differs
         *     * `absent` - absent
         * @enum {string}
         */
        SecondOpinionOutcomeEnum: "agrees" | "found" | "differs" | "absent";
        Session: {
            /** @description Its number, for ever. */
            readonly id: number;
            /** @description The program that signed in, as it calls itself. */
            readonly user_agent: string;
            /** @description Network address that it signed in from. */
            readonly ip: string;
            /**
             * Format: date-time
             * @description When it was made.
             */
            readonly created_at: string;
            /** @description the one that asks */
            readonly is_current: boolean;
        };
        SignInRequest: {
            /**
             * Format: email
             * @description E-mail address.
             */
            email: string;
            /** @description The password. */
            password: string;
            /** @description the code of the authenticator app, or a recovery code, where there is one */
            second_factor?: string | null;
        };
        SignOutRequest: {
            /** @description Refresh token, for `accounts/token/refresh/`. */
            refresh?: string | null;
        };
        /** @description The pair stands twice because the existing web client reads both places. */
        SignedIn: {
            /** @description Access token, for `Authorization: Bearer`. */
            access: string;
            /** @description Refresh token, for `accounts/token/refresh/`. */
            refresh: string;
            /** @description Both tokens once more. */
            tokens: components["schemas"]["TokenPair"];
            /** @description Who has signed in. */
            user: components["schemas"]["SignedInUser"];
        };
        SignedInUser: {
            /** @description Its number, for ever. */
            readonly id: number;
            /**
             * E-mail address
             * Format: email
             * @description E-mail address.
             */
            readonly email: string;
            /** @description Given name. */
            readonly first_name: string;
            /** @description Family name. */
            readonly last_name: string;
        };
        Spending: {
            /**
             * Format: date
             * @description First day.
             */
            start_date: string;
            /**
             * Format: date
             * @description Last day, which belongs to it.
             */
            end_date: string;
            /** @description The filters that were set, as they were set. */
            readonly filters: {
                [key: string]: string;
            };
            /** @description What the report counts, doubts and leaves out. */
            coverage: components["schemas"]["Coverage"];
            /** @description The months that are looked at. */
            recent_months: components["schemas"]["Period"];
            /** @description The months that they are compared with. */
            previous_months: components["schemas"]["Period"];
            /** @description Amounts far from what the vendor usually takes. */
            unusual: components["schemas"]["Unusual"][];
            /** @description Payments that come again and again. */
            recurring: components["schemas"]["Recurring"][];
            /** @description Categories that cost more than before. */
            rising: components["schemas"]["Rising"][];
            /** @description Receipts that may be the same. */
            duplicates: components["schemas"]["LikelyDuplicate"][];
        };
        SplitReceipts: {
            /** @description one for each part, not read yet */
            receipts: components["schemas"]["Receipt"][];
        };
        SplitRequest: {
            /** @description each becomes a receipt, in this order */
            parts: components["schemas"]["PartInputRequest"][];
        };
        /**
         * @description `plan` is the one in effect; what is shown of money and dates is what was bought.
         *
         *     Without a paid plan the period is the calendar month that the quota counts in.
         */
        Subscription: {
            /** @description Its number, for ever. */
            id: number | null;
            /** @description Code of the plan in effect. */
            plan: components["schemas"]["PlanCodeEnum"];
            /** @description Whether it is paid for. */
            status: components["schemas"]["SubscriptionStatusEnum"];
            /**
             * Format: decimal
             * @description What is paid in each period.
             */
            amount: string;
            /** @description ISO 4217 code of the amounts beside it. */
            currency: string;
            /**
             * Format: date-time
             * @description When the period began.
             */
            current_period_start: string;
            /**
             * Format: date-time
             * @description When the period ends.
             */
            current_period_end: string;
            /** @description Whether it ends with the period. */
            cancel_at_period_end: boolean;
            /** @description Stripe's number of the subscription; null: none. */
            stripe_subscription_id: string | null;
            /** @description Stripe's number of the customer; null: none. */
            stripe_customer_id: string | null;
            /**
             * Format: date
             * @description Last day of a plan that was given; null: none was.
             */
            given_until: string | null;
        };
        /**
         * @description * `active` - Active
         *     * `trialing` - Trialing
         *     * `past_due` - Past Due
         *     * `canceled` - Canceled
         *     * `unpaid` - Unpaid
         *     * `incomplete` - Incomplete
         * @enum {string}
         */
        SubscriptionStatusEnum: "active" | "trialing" | "past_due" | "canceled" | "unpaid" | "incomplete";
        /**
         * @description `quick_metrics` is in the home currency, unless another one was asked for; what there is in
         *     other currencies stands beside it and is not in it.
         */
        Summary: {
            /**
             * Format: date
             * @description First day.
             */
            start_date: string;
            /**
             * Format: date
             * @description Last day, which belongs to it.
             */
            end_date: string;
            /** @description The filters that were set, as they were set. */
            readonly filters: {
                [key: string]: string;
            };
            /** @description What the report counts, doubts and leaves out. */
            coverage: components["schemas"]["Coverage"];
            /** @description The figures at a glance. */
            quick_metrics: components["schemas"]["QuickMetrics"];
            /** @description Categories of the largest expenses since the tax year began. */
            top_categories_ytd: components["schemas"]["TopCategory"][];
            /** @description What there is in other currencies, which is not in it. */
            other_currencies: components["schemas"]["CurrencyMetrics"][];
        };
        /**
         * @description * `owner` - by its owner
         *     * `failing` - it failed for days
         *     * `gone` - it said that it is gone (410)
         * @enum {string}
         */
        SwitchedOffEnum: "owner" | "failing" | "gone";
        /**
         * @description * `cii` - cii
         *     * `ubl` - ubl
         * @enum {string}
         */
        SyntaxEnum: "cii" | "ubl";
        TaxDeductible: {
            /**
             * Format: date
             * @description First day.
             */
            start_date: string;
            /**
             * Format: date
             * @description Last day, which belongs to it.
             */
            end_date: string;
            /** @description The filters that were set, as they were set. */
            readonly filters: {
                [key: string]: string;
            };
            /** @description What the report counts, doubts and leaves out. */
            coverage: components["schemas"]["Coverage"];
            /** @description The rows, in order. */
            rows: components["schemas"]["DeductibleRow"][];
            /** @description Sums of the rows, by currency. */
            totals: components["schemas"]["DeductibleTotal"][];
        };
        TaxLine: {
            /** @description Charged with the price, or withheld from the total. */
            readonly kind: components["schemas"]["TaxLineKindEnum"];
            /**
             * Format: decimal
             * @description Rate in percent; null: not known.
             */
            readonly rate: string | null;
            /**
             * Format: decimal
             * @description The amount without tax; null: unknown.
             */
            readonly net: string | null;
            /**
             * Format: decimal
             * @description Tax in it; null: unknown.
             */
            readonly tax: string | null;
        };
        TaxLineInputRequest: {
            /**
             * @description charged, where it is not said
             *
             *     * `charged` - Charged
             *     * `withheld` - Withheld
             */
            kind?: components["schemas"]["TaxLineKindEnum"];
            /**
             * Format: decimal
             * @description in percent
             */
            rate?: string | null;
            /**
             * Format: decimal
             * @description The amount without tax; null: unknown.
             */
            net?: string | null;
            /**
             * Format: decimal
             * @description Tax in it; null: unknown.
             */
            tax?: string | null;
        };
        /**
         * @description * `charged` - Charged
         *     * `withheld` - Withheld
         * @enum {string}
         */
        TaxLineKindEnum: "charged" | "withheld";
        TaxRow: {
            /** @description What the row adds up: a rate, or what has none. */
            kind: components["schemas"]["TaxRowKindEnum"];
            /**
             * Format: decimal
             * @description Rate in percent; null: not known.
             */
            rate: string | null;
            /** @description Whether money went out or came in. */
            transaction_type: components["schemas"]["TransactionTypeEnum"];
            /** @description ISO 4217 code of the amounts beside it. */
            currency: string;
            /**
             * Format: decimal
             * @description The amount without tax; null: unknown.
             */
            readonly net: string | null;
            /**
             * Format: decimal
             * @description Tax in it; null: unknown.
             */
            readonly tax: string;
            /**
             * Format: decimal
             * @description The amount with tax.
             */
            readonly gross: string | null;
            /**
             * Format: decimal
             * @description Tax that may be reclaimed.
             */
            readonly reclaimable: string;
            /**
             * Format: decimal
             * @description Tax that was kept back from the total; no part of any other figure of tax.
             */
            readonly withheld: string;
            /** @description How many there are, or were counted. */
            count: number;
            /** @description Tax lines whose net amount is not known. */
            lines_without_net: number;
            /** @description Tax lines without a net amount: computed from rate and tax. */
            lines_with_computed_net: number;
            /** @description What of it was converted, in the currency that it was in. */
            readonly converted: components["schemas"]["ConvertedAmount"][];
        };
        /**
         * @description * `rate` - Tax rate
         *     * `tax_only` - Tax without a rate
         *     * `no_tax` - No tax shown
         *     * `beyond_tax_lines` - Beyond the tax lines
         *     * `withheld` - Withheld
         * @enum {string}
         */
        TaxRowKindEnum: "rate" | "tax_only" | "no_tax" | "beyond_tax_lines" | "withheld";
        TaxSummary: {
            /**
             * Format: date
             * @description First day.
             */
            start_date: string;
            /**
             * Format: date
             * @description Last day, which belongs to it.
             */
            end_date: string;
            /** @description The filters that were set, as they were set. */
            readonly filters: {
                [key: string]: string;
            };
            /** @description What the report counts, doubts and leaves out. */
            coverage: components["schemas"]["Coverage"];
            /** @description The rows, in order. */
            rows: components["schemas"]["TaxRow"][];
            /** @description Sums of the rows, by currency. */
            totals: components["schemas"]["TaxTotal"][];
        };
        TaxTotal: {
            /** @description ISO 4217 code of the amounts beside it. */
            currency: string;
            /**
             * Format: decimal
             * @description Tax in what came in.
             */
            readonly tax_on_income: string;
            /**
             * Format: decimal
             * @description Tax in what went out.
             */
            readonly tax_on_expenses: string;
            /**
             * Format: decimal
             * @description Tax that may be reclaimed.
             */
            readonly reclaimable: string;
            /**
             * Format: decimal
             * @description Tax on income less what may be reclaimed.
             */
            readonly due: string;
            /**
             * Format: decimal
             * @description Tax that customers kept back.
             */
            readonly withheld_on_income: string;
            /**
             * Format: decimal
             * @description Tax that was kept back from what is paid.
             */
            readonly withheld_on_expenses: string;
        };
        TaxYear: {
            /** @description `2026`, or `2026/27` */
            name: string;
            /**
             * Format: date
             * @description First day.
             */
            start_date: string;
            /**
             * Format: date
             * @description Last day, which belongs to it.
             */
            end_date: string;
            /** @description how many have a date in it */
            entries: number;
            /** @description in order */
            quarters: components["schemas"]["Period"][];
        };
        TokenPair: {
            /** @description Access token, for `Authorization: Bearer`. */
            access: string;
            /** @description Refresh token, for `accounts/token/refresh/`. */
            refresh: string;
        };
        /** @description By their ids: what was deleted, or is in the trash. */
        Tombstones: {
            /** @description Numbers of receipts. */
            receipts: number[];
            /** @description Numbers of entries. */
            entries: number[];
        };
        TopCategory: {
            /** @description Slug of the category; null: none. */
            category: string;
            /** @description Name of the category. */
            category_display: string;
            /** @description ISO 4217 code of the amounts beside it. */
            currency: string;
            /**
             * Format: decimal
             * @description Everything together, with tax and tip.
             */
            readonly total: string;
            /** @description What of it was converted, in the currency that it was in. */
            readonly converted: components["schemas"]["ConvertedAmount"][];
        };
        Transaction: {
            /** @description Its number, for ever. */
            readonly id: number;
            /** @description Number of the receipt; null: there is none. */
            readonly receipt: number | null;
            /** @description for If-Match; the receipt's if any */
            readonly version: number;
            /** @description Who sold it, or paid it. */
            readonly vendor: string;
            /**
             * Format: date
             * @description The day on the receipt; null: unknown.
             */
            readonly purchased_on: string | null;
            /**
             * Format: decimal
             * @description Everything together, with tax and tip.
             */
            readonly total: string | null;
            /**
             * Format: decimal
             * @description The sum before tax, tip and discount; null: not printed.
             */
            readonly subtotal: string | null;
            /**
             * Format: decimal
             * @description What was taken off, more than nothing however it is printed; null: nothing.
             */
            readonly discount: string | null;
            /**
             * Format: decimal
             * @description Tax in it; null: unknown.
             */
            readonly tax: string | null;
            /**
             * Format: decimal
             * @description Tip in it; null: none.
             */
            readonly tip: string | null;
            /**
             * Format: decimal
             * @description What it was rounded by, below zero where that made it less; null: not printed.
             */
            readonly rounding: string | null;
            /** @description ISO 4217; XXX: printed, but not known which */
            readonly currency: string;
            /** @description Whether money went out or came in. */
            readonly transaction_type: components["schemas"]["TransactionTypeEnum"];
            /** @description Slug of the category; null: none. */
            readonly category: string | null;
            /** @description How it was paid. */
            readonly payment_method: components["schemas"]["PaymentMethodEnum"] | "";
            /** @description Number of the receipt or invoice, as it is printed. */
            readonly receipt_number: string;
            /** @description as printed */
            readonly payment_method_text: string;
            /** @description Notes of a person. */
            readonly notes: string;
            /**
             * Format: decimal
             * @description Share that counts against profit, from 0 to 1.
             */
            readonly deductible_share: string;
            /** @description Lines of what was bought, in order. */
            readonly items: components["schemas"]["LineItem"][];
            /** @description Tax by rate. */
            readonly tax_lines: components["schemas"]["TaxLine"][];
            /**
             * @description of the receipt; null: there is none, or it is not known
             *
             *     * `receipt` - receipt
             *     * `invoice` - invoice
             *     * `credit_note` - credit note
             *     * `card_slip` - card slip
             *     * `unpaid_bill` - bill before payment
             *     * `quotation` - quotation
             *     * `pro_forma` - pro forma invoice
             *     * `order_confirmation` - order confirmation
             *     * `delivery_note` - delivery note
             *     * `payment_reminder` - payment reminder
             *     * `bank_statement` - bank statement
             *     * `menu` - menu
             *     * `price_tag` - price tag
             *     * `gift_card` - gift card
             *     * `cheque` - cheque
             *     * `other` - something else
             */
            readonly document_kind: components["schemas"]["DocumentKindEnum"] | null;
            /** @description Fields that a person has set, which no reading changes. */
            readonly corrected_fields: string[];
            /** @description What vendor rules have set. */
            readonly applied_rules: components["schemas"]["AppliedRule"][];
            /**
             * @description of the receipt; null: there is none
             *
             *     * `unreviewed` - Unreviewed
             *     * `needs_review` - Needs Review
             *     * `approved` - Approved
             */
            readonly review_status: components["schemas"]["ReviewStatusEnum"] | null;
            /** @description A person has said that it is right. */
            readonly is_verified: boolean;
            /**
             * Format: date-time
             * @description When a person has said so; null: nobody has.
             */
            readonly verified_at: string | null;
            /**
             * Format: date-time
             * @description When it was made.
             */
            readonly created_at: string;
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            readonly updated_at: string;
        };
        /**
         * @description * `expense` - Expense
         *     * `income` - Income
         * @enum {string}
         */
        TransactionTypeEnum: "expense" | "income";
        /**
         * @description * `split` - split into several receipts
         * @enum {string}
         */
        TrashReasonEnum: "split";
        TypeTotal: {
            /** @description Whether money went out or came in. */
            transaction_type: components["schemas"]["TransactionTypeEnum"];
            /** @description ISO 4217 code of the amounts beside it. */
            currency: string;
            /**
             * Format: decimal
             * @description Everything together, with tax and tip.
             */
            readonly total: string;
        };
        UndoRequest: {
            /**
             * Format: int64
             * @description else the latest
             */
            application?: number;
        };
        Undone: {
            /** @description The rule's application to earlier entries. */
            application: components["schemas"]["RuleApplication"];
            /** @description entries in which something was put back */
            changed: number;
            /** @description what was not put back, and why */
            left: components["schemas"]["LeftField"][];
            /** @description there are more: call again */
            more: boolean;
        };
        Unusual: {
            /** @description Who sold it, or paid it. */
            vendor: string;
            /** @description ISO 4217 code of the amounts beside it. */
            currency: string;
            /** @description Number of the entry. */
            transaction: number;
            /** @description Number of the receipt; null: there is none. */
            receipt: number | null;
            /**
             * Format: date
             * @description The day on the receipt; null: unknown.
             */
            date: string;
            /**
             * Format: decimal
             * @description The amount.
             */
            readonly amount: string;
            /**
             * Format: decimal
             * @description Median of the vendor's amounts.
             */
            readonly usual: string;
            /**
             * Format: decimal
             * @description How far it lies from the usual, in robust deviations.
             */
            score: string;
        };
        /** @description What an upload may be, to be looked at before it is sent. The bytes decide, not the name. */
        UploadLimits: {
            /** @description of one file */
            mime_types: string[];
            /** @description of one document, all its files together */
            max_bytes: number;
            /** @description of one document that are read; a longer PDF is read in part */
            max_pages: number;
            /** @description of one bulk call, or in its archive */
            max_bulk_files: number;
            /** @description of one bulk call, unpacked as well */
            max_bulk_bytes: number;
            /** @description receipts that may wait to be read */
            max_waiting: number;
        };
        UsualPeriod: {
            /** @description Name of the report. */
            report: components["schemas"]["ReportEnum"];
            /**
             * Format: date
             * @description First day.
             */
            start_date: string;
            /**
             * Format: date
             * @description Last day, which belongs to it.
             */
            end_date: string;
        };
        /** @description An unsure field, or a check of the entry as it is now. */
        ValueCheck: {
            /** @description Stable, for programs. */
            code: string;
            /** @description What it means, for a person. */
            message: string;
            /** @description Figures of the message, as texts. */
            values: {
                [key: string]: string;
            };
            /** @description A value that would settle it; null: none is known. */
            repair: components["schemas"]["Repair"] | null;
            /** @description `error`: no approval without a person; `note`: to be known. */
            severity: components["schemas"]["CheckSeverityEnum"];
            /** @description of `transaction`, such as `total` or `items[2].amount`; none: it is about the whole receipt, or an earlier release has said it */
            fields: string[];
        };
        VendorAnalysis: {
            /**
             * Format: date
             * @description First day.
             */
            start_date: string;
            /**
             * Format: date
             * @description Last day, which belongs to it.
             */
            end_date: string;
            /** @description The filters that were set, as they were set. */
            readonly filters: {
                [key: string]: string;
            };
            /** @description What the report counts, doubts and leaves out. */
            coverage: components["schemas"]["Coverage"];
            /** @description The rows, in order. */
            rows: components["schemas"]["VendorRow"][];
            /** @description Sums of the rows, by currency. */
            totals: components["schemas"]["VendorTotal"][];
        };
        /** @description A name on one's entries, in its most frequent spelling, and how it was booked last. */
        VendorInUse: {
            /** @description Who sold it, or paid it. */
            vendor: string;
            /** @description of entries, other spellings by case and accents too */
            count: number;
            /** @description slug, of the last entry made */
            last_category: string | null;
            /** @description in percent, of that entry's tax lines */
            last_tax_rates: string[];
        };
        VendorRow: {
            /** @description Who sold it, or paid it. */
            vendor: string;
            /** @description Whether money went out or came in. */
            transaction_type: components["schemas"]["TransactionTypeEnum"];
            /** @description ISO 4217 code of the amounts beside it. */
            currency: string;
            /**
             * Format: decimal
             * @description Everything together, with tax and tip.
             */
            readonly total: string;
            /**
             * Format: decimal
             * @description Share of the whole in percent; null: it would say nothing.
             */
            readonly share: string | null;
            /** @description How many there are, or were counted. */
            count: number;
            /**
             * Format: decimal
             * @description Mean of the amounts; null: there are none.
             */
            readonly average: string | null;
            /**
             * Format: date
             * @description Day of the first one.
             */
            first_date: string;
            /**
             * Format: date
             * @description Day of the last one.
             */
            last_date: string;
            /**
             * Format: decimal
             * @description Total in a month, on average.
             */
            per_month: string;
            /** @description What of it was converted, in the currency that it was in. */
            readonly converted: components["schemas"]["ConvertedAmount"][];
        };
        VendorRule: {
            /** @description Its number, for ever. */
            readonly id: number;
            /** @description counts its changes, for If-Match */
            readonly version: number;
            /** @description as it is read */
            readonly matched_vendor: string;
            /** @description its spelling; empty: as read */
            readonly vendor: string;
            /** @description Slug of the category; null: none. */
            readonly category: string | null;
            /** @description Whether the rule is proposed, active or off. */
            readonly state: components["schemas"]["VendorRuleStateEnum"];
            /** @description Whether a person made it, or corrections did. */
            readonly source: components["schemas"]["VendorRuleSourceEnum"];
            /** @description corrections that said the same */
            readonly times_seen: number;
            /**
             * Format: date-time
             * @description When it was made.
             */
            readonly created_at: string;
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            readonly updated_at: string;
        };
        /**
         * @description * `vendor` - vendor
         *     * `category` - category
         * @enum {string}
         */
        VendorRuleFieldEnum: "vendor" | "category";
        /** @description A spelling, a category, or both. A rule that is switched on is accepted. */
        VendorRuleInputRequest: {
            /** @description the vendor as receipts have it */
            matched_vendor: string;
            /** @description how to spell it; empty: as it is read */
            vendor?: string | null;
            /** @description slug */
            category?: string | null;
            /** @description Whether the rule is proposed, active or off. */
            state?: components["schemas"]["VendorRuleInputStateEnum"];
        };
        /**
         * @description * `active` - active
         *     * `off` - off
         * @enum {string}
         */
        VendorRuleInputStateEnum: "active" | "off";
        /**
         * @description * `correction` - Correction
         *     * `person` - Person
         * @enum {string}
         */
        VendorRuleSourceEnum: "correction" | "person";
        /**
         * @description * `proposed` - Proposed
         *     * `active` - Active
         *     * `off` - Off
         * @enum {string}
         */
        VendorRuleStateEnum: "proposed" | "active" | "off";
        VendorTotal: {
            /** @description Whether money went out or came in. */
            transaction_type: components["schemas"]["TransactionTypeEnum"];
            /** @description ISO 4217 code of the amounts beside it. */
            currency: string;
            /** @description How many vendors there are. */
            vendors: number;
            /** @description How many of them are shown. */
            shown: number;
            /** @description How many there are, or were counted. */
            count: number;
            /**
             * Format: decimal
             * @description Everything together, with tax and tip.
             */
            readonly total: string;
            /**
             * Format: decimal
             * @description Total of those that are not shown.
             */
            readonly not_shown_total: string;
        };
        WaitingReceipt: {
            /** @description Its number, for ever. */
            id: number;
            /** @description 1 is read next; an estimate */
            queue_position: number;
            /** @description till it is read; null: not known */
            estimated_seconds: number | null;
        };
        Webhook: {
            /** @description Its number, for ever. */
            readonly id: number;
            /** @description counts its changes, for If-Match */
            readonly version: number;
            /** @description Where events are sent to. */
            readonly url: string;
            /** @description Kinds of events that are sent. */
            kinds: components["schemas"]["EventKindEnum"][];
            /** @description Whether events are sent. */
            readonly is_active: boolean;
            /**
             * @description why it is not active; empty: it is
             *
             *     * `owner` - by its owner
             *     * `failing` - it failed for days
             *     * `gone` - it said that it is gone (410)
             */
            readonly switched_off: components["schemas"]["SwitchedOffEnum"] | "";
            /**
             * Format: date-time
             * @description When the first try failed of those that failed since; null: none did.
             */
            readonly failing_since: string | null;
            /**
             * Format: date-time
             * @description Nothing is sent before, since tries fail; null: it is.
             */
            readonly rests_until: string | null;
            /**
             * Format: date-time
             * @description until then the secret before this one signs as well
             */
            readonly old_secret_until: string | null;
            /**
             * Format: date-time
             * @description When it was made.
             */
            readonly created_at: string;
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            readonly updated_at: string;
        };
        /** @description What the last try met; a `response_status` of null: there was no answer. */
        WebhookDelivery: {
            /** @description Its number, for ever. */
            readonly id: number;
            /** @description as the header `webhook-id` has it */
            message_id: string;
            /** @description Number of the event. */
            event: number;
            /** @description What happened. */
            kind: components["schemas"]["EventKindEnum"];
            /** @description Number of the receipt; null: there is none. */
            receipt: number | null;
            /** @description Number of the ledger entry; null: there is none. */
            entry: number | null;
            /**
             * Format: date-time
             * @description When it happened.
             */
            readonly occurred_at: string;
            /** @description Whether it arrived. */
            readonly status: components["schemas"]["ProcessingStatusEnum"];
            /** @description answers about it so far */
            readonly attempts: number;
            /**
             * Format: date-time
             * @description When it was last tried; null: not yet.
             */
            readonly tried_at: string | null;
            /** @description HTTP status of the answer; null: there was none. */
            readonly response_status: number | null;
            /** @description Milliseconds that the last try took; null: not tried yet. */
            readonly duration_ms: number | null;
            /**
             * Format: date-time
             * @description The earliest moment of the next try; null: none waits.
             */
            next_try_at: string | null;
            /** @description Why the reading failed, or waits; null: it did not. */
            readonly failure: components["schemas"]["Reason"] | null;
        };
        WebhookInputRequest: {
            /** @description https, port 443 or 8443 */
            url: string;
            /** @description of events that it is told of; left out: all that there are now */
            kinds?: components["schemas"]["EventKindEnum"][];
            /** @description Whether events are sent. */
            is_active?: boolean;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    accounts_list_api_keys: {
        parameters: {
            query?: {
                /** @description A page number within the paginated result set. */
                page?: number;
                /** @description Number of results to return per page. */
                page_size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaginatedApiKeyList"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description There is no such thing, or it is somebody else's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    accounts_create_api_key: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApiKeyRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    /** @description Path of what was made. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewApiKey"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description It contradicts what is stored, or another call with this key. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The file or the whole request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description A body of another kind, a file of no accepted kind, or a broken one. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    accounts_revoke_api_key: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description There is no such thing, or it is somebody else's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    accounts_countries: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CountryList"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    accounts_demo: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Profile"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description There is no such thing, or it is somebody else's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description It contradicts what is stored, or another call with this key. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Too many calls, or too many receipts that wait. */
            429: {
                headers: {
                    /** @description Seconds after which the call may be repeated. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    accounts_sign_out: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignOutRequest"];
            };
        };
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The file or the whole request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description A body of another kind, a file of no accepted kind, or a broken one. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    accounts_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Profile"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    accounts_delete_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordRequest"];
            };
        };
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The file or the whole request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description A body of another kind, a file of no accepted kind, or a broken one. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Too many calls, or too many receipts that wait. */
            429: {
                headers: {
                    /** @description Seconds after which the call may be repeated. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    accounts_change_me: {
        parameters: {
            query?: never;
            header?: {
                /** @description the `ETag` you have read */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PatchedProfileRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Profile"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description It was changed meanwhile: `If-Match` names an earlier version. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The file or the whole request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description A body of another kind, a file of no accepted kind, or a broken one. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    accounts_options: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Options"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    accounts_change_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordChangeRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenPair"];
                };
            };
            /** @description No response body */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The file or the whole request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description A body of another kind, a file of no accepted kind, or a broken one. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Too many calls, or too many receipts that wait. */
            429: {
                headers: {
                    /** @description Seconds after which the call may be repeated. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    accounts_ask_for_password_reset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResetLinkRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The file or the whole request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description A body of another kind, a file of no accepted kind, or a broken one. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Too many calls, or too many receipts that wait. */
            429: {
                headers: {
                    /** @description Seconds after which the call may be repeated. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    accounts_register: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegisterRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The file or the whole request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description A body of another kind, a file of no accepted kind, or a broken one. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Too many calls, or too many receipts that wait. */
            429: {
                headers: {
                    /** @description Seconds after which the call may be repeated. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    accounts_resend_verification_email: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmailRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The file or the whole request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description A body of another kind, a file of no accepted kind, or a broken one. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    accounts_reset_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordResetRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The file or the whole request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description A body of another kind, a file of no accepted kind, or a broken one. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Too many calls, or too many receipts that wait. */
            429: {
                headers: {
                    /** @description Seconds after which the call may be repeated. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    accounts_list_sessions: {
        parameters: {
            query?: {
                /** @description A page number within the paginated result set. */
                page?: number;
                /** @description Number of results to return per page. */
                page_size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaginatedSessionList"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description There is no such thing, or it is somebody else's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    accounts_end_other_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    accounts_end_session: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description There is no such thing, or it is somebody else's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    accounts_sign_in: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The file or the whole request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description A body of another kind, a file of no accepted kind, or a broken one. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Too many calls, or too many receipts that wait. */
            429: {
                headers: {
                    /** @description Seconds after which the call may be repeated. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    accounts_refresh: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefreshRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenPair"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The file or the whole request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description A body of another kind, a file of no accepted kind, or a broken one. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Too many calls, or too many receipts that wait. */
            429: {
                headers: {
                    /** @description Seconds after which the call may be repeated. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    accounts_verify_email: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmailVerificationRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The file or the whole request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description A body of another kind, a file of no accepted kind, or a broken one. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    receipts_list: {
        parameters: {
            query?: {
                amount_max?: number;
                amount_min?: number;
                /** @description Multiple values may be separated by commas. */
                category?: string[];
                /** @description Multiple values may be separated by commas. */
                currency?: string[];
                /** @description Multiple values may be separated by commas. */
                currency_not?: string[];
                /** @description `true`: the trash; else what is not in it. */
                deleted?: boolean;
                /**
                 * @description Multiple values may be separated by commas.
                 *
                 *     * `receipt` - receipt
                 *     * `invoice` - invoice
                 *     * `credit_note` - credit note
                 *     * `card_slip` - card slip
                 *     * `unpaid_bill` - bill before payment
                 *     * `quotation` - quotation
                 *     * `pro_forma` - pro forma invoice
                 *     * `order_confirmation` - order confirmation
                 *     * `delivery_note` - delivery note
                 *     * `payment_reminder` - payment reminder
                 *     * `bank_statement` - bank statement
                 *     * `menu` - menu
                 *     * `price_tag` - price tag
                 *     * `gift_card` - gift card
                 *     * `cheque` - cheque
                 *     * `other` - something else
                 *     * `unknown` - unknown
                 */
                document_kind?: ("bank_statement" | "card_slip" | "cheque" | "credit_note" | "delivery_note" | "gift_card" | "invoice" | "menu" | "order_confirmation" | "other" | "payment_reminder" | "price_tag" | "pro_forma" | "quotation" | "receipt" | "unknown" | "unpaid_bill")[];
                /** @description Whether it resembles another one and nobody has resolved that yet. */
                duplicates?: boolean;
                end_date?: string;
                /**
                 * @description Multiple values may be separated by commas.
                 *
                 *     * `purchased_on` - purchased_on
                 *     * `total` - total
                 */
                has?: ("purchased_on" | "total")[];
                /** @description Whether it has a ledger entry. What is no purchase has none. */
                has_entry?: boolean;
                /** @description Whether it was read, or a person has completed it by hand. */
                has_values?: boolean;
                ids?: number[];
                /** @description Whether a person has said that the entry is right. */
                is_verified?: boolean;
                /**
                 * @description Multiple values may be separated by commas.
                 *
                 *     * `purchased_on` - purchased_on
                 *     * `total` - total
                 */
                missing?: ("purchased_on" | "total")[];
                /**
                 * @description Multiple values may be separated by commas.
                 *
                 *     * `pending` - Pending
                 *     * `processing` - Processing
                 *     * `completed` - Completed
                 *     * `failed` - Failed
                 */
                ocr_status?: ("completed" | "failed" | "pending" | "processing")[];
                /**
                 * @description Ordering
                 *
                 *     * `uploaded_at` - Uploaded at
                 *     * `-uploaded_at` - Uploaded at (descending)
                 *     * `updated_at` - Updated at
                 *     * `-updated_at` - Updated at (descending)
                 *     * `original_filename` - Original filename
                 *     * `-original_filename` - Original filename (descending)
                 *     * `ocr_status` - Ocr status
                 *     * `-ocr_status` - Ocr status (descending)
                 *     * `ocr_confidence` - Ocr confidence
                 *     * `-ocr_confidence` - Ocr confidence (descending)
                 *     * `purchased_on` - Purchased on
                 *     * `-purchased_on` - Purchased on (descending)
                 *     * `total` - Total
                 *     * `-total` - Total (descending)
                 *     * `vendor` - Vendor
                 *     * `-vendor` - Vendor (descending)
                 *     * `category` - Category
                 *     * `-category` - Category (descending)
                 */
                ordering?: ("-category" | "-ocr_confidence" | "-ocr_status" | "-original_filename" | "-purchased_on" | "-total" | "-updated_at" | "-uploaded_at" | "-vendor" | "category" | "ocr_confidence" | "ocr_status" | "original_filename" | "purchased_on" | "total" | "updated_at" | "uploaded_at" | "vendor")[];
                /** @description A page number within the paginated result set. */
                page?: number;
                /** @description Number of results to return per page. */
                page_size?: number;
                /** @description Read by another reader while the usual one was away, which could read it now. */
                reread_offered?: boolean;
                /**
                 * @description Multiple values may be separated by commas.
                 *
                 *     * `unreviewed` - Unreviewed
                 *     * `needs_review` - Needs Review
                 *     * `approved` - Approved
                 */
                review_status?: ("approved" | "needs_review" | "unreviewed")[];
                /** @description All of these must be in the vendor, the number, the notes, the items, the printed text, the file's name or the amounts, whatever the case and the accents. From four letters on also inside a word; words in quotation marks stand together; an amount in any notation. */
                search?: string;
                start_date?: string;
                /**
                 * @description * `expense` - Expense
                 *     * `income` - Income
                 */
                transaction_type?: "expense" | "income";
                /** @description From this day, in your time zone. */
                uploaded_from?: string;
                /** @description To this day, in your time zone. */
                uploaded_to?: string;
                vendor?: string;
                /** @description The whole name, in all the spellings that reports add up as one vendor. */
                vendor_exact?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaginatedReceiptList"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description There is no such thing, or it is somebody else's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    receipts_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description Sent again within 30 days, the same request gets the same answer and happens once. With another request it is 409; while one is at work, 409 with Retry-After. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["ReceiptUploadRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    /** @description Path of what was made. */
                    Location?: string;
                    /** @description `true`: the answer of an earlier call with this key. */
                    "Idempotent-Replayed"?: string;
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    /** @description Each rate: so many calls (`q`) in so many seconds (`w`). */
                    "RateLimit-Policy"?: string;
                    /** @description Of each rate: calls left (`r`), seconds until all are there again (`t`). */
                    RateLimit?: string;
                    /** @description Calls of the rate of which the fewest are left. */
                    "RateLimit-Limit"?: number;
                    /** @description How many of them are left. */
                    "RateLimit-Remaining"?: number;
                    /** @description Seconds until all of them are there again. */
                    "RateLimit-Reset"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The documents of the month are used up; `resets_on` says until when. Or not paid. */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description It contradicts what is stored, or another call with this key. */
            409: {
                headers: {
                    /** @description Seconds after which the call may be repeated. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The file or the whole request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description A body of another kind, a file of no accepted kind, or a broken one. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Too many calls, or too many receipts that wait. */
            429: {
                headers: {
                    /** @description Seconds after which the call may be repeated. */
                    "Retry-After"?: number;
                    /** @description Each rate: so many calls (`q`) in so many seconds (`w`). */
                    "RateLimit-Policy"?: string;
                    /** @description Of each rate: calls left (`r`), seconds until all are there again (`t`). */
                    RateLimit?: string;
                    /** @description Calls of the rate of which the fewest are left. */
                    "RateLimit-Limit"?: number;
                    /** @description How many of them are left. */
                    "RateLimit-Remaining"?: number;
                    /** @description Seconds until all of them are there again. */
                    "RateLimit-Reset"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    receipts_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceiptDetail"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description There is no such thing, or it is somebody else's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    receipts_put: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` that was read, or `"<version>"`. Another version by now is 412. */
                "If-Match"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReceiptValuesRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceiptDetail"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description There is no such thing, or it is somebody else's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description It was changed meanwhile: `If-Match` names an earlier version. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The file or the whole request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description A body of another kind, a file of no accepted kind, or a broken one. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    receipts_destroy: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` that was read, or `"<version>"`. Another version by now is 412. */
                "If-Match"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description There is no such thing, or it is somebody else's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description It was changed meanwhile: `If-Match` names an earlier version. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    receipts_partial_update: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` that was read, or `"<version>"`. Another version by now is 412. */
                "If-Match"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PatchedReceiptChangeRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceiptDetail"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description There is no such thing, or it is somebody else's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description It was changed meanwhile: `If-Match` names an earlier version. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The file or the whole request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description A body of another kind, a file of no accepted kind, or a broken one. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    receipts_duplicates: {
        parameters: {
            query?: {
                /** @description A page number within the paginated result set. */
                page?: number;
                /** @description Number of results to return per page. */
                page_size?: number;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaginatedDuplicateList"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description There is no such thing, or it is somebody else's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    receipts_resolve_duplicate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Sent again within 30 days, the same request gets the same answer and happens once. With another request it is 409; while one is at work, 409 with Retry-After. */
                "Idempotency-Key"?: string;
            };
            path: {
                duplicate_id: number;
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DuplicateResolutionRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    /** @description `true`: the answer of an earlier call with this key. */
                    "Idempotent-Replayed"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Duplicate"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description There is no such thing, or it is somebody else's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description It contradicts what is stored, or another call with this key. */
            409: {
                headers: {
                    /** @description Seconds after which the call may be repeated. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The file or the whole request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description A body of another kind, a file of no accepted kind, or a broken one. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    receipts_history: {
        parameters: {
            query?: {
                /** @description A page number within the paginated result set. */
                page?: number;
                /** @description Number of results to return per page. */
                page_size?: number;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaginatedHistoryEventList"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description There is no such thing, or it is somebody else's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    receipts_lines: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PrintedLines"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description There is no such thing, or it is somebody else's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    receipts_model_requests: {
        parameters: {
            query?: {
                /** @description A page number within the paginated result set. */
                page?: number;
                /** @description Number of results to return per page. */
                page_size?: number;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaginatedModelRequestList"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description There is no such thing, or it is somebody else's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    receipts_pages: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentPages"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description There is no such thing, or it is somebody else's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    receipts_processing_status_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProcessingStatus"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description There is no such thing, or it is somebody else's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    receipts_reprocess_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description Sent again within 30 days, the same request gets the same answer and happens once. With another request it is 409; while one is at work, 409 with Retry-After. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: {
                headers: {
                    /** @description `true`: the answer of an earlier call with this key. */
                    "Idempotent-Replayed"?: string;
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    /** @description Each rate: so many calls (`q`) in so many seconds (`w`). */
                    "RateLimit-Policy"?: string;
                    /** @description Of each rate: calls left (`r`), seconds until all are there again (`t`). */
                    RateLimit?: string;
                    /** @description Calls of the rate of which the fewest are left. */
                    "RateLimit-Limit"?: number;
                    /** @description How many of them are left. */
                    "RateLimit-Remaining"?: number;
                    /** @description Seconds until all of them are there again. */
                    "RateLimit-Reset"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceiptDetail"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The documents of the month are used up; `resets_on` says until when. Or not paid. */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description There is no such thing, or it is somebody else's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description It contradicts what is stored, or another call with this key. */
            409: {
                headers: {
                    /** @description Seconds after which the call may be repeated. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Too many calls, or too many receipts that wait. */
            429: {
                headers: {
                    /** @description Seconds after which the call may be repeated. */
                    "Retry-After"?: number;
                    /** @description Each rate: so many calls (`q`) in so many seconds (`w`). */
                    "RateLimit-Policy"?: string;
                    /** @description Of each rate: calls left (`r`), seconds until all are there again (`t`). */
                    RateLimit?: string;
                    /** @description Calls of the rate of which the fewest are left. */
                    "RateLimit-Limit"?: number;
                    /** @description How many of them are left. */
                    "RateLimit-Remaining"?: number;
                    /** @description Seconds until all of them are there again. */
                    "RateLimit-Reset"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    receipts_restore_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description Sent again within 30 days, the same request gets the same answer and happens once. With another request it is 409; while one is at work, 409 with Retry-After. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description `true`: the answer of an earlier call with this key. */
                    "Idempotent-Replayed"?: string;
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceiptDetail"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The documents of the month are used up; `resets_on` says until when. Or not paid. */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description There is no such thing, or it is somebody else's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description It contradicts what is stored, or another call with this key. */
            409: {
                headers: {
                    /** @description Seconds after which the call may be repeated. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Too many calls, or too many receipts that wait. */
            429: {
                headers: {
                    /** @description Seconds after which the call may be repeated. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    receipts_split: {
        parameters: {
            query?: never;
            header?: {
                /** @description Sent again within 30 days, the same request gets the same answer and happens once. With another request it is 409; while one is at work, 409 with Retry-After. */
                "Idempotency-Key"?: string;
                /** @description The `ETag` that was read, or `"<version>"`. Another version by now is 412. */
                "If-Match"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SplitRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    /** @description `true`: the answer of an earlier call with this key. */
                    "Idempotent-Replayed"?: string;
                    /** @description Each rate: so many calls (`q`) in so many seconds (`w`). */
                    "RateLimit-Policy"?: string;
                    /** @description Of each rate: calls left (`r`), seconds until all are there again (`t`). */
                    RateLimit?: string;
                    /** @description Calls of the rate of which the fewest are left. */
                    "RateLimit-Limit"?: number;
                    /** @description How many of them are left. */
                    "RateLimit-Remaining"?: number;
                    /** @description Seconds until all of them are there again. */
                    "RateLimit-Reset"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SplitReceipts"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The documents of the month are used up; `resets_on` says until when. Or not paid. */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description There is no such thing, or it is somebody else's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description It contradicts what is stored, or another call with this key. */
            409: {
                headers: {
                    /** @description Seconds after which the call may be repeated. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description It was changed meanwhile: `If-Match` names an earlier version. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The file or the whole request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description A body of another kind, a file of no accepted kind, or a broken one. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Too many calls, or too many receipts that wait. */
            429: {
                headers: {
                    /** @description Seconds after which the call may be repeated. */
                    "Retry-After"?: number;
                    /** @description Each rate: so many calls (`q`) in so many seconds (`w`). */
                    "RateLimit-Policy"?: string;
                    /** @description Of each rate: calls left (`r`), seconds until all are there again (`t`). */
                    RateLimit?: string;
                    /** @description Calls of the rate of which the fewest are left. */
                    "RateLimit-Limit"?: number;
                    /** @description How many of them are left. */
                    "RateLimit-Remaining"?: number;
                    /** @description Seconds until all of them are there again. */
                    "RateLimit-Reset"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description A service that this needs is away, or not set up. */
            503: {
                headers: {
                    /** @description Seconds after which the call may be repeated. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    receipts_unverify: {
        parameters: {
            query?: never;
            header?: {
                /** @description Sent again within 30 days, the same request gets the same answer and happens once. With another request it is 409; while one is at work, 409 with Retry-After. */
                "Idempotency-Key"?: string;
                /** @description The `ETag` that was read, or `"<version>"`. Another version by now is 412. */
                "If-Match"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description `true`: the answer of an earlier call with this key. */
                    "Idempotent-Replayed"?: string;
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceiptDetail"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description There is no such thing, or it is somebody else's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description It contradicts what is stored, or another call with this key. */
            409: {
                headers: {
                    /** @description Seconds after which the call may be repeated. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description It was changed meanwhile: `If-Match` names an earlier version. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    receipts_update_extracted_data: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` that was read, or `"<version>"`. Another version by now is 412. */
                "If-Match"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PatchedExtractedDataChangeBodyRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceiptDetail"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description There is no such thing, or it is somebody else's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description It was changed meanwhile: `If-Match` names an earlier version. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The file or the whole request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description A body of another kind, a file of no accepted kind, or a broken one. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    receipts_verify: {
        parameters: {
            query?: never;
            header?: {
                /** @description Sent again within 30 days, the same request gets the same answer and happens once. With another request it is 409; while one is at work, 409 with Retry-After. */
                "Idempotency-Key"?: string;
                /** @description The `ETag` that was read, or `"<version>"`. Another version by now is 412. */
                "If-Match"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description `true`: the answer of an earlier call with this key. */
                    "Idempotent-Replayed"?: string;
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceiptDetail"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description There is no such thing, or it is somebody else's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description It contradicts what is stored, or another call with this key. */
            409: {
                headers: {
                    /** @description Seconds after which the call may be repeated. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description It was changed meanwhile: `If-Match` names an earlier version. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    receipts_bulk_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description Sent again within 30 days, the same request gets the same answer and happens once. With another request it is 409; while one is at work, 409 with Retry-After. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["BulkUploadRequest"];
            };
        };
        responses: {
            207: {
                headers: {
                    /** @description `true`: the answer of an earlier call with this key. */
                    "Idempotent-Replayed"?: string;
                    /** @description Each rate: so many calls (`q`) in so many seconds (`w`). */
                    "RateLimit-Policy"?: string;
                    /** @description Of each rate: calls left (`r`), seconds until all are there again (`t`). */
                    RateLimit?: string;
                    /** @description Calls of the rate of which the fewest are left. */
                    "RateLimit-Limit"?: number;
                    /** @description How many of them are left. */
                    "RateLimit-Remaining"?: number;
                    /** @description Seconds until all of them are there again. */
                    "RateLimit-Reset"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkUploadAnswers"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description It contradicts what is stored, or another call with this key. */
            409: {
                headers: {
                    /** @description Seconds after which the call may be repeated. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The file or the whole request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description A body of another kind, a file of no accepted kind, or a broken one. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Too many calls, or too many receipts that wait. */
            429: {
                headers: {
                    /** @description Seconds after which the call may be repeated. */
                    "Retry-After"?: number;
                    /** @description Each rate: so many calls (`q`) in so many seconds (`w`). */
                    "RateLimit-Policy"?: string;
                    /** @description Of each rate: calls left (`r`), seconds until all are there again (`t`). */
                    RateLimit?: string;
                    /** @description Calls of the rate of which the fewest are left. */
                    "RateLimit-Limit"?: number;
                    /** @description How many of them are left. */
                    "RateLimit-Remaining"?: number;
                    /** @description Seconds until all of them are there again. */
                    "RateLimit-Reset"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    receipts_bulk_category: {
        parameters: {
            query?: never;
            header?: {
                /** @description Sent again within 30 days, the same request gets the same answer and happens once. With another request it is 409; while one is at work, 409 with Retry-After. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BulkCategoryRequest"];
            };
        };
        responses: {
            207: {
                headers: {
                    /** @description `true`: the answer of an earlier call with this key. */
                    "Idempotent-Replayed"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkAnswers"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description It contradicts what is stored, or another call with this key. */
            409: {
                headers: {
                    /** @description Seconds after which the call may be repeated. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The file or the whole request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description A body of another kind, a file of no accepted kind, or a broken one. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    receipts_bulk_delete: {
        parameters: {
            query?: never;
            header?: {
                /** @description Sent again within 30 days, the same request gets the same answer and happens once. With another request it is 409; while one is at work, 409 with Retry-After. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReceiptIdsRequest"];
            };
        };
        responses: {
            207: {
                headers: {
                    /** @description `true`: the answer of an earlier call with this key. */
                    "Idempotent-Replayed"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkAnswers"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description It contradicts what is stored, or another call with this key. */
            409: {
                headers: {
                    /** @description Seconds after which the call may be repeated. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The file or the whole request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description A body of another kind, a file of no accepted kind, or a broken one. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    receipts_bulk_reprocess: {
        parameters: {
            query?: never;
            header?: {
                /** @description Sent again within 30 days, the same request gets the same answer and happens once. With another request it is 409; while one is at work, 409 with Retry-After. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReceiptIdsRequest"];
            };
        };
        responses: {
            207: {
                headers: {
                    /** @description `true`: the answer of an earlier call with this key. */
                    "Idempotent-Replayed"?: string;
                    /** @description Each rate: so many calls (`q`) in so many seconds (`w`). */
                    "RateLimit-Policy"?: string;
                    /** @description Of each rate: calls left (`r`), seconds until all are there again (`t`). */
                    RateLimit?: string;
                    /** @description Calls of the rate of which the fewest are left. */
                    "RateLimit-Limit"?: number;
                    /** @description How many of them are left. */
                    "RateLimit-Remaining"?: number;
                    /** @description Seconds until all of them are there again. */
                    "RateLimit-Reset"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkAnswers"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description It contradicts what is stored, or another call with this key. */
            409: {
                headers: {
                    /** @description Seconds after which the call may be repeated. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The file or the whole request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description A body of another kind, a file of no accepted kind, or a broken one. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Too many calls, or too many receipts that wait. */
            429: {
                headers: {
                    /** @description Seconds after which the call may be repeated. */
                    "Retry-After"?: number;
                    /** @description Each rate: so many calls (`q`) in so many seconds (`w`). */
                    "RateLimit-Policy"?: string;
                    /** @description Of each rate: calls left (`r`), seconds until all are there again (`t`). */
                    RateLimit?: string;
                    /** @description Calls of the rate of which the fewest are left. */
                    "RateLimit-Limit"?: number;
                    /** @description How many of them are left. */
                    "RateLimit-Remaining"?: number;
                    /** @description Seconds until all of them are there again. */
                    "RateLimit-Reset"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    receipts_bulk_restore: {
        parameters: {
            query?: never;
            header?: {
                /** @description Sent again within 30 days, the same request gets the same answer and happens once. With another request it is 409; while one is at work, 409 with Retry-After. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReceiptIdsRequest"];
            };
        };
        responses: {
            207: {
                headers: {
                    /** @description `true`: the answer of an earlier call with this key. */
                    "Idempotent-Replayed"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkAnswers"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The documents of the month are used up; `resets_on` says until when. Or not paid. */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description It contradicts what is stored, or another call with this key. */
            409: {
                headers: {
                    /** @description Seconds after which the call may be repeated. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The file or the whole request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description A body of another kind, a file of no accepted kind, or a broken one. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Too many calls, or too many receipts that wait. */
            429: {
                headers: {
                    /** @description Seconds after which the call may be repeated. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    receipts_bulk_unverify: {
        parameters: {
            query?: never;
            header?: {
                /** @description Sent again within 30 days, the same request gets the same answer and happens once. With another request it is 409; while one is at work, 409 with Retry-After. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BulkVerifyRequest"];
            };
        };
        responses: {
            207: {
                headers: {
                    /** @description `true`: the answer of an earlier call with this key. */
                    "Idempotent-Replayed"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkAnswers"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description It contradicts what is stored, or another call with this key. */
            409: {
                headers: {
                    /** @description Seconds after which the call may be repeated. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The file or the whole request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description A body of another kind, a file of no accepted kind, or a broken one. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    receipts_bulk_verify: {
        parameters: {
            query?: never;
            header?: {
                /** @description Sent again within 30 days, the same request gets the same answer and happens once. With another request it is 409; while one is at work, 409 with Retry-After. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BulkVerifyRequest"];
            };
        };
        responses: {
            207: {
                headers: {
                    /** @description `true`: the answer of an earlier call with this key. */
                    "Idempotent-Replayed"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkAnswers"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description It contradicts what is stored, or another call with this key. */
            409: {
                headers: {
                    /** @description Seconds after which the call may be repeated. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The file or the whole request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description A body of another kind, a file of no accepted kind, or a broken one. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    categories_list: {
        parameters: {
            query?: {
                /** @description A page number within the paginated result set. */
                page?: number;
                /** @description Number of results to return per page. */
                page_size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaginatedCategoryList"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description There is no such thing, or it is somebody else's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    categories_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description Sent again within 30 days, the same request gets the same answer and happens once. With another request it is 409; while one is at work, 409 with Retry-After. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CategoryInputRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    /** @description Path of what was made. */
                    Location?: string;
                    /** @description `true`: the answer of an earlier call with this key. */
                    "Idempotent-Replayed"?: string;
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Category"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description It contradicts what is stored, or another call with this key. */
            409: {
                headers: {
                    /** @description Seconds after which the call may be repeated. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The file or the whole request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description A body of another kind, a file of no accepted kind, or a broken one. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    categories_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Category"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description There is no such thing, or it is somebody else's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    categories_delete: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` that was read, or `"<version>"`. Another version by now is 412. */
                "If-Match"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description There is no such thing, or it is somebody else's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description It was changed meanwhile: `If-Match` names an earlier version. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    categories_change: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` that was read, or `"<version>"`. Another version by now is 412. */
                "If-Match"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PatchedCategoryInputRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Category"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description There is no such thing, or it is somebody else's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description It was changed meanwhile: `If-Match` names an earlier version. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The file or the whole request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description A body of another kind, a file of no accepted kind, or a broken one. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    receipts_changes: {
        parameters: {
            query?: {
                /** @description The `cursor` of the answer before; `now`: nothing but a cursor. */
                since?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changes"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description It is gone; `code` says what to ask for instead. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    receipts_dashboard: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Dashboard"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    receipts_files_retrieve: {
        parameters: {
            query: {
                /** @description Of a link in an answer. */
                token: string;
            };
            header?: never;
            path: {
                stored_name: string;
                /** @description `page-0` is the first page of the file. */
                variant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "image/*": Blob;
                    "application/pdf": Blob;
                    "application/xml": Blob;
                    "message/rfc822": Blob;
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description There is no such thing, or it is somebody else's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description A service that this needs is away, or not set up. */
            503: {
                headers: {
                    /** @description Seconds after which the call may be repeated. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    receipts_limits: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadLimits"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    receipts_originals: {
        parameters: {
            query?: {
                amount_max?: number;
                amount_min?: number;
                /** @description Multiple values may be separated by commas. */
                category?: string[];
                /** @description Multiple values may be separated by commas. */
                currency?: string[];
                /** @description Multiple values may be separated by commas. */
                currency_not?: string[];
                /** @description `true`: the trash; else what is not in it. */
                deleted?: boolean;
                /**
                 * @description Multiple values may be separated by commas.
                 *
                 *     * `receipt` - receipt
                 *     * `invoice` - invoice
                 *     * `credit_note` - credit note
                 *     * `card_slip` - card slip
                 *     * `unpaid_bill` - bill before payment
                 *     * `quotation` - quotation
                 *     * `pro_forma` - pro forma invoice
                 *     * `order_confirmation` - order confirmation
                 *     * `delivery_note` - delivery note
                 *     * `payment_reminder` - payment reminder
                 *     * `bank_statement` - bank statement
                 *     * `menu` - menu
                 *     * `price_tag` - price tag
                 *     * `gift_card` - gift card
                 *     * `cheque` - cheque
                 *     * `other` - something else
                 *     * `unknown` - unknown
                 */
                document_kind?: ("bank_statement" | "card_slip" | "cheque" | "credit_note" | "delivery_note" | "gift_card" | "invoice" | "menu" | "order_confirmation" | "other" | "payment_reminder" | "price_tag" | "pro_forma" | "quotation" | "receipt" | "unknown" | "unpaid_bill")[];
                /** @description Whether it resembles another one and nobody has resolved that yet. */
                duplicates?: boolean;
                end_date?: string;
                /**
                 * @description Multiple values may be separated by commas.
                 *
                 *     * `purchased_on` - purchased_on
                 *     * `total` - total
                 */
                has?: ("purchased_on" | "total")[];
                /** @description Whether it has a ledger entry. What is no purchase has none. */
                has_entry?: boolean;
                /** @description Whether it was read, or a person has completed it by hand. */
                has_values?: boolean;
                ids?: number[];
                /** @description Whether a person has said that the entry is right. */
                is_verified?: boolean;
                /**
                 * @description Multiple values may be separated by commas.
                 *
                 *     * `purchased_on` - purchased_on
                 *     * `total` - total
                 */
                missing?: ("purchased_on" | "total")[];
                /**
                 * @description Multiple values may be separated by commas.
                 *
                 *     * `pending` - Pending
                 *     * `processing` - Processing
                 *     * `completed` - Completed
                 *     * `failed` - Failed
                 */
                ocr_status?: ("completed" | "failed" | "pending" | "processing")[];
                /**
                 * @description Ordering
                 *
                 *     * `uploaded_at` - Uploaded at
                 *     * `-uploaded_at` - Uploaded at (descending)
                 *     * `updated_at` - Updated at
                 *     * `-updated_at` - Updated at (descending)
                 *     * `original_filename` - Original filename
                 *     * `-original_filename` - Original filename (descending)
                 *     * `ocr_status` - Ocr status
                 *     * `-ocr_status` - Ocr status (descending)
                 *     * `ocr_confidence` - Ocr confidence
                 *     * `-ocr_confidence` - Ocr confidence (descending)
                 *     * `purchased_on` - Purchased on
                 *     * `-purchased_on` - Purchased on (descending)
                 *     * `total` - Total
                 *     * `-total` - Total (descending)
                 *     * `vendor` - Vendor
                 *     * `-vendor` - Vendor (descending)
                 *     * `category` - Category
                 *     * `-category` - Category (descending)
                 */
                ordering?: ("-category" | "-ocr_confidence" | "-ocr_status" | "-original_filename" | "-purchased_on" | "-total" | "-updated_at" | "-uploaded_at" | "-vendor" | "category" | "ocr_confidence" | "ocr_status" | "original_filename" | "purchased_on" | "total" | "updated_at" | "uploaded_at" | "vendor")[];
                /** @description Read by another reader while the usual one was away, which could read it now. */
                reread_offered?: boolean;
                /**
                 * @description Multiple values may be separated by commas.
                 *
                 *     * `unreviewed` - Unreviewed
                 *     * `needs_review` - Needs Review
                 *     * `approved` - Approved
                 */
                review_status?: ("approved" | "needs_review" | "unreviewed")[];
                /** @description All of these must be in the vendor, the number, the notes, the items, the printed text, the file's name or the amounts, whatever the case and the accents. From four letters on also inside a word; words in quotation marks stand together; an amount in any notation. */
                search?: string;
                start_date?: string;
                /**
                 * @description * `expense` - Expense
                 *     * `income` - Income
                 */
                transaction_type?: "expense" | "income";
                /** @description From this day, in your time zone. */
                uploaded_from?: string;
                /** @description To this day, in your time zone. */
                uploaded_to?: string;
                vendor?: string;
                /** @description The whole name, in all the spellings that reports add up as one vendor. */
                vendor_exact?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": Blob;
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description There is no such thing, or it is somebody else's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    receipts_queue: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Queue"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    receipts_add_samples: {
        parameters: {
            query?: never;
            header?: {
                /** @description Sent again within 30 days, the same request gets the same answer and happens once. With another request it is 409; while one is at work, 409 with Retry-After. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    /** @description `true`: the answer of an earlier call with this key. */
                    "Idempotent-Replayed"?: string;
                    /** @description Each rate: so many calls (`q`) in so many seconds (`w`). */
                    "RateLimit-Policy"?: string;
                    /** @description Of each rate: calls left (`r`), seconds until all are there again (`t`). */
                    RateLimit?: string;
                    /** @description Calls of the rate of which the fewest are left. */
                    "RateLimit-Limit"?: number;
                    /** @description How many of them are left. */
                    "RateLimit-Remaining"?: number;
                    /** @description Seconds until all of them are there again. */
                    "RateLimit-Reset"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SampleReceipts"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description It contradicts what is stored, or another call with this key. */
            409: {
                headers: {
                    /** @description Seconds after which the call may be repeated. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Too many calls, or too many receipts that wait. */
            429: {
                headers: {
                    /** @description Seconds after which the call may be repeated. */
                    "Retry-After"?: number;
                    /** @description Each rate: so many calls (`q`) in so many seconds (`w`). */
                    "RateLimit-Policy"?: string;
                    /** @description Of each rate: calls left (`r`), seconds until all are there again (`t`). */
                    RateLimit?: string;
                    /** @description Calls of the rate of which the fewest are left. */
                    "RateLimit-Limit"?: number;
                    /** @description How many of them are left. */
                    "RateLimit-Remaining"?: number;
                    /** @description Seconds until all of them are there again. */
                    "RateLimit-Reset"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    transactions_list: {
        parameters: {
            query?: {
                amount_max?: number;
                amount_min?: number;
                /** @description Multiple values may be separated by commas. */
                category?: string[];
                /** @description From this day, in your time zone. */
                created_from?: string;
                /** @description To this day, in your time zone. */
                created_to?: string;
                /** @description Multiple values may be separated by commas. */
                currency?: string[];
                /** @description Multiple values may be separated by commas. */
                currency_not?: string[];
                /** @description `true`: the trash; else what is not in it. */
                deleted?: boolean;
                /**
                 * @description Multiple values may be separated by commas.
                 *
                 *     * `receipt` - receipt
                 *     * `invoice` - invoice
                 *     * `credit_note` - credit note
                 *     * `card_slip` - card slip
                 *     * `unpaid_bill` - bill before payment
                 *     * `quotation` - quotation
                 *     * `pro_forma` - pro forma invoice
                 *     * `order_confirmation` - order confirmation
                 *     * `delivery_note` - delivery note
                 *     * `payment_reminder` - payment reminder
                 *     * `bank_statement` - bank statement
                 *     * `menu` - menu
                 *     * `price_tag` - price tag
                 *     * `gift_card` - gift card
                 *     * `cheque` - cheque
                 *     * `other` - something else
                 *     * `unknown` - unknown
                 */
                document_kind?: ("bank_statement" | "card_slip" | "cheque" | "credit_note" | "delivery_note" | "gift_card" | "invoice" | "menu" | "order_confirmation" | "other" | "payment_reminder" | "price_tag" | "pro_forma" | "quotation" | "receipt" | "unknown" | "unpaid_bill")[];
                /** @description Whether it resembles another one and nobody has resolved that yet. */
                duplicates?: boolean;
                end_date?: string;
                /**
                 * @description Multiple values may be separated by commas.
                 *
                 *     * `purchased_on` - purchased_on
                 *     * `total` - total
                 */
                has?: ("purchased_on" | "total")[];
                ids?: number[];
                /** @description Whether a person has said that the entry is right. */
                is_verified?: boolean;
                /**
                 * @description Multiple values may be separated by commas.
                 *
                 *     * `purchased_on` - purchased_on
                 *     * `total` - total
                 */
                missing?: ("purchased_on" | "total")[];
                /**
                 * @description Multiple values may be separated by commas.
                 *
                 *     * `pending` - Pending
                 *     * `processing` - Processing
                 *     * `completed` - Completed
                 *     * `failed` - Failed
                 */
                ocr_status?: ("completed" | "failed" | "pending" | "processing")[];
                /**
                 * @description Ordering
                 *
                 *     * `created_at` - Created at
                 *     * `-created_at` - Created at (descending)
                 *     * `updated_at` - Updated at
                 *     * `-updated_at` - Updated at (descending)
                 *     * `purchased_on` - Purchased on
                 *     * `-purchased_on` - Purchased on (descending)
                 *     * `total` - Total
                 *     * `-total` - Total (descending)
                 *     * `vendor` - Vendor
                 *     * `-vendor` - Vendor (descending)
                 *     * `category` - Category
                 *     * `-category` - Category (descending)
                 */
                ordering?: ("-category" | "-created_at" | "-purchased_on" | "-total" | "-updated_at" | "-vendor" | "category" | "created_at" | "purchased_on" | "total" | "updated_at" | "vendor")[];
                /** @description A page number within the paginated result set. */
                page?: number;
                /** @description Number of results to return per page. */
                page_size?: number;
                /**
                 * @description Multiple values may be separated by commas.
                 *
                 *     * `unreviewed` - Unreviewed
                 *     * `needs_review` - Needs Review
                 *     * `approved` - Approved
                 */
                review_status?: ("approved" | "needs_review" | "unreviewed")[];
                /** @description All of these must be in the vendor, the number, the notes, the items, the printed text, the file's name or the amounts, whatever the case and the accents. From four letters on also inside a word; words in quotation marks stand together; an amount in any notation. */
                search?: string;
                start_date?: string;
                /**
                 * @description * `expense` - Expense
                 *     * `income` - Income
                 */
                transaction_type?: "expense" | "income";
                vendor?: string;
                /** @description The whole name, in all the spellings that reports add up as one vendor. */
                vendor_exact?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaginatedTransactionList"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description There is no such thing, or it is somebody else's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    transactions_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description Sent again within 30 days, the same request gets the same answer and happens once. With another request it is 409; while one is at work, 409 with Retry-After. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EntryRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    /** @description Path of what was made. */
                    Location?: string;
                    /** @description `true`: the answer of an earlier call with this key. */
                    "Idempotent-Replayed"?: string;
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Transaction"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description It contradicts what is stored, or another call with this key. */
            409: {
                headers: {
                    /** @description Seconds after which the call may be repeated. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The file or the whole request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description A body of another kind, a file of no accepted kind, or a broken one. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    transactions_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Transaction"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description There is no such thing, or it is somebody else's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    transactions_delete: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` that was read, or `"<version>"`. Another version by now is 412. */
                "If-Match"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description There is no such thing, or it is somebody else's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description It contradicts what is stored, or another call with this key. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description It was changed meanwhile: `If-Match` names an earlier version. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    transactions_change: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` that was read, or `"<version>"`. Another version by now is 412. */
                "If-Match"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PatchedEntryChangeRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Transaction"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description There is no such thing, or it is somebody else's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description It was changed meanwhile: `If-Match` names an earlier version. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The file or the whole request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description A body of another kind, a file of no accepted kind, or a broken one. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    transactions_history: {
        parameters: {
            query?: {
                /** @description A page number within the paginated result set. */
                page?: number;
                /** @description Number of results to return per page. */
                page_size?: number;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaginatedHistoryEventList"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description There is no such thing, or it is somebody else's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    transactions_restore: {
        parameters: {
            query?: never;
            header?: {
                /** @description Sent again within 30 days, the same request gets the same answer and happens once. With another request it is 409; while one is at work, 409 with Retry-After. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description `true`: the answer of an earlier call with this key. */
                    "Idempotent-Replayed"?: string;
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Transaction"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description There is no such thing, or it is somebody else's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description It contradicts what is stored, or another call with this key. */
            409: {
                headers: {
                    /** @description Seconds after which the call may be repeated. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    transactions_bulk_category: {
        parameters: {
            query?: never;
            header?: {
                /** @description Sent again within 30 days, the same request gets the same answer and happens once. With another request it is 409; while one is at work, 409 with Retry-After. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BulkEntryCategoryRequest"];
            };
        };
        responses: {
            207: {
                headers: {
                    /** @description `true`: the answer of an earlier call with this key. */
                    "Idempotent-Replayed"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkAnswers"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description It contradicts what is stored, or another call with this key. */
            409: {
                headers: {
                    /** @description Seconds after which the call may be repeated. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The file or the whole request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description A body of another kind, a file of no accepted kind, or a broken one. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    transactions_bulk_delete: {
        parameters: {
            query?: never;
            header?: {
                /** @description Sent again within 30 days, the same request gets the same answer and happens once. With another request it is 409; while one is at work, 409 with Retry-After. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EntryIdsRequest"];
            };
        };
        responses: {
            207: {
                headers: {
                    /** @description `true`: the answer of an earlier call with this key. */
                    "Idempotent-Replayed"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkAnswers"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description It contradicts what is stored, or another call with this key. */
            409: {
                headers: {
                    /** @description Seconds after which the call may be repeated. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The file or the whole request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description A body of another kind, a file of no accepted kind, or a broken one. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    transactions_bulk_restore: {
        parameters: {
            query?: never;
            header?: {
                /** @description Sent again within 30 days, the same request gets the same answer and happens once. With another request it is 409; while one is at work, 409 with Retry-After. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EntryIdsRequest"];
            };
        };
        responses: {
            207: {
                headers: {
                    /** @description `true`: the answer of an earlier call with this key. */
                    "Idempotent-Replayed"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkAnswers"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description It contradicts what is stored, or another call with this key. */
            409: {
                headers: {
                    /** @description Seconds after which the call may be repeated. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The file or the whole request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description A body of another kind, a file of no accepted kind, or a broken one. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    transactions_check: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EntryChangeRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntryCheck"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The file or the whole request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description A body of another kind, a file of no accepted kind, or a broken one. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    vendor_rules_list: {
        parameters: {
            query?: {
                /** @description A page number within the paginated result set. */
                page?: number;
                /** @description Number of results to return per page. */
                page_size?: number;
                /**
                 * @description * `proposed` - Proposed
                 *     * `active` - Active
                 *     * `off` - Off
                 */
                state?: "active" | "off" | "proposed";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaginatedVendorRuleList"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description There is no such thing, or it is somebody else's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    vendor_rules_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description Sent again within 30 days, the same request gets the same answer and happens once. With another request it is 409; while one is at work, 409 with Retry-After. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VendorRuleInputRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    /** @description Path of what was made. */
                    Location?: string;
                    /** @description `true`: the answer of an earlier call with this key. */
                    "Idempotent-Replayed"?: string;
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VendorRule"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description It contradicts what is stored, or another call with this key. */
            409: {
                headers: {
                    /** @description Seconds after which the call may be repeated. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The file or the whole request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description A body of another kind, a file of no accepted kind, or a broken one. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    vendor_rules_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VendorRule"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description There is no such thing, or it is somebody else's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    vendor_rules_delete: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` that was read, or `"<version>"`. Another version by now is 412. */
                "If-Match"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description There is no such thing, or it is somebody else's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description It was changed meanwhile: `If-Match` names an earlier version. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    vendor_rules_change: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` that was read, or `"<version>"`. Another version by now is 412. */
                "If-Match"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PatchedVendorRuleInputRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VendorRule"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description There is no such thing, or it is somebody else's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description It contradicts what is stored, or another call with this key. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description It was changed meanwhile: `If-Match` names an earlier version. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The file or the whole request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description A body of another kind, a file of no accepted kind, or a broken one. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    vendor_rules_apply: {
        parameters: {
            query?: never;
            header?: {
                /** @description Sent again within 30 days, the same request gets the same answer and happens once. With another request it is 409; while one is at work, 409 with Retry-After. */
                "Idempotency-Key"?: string;
                /** @description The `ETag` that was read, or `"<version>"`. Another version by now is 412. */
                "If-Match"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CarryOnRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    /** @description `true`: the answer of an earlier call with this key. */
                    "Idempotent-Replayed"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Applied"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description There is no such thing, or it is somebody else's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description It contradicts what is stored, or another call with this key. */
            409: {
                headers: {
                    /** @description Seconds after which the call may be repeated. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description It was changed meanwhile: `If-Match` names an earlier version. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The file or the whole request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description A body of another kind, a file of no accepted kind, or a broken one. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    vendor_rules_preview: {
        parameters: {
            query?: {
                /** @description So many of the entries are shown. */
                limit?: number;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RulePreview"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description There is no such thing, or it is somebody else's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    vendor_rules_undo: {
        parameters: {
            query?: never;
            header?: {
                /** @description Sent again within 30 days, the same request gets the same answer and happens once. With another request it is 409; while one is at work, 409 with Retry-After. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UndoRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    /** @description `true`: the answer of an earlier call with this key. */
                    "Idempotent-Replayed"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Undone"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description There is no such thing, or it is somebody else's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description It contradicts what is stored, or another call with this key. */
            409: {
                headers: {
                    /** @description Seconds after which the call may be repeated. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The file or the whole request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description A body of another kind, a file of no accepted kind, or a broken one. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    vendors_list: {
        parameters: {
            query?: {
                /** @description A page number within the paginated result set. */
                page?: number;
                /** @description Number of results to return per page. */
                page_size?: number;
                /** @description A part of the name, whatever its case and accents. */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaginatedVendorInUseList"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description There is no such thing, or it is somebody else's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    reports_export_retrieve: {
        parameters: {
            query?: {
                /** @description CSV for Excel: it begins with the mark that makes Excel read it as UTF-8, and where the language has a comma before decimals, a semicolon stands between cells. */
                bom?: boolean;
                /** @description Slugs, separated by commas; `uncategorised` for none. */
                category?: string;
                /** @description Amounts in this currency, at the stored rate of each entry's date. */
                convert_to?: string;
                /** @description Only entries in this currency (ISO 4217). */
                currency?: string;
                end_date?: string;
                /**
                 * @description Of the words of CSV, XLSX, PDF and the package. That of the answer where it is not given.
                 *
                 *     * `en` - English
                 *     * `de` - Deutsch
                 */
                language?: "en" | "de";
                reviewed_only?: boolean;
                start_date?: string;
                /**
                 * @description * `expense` - Expense
                 *     * `income` - Income
                 */
                transaction_type?: "expense" | "income";
                /** @description A part of the vendor's name. */
                vendor?: string;
            };
            header?: never;
            path: {
                file_format: "beancount" | "csv" | "hledger" | "package" | "pdf" | "qif" | "quickbooks" | "xero" | "xlsx";
                name: "audit-log" | "business-insights" | "category-breakdown" | "income-expense" | "ledger" | "predictive-cash-flow" | "spending-intelligence" | "summary" | "tax-deductible" | "tax-summary" | "vendor-analysis";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": Blob;
                    "application/qif": Blob;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Blob;
                    "application/zip": Blob;
                    "text/csv": Blob;
                    "text/plain": Blob;
                };
            };
            202: {
                headers: {
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportJob"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description There is no such thing, or it is somebody else's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    reports_audit_log_list: {
        parameters: {
            query?: {
                /** @description Slugs, separated by commas; `uncategorised` for none. */
                category?: string;
                /** @description Amounts in this currency, at the stored rate of each entry's date. */
                convert_to?: string;
                /** @description Only entries in this currency (ISO 4217). */
                currency?: string;
                end_date?: string;
                /**
                 * @description * `uploaded` - Uploaded
                 *     * `read` - Read
                 *     * `failed` - Failed
                 *     * `reprocessed` - Reprocessed
                 *     * `created` - Created
                 *     * `corrected` - Corrected
                 *     * `verified` - Verified
                 *     * `unverified` - Unverified
                 *     * `merged` - Merged
                 *     * `separated` - Separated
                 *     * `deleted` - Deleted
                 *     * `restored` - Restored
                 *     * `purged` - Purged
                 *     * `viewed` - Viewed
                 */
                kind?: "uploaded" | "read" | "failed" | "reprocessed" | "created" | "corrected" | "verified" | "unverified" | "merged" | "separated" | "deleted" | "restored" | "purged" | "viewed";
                /** @description A page number within the paginated result set. */
                page?: number;
                /** @description Number of results to return per page. */
                page_size?: number;
                reviewed_only?: boolean;
                start_date?: string;
                /**
                 * @description * `expense` - Expense
                 *     * `income` - Income
                 */
                transaction_type?: "expense" | "income";
                /** @description A part of the vendor's name. */
                vendor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaginatedAuditEventList"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description There is no such thing, or it is somebody else's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    reports_business_insights_retrieve: {
        parameters: {
            query?: {
                /** @description Slugs, separated by commas; `uncategorised` for none. */
                category?: string;
                /** @description Amounts in this currency, at the stored rate of each entry's date. */
                convert_to?: string;
                /** @description Only entries in this currency (ISO 4217). */
                currency?: string;
                end_date?: string;
                reviewed_only?: boolean;
                start_date?: string;
                /**
                 * @description * `expense` - Expense
                 *     * `income` - Income
                 */
                transaction_type?: "expense" | "income";
                /** @description A part of the vendor's name. */
                vendor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BusinessInsights"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    reports_category_breakdown_retrieve: {
        parameters: {
            query?: {
                /** @description Slugs, separated by commas; `uncategorised` for none. */
                category?: string;
                /** @description Amounts in this currency, at the stored rate of each entry's date. */
                convert_to?: string;
                /** @description Only entries in this currency (ISO 4217). */
                currency?: string;
                end_date?: string;
                reviewed_only?: boolean;
                start_date?: string;
                /**
                 * @description * `expense` - Expense
                 *     * `income` - Income
                 */
                transaction_type?: "expense" | "income";
                /** @description A part of the vendor's name. */
                vendor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CategoryBreakdown"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    reports_entries_list: {
        parameters: {
            query: {
                /** @description Slugs, separated by commas; `uncategorised` for none. */
                category?: string;
                /** @description Amounts in this currency, at the stored rate of each entry's date. */
                convert_to?: string;
                /** @description Only entries in this currency (ISO 4217). */
                currency?: string;
                end_date?: string;
                /** @description A page number within the paginated result set. */
                page?: number;
                /** @description Number of results to return per page. */
                page_size?: number;
                /**
                 * @description * `unreviewed` - unreviewed
                 *     * `open_duplicates` - open_duplicates
                 *     * `without_date` - without_date
                 *     * `without_total` - without_total
                 *     * `unknown_currency` - unknown_currency
                 *     * `other_currency` - other_currency
                 *     * `without_rate` - without_rate
                 *     * `without_net` - without_net
                 */
                reason: "unreviewed" | "open_duplicates" | "without_date" | "without_total" | "unknown_currency" | "other_currency" | "without_rate" | "without_net";
                reviewed_only?: boolean;
                start_date?: string;
                /**
                 * @description * `expense` - Expense
                 *     * `income` - Income
                 */
                transaction_type?: "expense" | "income";
                /** @description A part of the vendor's name. */
                vendor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaginatedTransactionList"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description There is no such thing, or it is somebody else's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    reports_exports_list: {
        parameters: {
            query?: {
                /** @description A page number within the paginated result set. */
                page?: number;
                /** @description Number of results to return per page. */
                page_size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaginatedExportJobList"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description There is no such thing, or it is somebody else's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    reports_exports_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportJob"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description There is no such thing, or it is somebody else's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    reports_exports_destroy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description There is no such thing, or it is somebody else's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    reports_exports_files_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": Blob;
                    "application/qif": Blob;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Blob;
                    "application/zip": Blob;
                    "text/csv": Blob;
                    "text/plain": Blob;
                };
            };
            /** @description There is no such thing, or it is somebody else's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description It is gone; `code` says what to ask for instead. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    reports_income_expense_retrieve: {
        parameters: {
            query?: {
                /** @description Slugs, separated by commas; `uncategorised` for none. */
                category?: string;
                /** @description Amounts in this currency, at the stored rate of each entry's date. */
                convert_to?: string;
                /** @description Only entries in this currency (ISO 4217). */
                currency?: string;
                end_date?: string;
                /**
                 * @description * `month` - month
                 *     * `quarter` - quarter
                 *     * `year` - year
                 */
                interval?: "month" | "quarter" | "year";
                reviewed_only?: boolean;
                start_date?: string;
                /**
                 * @description * `expense` - Expense
                 *     * `income` - Income
                 */
                transaction_type?: "expense" | "income";
                /** @description A part of the vendor's name. */
                vendor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncomeExpense"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    reports_periods_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Periods"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    reports_predictive_cash_flow_retrieve: {
        parameters: {
            query?: {
                /** @description Slugs, separated by commas; `uncategorised` for none. */
                category?: string;
                /** @description Amounts in this currency, at the stored rate of each entry's date. */
                convert_to?: string;
                /** @description Only entries in this currency (ISO 4217). */
                currency?: string;
                end_date?: string;
                /** @description Months ahead. */
                months?: number;
                reviewed_only?: boolean;
                start_date?: string;
                /**
                 * @description * `expense` - Expense
                 *     * `income` - Income
                 */
                transaction_type?: "expense" | "income";
                /** @description A part of the vendor's name. */
                vendor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CashFlow"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    reports_spending_intelligence_retrieve: {
        parameters: {
            query?: {
                /** @description Slugs, separated by commas; `uncategorised` for none. */
                category?: string;
                /** @description Amounts in this currency, at the stored rate of each entry's date. */
                convert_to?: string;
                /** @description Only entries in this currency (ISO 4217). */
                currency?: string;
                end_date?: string;
                reviewed_only?: boolean;
                start_date?: string;
                /**
                 * @description * `expense` - Expense
                 *     * `income` - Income
                 */
                transaction_type?: "expense" | "income";
                /** @description A part of the vendor's name. */
                vendor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Spending"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    reports_summary_retrieve: {
        parameters: {
            query?: {
                /** @description Slugs, separated by commas; `uncategorised` for none. */
                category?: string;
                /** @description Amounts in this currency, at the stored rate of each entry's date. */
                convert_to?: string;
                /** @description Only entries in this currency (ISO 4217). */
                currency?: string;
                end_date?: string;
                reviewed_only?: boolean;
                start_date?: string;
                /**
                 * @description * `expense` - Expense
                 *     * `income` - Income
                 */
                transaction_type?: "expense" | "income";
                /** @description A part of the vendor's name. */
                vendor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Summary"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    reports_tax_deductible_retrieve: {
        parameters: {
            query?: {
                /** @description Slugs, separated by commas; `uncategorised` for none. */
                category?: string;
                /** @description Amounts in this currency, at the stored rate of each entry's date. */
                convert_to?: string;
                /** @description Only entries in this currency (ISO 4217). */
                currency?: string;
                end_date?: string;
                reviewed_only?: boolean;
                start_date?: string;
                /**
                 * @description * `expense` - Expense
                 *     * `income` - Income
                 */
                transaction_type?: "expense" | "income";
                /** @description A part of the vendor's name. */
                vendor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaxDeductible"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    reports_tax_summary_retrieve: {
        parameters: {
            query?: {
                /** @description Slugs, separated by commas; `uncategorised` for none. */
                category?: string;
                /** @description Amounts in this currency, at the stored rate of each entry's date. */
                convert_to?: string;
                /** @description Only entries in this currency (ISO 4217). */
                currency?: string;
                end_date?: string;
                reviewed_only?: boolean;
                start_date?: string;
                /**
                 * @description * `expense` - Expense
                 *     * `income` - Income
                 */
                transaction_type?: "expense" | "income";
                /** @description A part of the vendor's name. */
                vendor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaxSummary"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    reports_vendor_analysis_retrieve: {
        parameters: {
            query?: {
                /** @description Slugs, separated by commas; `uncategorised` for none. */
                category?: string;
                /** @description Amounts in this currency, at the stored rate of each entry's date. */
                convert_to?: string;
                /** @description Only entries in this currency (ISO 4217). */
                currency?: string;
                end_date?: string;
                /** @description At most so many vendors of each type and currency. */
                limit?: number;
                reviewed_only?: boolean;
                start_date?: string;
                /**
                 * @description * `expense` - Expense
                 *     * `income` - Income
                 */
                transaction_type?: "expense" | "income";
                /** @description A part of the vendor's name. */
                vendor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VendorAnalysis"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    subscriptions_api_cancel_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CancelRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Outcome"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description It contradicts what is stored, or another call with this key. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The file or the whole request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description A body of another kind, a file of no accepted kind, or a broken one. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description A service that this needs is away, or not set up. */
            503: {
                headers: {
                    /** @description Seconds after which the call may be repeated. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    subscriptions_api_change_plan_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangePlanRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Outcome"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The documents of the month are used up; `resets_on` says until when. Or not paid. */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description It contradicts what is stored, or another call with this key. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The file or the whole request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description A body of another kind, a file of no accepted kind, or a broken one. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description A service that this needs is away, or not set up. */
            503: {
                headers: {
                    /** @description Seconds after which the call may be repeated. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    subscriptions_api_checkout_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CheckoutInputRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Checkout"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description It contradicts what is stored, or another call with this key. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The file or the whole request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description A body of another kind, a file of no accepted kind, or a broken one. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description A service that this needs is away, or not set up. */
            503: {
                headers: {
                    /** @description Seconds after which the call may be repeated. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    subscriptions_api_customer_portal_retrieve: {
        parameters: {
            query?: {
                return_url?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Portal"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description It contradicts what is stored, or another call with this key. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description A service that this needs is away, or not set up. */
            503: {
                headers: {
                    /** @description Seconds after which the call may be repeated. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    subscriptions_api_details_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Details"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    subscriptions_api_health_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    subscriptions_api_payment_history_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentHistory"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    subscriptions_api_plans_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanList"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    subscriptions_api_process_success_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProcessSuccessRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Outcome"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description There is no such thing, or it is somebody else's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description It contradicts what is stored, or another call with this key. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The file or the whole request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description A body of another kind, a file of no accepted kind, or a broken one. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description A service that this needs is away, or not set up. */
            503: {
                headers: {
                    /** @description Seconds after which the call may be repeated. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    webhooks_list: {
        parameters: {
            query?: {
                /** @description A page number within the paginated result set. */
                page?: number;
                /** @description Number of results to return per page. */
                page_size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaginatedWebhookList"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description There is no such thing, or it is somebody else's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description A service that this needs is away, or not set up. */
            503: {
                headers: {
                    /** @description Seconds after which the call may be repeated. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    webhooks_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookInputRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    /** @description Path of what was made. */
                    Location?: string;
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewSecret"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description It contradicts what is stored, or another call with this key. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The file or the whole request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description A body of another kind, a file of no accepted kind, or a broken one. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description A service that this needs is away, or not set up. */
            503: {
                headers: {
                    /** @description Seconds after which the call may be repeated. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    webhooks_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description There is no such thing, or it is somebody else's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description A service that this needs is away, or not set up. */
            503: {
                headers: {
                    /** @description Seconds after which the call may be repeated. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    webhooks_delete: {
        parameters: {
            query?: never;
            header?: {
                /** @description the `ETag` you have read */
                "If-Match"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description There is no such thing, or it is somebody else's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description It was changed meanwhile: `If-Match` names an earlier version. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description A service that this needs is away, or not set up. */
            503: {
                headers: {
                    /** @description Seconds after which the call may be repeated. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    webhooks_change: {
        parameters: {
            query?: never;
            header?: {
                /** @description the `ETag` you have read */
                "If-Match"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PatchedWebhookInputRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description There is no such thing, or it is somebody else's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description It was changed meanwhile: `If-Match` names an earlier version. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The file or the whole request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description A body of another kind, a file of no accepted kind, or a broken one. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description A service that this needs is away, or not set up. */
            503: {
                headers: {
                    /** @description Seconds after which the call may be repeated. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    webhooks_deliveries: {
        parameters: {
            query?: {
                /**
                 * @description * `uploaded` - Uploaded
                 *     * `read` - Read
                 *     * `failed` - Failed
                 *     * `reprocessed` - Reprocessed
                 *     * `created` - Created
                 *     * `corrected` - Corrected
                 *     * `verified` - Verified
                 *     * `unverified` - Unverified
                 *     * `merged` - Merged
                 *     * `separated` - Separated
                 *     * `deleted` - Deleted
                 *     * `restored` - Restored
                 *     * `purged` - Purged
                 *     * `viewed` - Viewed
                 */
                kind?: "corrected" | "created" | "deleted" | "failed" | "merged" | "purged" | "read" | "reprocessed" | "restored" | "separated" | "unverified" | "uploaded" | "verified" | "viewed";
                /** @description A page number within the paginated result set. */
                page?: number;
                /** @description Number of results to return per page. */
                page_size?: number;
                /**
                 * @description * `pending` - Pending
                 *     * `processing` - Processing
                 *     * `completed` - Completed
                 *     * `failed` - Failed
                 */
                status?: "completed" | "failed" | "pending" | "processing";
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaginatedWebhookDeliveryList"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description There is no such thing, or it is somebody else's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description A service that this needs is away, or not set up. */
            503: {
                headers: {
                    /** @description Seconds after which the call may be repeated. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    webhooks_replay: {
        parameters: {
            query?: never;
            header?: {
                /** @description Sent again within 30 days, the same request gets the same answer and happens once. With another request it is 409; while one is at work, 409 with Retry-After. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplayRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    /** @description `true`: the answer of an earlier call with this key. */
                    "Idempotent-Replayed"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Replayed"];
                };
            };
            /** @description A field or a parameter is not accepted; it stands beside `detail` under its name. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description There is no such thing, or it is somebody else's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description It contradicts what is stored, or another call with this key. */
            409: {
                headers: {
                    /** @description Seconds after which the call may be repeated. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The file or the whole request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description A body of another kind, a file of no accepted kind, or a broken one. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description A service that this needs is away, or not set up. */
            503: {
                headers: {
                    /** @description Seconds after which the call may be repeated. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    webhooks_rotate_secret: {
        parameters: {
            query?: never;
            header?: {
                /** @description the `ETag` you have read */
                "If-Match"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description For `If-None-Match`; with a `version` in the answer also for `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewSecret"];
                };
            };
            /** @description Nobody is signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description The plan does not include this, the key may not do it, or the cookie's token is missing. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description There is no such thing, or it is somebody else's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description It was changed meanwhile: `If-Match` names an earlier version. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description A service that this needs is away, or not set up. */
            503: {
                headers: {
                    /** @description Seconds after which the call may be repeated. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
            /** @description Refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiError"];
                };
            };
        };
    };
    webhooks_event: {
        parameters: {
            query?: never;
            header: {
                /** @description The same whenever it is sent again. */
                "webhook-id": string;
                /** @description Seconds since 1970 of this try. */
                "webhook-timestamp": string;
                /** @description `v1,` and the signature; several, with blanks. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "type": "receipt.read",
                 *       "timestamp": "2026-12-01T00:00:00.123000Z",
                 *       "data": {
                 *         "event": 812,
                 *         "kind": "read",
                 *         "receipt": 41,
                 *         "entry": 97,
                 *         "version": 3
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @description `receipt.` or `entry.` with the kind */
                    type: string;
                    /**
                     * Format: date-time
                     * @description when it happened
                     */
                    timestamp: string;
                    data: {
                        /** @description as the history has it */
                        event: number;
                        /** @enum {string} */
                        kind: "uploaded" | "read" | "failed" | "reprocessed" | "created" | "corrected" | "verified" | "unverified" | "merged" | "separated" | "deleted" | "restored" | "purged" | "viewed";
                        /** @description null: an entry without one */
                        receipt: number | null;
                        /** @description null: there is none */
                        entry: number | null;
                        /** @description as it is when this is sent; null: it is gone */
                        version: number | null;
                    };
                };
            };
        };
        responses: {
            /** @description It has arrived. The body is not read. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
