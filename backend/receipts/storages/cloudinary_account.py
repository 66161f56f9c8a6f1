"""Cloudinary account: whose it is, and how the SDK is told, with every call.

The SDK also configures itself from the environment when it is imported; what is given with a call
wins over that, so that settings are read in one place and two accounts can live in one process.
"""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Self
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from django.core.exceptions import ImproperlyConfigured

# The service's own address; product environments in the EU and in Asia have another.
API_ADDRESS = "https://api.cloudinary.com"
_URL = re.compile(r"cloudinary://[^:/@]+:[^:/@]+@[^:/?@]+([/?].*)?")


# Cloudinary makes pictures of images, PDFs among them; what is raw it keeps only.
Resource = Literal["image", "raw"]


@dataclass(frozen=True, kw_only=True)
class CloudinaryAccount:
    cloud_name: str
    api_key: str
    api_secret: str = field(repr=False)
    upload_prefix: str = API_ADDRESS
    signature_algorithm: str = "sha1"

    @classmethod
    def from_url(cls, url: str) -> Self:
        """`cloudinary://KEY:SECRET@CLOUD_NAME`, with `?upload_prefix=` and
        `&signature_algorithm=` as the SDK reads them."""
        if not _URL.fullmatch(url):
            raise ImproperlyConfigured("CLOUDINARY_URL must be cloudinary://KEY:SECRET@CLOUD_NAME.")
        parts = urlsplit(url)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        return cls(
            cloud_name=parts.hostname or "",
            api_key=parts.username or "",
            api_secret=parts.password or "",
            upload_prefix=query.get("upload_prefix", API_ADDRESS).rstrip("/"),
            signature_algorithm=query.get("signature_algorithm", "sha1"),
        )

    def call_options(self, resource: Resource = "image") -> dict[str, Any]:
        """What each call of the SDK is given, complete: nothing is left to its environment."""
        return {
            "cloud_name": self.cloud_name,
            "api_key": self.api_key,
            "api_secret": self.api_secret,
            "upload_prefix": self.upload_prefix,
            "signature_algorithm": self.signature_algorithm,
            "signature_version": 2,
            "oauth_token": None,
            "upload_preset": None,
            "resource_type": resource,
            "type": "authenticated",
        }

    def address_of(self, path: str, **params: object) -> str:
        """An address below the account's own; parameters that are None are left out."""
        given = {name: value for name, value in params.items() if value is not None}
        query = f"?{urlencode(given)}" if given else ""
        return f"{self.upload_prefix}/v1_1/{self.cloud_name}/{path}{query}"

    def download_links(
        self, params: Mapping[str, object], resource: Resource = "image"
    ) -> Callable[[str], str]:
        """Makes signed addresses of the download endpoint, by public id.

        A list has three for each of a thousand receipts, so what they share is written once, and
        the signature (https://cloudinary.com/documentation/authentication_signatures, version 2)
        is our own; a test holds it against the SDK's. The SDK's `private_download_url` takes no
        transformation, and always signs the current second, so that no two links would be the same.
        """
        given = {"type": "authenticated", **params}
        before = "".join(f"{name}={given[name]}&" for name in sorted(given) if name < "public_id")
        after = "".join(f"&{name}={given[name]}" for name in sorted(given) if name > "public_id")
        address = self.address_of(f"{resource}/download", **given, api_key=self.api_key)
        digest = {"sha1": hashlib.sha1, "sha256": hashlib.sha256}[self.signature_algorithm]

        def link(public_id: str) -> str:
            signed = f"{before}public_id={public_id.replace('&', '%26')}{after}{self.api_secret}"
            signature = digest(signed.encode()).hexdigest()
            return f"{address}&public_id={quote(public_id, safe='')}&signature={signature}"

        return link
