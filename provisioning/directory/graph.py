"""One way to call Microsoft Graph: msgraph-sdk builds, signs and sends the request; what comes back is read here.

The SDK's own reading is not used. It makes a page of 999 users into models in four seconds on the event loop (the JSON
alone takes three milliseconds), takes a redirect for success, and repeats a POST that was answered 504.
"""

from __future__ import annotations

import asyncio
import functools
import json
import logging
import uuid
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import httpx
from azure.core.exceptions import AzureError, ClientAuthenticationError
from kiota_abstractions.base_request_configuration import RequestConfiguration
from kiota_abstractions.method import Method
from kiota_abstractions.native_response_handler import NativeResponseHandler
from kiota_abstractions.request_information import RequestInformation
from kiota_authentication_azure.azure_identity_authentication_provider import AzureIdentityAuthenticationProvider
from kiota_http.kiota_client_factory import KiotaClientFactory
from kiota_http.middleware.options import ResponseHandlerOption
from kiota_http.middleware.parameters_name_decoding_handler import ParametersNameDecodingHandler
from kiota_http.middleware.user_agent_handler import UserAgentHandler
from kiota_http.observability_options import ObservabilityOptions
from msgraph.graph_request_adapter import GraphRequestAdapter
from msgraph.graph_service_client import GraphServiceClient

from provisioning.directory.errors import GraphError, judge, read_problem, read_wait
from provisioning.directory.settings import is_loopback
from provisioning.domain.ports import Refused, Unreachable

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from provisioning.directory.credentials import TokenSource
    from provisioning.directory.settings import DirectorySettings

#: Entra's sign-in errors that time mends: throttled, timed out, out of order.
_PASSING_SIGN_IN = frozenset({408, 429, 500, 502, 503, 504})
#: Loggers that write down URLs with people's addresses in them, or headers with tokens.
_TALKATIVE = ("httpx", "httpcore", "hpack", "azure.core.pipeline.policies.http_logging_policy")
_NOT_GRAPHS = "Microsoft Graph answered with something that is not its JSON"
#: Connections that stay open. Graph needs one, for it speaks HTTP/2; each call looks at all of them.
KEPT = 5
#: Pages after which a listing is taken for endless.
_MOST_PAGES = 1000


class Graph:
    """Microsoft Graph v1.0, as one application. Belongs to the event loop on which it was first called."""

    def __init__(self, settings: DirectorySettings, tokens: TokenSource) -> None:
        self.tokens, self.limit = tokens, settings.call_seconds
        self.base, self._scope = settings.graph_base, settings.graph_scope
        self._http = _open_http(self.base, self.limit)
        self._adapter = GraphRequestAdapter(_sign(settings, tokens), self._http)
        self._adapter.base_url = self.base
        # addresses of people stand in URLs, and would go into every trace
        self._adapter.observability_options = ObservabilityOptions(include_euii_attributes=False)
        #: The SDK's request builders.
        self.api = GraphServiceClient(request_adapter=self._adapter)

    async def send(self, request: Any, *, within: float | None = None) -> dict[str, Any]:
        """Send a request of the SDK's builders, once; the answer's JSON object, empty for 204.

        ``within`` is in seconds of wall time, by default :attr:`limit`. Raises :class:`GraphError` for an answer that Graph worded itself,
        Unreachable where nothing trustworthy came back, Refused where the sign-in was refused.
        """
        sent_as = str(uuid.uuid4())
        age = self.tokens.age
        response = await self._exchange(request, sent_as, within or self.limit)
        if response.is_success:
            return _read_object(response, sent_as)
        if response.status_code == httpx.codes.UNAUTHORIZED:
            await self.tokens.forget(age)
        headers = response.headers
        raise GraphError(read_problem(response.status_code, headers, response.content, sent_as=sent_as))

    async def ask(self, request: Any, *, within: float | None = None) -> dict[str, Any]:
        """:meth:`send`, for callers to whom no answer means anything special: Unreachable or Refused."""
        try:
            return await self.send(request, within=within)
        except GraphError as error:
            raise judge(error.problem) from error

    async def pages(self, request: Any) -> AsyncIterator[list[dict[str, Any]]]:
        """Every page of a listing, by ``@odata.nextLink``, which may not lead to another host."""
        for _ in range(_MOST_PAGES):
            page = await self.send(request)
            yield read_list(page)
            link = page.get("@odata.nextLink")
            if not link:
                return
            request = self._follow(str(link))
        raise Unreachable(f"Microsoft Graph named more than {_MOST_PAGES} pages")

    async def sign_in(self) -> str:
        """A token, as the calls use it. Unreachable, or Refused (``sign_in_refused``) with Entra's words."""
        try:
            async with asyncio.timeout(self.limit):
                return (await self.tokens.get_token(self._scope, enable_cae=True)).token
        except TimeoutError as error:
            raise Unreachable(
                f"Microsoft Entra gave no token within {self.limit:g} s", unknown=False, slow=self.limit
            ) from error
        except AzureError as error:
            raise _judge_sign_in(error) from error

    async def close(self) -> None:
        """Release connections."""
        await self._http.aclose()
        await self.tokens.close()

    async def _exchange(self, request: Any, sent_as: str, within: float) -> httpx.Response:
        """The bare answer. What is wrong with the way there is told here."""
        request.headers.try_add("client-request-id", sent_as)
        request.add_request_options([ResponseHandlerOption(NativeResponseHandler())])
        request.path_parameters["baseurl"] = self.base
        request.url = request.url  # it is made of its template at each look, and the SDK looks three times
        try:
            async with asyncio.timeout(within):
                # with the native handler the adapter hands back httpx's response, whatever its status
                response: httpx.Response = await self._adapter.send_primitive_async(request, "bytes", None)
        except TimeoutError as error:
            raise Unreachable(
                f"Microsoft Graph did not answer within {within:g} s", trace=sent_as, slow=within
            ) from error
        except (httpx.HTTPError, httpx.StreamError) as error:
            # by its kind alone: the text may name a proxy and its password
            unknown = not isinstance(error, httpx.ConnectError | httpx.ConnectTimeout)
            raise Unreachable(f"Microsoft Graph: {type(error).__name__}", trace=sent_as, unknown=unknown) from error
        except AzureError as error:
            raise _judge_sign_in(error) from error
        return response

    def _follow(self, link: str) -> Any:
        """The request for a next page; the token goes to no host but Graph's."""
        there, here = urlsplit(link), urlsplit(self.base)
        if (there.scheme, there.netloc) != (here.scheme, here.netloc):
            raise Unreachable("Microsoft Graph named a next page on another host")
        request = RequestInformation(Method.GET)
        request.url = link
        request.headers.try_add("Accept", "application/json")
        return request


