using MbimProtocol.Encoding;
using MbimProtocol.Services;
using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbimClient.DeviceServices;

/// <summary>
/// A device service of a modem (IMbnDeviceService). Dispose of it to give the object back; close its sessions before. Whether two objects of the
/// same service may have a data session each is the service's matter (<c>sessionScope</c>).
/// </summary>
/// <example>
/// <code>
/// var modem = (await client.GetInterfacesAsync())[0];
/// await using var service = await client.OpenDeviceServiceAsync(modem.InterfaceId, new Guid("5fb1cb60-d8a4-4a3b-9f0a-61f5e6f1c1a7"));
/// var commands = await service.QuerySupportedCommandsAsync();
/// </code>
/// </example>
public sealed class DeviceService : IAsyncDisposable
{
    private readonly ObjectReference _handle;
    private readonly Guid _interface;

    // What cancelled openings left to be closed.
    private Task _leftBehind = Task.CompletedTask;

    internal DeviceService(MbnClient client, ObjectReference handle, string interfaceId, Guid deviceServiceId)
    {
        Client = client;
        _handle = handle;
        InterfaceId = interfaceId;
        _interface = Guid.TryParse(interfaceId, out var id) ? id : Guid.Empty;
        DeviceServiceId = deviceServiceId;
    }

    /// <summary>The interface's ID, as it was given.</summary>
    public string InterfaceId { get; }

    /// <summary>The service's UUID.</summary>
    public Guid DeviceServiceId { get; }

    /// <summary>The longest information buffer of a command, in bytes.</summary>
    public uint MaxCommandSize { get; internal init; }

    /// <summary>The longest datagram of a data session, in bytes.</summary>
    public uint MaxDataSize { get; internal init; }

    internal MbnClient Client { get; }

    internal uint ObjectHandle => _handle.ObjectHandle;

    /// <summary>The CIDs of the service. Needs no session.</summary>
    public async Task<IReadOnlyList<uint>> QuerySupportedCommandsAsync(CancellationToken cancellationToken = default)
    {
        var completion = await CompleteAsync(MobileBroadband.QuerySupportedCommands, _handle, cancellationToken).ConfigureAwait(false);
        return completion.CommandIDs;
    }

    /// <summary>Whether a command session is open, through this object or another that it is shared with.</summary>
    public async Task<bool> IsCommandSessionOpenAsync(CancellationToken cancellationToken = default) =>
        (await Client.CallAsync(MobileBroadband.IsCommandSessionOpen, _handle, null, cancellationToken).ConfigureAwait(false)).Value != 0;

    /// <summary>Whether a data session is open, through this object or another that it is shared with.</summary>
    public async Task<bool> IsDataSessionOpenAsync(CancellationToken cancellationToken = default) =>
        (await Client.CallAsync(MobileBroadband.IsDataSessionOpen, _handle, null, cancellationToken).ConfigureAwait(false)).Value != 0;

    /// <summary>
    /// Opens a command session and subscribes to the service's events. When the wait is cancelled the session is closed behind it, before the
    /// next one is opened.
    /// </summary>
    public async Task<CommandSession> OpenCommandSessionAsync(CancellationToken cancellationToken = default)
    {
        var session = new CommandSession(this);
        await OpenAsync(session, cancellationToken).ConfigureAwait(false);
        return session;
    }

    /// <summary>Opens a data session. When the wait is cancelled the session is closed behind it, before the next one is opened.</summary>
    public async Task<DataSession> OpenDataSessionAsync(CancellationToken cancellationToken = default)
    {
        var session = new DataSession(this);
        await OpenAsync(session, cancellationToken).ConfigureAwait(false);
        return session;
    }

    /// <summary>Gives the object back. Its sessions stay; they end with the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _leftBehind.ConfigureAwait(false);
        }
        finally
        {
            await Client.ReleaseAsync(_handle).ConfigureAwait(false);
        }
    }

    internal bool IsAt(string interfaceId) => Guid.TryParse(interfaceId, out var id) && id == _interface;

    internal Task<MbnEvent> CompleteAsync<TQuery, TSet>(
        MbimCid<TQuery, TSet, AcceptedCall> method, TSet parameters, CancellationToken cancellationToken = default)
        where TQuery : IInformationBuffer<TQuery>
        where TSet : IInformationBuffer<TSet> =>
        Client.CompleteAsync(_interface, method, parameters, cancellationToken);

    private async Task UndoAsync(Task opening, DeviceServiceSession session)
    {
        try
        {
            await opening.ConfigureAwait(false);
            await session.CloseAsync().ConfigureAwait(false);
        }
        catch (MbnException)
        {
            Client.Remove(session);
        }
    }

    private async Task OpenAsync(DeviceServiceSession session, CancellationToken cancellationToken)
    {
        await _leftBehind.WaitAsync(cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        Client.Add(session);
        var opening = CompleteAsync(session.OpenMethod, _handle, CancellationToken.None);
        try
        {
            await opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _leftBehind = Task.WhenAll(_leftBehind, UndoAsync(opening, session));
            throw;
        }
        catch
        {
            Client.Remove(session);
            throw;
        }
    }
}
