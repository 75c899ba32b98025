using MbimProtocol.Encoding;

namespace MbimProtocol.Services;

/// <summary>MBIM_SET_CONNECT, MBIMEx 3.0.</summary>
[InformationBuffer(BasicConnectCid.Connect, BufferKind.Set)]
[Since(MbimExVersion.V3)]
public sealed partial record SetConnect
{
    public uint SessionId { get; init; }

    public ActivationCommand ActivationCommand { get; init; }

    public Compression Compression { get; init; }

    public AuthProtocol AuthProtocol { get; init; }

    public ContextIpType IpType { get; init; }

    /// <summary>One of <see cref="ContextTypes"/>.</summary>
    public Guid ContextType { get; init; }

    [WhenAbsent]
    public AccessMediaType MediaPreference { get; init; }

    /// <summary>The APN.</summary>
    [Layout(FieldLayout.TlvString)]
    public string AccessString { get; init; } = "";

    [PersonalInformation]
    [Layout(FieldLayout.TlvString)]
    public string UserName { get; init; } = "";

    [PersonalInformation]
    [Layout(FieldLayout.TlvString)]
    public string Password { get; init; } = "";

    [WhenAbsent]
    public MbimArray<Tlv> UnnamedIes { get; init; }
}
