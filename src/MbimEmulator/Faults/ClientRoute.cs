using MbimEmulator.Function;
using MbimEmulator.Links;
using MbimEmulator.MbnService;

namespace MbimEmulator.Faults;

/// <summary>From the Mobile Broadband service to a client.</summary>
internal sealed class ClientRoute(ServiceClient client, ModemLink link) : TrafficRoute(TransferDirection.ToHost, link)
{
    public override uint MaxTransfer => client.MaxTransfer;

    public override void Deliver(InFlight traffic) => client.SendShaped(traffic);

    public override void Reply(byte[] message, ActiveRule cause) => client.SendMade(message);
}
