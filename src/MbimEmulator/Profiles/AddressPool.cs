using MbimProtocol.Encoding;

namespace MbimEmulator.Profiles;

/// <summary>What sessions get of one IP version.</summary>
/// <typeparam name="TAddress">The version's address.</typeparam>
public sealed record AddressPool<TAddress>
    where TAddress : struct
{
    /// <summary>The first session's address; the next session's is one higher.</summary>
    public required TAddress Address { get; init; }

    /// <summary>Bits.</summary>
    public required uint PrefixLength { get; init; }

    /// <summary>The gateway; null for none.</summary>
    public TAddress? Gateway { get; init; }

    /// <summary>DNS servers.</summary>
    public MbimArray<TAddress> Dns { get; init; }

    /// <summary>Bytes.</summary>
    public uint Mtu { get; init; } = 1500;
}
