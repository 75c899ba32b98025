using System.Globalization;
using MbimEmulator.Changes;
using MbimEmulator.Modem;
using MbimEmulator.Profiles;
using MbimEmulator.Time;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Testing;

/// <summary>What a test's modem is like, and what people and the network do to it. Each change is in the journal.</summary>
/// <param name="modem">The modem.</param>
/// <example><code>
/// await modem.State.EjectSimAsync();
/// var state = await modem.State.ReadAsync();
/// Console.WriteLine(state.SubscriberReady.ReadyState);
/// </code></example>
public sealed class ModemState(ModemGroup modem)
{
    /// <summary>What the modem is like, all of it at one moment.</summary>
    public async Task<ModemStateSnapshot> ReadAsync()
    {
        ModemStateSnapshot? snapshot = null;
        await modem.InvokeAsync(simulated => snapshot = new ModemStateSnapshot
        {
            IsPluggedIn = modem.IsPluggedIn,
            IsOpen = modem.Function.IsOpen,
            SubscriberReady = simulated.SubscriberReady,
            Pin = simulated.Pin,
            RadioState = simulated.RadioState,
            Registration = simulated.RegistrationState,
            PacketService = simulated.PacketService,
            Signal = simulated.Signal,
            Contexts = simulated.ActiveContexts,
            Modules = simulated.ReadStates().ToDictionary(state => state.Name, state => state.Value),
        }).ConfigureAwait(false);
        return snapshot!;
    }

    /// <summary>The files of the SIM as they are now, without its PINs and keys: <see cref="SimProfile.Files"/> of a modem whose SIM has the same.</summary>
    /// <exception cref="InvalidOperationException">There is no SIM of the emulator's own in the slot.</exception>
    public async Task<CardFilesProfile> ReadSimFilesAsync()
    {
        CardFilesProfile? files = null;
        await modem.InvokeAsync(simulated => files = simulated.ReadSimFiles()).ConfigureAwait(false);
        return files!;
    }

    /// <summary>
    /// Waits until the modem has come to a stage: registered, attached, connected, or <see cref="ModemStage.Ready"/>, when nothing of its start is under way
    /// any more. On a virtual clock this moves time as far as it must.
    /// </summary>
    /// <param name="stage">The stage.</param>
    /// <param name="cancellationToken">Stops waiting when cancelled.</param>
    /// <example>
    /// <code>
    /// await modem.State.RegainCoverageAsync();
    /// await modem.State.WaitForAsync(ModemStage.Attached);
    /// </code>
    /// </example>
    /// <exception cref="ModemStageException">The modem does not come to it without outside help, such as a PIN, a SIM or coverage.</exception>
    /// <exception cref="TimeoutException">On a virtual clock: nothing that is still to come takes it there, such as a client that connects.</exception>
    public Task WaitForAsync(ModemStage stage, CancellationToken cancellationToken = default)
    {
        var reached = modem.WaitForAsync(stage, cancellationToken);

        // Code that the clock runs has its time moved already.
        return modem.TimeProvider is VirtualClock { IsRunningCode: false } clock ? clock.AdvanceUntil(reached) : reached;
    }

    /// <summary>Does something by its name; see <see cref="ModemChanges.All"/>.</summary>
    /// <returns>A one-line description of what was done.</returns>
    /// <exception cref="ArgumentException">There is no such change, or its arguments are not what it takes.</exception>
    /// <exception cref="InvalidOperationException">The modem's state does not allow it.</exception>
    public Task<string> ChangeAsync(string name, params IEnumerable<string> arguments) => modem.ChangeAsync(ModemChange.Of(name, arguments));

    /// <summary>Somebody pulls the modem out.</summary>
    public Task RemoveAsync() => ChangeAsync("remove");

    /// <summary>Somebody plugs the modem in again.</summary>
    public Task InsertAsync() => ChangeAsync("insert");

    /// <summary>The modem's firmware resets it.</summary>
    /// <exception cref="InvalidOperationException">It is not plugged in.</exception>
    public Task ResetAsync() => ChangeAsync("reset");

    /// <summary>The modem loses power and starts again.</summary>
    public Task PowerCycleAsync() => ChangeAsync("power-cycle");

