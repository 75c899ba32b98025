using MbimProtocol.Encoding;

namespace MbimEmulator.Profiles;

/// <summary>Which services and CIDs this modem has of those that modules of the emulator, or of the program, answer. The others answer NO_DEVICE_SUPPORT, and DEVICE_SERVICES does not list them.</summary>
public sealed record ServicesProfile
{
    /// <summary>These alone; empty for all.</summary>
    public MbimArray<ServiceCids> Only { get; init; }

    /// <summary>These not.</summary>
    public MbimArray<ServiceCids> Without { get; init; }

    /// <summary>Whether the modem has a CID, if it is answered at all.</summary>
    public bool Has(Guid service, uint cid) => (Only.Count == 0 || IsAmong(Only, service, cid)) && !IsAmong(Without, service, cid);

    private static bool IsAmong(MbimArray<ServiceCids> list, Guid service, uint cid)
    {
        foreach (var cids in list)
        {
            if (cids.Service == service && (cids.Cid ?? cid) == cid)
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>A CID, or all of a service.</summary>
/// <param name="Service">The service's UUID.</param>
/// <param name="Cid">The CID; null for all.</param>
public readonly record struct ServiceCids(Guid Service, uint? Cid);
