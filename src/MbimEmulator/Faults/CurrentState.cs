using MbimEmulator.Modem;
using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Faults;

/// <summary>What the modem would say of its state now.</summary>
internal static class CurrentState
{
    /// <summary>The information buffer of a notification or answer; null where the modem has no state for the CID.</summary>
    public static byte[]? Of(Guid service, uint cid, SimulatedModem modem, MbimExVersion version) =>
        service != BasicConnect.Id ? null : (BasicConnectCid)cid switch
        {
            BasicConnectCid.SubscriberReadyStatus => Write(modem.SubscriberReady, version),
            BasicConnectCid.Pin => Write(modem.Pin, version),
            BasicConnectCid.RadioState => Write(modem.RadioState, version),
            BasicConnectCid.RegisterState => Write(modem.RegistrationState, version),
            BasicConnectCid.PacketService => Write(modem.PacketService, version),
            BasicConnectCid.SignalState => Write(modem.Meter.InfoFor(version), version),
            BasicConnectCid.Connect when modem.ActiveContexts is [var first, ..] => Write(first, version),
            _ => null,
        };

    private static byte[] Write<T>(T value, MbimExVersion version)
        where T : IInformationBuffer<T>
    {
        var buffer = new byte[value.GetSize(version)];
        value.Write(buffer, version);
        return buffer;
    }
}
