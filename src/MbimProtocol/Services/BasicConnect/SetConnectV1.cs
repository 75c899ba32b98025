using MbimProtocol.Encoding;

namespace MbimProtocol.Services;

/// <summary>MBIM_SET_CONNECT, MBIM 1.0.</summary>
[OlderLayoutOf(typeof(SetConnect), MbimExVersion.V1)]
public readonly partial record struct SetConnectV1
{
    public uint SessionId { get; init; }

    public ActivationCommand ActivationCommand { get; init; }

    /// <summary>The APN, at most 100 characters.</summary>
    public string AccessString { get; init; }

    /// <summary>At most 255 characters.</summary>
    [PersonalInformation]
    public string UserName { get; init; }

    /// <summary>At most 255 characters.</summary>
    [PersonalInformation]
    public string Password { get; init; }

    public Compression Compression { get; init; }

    public AuthProtocol AuthProtocol { get; init; }

    public ContextIpType IpType { get; init; }

    /// <summary>One of <see cref="ContextTypes"/>.</summary>
    public Guid ContextType { get; init; }
}
