using MbimProtocol.Encoding;

namespace MbimEmulator.Profiles;

/// <summary>The device services beside the standard ones.</summary>
public sealed record DeviceServicesProfile
{
    /// <summary>DEVICE_SERVICES is answered only when this time has passed since power came; at once if zero.</summary>
    public TimeSpan Probing { get; init; }

    /// <summary>False: DEVICE_SERVICES lists the standard services alone, and all others answer NO_DEVICE_SUPPORT.</summary>
    public bool Present { get; init; } = true;

    /// <summary>What they are.</summary>
    public MbimArray<DeviceServiceProfile> Services { get; init; } =
    [
        new()
        {
            Name = "echo",
            Id = new Guid("5fb1cb60-d8a4-4a3b-9f0a-61f5e6f1c1a7"),
            Cids = [1],
            HostToDevice = true,
            DeviceToHost = true,
            MaxDssInstances = 4,
        },
    ];
}
