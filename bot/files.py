"""Files that people send in their own chat: fetched from where Teams keeps them, small, as text, and from nowhere else.

The address is a stranger's words. It needs no token of ours and gets none: it is signed for some minutes (see *Send and
receive files from a bot*, https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4).
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import aiohttp
import structlog
from yarl import URL

from provisioning.domain.errors import Declined
from provisioning.domain.hidden import seen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.incoming import Attached
    from bot.service_urls import FileUrls

log = structlog.get_logger(__name__)

CONTENT_TYPE = "application/vnd.microsoft.teams.file.download.info"
#: Bytes: fifty lines with a reason each are far less.
MOST = 64 * 1024
#: Seconds, since Teams waits for the answer meanwhile.
PATIENCE = 5.0
LONGEST_URL = 4096
#: Stands for a letter that another program could not read: what is saved so names nobody rightly any more.
BROKEN = "\ufffd"


def urls_of(attachments: Iterable[Attached]) -> tuple[str, ...]:
    """Where the files among these can be fetched; cards, pictures and what is malformed are passed over."""
    contents: list[Any] = [one.content for one in attachments if one.content_type == CONTENT_TYPE]
    found = [content.get("downloadUrl") for content in contents if isinstance(content, dict)]
    return tuple(url for url in found if isinstance(url, str) and 0 < len(url) <= LONGEST_URL)


@dataclass(frozen=True, kw_only=True)
class Files:
    """Fetches files; ``session`` stays the caller's."""

    allowed: FileUrls
    session: aiohttp.ClientSession
    patience: float = PATIENCE

    async def read(self, urls: tuple[str, ...]) -> str:
        """The text of the one file that was sent. Declines more than one, a strange place, and what is no small text."""
        if len(urls) != 1:
            raise Declined("declined-file-one")
        if not self.allowed.allows(urls[0]):
            log.warning("file.not_allowed")
            raise Declined("declined-file-place")
        raw = await self._fetch(URL(urls[0], encoded=True))
        try:
            text = seen(raw.decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise Declined("declined-file-not-text") from None
        if "\0" in text or BROKEN in text:
            raise Declined("declined-file-not-text")
        return text

    async def _fetch(self, url: URL) -> bytes:
        """The bytes there, redirected nowhere and no more than :data:`MOST`."""
        plain = {"Accept-Encoding": "identity"}  # what unpacks to more than it says is not asked for
        try:
            async with (
                asyncio.timeout(self.patience),
                self.session.get(url, headers=plain, allow_redirects=False) as response,
            ):
                if response.status != HTTPStatus.OK:
                    log.warning("file.refused", status=response.status)
                    raise Declined("declined-file-unreachable")
                return await _whole(response)
        except (TimeoutError, aiohttp.ClientError, ValueError) as error:
            log.warning("file.not_fetched", reason=type(error).__name__)
            raise Declined("declined-file-unreachable") from error


async def _whole(response: aiohttp.ClientResponse) -> bytes:
    """The body, read no further than it may be long."""
    raw = bytearray()
    async for chunk in response.content.iter_any():
        raw += chunk
        if len(raw) > MOST:
            raise Declined("declined-file-too-big", most=MOST // 1024)
    return bytes(raw)
