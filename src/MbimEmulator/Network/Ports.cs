namespace MbimEmulator.Network;

/// <summary>The ports that somebody listens on.</summary>
internal static class Ports
{
    public const ushort Echo = 7;
    public const ushort Dns = 53;
    public const ushort DhcpServer = 67;
    public const ushort DhcpClient = 68;
    public const ushort Http = 80;
    public const ushort DhcpV6Client = 546;
    public const ushort DhcpV6Server = 547;
}
