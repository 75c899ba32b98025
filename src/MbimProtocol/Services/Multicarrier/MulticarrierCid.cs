using MbimProtocol.Encoding;

namespace MbimProtocol.Services.MulticarrierService;

/// <summary>The CIDs of modems for several carriers (Microsoft, "IHV Guidance for Implementing Multimode and Multicarrier Capable MB Devices").</summary>
[MbimService("8b569648-628d-4653-9b9f-1025404424e1", "Multicarrier", IsHidden = true)]
public enum MulticarrierCid : uint
{
    Capabilities = 1,

    LocationInfo = 2,

    CurrentCidList = 3,
}
