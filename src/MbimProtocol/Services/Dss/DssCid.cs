using MbimProtocol.Encoding;

namespace MbimProtocol.Services.DssService;

/// <summary>The CIDs of Device Service Streams (MBIM 1.0, 10.5.38).</summary>
[MbimService("c08a26dd-7718-4382-8482-6e0d583c4d0e", "Device Service Stream", Identifier = "DSS", Order = 7, IsStandard = true, IsHidden = true)]
public enum DssCid : uint
{
    Connect = 1,
}