#: Whom to trust over TLS, as httpx would: reading the authorities takes 20 ms, so once in a process.
trust = functools.cache(httpx.create_ssl_context)


def _open_http(base: str, limit: float) -> httpx.AsyncClient:
    """The SDK's client with what is needed of its pipeline: no retries, no redirects. No proxy on the way to this machine.

    By kiota's factory: that of msgraph-core 1.5 wraps the connections in a transport that closes none of them.
    """
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    outside = not is_loopback(base)
    http = httpx.AsyncClient(
        verify=trust(trust_env=outside),
        timeout=httpx.Timeout(limit, connect=5.0, read=None),
        http2=True,
        limits=httpx.Limits(max_connections=100, max_keepalive_connections=KEPT),
        trust_env=outside,
    )
    middleware = [ParametersNameDecodingHandler(), UserAgentHandler()]
    client: httpx.AsyncClient = KiotaClientFactory.create_with_custom_middleware(middleware, client=http)
    return client


def _sign(settings: DirectorySettings, tokens: TokenSource) -> Any:
    """Put the token on requests. The host must be listed: to others the SDK sends them without one and says nothing."""
    host = urlsplit(settings.graph_base).hostname
    return AzureIdentityAuthenticationProvider(tokens, scopes=[settings.graph_scope], allowed_hosts=[host])


def _read_object(response: httpx.Response, sent_as: str) -> dict[str, Any]:
    """The JSON object of a success; empty for 204 alone. Anything else is not Graph's answer."""
    if response.status_code == httpx.codes.NO_CONTENT:
        return {}
    try:
        document = json.loads(response.content)
    except ValueError:
        document = None
    if not isinstance(document, dict):
        trace = response.headers.get("request-id", sent_as)
        raise Unreachable(_NOT_GRAPHS, trace=trace)
    return document


def read_list(page: dict[str, Any]) -> list[Any]:
    """What a listing holds. A page without a list is nobody's answer: it does not mean that there is nothing."""
    value = page.get("value")
    if not isinstance(value, list):
        raise Unreachable(_NOT_GRAPHS)
    return value


def read_id(item: dict[str, Any]) -> str:
    """The id of an object. One without an id was not read properly."""
    value = item.get("id")
    if not value:
        raise Unreachable(_NOT_GRAPHS)
    return str(value)


def _judge_sign_in(error: AzureError) -> Unreachable | Refused:
    """What a failed token request means: Entra said no (a wrong secret, an expired certificate), or did not answer."""
    response = getattr(error, "response", None)
    status = getattr(response, "status_code", None)
    if isinstance(error, ClientAuthenticationError) and status is not None and status not in _PASSING_SIGN_IN:
        return Refused("sign_in_refused", str(error.message), status=int(status))
    wait = read_wait(response.headers) if response is not None else None
    return Unreachable(
        f"Microsoft Entra gave no token: {str(error.message).splitlines()[0][:200]}", retry_after=wait, unknown=False
    )


def configure(parameters: Any) -> Any:
    """Query parameters in the form that the SDK's builders take."""
    return RequestConfiguration(query_parameters=parameters)
