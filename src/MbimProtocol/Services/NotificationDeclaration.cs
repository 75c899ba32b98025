using MbimProtocol.Encoding;

namespace MbimProtocol.Services;

/// <summary>The notification of a CID.</summary>
/// <param name="Cid">The number of the CID.</param>
/// <param name="Kind">Whether the notification reports a state or an event.</param>
/// <param name="KeyOffset">Where in its information buffer the u32 stands that tells apart the states of the CID; null when it has one state.</param>
public readonly record struct NotificationDeclaration(uint Cid, NotificationKind Kind, int? KeyOffset = null);
