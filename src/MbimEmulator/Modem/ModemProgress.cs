using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Modem;

/// <summary>How far a modem has come by itself, and what stops it.</summary>
internal static class ModemProgress
{
    /// <summary>Whether the modem has come to a stage.</summary>
    public static bool Has(SimulatedModem modem, ModemStage stage) => stage switch
    {
        ModemStage.Ready => modem.IsSettled,
        ModemStage.Registered => modem.Registration.Provider is not null,
        ModemStage.Attached => modem.PacketService.PacketServiceState == PacketServiceState.Attached,
        _ => modem.ActiveContexts.Any(context => context.ActivationState == ActivationState.Activated),
    };

    /// <summary>Whether the modem can come to a stage only with help from outside.</summary>
    public static bool IsOutOfReach(SimulatedModem modem, ModemStage stage) =>
        stage is ModemStage.Registered or ModemStage.Attached && modem.IsSettled && !Has(modem, stage);

    /// <summary>Where the modem is, in a few words: what it has reached, or what it waits for.</summary>
    public static string Describe(SimulatedModem modem)
    {
        if (Has(modem, ModemStage.Connected))
        {
            return "connected";
        }

        if (Has(modem, ModemStage.Attached))
        {
            return "attached";
        }

        var registration = modem.RegistrationState;
        return modem.SubscriberReady.ReadyState switch
        {
            SubscriberReadyState.SimNotInserted => "no SIM",
            SubscriberReadyState.DeviceLocked => $"{modem.Pin.PinType} required",
            SubscriberReadyState.NotInitialized => "reading the SIM",
            not SubscriberReadyState.Initialized and var state => $"SIM {state}",
            _ when !modem.Radio.IsOn => "the radio is off",
            _ when registration.RegisterState == RegisterState.Denied => $"registration denied with network error {(uint)registration.NwError} ({registration.NwError})",
            _ when modem.Registration.Provider is null => modem.IsSettled ? "no network found" : "searching for a network",
            _ => "registered",
        };
    }
}
