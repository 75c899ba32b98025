using MbimProtocol.Encoding;

namespace MbimProtocol.Services.AtdsService;

/// <summary>The technologies in which the modem registers (as libmbim has the layout).</summary>
[InformationBuffer(AtdsCid.Rat, BufferKind.Set | BufferKind.Response, EmptyQuery = true)]
public readonly partial record struct AtdsRat
{
    public AtdsRatMode Mode { get; init; }
}

/// <summary>Which technologies.</summary>
public enum AtdsRatMode : uint
{
    /// <summary>All that the modem has.</summary>
    Automatic = 0,

    /// <summary>GSM.</summary>
    Only2G = 1,

    /// <summary>UMTS.</summary>
    Only3G = 2,

    /// <summary>LTE.</summary>
    Only4G = 3,
}
