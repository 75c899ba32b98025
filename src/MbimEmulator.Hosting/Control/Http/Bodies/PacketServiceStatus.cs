namespace MbimEmulator.Hosting.Control.Http;

/// <summary>The packet service.</summary>
/// <param name="State">attached, detached and so on.</param>
/// <param name="UplinkSpeed">The speed in bits per second.</param>
/// <param name="DownlinkSpeed">The speed in bits per second.</param>
/// <param name="NwError">The network's last refusal; 0 for none.</param>
public sealed record PacketServiceStatus(string State, ulong UplinkSpeed, ulong DownlinkSpeed, uint NwError);
