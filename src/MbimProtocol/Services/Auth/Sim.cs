using MbimProtocol.Encoding;

namespace MbimProtocol.Services.AuthService;

/// <summary>MBIM_AUTH_SIM_INFO, 40 bytes. SRES and Kc are numbers, whose first byte on the card is the most significant one.</summary>
[InformationBuffer(AuthCid.Sim, BufferKind.Response)]
public readonly partial record struct AuthSimInfo
{
    /// <summary>SRES of challenge 1.</summary>
    [PersonalInformation]
    public uint Sres1 { get; init; }

    /// <summary>Kc of challenge 1.</summary>
    [PersonalInformation]
    public ulong Kc1 { get; init; }

    /// <summary>SRES of challenge 2.</summary>
    [PersonalInformation]
    public uint Sres2 { get; init; }

    /// <summary>Kc of challenge 2.</summary>
    [PersonalInformation]
    public ulong Kc2 { get; init; }

    /// <summary>SRES of challenge 3.</summary>
    [PersonalInformation]
    public uint Sres3 { get; init; }

    /// <summary>Kc of challenge 3.</summary>
    [PersonalInformation]
    public ulong Kc3 { get; init; }

    /// <summary>How many challenges were answered, 2 or 3.</summary>
    public uint N { get; init; }
}

/// <summary>MBIM_AUTH_SIM_REQ.</summary>
[InformationBuffer(AuthCid.Sim, BufferKind.Query)]
public readonly partial record struct AuthSimQuery
{
    [Layout(FieldLayout.FixedBytes, Size = 16)]
    public MbimArray<byte> Rand1 { get; init; }

    [Layout(FieldLayout.FixedBytes, Size = 16)]
    public MbimArray<byte> Rand2 { get; init; }

    /// <summary>Only with three challenges.</summary>
    [Layout(FieldLayout.FixedBytes, Size = 16)]
    public MbimArray<byte> Rand3 { get; init; }

    /// <summary>How many challenges there are, 2 or 3.</summary>
    public uint N { get; init; }
}
