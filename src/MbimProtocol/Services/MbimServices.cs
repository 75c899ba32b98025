using System.Collections.Frozen;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.DssService;
using MbimProtocol.Services.MobileBroadbandCalls;
using MbimProtocol.Services.MsBasicConnectExtensionsService;
using MbimProtocol.Services.ProxyControlService;

namespace MbimProtocol.Services;

/// <summary>The device services that are declared here.</summary>
public static class MbimServices
{
    private static readonly FrozenDictionary<Guid, MbimService> ById;

    static MbimServices()
    {
        All = [BasicConnect.Service, Dss.Service, ProxyControl.Service, MsBasicConnectExtensions.Service, MobileBroadband.Service];
        ById = All.ToFrozenDictionary(service => service.Id);
    }

    /// <summary>All of them.</summary>
    public static IReadOnlyList<MbimService> All { get; }

    /// <summary>The service with this UUID; null when it is not declared.</summary>
    public static MbimService? Find(Guid service) => ById.GetValueOrDefault(service);

    /// <summary>The CID of a service; null when it is not declared.</summary>
    public static MbimCid? Find(Guid service, uint cid)
    {
        foreach (var candidate in Find(service)?.Cids ?? [])
        {
            if (candidate.Number == cid)
            {
                return candidate;
            }
        }

        return null;
    }
}
