using MbimEmulator.Function;
using MbimEmulator.Links;
using MbimEmulator.MbnService;

namespace MbimEmulator.Faults;

/// <summary>From a client to the Mobile Broadband service.</summary>
internal sealed class CallRoute(ServiceClient client, ModemLink link) : TrafficRoute(TransferDirection.ToFunction, link)
{
    public override void Deliver(InFlight traffic) => client.TakeMessage(traffic.Bytes, traffic.MessageId);

    public override void Reply(byte[] message, ActiveRule cause) => client.SendMade(message);
}
