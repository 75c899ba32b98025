using System.Runtime.CompilerServices;
using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbimClient.DeviceServices;

/// <summary>The changes of interfaces, for one reader.</summary>
internal sealed class InterfaceWatch(MbnClient client, int budget) : IMbnEventReceiver
{
    private readonly EventReader<InterfaceChange> _changes = new(budget, client.Work);

    public void Receive(MbnEvent item)
    {
        InterfaceChangeKind? kind = (item.Cid, item.Number) switch
        {
            (MobileBroadbandCid.InterfaceStateChange, (uint)MbnDeviceServicesInterfaceState.Arrival) => InterfaceChangeKind.Arrival,
            (MobileBroadbandCid.InterfaceStateChange, (uint)MbnDeviceServicesInterfaceState.Removal) => InterfaceChangeKind.Removal,
            (MobileBroadbandCid.SessionsStateChange, (uint)MbnDeviceServiceSessionsState.Restored) => InterfaceChangeKind.SessionsRestored,
            _ => null,
        };
        if (kind is { } known)
        {
            _changes.Add(new InterfaceChange(item.InterfaceID, known), item.Cost);
        }
    }

    public void End(MbnException? reason) => _changes.End(reason);

    public async IAsyncEnumerable<InterfaceChange> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        try
        {
            await foreach (var change in _changes.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return change;
            }
        }
        finally
        {
            client.Remove(this);
        }
    }
}
