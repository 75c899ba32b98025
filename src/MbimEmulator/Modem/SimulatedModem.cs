using MbimEmulator.Function;

namespace MbimEmulator.Modem;

/// <summary>The simulated modem: SIM, radio, registration, packet service, contexts, signal, device services.</summary>
public sealed class SimulatedModem
{
    /// <summary>Makes a modem that has just been powered.</summary>
    public SimulatedModem(ModemProfile profile, ModemClock clock, RandomStream random, INotificationSink notifications)
    {
        Profile = profile;
    }

    /// <summary>What it was made from.</summary>
    public ModemProfile Profile { get; }

    /// <summary>Adds the handlers of all services that the profile has.</summary>
    public void RegisterHandlers(ServiceDispatcher dispatcher) => _ = Profile;

    /// <summary>The function was closed (CLOSE, or OPEN while open): contexts and DSS sessions end.</summary>
    public void OnFunctionClosed() => _ = Profile;
}
