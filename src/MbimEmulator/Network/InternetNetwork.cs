namespace MbimEmulator.Network;

/// <summary>
/// The network that the modem plays itself: gateway, DNS servers and every other address answer ICMP echo, echo and HTTP over TCP, echo over UDP;
/// the DNS servers know the profile's names.
/// </summary>
internal sealed class InternetNetwork(NetworkContext context) : IModemNetwork
{
    public INetworkSession Activate(IPSession session) => new InternetSession(context, session);
}
