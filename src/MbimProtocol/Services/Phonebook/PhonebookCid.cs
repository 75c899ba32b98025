using MbimProtocol.Encoding;

namespace MbimProtocol.Services.PhonebookService;

/// <summary>The CIDs of Phonebook (MBIM 1.0, 10.5.1).</summary>
[MbimService("4bf38476-1e6a-41db-b1d8-bed289c25bdb", "Phonebook", Order = 4, IsStandard = true)]
public enum PhonebookCid : uint
{
    [UndeclaredBuffers(BufferKind.Query | BufferKind.Response | BufferKind.Notification)]
    Configuration = 1,

    [UndeclaredBuffers(BufferKind.Query | BufferKind.Response)]
    Read = 2,

    [UndeclaredBuffers(BufferKind.Set | BufferKind.Response)]
    Delete = 3,

    [UndeclaredBuffers(BufferKind.Set | BufferKind.Response)]
    Write = 4,
}
