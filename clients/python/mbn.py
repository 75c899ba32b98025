"""A client of the MBIM emulator's Mobile Broadband service (docs/wire.md): mbnapi's device services, over a Unix socket or TCP.

    import mbn

    with mbn.connect("/tmp/mbn.sock") as client:
        context = client.context(client.interfaces()[0].interface_id)
        service = context.device_service("5fb1cb60-d8a4-4a3b-9f0a-61f5e6f1c1a7")
        service.open_command_session().wait()
        print(service.set_command(1, b"hello").wait().data)

The eight asynchronous calls return a Request; its wait() returns the completion, or raises its failure. Other events are kept for
client.next_event(), or go to client.on_event while client.dispatch() runs. Every error is an MbnError with the HRESULT and its name. Use a client
from one thread at a time. Standard library only. MIT licence, see LICENSE.
"""

from __future__ import annotations

import collections
import dataclasses
import enum
import os
import select
import socket
import struct
import sys
import time
import uuid
from typing import Callable, Deque, Iterable, Optional, Sequence, TypeVar, Union

__all__ = ["Client", "Completion", "Context", "DeviceService", "Event", "HResult", "MbnError", "Request", "Timeout", "connect"]

_Bytes = Union[bytes, bytearray]
_T = TypeVar("_T")

SERVICE = uuid.UUID("2af4d451-c76a-4b39-895f-53bac3397d13").bytes
MAX_TRANSFER = 131072
MAX_MESSAGE = 16 * 1024 * 1024

OPEN, CLOSE, COMMAND = 1, 2, 3
OPEN_DONE, CLOSE_DONE, COMMAND_DONE, FUNCTION_ERROR, INDICATE_STATUS = 0x80000001, 0x80000002, 0x80000003, 0x80000004, 0x80000007


class HResult(enum.IntEnum):
    """HRESULTs by name."""

    S_OK = 0x00000000
    E_PENDING = 0x8000000A
    E_POINTER = 0x80004003
    E_ACCESSDENIED = 0x80070005
    E_OUTOFMEMORY = 0x8007000E
    ERROR_NOT_SUPPORTED = 0x80070032
    ERROR_TOO_MANY_SESS = 0x80070045
    ERROR_OPEN_FAILED = 0x8007006E
    ERROR_BUFFER_OVERFLOW = 0x8007006F
    ERROR_NOT_FOUND = 0x80070490
    E_INVALIDARG = 0x80070057
    ERROR_BUSY = 0x800700AA
    ERROR_NOT_READY = 0x80070015
    E_FAIL = 0x80004005
    RPC_E_DISCONNECTED = 0x80010108
    E_MBN_CONTEXT_NOT_ACTIVATED = 0x80548201
    E_MBN_BAD_SIM = 0x80548202
    E_MBN_DATA_CLASS_NOT_AVAILABLE = 0x80548203
    E_MBN_INVALID_ACCESS_STRING = 0x80548204
    E_MBN_MAX_ACTIVATED_CONTEXTS = 0x80548205
    E_MBN_PACKET_SVC_DETACHED = 0x80548206
    E_MBN_PROVIDER_NOT_VISIBLE = 0x80548207
    E_MBN_RADIO_POWER_OFF = 0x80548208
    E_MBN_SERVICE_NOT_ACTIVATED = 0x80548209
    E_MBN_SIM_NOT_INSERTED = 0x8054820A
    E_MBN_VOICE_CALL_IN_PROGRESS = 0x8054820B
    E_MBN_INVALID_CACHE = 0x8054820C
    E_MBN_NOT_REGISTERED = 0x8054820D
    E_MBN_PROVIDERS_NOT_FOUND = 0x8054820E
    E_MBN_PIN_NOT_SUPPORTED = 0x8054820F
    E_MBN_PIN_REQUIRED = 0x80548210
    E_MBN_PIN_DISABLED = 0x80548211
    E_MBN_FAILURE = 0x80548212
    E_MBN_INVALID_PROFILE = 0x80548218
    E_MBN_DEFAULT_PROFILE_EXIST = 0x80548219
    E_MBN_SMS_ENCODING_NOT_SUPPORTED = 0x80548220
    E_MBN_SMS_FILTER_NOT_SUPPORTED = 0x80548221
    E_MBN_SMS_INVALID_MEMORY_INDEX = 0x80548222
    E_MBN_SMS_LANG_NOT_SUPPORTED = 0x80548223
    E_MBN_SMS_MEMORY_FAILURE = 0x80548224
    E_MBN_SMS_NETWORK_TIMEOUT = 0x80548225
    E_MBN_SMS_UNKNOWN_SMSC_ADDRESS = 0x80548226
    E_MBN_SMS_FORMAT_NOT_SUPPORTED = 0x80548227
    E_MBN_SMS_OPERATION_NOT_ALLOWED = 0x80548228
    E_MBN_SMS_MEMORY_FULL = 0x80548229


