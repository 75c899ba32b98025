namespace MbimEmulator.Network;

/// <summary>The options of DHCP that are known here (RFC 2132).</summary>
internal enum DhcpOption : byte
{
    Pad = 0,
    SubnetMask = 1,
    Router = 3,
    DnsServers = 6,
    InterfaceMtu = 26,
    BroadcastAddress = 28,
    RequestedAddress = 50,
    LeaseTime = 51,
    MessageType = 53,
    ServerId = 54,
    ParameterRequestList = 55,
    MaxMessageSize = 57,
    RenewalTime = 58,
    RebindingTime = 59,
    ClientId = 61,
    End = 255,
}
