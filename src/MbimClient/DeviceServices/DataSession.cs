using System.Runtime.CompilerServices;
using MbimProtocol.Encoding;
using MbimProtocol.Services;
using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbimClient.DeviceServices;

/// <summary>An open data session of a device service: datagrams both ways.</summary>
/// <example>
/// <code>
/// await using var session = await service.OpenDataSessionAsync();
/// await session.WriteAsync(new byte[] { 1, 2, 3, 4 });
/// await foreach (var datagram in session.ReadAllAsync())
/// {
///     Console.WriteLine(Convert.ToHexString(datagram.Span));
/// }
/// </code>
/// </example>
public sealed class DataSession : DeviceServiceSession
{
    internal DataSession(DeviceService service)
        : base(service, nameof(MobileBroadbandCid.ReadData))
    {
    }

    internal override MbimCid<NoOperation, ObjectReference, AcceptedCall> OpenMethod => MobileBroadband.OpenDataSession;

    private protected override MbimCid<NoOperation, ObjectReference, AcceptedCall> CloseMethod => MobileBroadband.CloseDataSession;

    private protected override MobileBroadbandCid EventCid => MobileBroadbandCid.ReadData;

    /// <summary>Writes one datagram; done when the modem has taken it.</summary>
    /// <param name="data">Up to MaxDataSize bytes; copied before the call returns.</param>
    /// <param name="cancellationToken">Ends the wait; the datagram may have been sent.</param>
    /// <exception cref="MbnException">ERROR_BUFFER_OVERFLOW, ERROR_OPEN_FAILED, or what the modem says.</exception>
    public Task WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default)
    {
        var call = new WriteDataCall { ObjectHandle = Service.ObjectHandle, DeviceServiceData = MbimArray.Create(data.Span) };
        return Service.CompleteAsync(MobileBroadband.WriteData, call, cancellationToken);
    }

    /// <summary>The next datagram.</summary>
    /// <exception cref="MbnException">
    /// The session was closed (ERROR_OPEN_FAILED), its modem is gone (ERROR_NOT_FOUND), or the connection was lost (RPC_E_DISCONNECTED).
    /// </exception>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(CancellationToken cancellationToken = default) =>
        (await ReadNextAsync(cancellationToken).ConfigureAwait(false)).Data.AsSpan().ToArray();

    /// <summary>The datagrams, each given out once. Ends when the session is closed, and throws what <see cref="ReadAsync"/> throws otherwise.</summary>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var item in Events.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return item.Data.AsSpan().ToArray();
        }
    }
}
