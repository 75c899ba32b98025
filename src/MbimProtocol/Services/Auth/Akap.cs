using MbimProtocol.Encoding;

namespace MbimProtocol.Services.AuthService;

/// <summary>MBIM_AUTH_AKAP_INFO, 66 bytes. With the status AUTH_SYNC_FAILURE it has AUTS alone.</summary>
[InformationBuffer(AuthCid.Akap, BufferKind.Response)]
public readonly partial record struct AuthAkapInfo
{
    /// <summary>The response, of which <see cref="ResLength"/> bytes count.</summary>
    [Layout(FieldLayout.FixedBytes, Size = 16)]
    [PersonalInformation]
    public MbimArray<byte> Res { get; init; }

    /// <summary>4 to 16.</summary>
    public uint ResLength { get; init; }

    /// <summary>The integrity key IK'.</summary>
    [Layout(FieldLayout.FixedBytes, Size = 16)]
    [PersonalInformation]
    public MbimArray<byte> Ik { get; init; }

    /// <summary>The ciphering key CK'.</summary>
    [Layout(FieldLayout.FixedBytes, Size = 16)]
    [PersonalInformation]
    public MbimArray<byte> Ck { get; init; }

    /// <summary>The token for resynchronisation, with AUTH_SYNC_FAILURE.</summary>
    [Layout(FieldLayout.FixedBytes, Size = 14)]
    public MbimArray<byte> Auts { get; init; }
}

/// <summary>MBIM_AUTH_AKAP_REQ.</summary>
[InformationBuffer(AuthCid.Akap, BufferKind.Query)]
public sealed partial record AuthAkapQuery
{
    /// <summary>The challenge.</summary>
    [Layout(FieldLayout.FixedBytes, Size = 16)]
    public MbimArray<byte> Rand { get; init; }

    /// <summary>The network's token.</summary>
    [Layout(FieldLayout.FixedBytes, Size = 16)]
    public MbimArray<byte> Autn { get; init; }

    /// <summary>The access network's name, from which IK' and CK' are derived (RFC 5448).</summary>
    public string NetworkName { get; init; } = "";
}
