using MbimProtocol.Encoding;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Profiles;

/// <summary>The networks around the modem.</summary>
public sealed record NetworkProfile
{
    /// <summary>The subscriber's own provider.</summary>
    public ProviderProfile Home { get; init; } = new() { Id = "00101", Name = "Emulated Home" };

    /// <summary>Every provider that is on the air here, the home provider included if it is.</summary>
    public MbimArray<ProviderProfile> Providers { get; init; } =
    [
        new() { Id = "00101", Name = "Emulated Home" },
        new() { Id = "00102", Name = "Emulated Partner", Kind = ProviderKind.Partner, Rssi = 15 },
        new() { Id = "00103", Name = "Emulated Roaming", Rssi = 12 },
        new() { Id = "00104", Name = "Emulated Forbidden", Kind = ProviderKind.Forbidden, Rssi = 18 },
    ];

    /// <summary>Providers of a multi-carrier device.</summary>
    public MbimArray<ProviderProfile> MulticarrierProviders { get; init; } = [new() { Id = "00101", Name = "Emulated Home" }];

    /// <summary>
    /// The cells here, at most 64, in the order in which the modem takes them. A provider that has none among them has one that is made of its id, <see cref="DataClass"/>
    /// and <see cref="SignalProfile"/>; without any, neighbors of such a cell are made too.
    /// </summary>
    public MbimArray<CellProfile> Cells { get; init; }

    /// <summary>Paths through the cells, at most 16.</summary>
    public MbimArray<DriveProfile> Drives { get; init; }

    /// <summary>The data classes of the cells that are made.</summary>
    public DataClass DataClass { get; init; } = DataClass.Lte;

    /// <summary>What REGISTER_STATE says while roaming.</summary>
    public string RoamingText { get; init; } = "Roaming";

    /// <summary>Whether the modem attaches to the packet service as soon as it is registered.</summary>
    public bool AutomaticAttach { get; init; } = true;

    /// <summary>Bits per second.</summary>
    public ulong UplinkSpeed { get; init; } = 50_000_000;

    /// <summary>Bits per second.</summary>
    public ulong DownlinkSpeed { get; init; } = 150_000_000;
}
