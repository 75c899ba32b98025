using MbimEmulator.Links;
using MbimEmulator.MbnService;
using MbimEmulator.Modem;
using MbimEmulator.Pipeline;
using MbimEmulator.Profiles;
using MbimEmulator.Sharing;

namespace MbimEmulator;

/// <content>What those see of it who do not know it.</content>
public sealed partial class ModemGroup : IModemControl, INetworkModem
{
    bool IModemControl.IsOpen => Function.IsOpen;

    ModemProfile INetworkModem.Profile => Profile;

    SharedHost INetworkModem.Shared => Shared;

    TrafficPipeline INetworkModem.Pipeline => Pipeline;

    bool INetworkModem.IsPlaceFree => IsPlaceFree;

    Action INetworkModem.PlaceFreed
    {
        set => PlaceFreed = value;
    }

    void INetworkModem.EndCall()
    {
        try
        {
            AfterEvent();
        }
        catch (Exception bug)
        {
            // It is the modem's connection that pays for it, not the caller's.
            Mailbox.Fail(new MailboxEvent(this, MailboxEventKind.Invoke), bug);
        }
    }

    // The end of that event is the end of the call.
    void INetworkModem.PostEndOfCall() => Post(static () => { });
}
