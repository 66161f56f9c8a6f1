"""Error codes that the API answers, with their statuses: the page that errors link to."""

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

# By status; each code has one.
ERROR_CODES: dict[int, dict[str, str]] = {
    400: {
        "invalid": "A field or a parameter is not accepted; it stands under its name.",
        "signs_differ": "Of a refund by hand all amounts are below zero, of anything else none is.",
        "too_many_decimals": "An amount has more decimals than its currency has.",
        "currency_lacks_decimals": "Amounts that stay have more decimals than the new currency."
        " `amounts` has them by their places (`items[2].amount`): change them with it.",
        "unknown_field": "The call has no such key or parameter. The nearest one is named.",
        "read_only": "It cannot be changed. Leave it out, or send the value that it has.",
        "parse_error": "The body or the address cannot be read, such as JSON that is broken.",
        "out_of_calendar": "The arithmetic of the report leaves the years 1 to 9999.",
        "invalid_or_expired": "The mailed link is not good, or no longer. Ask for a new one.",
        "too_many_files": "A bulk upload has more files than one may have.",
        "several_documents": "A mail has several receipts in it. `receipts/bulk/` makes one of"
        " each.",
        "unsafe_name": "A name in the archive leads out of its folder, or is a link.",
        "wrong_format": "The report cannot be had in this format.",
        "too_many_rows": "The format is not made for so many rows. Take a shorter period.",
        "invalid_signature": "The request is not Stripe's, or is a replay of an old one.",
    },
    401: {
        "not_authenticated": "Nobody is signed in.",
        "authentication_failed": "The access token or the API key is not good.",
        "invalid_credentials": "The e-mail address or the password is not correct.",
        "email_not_verified": "The link that was mailed has to be opened first.",
        "account_inactive": "The account has been deactivated.",
        "second_factor_required": "The password is right. Send `second_factor` as well.",
        "second_factor_invalid": "The code of the second factor is not correct.",
        "token_not_valid": "The refresh token was used or has run out, or its session has ended.",
        "session_ended": "The session has ended while the call was at work.",
    },
    402: {
        "quota_exceeded": "The documents of the period are used up. `resets_on` says until when.",
        "payment_failed": "The bank or the card said no. Nothing was changed.",
    },
    403: {
        "plan_required": "The plan does not include this. `plan` is the smallest that does.",
        "permission_denied": "Nobody may do this, such as change a category that everybody has.",
        "key_may_only_read": "The API key has the scope `read`.",
        "csrf_failed": "A call by cookie from another origin, or without X-CSRFToken.",
        "link_invalid": "The signed link to a file was changed.",
        "link_expired": "The signed link to a file has run out. Ask for the receipt again.",
    },
    404: {
        "not_found": "There is no such thing, or it is somebody else's, or the path lacks its "
        "final slash: then `path` has the right one.",
    },
    405: {"method_not_allowed": "The path has no such method."},
    406: {"not_acceptable": "The answer cannot be had in what `Accept` asks for. It is JSON."},
    409: {
        "conflict": "It contradicts what is stored, or its state.",
        "idempotency_key_reused": "The Idempotency-Key belongs to another request.",
        "idempotency_key_in_use": "An earlier call with this Idempotency-Key is still at work.",
        "not_a_purchase": "The paper is no purchase and has no entry. Say its kind, or its total.",
        "parts_changed": "Somebody has worked on what it was split into. `receipts` names them.",
        "not_verifiable": "The receipt has no entry with a total, a date and a known currency yet.",
        "rule_not_active": "The vendor rule is proposed or off. Make it `active` first.",
        "too_many_keys": "The account has as many API keys as it may have.",
        "too_many_webhooks": "The account has as many web hooks as it may have.",
        "webhook_off": "The web hook is switched off. Switch it on first.",
    },
    408: {
        "request_timeout": "The head or the body came too slowly, and the connection was ended.",
    },
    410: {
        "resync": "The cursor is too old. Ask without `since` for everything.",
        "gone": "The file of an export is not kept any longer, or the link to it has run out.",
    },
    412: {
        "stale": "It was changed since you have read it. Read it again, and decide anew.",
    },
    413: {"too_large": "The file, the archive or the body is too large."},
    415: {
        "unsupported_media": "The file is of no accepted kind, or broken.",
        "unsupported_media_type": "The call takes no body of this `Content-Type`.",
        "too_complex": "Opening the file takes more time or memory than any receipt should.",
    },
    429: {
        "too_many_calls": "The account calls faster than the operator allows. `RateLimit` tells.",
        "too_many_attempts": "Too many attempts. Wait as long as `Retry-After` says.",
        "too_many_failed_reads": "Too many readings of the period came to nothing.",
        "too_many_rereads": "The receipt was read again often enough for a day.",
        "queue_full": "As many receipts of the account wait to be read as may.",
    },
    431: {
        "head_too_large": "The headers have more than 32 KiB.",
    },
    500: {
        "server_error": "A fault of the server. Report it with the `X-Request-ID` of the answer."
    },
    503: {
        "service_unavailable": "A service that the call needs is away.",
        "database_unavailable": "The database is away, full or read-only. Send a call that changes "
        "something again with its Idempotency-Key.",
        "storage_unavailable": "The storage of files is away or full. Nothing was kept.",
        "decoders_busy": "No decoder of files was free in time.",
        "busy": "The server had no room for the body. Send it again.",
        "not_reached": "The time of a bulk call was used up before this file. Send it again.",
        "billing_not_configured": "The operator of this server has not set billing up.",
        "billing_unavailable": "Stripe is away. A later try may work.",
        "billing_refused": "Stripe refuses what this server asks; an operator has to mend it.",
        "unknown_price": "A subscription pays a price of no plan. An operator has to name it.",
        "webhooks_not_configured": "The operator of this server has not switched web hooks on.",
    },
}


@require_safe
def errors_page(request: HttpRequest) -> TemplateResponse:
    # Between backquotes stand names of the API: every other part.
    codes = {
        status: {code: meaning.split("`") for code, meaning in meanings.items()}
        for status, meanings in ERROR_CODES.items()
    }
    return TemplateResponse(request, "docs/errors.html", {"codes": codes})