class Cid(enum.IntEnum):
    """The methods and events."""

    GET_INTERFACES = 1
    DECLARE_CALLER = 2
    RELEASE_OBJECT = 3
    GET_DEVICE_SERVICES_CONTEXT = 4
    ENUMERATE_DEVICE_SERVICES = 5
    GET_DEVICE_SERVICE = 6
    MAX_COMMAND_SIZE = 7
    MAX_DATA_SIZE = 8
    QUERY_SUPPORTED_COMMANDS = 9
    OPEN_COMMAND_SESSION = 10
    CLOSE_COMMAND_SESSION = 11
    SET_COMMAND = 12
    QUERY_COMMAND = 13
    OPEN_DATA_SESSION = 14
    CLOSE_DATA_SESSION = 15
    WRITE_DATA = 16
    INTERFACE_ID = 17
    DEVICE_SERVICE_ID = 18
    IS_COMMAND_SESSION_OPEN = 19
    IS_DATA_SESSION_OPEN = 20
    EVENT_NOTIFICATION = 21
    READ_DATA = 22
    INTERFACE_STATE_CHANGE = 23
    SESSIONS_STATE_CHANGE = 24


class MbnError(Exception):
    """A failing HRESULT."""

    def __init__(self, hresult: int) -> None:
        self.hresult = hresult
        try:
            self.name = HResult(hresult).name
        except ValueError:
            self.name = "HRESULT"
        super().__init__(f"{self.name} (0x{hresult:08X})")


class Timeout(Exception):
    """The expected event did not arrive in time; it may still arrive."""


@dataclasses.dataclass(frozen=True)
class Interface:
    """A modem."""

    interface_id: str
    name: str
    is_present: bool


@dataclasses.dataclass(frozen=True)
class DeviceServiceInfo:
    """One of the device services of an interface."""

    device_service_id: str
    data_write_supported: bool
    data_read_supported: bool


@dataclasses.dataclass(frozen=True)
class Event:
    """An event of the service; fields that an event does not have are 0 or empty."""

    cid: Cid
    handle: int = 0
    id: int = 0
    data: bytes = b""
    interface_id: str = ""
    state: int = 0


@dataclasses.dataclass(frozen=True)
class Completion(Event):
    """The result of a request. Request.wait joins the data of an answer in several parts."""

    request_id: int = 0
    status: int = 0
    has_more: bool = False
    command_ids: tuple[int, ...] = ()


class Request:
    """An asynchronous call that was accepted."""

    def __init__(self, client: Client, request_id: int) -> None:
        self._client = client
        self.id = request_id

    def wait(self, timeout: float = 30.0) -> Completion:
        """Returns the completion; raises MbnError if it has a failing status, Timeout if it does not arrive."""
        end = time.monotonic() + timeout
        data = b""
        while True:
            completion = self._client._completion(self.id, end)
            if completion.status != 0:
                raise MbnError(completion.status)
            data += completion.data
            if not completion.has_more:
                return dataclasses.replace(completion, data=data)


class DeviceService:
    """IMbnDeviceService."""

    def __init__(self, client: Client, handle: int) -> None:
        self._client = client
        self.handle = handle

    @property
    def interface_id(self) -> str:
        return self._client._text(Cid.INTERFACE_ID, self.handle)

    @property
    def device_service_id(self) -> str:
        return self._client._text(Cid.DEVICE_SERVICE_ID, self.handle)

    @property
    def is_command_session_open(self) -> bool:
        return self._client._number(Cid.IS_COMMAND_SESSION_OPEN, _u32(self.handle)) != 0

    @property
    def is_data_session_open(self) -> bool:
        return self._client._number(Cid.IS_DATA_SESSION_OPEN, _u32(self.handle)) != 0

    def query_supported_commands(self) -> Request:
        """The CIDs are the completion's command_ids."""
        return self._request(Cid.QUERY_SUPPORTED_COMMANDS)

    def open_command_session(self) -> Request:
        return self._request(Cid.OPEN_COMMAND_SESSION)

    def close_command_session(self) -> Request:
        return self._request(Cid.CLOSE_COMMAND_SESSION)

    def set_command(self, command_id: int, data: bytes = b"") -> Request:
        return self._request(Cid.SET_COMMAND, _u32(command_id) + bytes(data))

    def query_command(self, command_id: int, data: bytes = b"") -> Request:
        return self._request(Cid.QUERY_COMMAND, _u32(command_id) + bytes(data))

    def open_data_session(self) -> Request:
        return self._request(Cid.OPEN_DATA_SESSION)

    def close_data_session(self) -> Request:
        return self._request(Cid.CLOSE_DATA_SESSION)

    def write_data(self, data: bytes) -> Request:
        return self._request(Cid.WRITE_DATA, bytes(data))

    def release(self) -> None:
        """Releases the handle; sessions that were opened through it stay open."""
        self._client._call(Cid.RELEASE_OBJECT, _u32(self.handle))

    def _request(self, cid: Cid, rest: bytes = b"") -> Request:
        return Request(self._client, self._client._number(cid, _u32(self.handle) + rest))


