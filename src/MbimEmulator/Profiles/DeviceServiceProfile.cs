using MbimProtocol.Encoding;
using MbimProtocol.Services;

namespace MbimEmulator.Profiles;

/// <summary>A device service beside the standard ones, as DEVICE_SERVICES lists it.</summary>
public sealed record DeviceServiceProfile
{
    /// <summary>A name for people, unique in the modem; it keys the service's chance.</summary>
    public required string Name { get; init; }

    /// <summary>The UUID.</summary>
    public required Guid Id { get; init; }

    /// <summary>The CIDs of its commands, queries and sets.</summary>
    public MbimArray<uint> Cids { get; init; }

    /// <summary>Whether the host may write to its streams.</summary>
    public bool HostToDevice { get; init; }

    /// <summary>Whether the host may read from its streams.</summary>
    public bool DeviceToHost { get; init; }

    /// <summary>Streams of this service that may be open at once.</summary>
    public int MaxDssInstances { get; init; }

    /// <summary>Whether the modem has a service of this UUID by itself: this one stands in front of it for its CIDs.</summary>
    public bool IsBuiltIn => MbimServices.IsBuiltIn(Id);

    /// <summary>What it does.</summary>
    public BehaviourProfile Behaviour { get; init; } = new();
}
