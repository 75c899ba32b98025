using System.Runtime.CompilerServices;
using MbimProtocol.Encoding;
using MbimProtocol.Services;
using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbimClient.DeviceServices;

/// <summary>An open command session of a device service: commands, and what the service tells by itself.</summary>
/// <example>
/// <code>
/// await using var session = await service.OpenCommandSessionAsync();
/// var response = await session.QueryAsync(commandId: 1);
/// await session.SetAsync(commandId: 2, response.Data);
/// </code>
/// </example>
public sealed class CommandSession : DeviceServiceSession
{
    internal CommandSession(DeviceService service)
        : base(service, nameof(MobileBroadbandCid.EventNotification))
    {
    }

    internal override MbimCid<NoOperation, ObjectReference, AcceptedCall> OpenMethod => MobileBroadband.OpenCommandSession;

    private protected override MbimCid<NoOperation, ObjectReference, AcceptedCall> CloseMethod => MobileBroadband.CloseCommandSession;

    private protected override MobileBroadbandCid EventCid => MobileBroadbandCid.EventNotification;

    /// <summary>Sends a set.</summary>
    /// <param name="commandId">The CID.</param>
    /// <param name="data">The information buffer, up to MaxCommandSize bytes; copied before the call returns.</param>
    /// <param name="cancellationToken">Ends the wait; the command may take effect.</param>
    /// <exception cref="MbnException">The call was refused, or the modem answered with a failure.</exception>
    public Task<CommandResponse> SetAsync(uint commandId, ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default) =>
        SendAsync(MobileBroadband.SetCommand, commandId, data, cancellationToken);

    /// <summary>Sends a query.</summary>
    /// <param name="commandId">The CID.</param>
    /// <param name="data">The information buffer, up to MaxCommandSize bytes; copied before the call returns.</param>
    /// <param name="cancellationToken">Stops waiting when cancelled.</param>
    /// <exception cref="MbnException">The call was refused, or the modem answered with a failure.</exception>
    public Task<CommandResponse> QueryAsync(uint commandId, ReadOnlyMemory<byte> data = default, CancellationToken cancellationToken = default) =>
        SendAsync(MobileBroadband.QueryCommand, commandId, data, cancellationToken);

    /// <summary>The next event. Throws as <see cref="DataSession.ReadAsync"/>.</summary>
    public async ValueTask<DeviceServiceEvent> ReadEventAsync(CancellationToken cancellationToken = default) =>
        Show(await ReadNextAsync(cancellationToken).ConfigureAwait(false));

    /// <summary>The events, each given out once. Ends when the session is closed, and throws when its modem or the connection is gone.</summary>
    public async IAsyncEnumerable<DeviceServiceEvent> ReadEventsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var item in Events.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return Show(item);
        }
    }

    private static DeviceServiceEvent Show(MbnEvent item) => new(item.Number, item.Data.AsSpan().ToArray());

    private async Task<CommandResponse> SendAsync<TQuery>(
        MbimCid<TQuery, CommandCall, AcceptedCall> method, uint commandId, ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
        where TQuery : IInformationBuffer<TQuery>
    {
        var call = new CommandCall { ObjectHandle = Service.ObjectHandle, CommandID = commandId, DeviceServiceData = MbimArray.Create(data.Span) };
        var completion = await Service.CompleteAsync(method, call, cancellationToken).ConfigureAwait(false);
        return new CommandResponse(completion.Number, completion.Data.AsSpan().ToArray());
    }
}
