namespace MbimEmulator.Network;

/// <summary>The ports that somebody listens on.</summary>
internal static class Ports
{
    public const ushort Echo = 7;
    public const ushort Dns = 53;
    public const ushort Http = 80;
}
