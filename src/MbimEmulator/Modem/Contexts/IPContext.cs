using MbimEmulator.Network;
using MbimEmulator.Time;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimEmulator.Modem.Contexts;

/// <summary>One context from the begin of its activation to the end of its deactivation.</summary>
internal sealed class IPContext(SetConnect request, int slot, bool isLoopback)
{
    public uint SessionId => request.SessionId;

    public SetConnect Request => request;

    /// <summary>Its place among the active contexts, which decides its addresses.</summary>
    public int Slot => slot;

    /// <summary>Whether the modem itself sends back what the host sends; it needs no network.</summary>
    public bool IsLoopback => isLoopback;

    /// <summary>Whether it has the default bearer of the LTE attach, which stays when it ends.</summary>
    public bool HasDefaultBearer { get; init; }

    public ActivationState State { get; set; } = ActivationState.Activating;

    /// <summary>What it got, which may be less than what was asked for.</summary>
    public ContextIpType IpType { get; set; } = request.IpType;

    /// <summary>Why it got less.</summary>
    public NwError NwError { get; set; }

    public IPConfigurationInfo Configuration { get; set; } = new();

    /// <summary>Its way to the host, while it is activated.</summary>
    public IPSession? Session { get; set; }

    /// <summary>Who takes its packets, while it is activated.</summary>
    public INetworkSession? Network { get; set; }

    /// <summary>The protocol configuration options that the network said last; null for none.</summary>
    public PcoValue? Pco { get; set; }

    public MbimArray<PacketFilter> Filters { get; set; }

    /// <summary>Ends the activation or deactivation under way.</summary>
    public ModemTimer? Changing { get; set; }

    /// <summary>Who waits for the activation or deactivation under way.</summary>
    public Action<MbimStatus, ConnectInfo>? Done { get; set; }

    public ConnectInfo Info => new()
    {
        SessionId = SessionId,
        ActivationState = State,
        VoiceCallState = VoiceCallState.None,
        IpType = IpType,
        ContextType = request.ContextType,
        NwError = NwError,
        MediaPreference = request.MediaPreference,
        AccessString = request.AccessString,
    };

    public bool IsSameAs(SetConnect other) =>
        string.Equals(other.AccessString, request.AccessString, StringComparison.OrdinalIgnoreCase)
        && other.UserName == request.UserName
        && other.ContextType == request.ContextType
        && other.IpType == request.IpType;

    /// <summary>Neither side takes packets any more.</summary>
    public void Disconnect()
    {
        if (Session is { } session)
        {
            session.IsActive = false;
            Network?.End();
            (Session, Network) = (null, null);
        }
    }
}
