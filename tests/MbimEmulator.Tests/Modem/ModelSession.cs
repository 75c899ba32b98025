using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Tests.Modem;

/// <summary>An activated context as <see cref="ExtensionModel"/> has it.</summary>
internal sealed record ModelSession(SetConnect Request, ContextIpType Type, NwError Error, int Slot, bool HasBearer)
{
    /// <summary>The protocol configuration options that the network said last, in hexadecimal.</summary>
    public string Pco { get; set; } = "";

    public bool IsLoopback => Request.AccessString == ExtensionModel.Loopback;

    public bool IsSameAs(SetConnect other) => (other.AccessString, other.ContextType, other.IpType) == (Request.AccessString, Request.ContextType, Request.IpType);
}