class Context:
    """IMbnDeviceServicesContext."""

    def __init__(self, client: Client, handle: int) -> None:
        self._client = client
        self.handle = handle

    @property
    def max_command_size(self) -> int:
        return self._client._number(Cid.MAX_COMMAND_SIZE, _u32(self.handle))

    @property
    def max_data_size(self) -> int:
        return self._client._number(Cid.MAX_DATA_SIZE, _u32(self.handle))

    def device_services(self) -> list[DeviceServiceInfo]:
        """EnumerateDeviceServices."""
        answer = self._client._call(Cid.ENUMERATE_DEVICE_SERVICES, _u32(self.handle))
        return [
            DeviceServiceInfo(_read_text(record, 0), _read_u32(record, 8) != 0, _read_u32(record, 12) != 0) for record in _read_array(answer)
        ]

    def device_service(self, device_service_id: Union[str, uuid.UUID]) -> DeviceService:
        """GetDeviceService."""
        request = _record([self.handle], [str(device_service_id)])
        return DeviceService(self._client, self._client._number(Cid.GET_DEVICE_SERVICE, request))

    def release(self) -> None:
        """Releases the handle."""
        self._client._call(Cid.RELEASE_OBJECT, _u32(self.handle))


class Client:
    """One connection to the service, created by connect()."""

    def __init__(self, connection: socket.socket, max_transfer: int = MAX_TRANSFER) -> None:
        self._socket: Optional[socket.socket] = connection
        self._input = bytearray()
        self._fragments: dict[int, list[bytes]] = {}
        self._events: Deque[Event] = collections.deque()
        self._transaction = 0
        self.timeout = 30.0
        self.on_event: Optional[Callable[[Event], None]] = None
        self._answer(self._send(OPEN, _u32(max_transfer)))

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes all sessions and the connection."""
        if self._socket is None:
            return
        try:
            self._answer(self._send(CLOSE))
        except MbnError:
            pass
        self._lose()

    def fileno(self) -> int:
        """For select: readable means that there may be an event."""
        return -1 if self._socket is None else self._socket.fileno()

    def interfaces(self) -> list[Interface]:
        """All modems, present or not; one that had not answered when connect() returned arrives later, with an INTERFACE_STATE_CHANGE event."""
        answer = self._call(Cid.GET_INTERFACES)
        return [Interface(_read_text(record, 0), _read_text(record, 8), _read_u32(record, 16) != 0) for record in _read_array(answer)]

    def declare_caller(self, user: str, groups: Iterable[str] = (), capabilities: Iterable[str] = ()) -> None:
        """Declares who the caller is, to a service that trusts it."""
        self._call(Cid.DECLARE_CALLER, _record([], [user, ",".join(groups), ",".join(capabilities)]))

    def context(self, interface_id: Union[str, uuid.UUID]) -> Context:
        """GetDeviceServicesContext."""
        return Context(self, self._number(Cid.GET_DEVICE_SERVICES_CONTEXT, _record([], [str(interface_id)])))

    def next_event(self, timeout: Optional[float] = None) -> Optional[Event]:
        """The next event, including completions that nobody waited for; None if none arrives in time."""
        end = None if timeout is None else time.monotonic() + timeout
        while not self._events:
            message = self._receive(end)
            if message is None:
                return None
            self._keep(message)
        return self._events.popleft()

    def dispatch(self, timeout: Optional[float] = None) -> int:
        """Passes all available events, or the first that arrives in time, to on_event; returns their number."""
        count = 0
        while (event := self.next_event(timeout if count == 0 else 0)) is not None:
            count += 1
            if self.on_event is not None:
                self.on_event(event)
        return count

    def _completion(self, request_id: int, end: float) -> Completion:
        passed = 0
        while True:
            while passed < len(self._events):
                event = self._events[passed]
                if isinstance(event, Completion) and event.request_id == request_id:
                    del self._events[passed]
                    return event
                passed += 1
            message = self._receive(end)
            if message is None:
                raise Timeout(f"no completion of request {request_id} in time")
            self._keep(message)

    def _number(self, cid: Cid, request: bytes) -> int:
        return _read_u32(self._call(cid, request), 0)

    def _text(self, cid: Cid, handle: int) -> str:
        return _read_text(self._call(cid, _u32(handle)), 0)

    def _call(self, cid: Cid, request: bytes = b"") -> bytes:
        if len(request) > MAX_TRANSFER - 48:
            raise MbnError(HResult.ERROR_BUFFER_OVERFLOW)
        head = struct.pack("<II16sIII", 1, 0, SERVICE, cid, 1, len(request))
        return self._answer(self._send(COMMAND, head + request))

    def _send(self, kind: int, rest: bytes = b"") -> int:
        if self._socket is None:
            raise MbnError(HResult.RPC_E_DISCONNECTED)
        self._transaction += 1
        try:
            self._socket.sendall(struct.pack("<III", kind, 12 + len(rest), self._transaction) + rest)
        except OSError:
            self._lose()
            raise MbnError(HResult.RPC_E_DISCONNECTED) from None
        return self._transaction

    def _answer(self, transaction: int) -> bytes:
        end = time.monotonic() + self.timeout
        while True:
            message = self._receive(end)
            if message is None:
                self._lose()
                raise MbnError(HResult.RPC_E_DISCONNECTED)
            kind, _, answered = _unpack("<III", message)
            if kind == INDICATE_STATUS:
                self._keep(message)
            elif answered == transaction:
                if kind == FUNCTION_ERROR:
                    raise MbnError(HResult.E_FAIL)
                status = _read_u32(message, 40 if kind == COMMAND_DONE else 12)
                if status != 0:
                    raise MbnError(_hresult_of(status))
                return message[48:]

    def _keep(self, message: bytes) -> None:
        if _read_u32(message, 0) == INDICATE_STATUS:
            self._events.append(_read_event(_read_u32(message, 36), message[44:]))

    def _receive(self, end: Optional[float]) -> Optional[bytes]:
        """One complete message; None if none arrives in time."""
        while True:
            transfer = self._transfer(end)
            if transfer is None:
                return None
            kind = _read_u32(transfer, 0)
            if kind in (OPEN_DONE, CLOSE_DONE, FUNCTION_ERROR):
                return transfer
            if kind not in (COMMAND_DONE, INDICATE_STATUS):
                continue
            total, current = _read_u32(transfer, 12), _read_u32(transfer, 16)
            parts = [] if current == 0 else self._fragments.pop(kind, [])
            if current >= total or current != len(parts):
                self._lose()
                raise MbnError(HResult.RPC_E_DISCONNECTED)
            parts.append(transfer if current == 0 else transfer[20:])
            if len(parts) < total:
                self._fragments[kind] = parts
                continue
            header = 44 if kind == INDICATE_STATUS else 48
            message = b"".join(parts)
            return message[: header + _read_u32(message, header - 4)]

    def _transfer(self, end: Optional[float]) -> Optional[bytes]:
        while True:
            if len(self._input) >= 12:
                length = _read_u32(self._input, 4)
                if not 12 <= length <= MAX_MESSAGE:
                    self._lose()
                    raise MbnError(HResult.RPC_E_DISCONNECTED)
                if len(self._input) >= length:
                    transfer = bytes(self._input[:length])
                    del self._input[:length]
                    return transfer
            if self._socket is None:
                raise MbnError(HResult.RPC_E_DISCONNECTED)
            left = None if end is None else max(0.0, end - time.monotonic())
            if not select.select([self._socket], [], [], left)[0]:
                return None
            try:
                received = self._socket.recv(65536)
            except OSError:
                received = b""
            if not received:
                self._lose()
                raise MbnError(HResult.RPC_E_DISCONNECTED)
            self._input += received

    def _lose(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None


def connect(address: Optional[str] = None, max_transfer: int = MAX_TRANSFER) -> Client:
    """A client at PATH (with a slash), @NAME or HOST:PORT; without one, where a command after "run --" finds the service.

    max_transfer is the longest piece that the service shall send, in bytes, 64 to 131072: longer messages come in several.
    """
    for kind in ("SOCKET", "PIPE", "TCP"):
        address = address or os.environ.get("MBIM_EMULATOR_SERVICE_" + kind)
    if not address:
        raise ValueError("There is no address, and no MBIM_EMULATOR_SERVICE_SOCKET, _PIPE or _TCP in the environment.")
    try:
        if address.startswith("@") or "/" in address:
            connection = socket.socket(socket.AF_UNIX)
            connection.connect("\0" + address[1:] if address.startswith("@") else address)
        else:
            host, _, port = address.rpartition(":")
            connection = socket.create_connection((host.strip("[]"), int(port)))
    except OSError as e:
        raise MbnError(HResult.RPC_E_DISCONNECTED) from e
    return Client(connection, max_transfer)


def _hresult_of(status: int) -> int:
    if status >= 0x80000000:
        return status
    return {1: HResult.ERROR_BUSY, 9: HResult.ERROR_NOT_SUPPORTED, 21: HResult.E_INVALIDARG}.get(status, HResult.E_FAIL)


def _u32(value: int) -> bytes:
    return struct.pack("<I", value)


def _record(numbers: Sequence[int], texts: Sequence[str]) -> bytes:
    head = b"".join(map(_u32, numbers))
    at = len(head) + 8 * len(texts)
    pairs, variable = b"", b""
    for text in texts:
        encoded = text.encode("utf-16-le")
        pairs += struct.pack("<II", at + len(variable) if encoded else 0, len(encoded))
        variable += encoded + bytes(-len(encoded) % 4)
    return head + pairs + variable


def _read_u32(record: _Bytes, at: int) -> int:
    return _unpack("<I", record, at)[0]


def _unpack(layout: str, record: _Bytes, at: int = 0) -> tuple[int, ...]:
    try:
        return struct.unpack_from(layout, record, at)
    except struct.error:
        raise MbnError(HResult.RPC_E_DISCONNECTED) from None


def _slice(record: bytes, at: int) -> bytes:
    offset, size = _unpack("<II", record, at)
    if offset + size > len(record):
        raise MbnError(HResult.RPC_E_DISCONNECTED)
    return record[offset : offset + size]


def _read_text(record: bytes, at: int) -> str:
    return _slice(record, at).decode("utf-16-le", "replace")


def _read_array(record: bytes) -> list[bytes]:
    return [_slice(record, 4 + 8 * index) for index in range(_read_u32(record, 0))]


def _read_event(cid: int, record: bytes) -> Event:
    if cid in (Cid.INTERFACE_STATE_CHANGE, Cid.SESSIONS_STATE_CHANGE):
        return Event(Cid(cid), interface_id=_read_text(record, 0), state=_read_u32(record, 8))
    handle = _read_u32(record, 0)
    if cid == Cid.READ_DATA:
        return Event(Cid.READ_DATA, handle, data=record[4:])
    if cid == Cid.EVENT_NOTIFICATION:
        return Event(Cid.EVENT_NOTIFICATION, handle, _read_u32(record, 4), record[8:])
    request, status = _unpack("<II", record, 4)
    if cid == Cid.QUERY_SUPPORTED_COMMANDS:
        count = _read_u32(record, 12)
        return Completion(Cid(cid), handle, request_id=request, status=status, command_ids=_unpack(f"<{count}I", record, 16))
    if cid in (Cid.SET_COMMAND, Cid.QUERY_COMMAND):
        response, more = _unpack("<II", record, 12)
        return Completion(Cid(cid), handle, response, record[20:], request_id=request, status=status, has_more=more != 0)
    return Completion(Cid(cid), handle, request_id=request, status=status)


def main() -> None:
    """Shows the modems and their device services."""
    with connect(sys.argv[1] if len(sys.argv) > 1 else None) as client:
        for interface in client.interfaces():
            print(f"{interface.name} {interface.interface_id} {'present' if interface.is_present else 'absent'}")
            if not interface.is_present:
                continue
            for service in _ready(client.context(interface.interface_id).device_services):
                directions = [name for name, has in (("write", service.data_write_supported), ("read", service.data_read_supported)) if has]
                print(f"  {service.device_service_id} {'+'.join(directions) or 'commands only'}")


def _ready(call: Callable[[], _T], timeout: float = 10.0) -> _T:
    """Repeats a call until the device services have been discovered, and returns its result."""
    end = time.monotonic() + timeout
    while True:
        try:
            return call()
        except MbnError as error:
            if error.hresult != HResult.E_PENDING or time.monotonic() > end:
                raise
            time.sleep(0.05)


if __name__ == "__main__":
    main()
