using System.Diagnostics.CodeAnalysis;
using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Services;

namespace MbimClient;

/// <summary>One INDICATE_STATUS.</summary>
/// <param name="DeviceServiceId">The device service.</param>
/// <param name="Cid">The command id.</param>
/// <param name="InformationBuffer">The information buffer.</param>
/// <param name="Version">The layouts in force when it came.</param>
/// <example>
/// <code>
/// await foreach (var notification in device.Notifications)
/// {
///     if (notification.TryRead(BasicConnect.SignalState, out var signal))
///     {
///         Console.WriteLine(signal.Rssi);
///     }
/// }
/// </code>
/// </example>
public sealed record MbimNotification(Guid DeviceServiceId, uint Cid, ReadOnlyMemory<byte> InformationBuffer, MbimExVersion Version)
{
    /// <summary>Whether it is one of this CID.</summary>
    public bool Is(MbimCid cid)
    {
        ArgumentNullException.ThrowIfNull(cid);
        return DeviceServiceId == cid.Service && Cid == cid.Number;
    }

    /// <summary>Reads the information buffer; false when the notification is of another CID, or malformed.</summary>
    public bool TryRead<TQuery, TSet, TResponse>(MbimCid<TQuery, TSet, TResponse> cid, [MaybeNullWhen(false)] out TResponse value)
        where TQuery : IInformationBuffer<TQuery>
        where TSet : IInformationBuffer<TSet>
        where TResponse : IInformationBuffer<TResponse>
    {
        value = default;
        return Is(cid) && TResponse.TryRead(InformationBuffer.Span, Version, MbimReadMode.Tolerant, out value, out _);
    }
}