    /// <summary>The modem's software fails and recovers; the MBIM session stays.</summary>
    public Task RecoverAsync() => ChangeAsync("recover");

    /// <summary>Somebody pulls the SIM.</summary>
    /// <param name="slot">The slot, from 0; null for the one that the modem uses.</param>
    /// <exception cref="ArgumentException">The modem has no such slot.</exception>
    public Task EjectSimAsync(int? slot = null) => ChangeAsync("eject-sim", Slot(slot));

    /// <summary>Somebody puts the SIM back, with its PINs and attempts as they were, or another one.</summary>
    /// <param name="other">The other one; null for the one that was there.</param>
    /// <param name="slot">The slot, from 0; null for the one that the modem uses.</param>
    /// <exception cref="ArgumentException">The modem has no such slot.</exception>
    public Task InsertSimAsync(SimProfile? other = null, int? slot = null) =>
        other is null ? ChangeAsync("insert-sim", Slot(slot)) : modem.InvokeAsync(simulated => simulated.InsertSim(other, slot));

    /// <summary>The modem uses the SIM in another slot.</summary>
    /// <param name="slot">The slot, from 0.</param>
    /// <exception cref="ArgumentException">The modem has no such slot.</exception>
    /// <exception cref="InvalidOperationException">It is between two slots.</exception>
    public Task SwitchSlotAsync(int slot) => ChangeAsync("switch-slot", Text((uint)slot));

    /// <summary>Somebody moves the radio switch on the device.</summary>
    public Task SetHardwareRadioAsync(RadioSwitchState state) => ChangeAsync("radio", state == RadioSwitchState.On ? "on" : "off");

    /// <summary>The modem leaves coverage.</summary>
    public Task LoseCoverageAsync() => ChangeAsync("lose-coverage");

    /// <summary>The modem is in coverage again.</summary>
    public Task RegainCoverageAsync() => ChangeAsync("regain-coverage");

    /// <summary>The signal changes.</summary>
    /// <param name="rssi">0 to 31, or 99.</param>
    /// <param name="errorRate">0 to 7, or 99.</param>
    /// <exception cref="ArgumentException">One of them is none of these.</exception>
    public Task SetSignalAsync(uint rssi, uint errorRate = 0) => ChangeAsync("signal", Text(rssi), Text(errorRate));

    /// <summary>The registered modem moves into another provider's cell.</summary>
    /// <exception cref="ArgumentException">The profile's network has no such provider, or it is forbidden.</exception>
    /// <exception cref="InvalidOperationException">The modem is not registered.</exception>
    public Task RoamAsync(string providerId) => ChangeAsync("roam", providerId);

    /// <summary>The network refuses the subscriber from now on.</summary>
    /// <exception cref="ArgumentException">There is no reason.</exception>
    public Task DenyAsync(NwError error) => ChangeAsync("deny", Text((uint)error));

    /// <summary>The network takes the subscriber again.</summary>
    public Task AllowAsync() => ChangeAsync("allow");

    /// <summary>The network detaches the modem.</summary>
    public Task DetachByNetworkAsync(NwError error = NwError.None) => ChangeAsync("detach", Text((uint)error));

    /// <summary>The network ends a session's context.</summary>
    /// <exception cref="InvalidOperationException">The session has none.</exception>
    public Task DeactivateByNetworkAsync(uint sessionId, NwError error = NwError.None) =>
        ChangeAsync("deactivate", Text(sessionId), Text((uint)error));

    /// <summary>An emergency call may be made, or not.</summary>
    public Task SetEmergencyModeAsync(EmergencyModeState state) => ChangeAsync("emergency", state == EmergencyModeState.On ? "on" : "off");

    /// <summary>The host of the Mobile Broadband service sleeps.</summary>
    public Task SleepHostAsync() => modem.Service.SleepAsync();

    /// <summary>The host of the Mobile Broadband service is awake again.</summary>
    public Task ResumeHostAsync() => modem.Service.ResumeAsync();

    private static string[] Slot(int? slot) => slot is { } number ? [number.ToString(CultureInfo.InvariantCulture)] : [];

    private static string Text(uint number) => number.ToString(CultureInfo.InvariantCulture);
}
