using MbimProtocol.Encoding;

namespace MbimProtocol.Services.AuthService;

/// <summary>The CIDs of Authentication (MBIM 1.0, 10.5.1).</summary>
[MbimService("1d2b5ff7-0aa1-48b2-aa52-50f15767174e", "Authentication", Identifier = "AUTH", Order = 6, IsStandard = true, IsHidden = true)]
public enum AuthCid : uint
{
    Aka = 1,
    Akap = 2,
    Sim = 3,
}
