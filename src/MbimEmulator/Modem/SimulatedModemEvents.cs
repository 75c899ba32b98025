using MbimEmulator.Card;
using MbimEmulator.Modem.Core;
using MbimEmulator.Modem.Device;
using MbimEmulator.Modem.Radio;
using MbimEmulator.Modem.Sim;
using MbimEmulator.Profiles;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Modem;

/// <content>What people, scenarios and the network do to the modem. Each call is one event of the group's mailbox.</content>
public sealed partial class SimulatedModem
{
    /// <summary>Somebody pulls the SIM.</summary>
    /// <param name="slot">The slot, from 0; null for the one that the modem uses.</param>
    /// <exception cref="ArgumentException">The modem has no such slot.</exception>
    public void EjectSim(int? slot = null) => Do(() => Sim.Eject(Sim.Slots.Find(slot)));

    /// <summary>Somebody puts the SIM back, with its PINs and attempts as they were, or another one.</summary>
    /// <param name="other">The other one; null for the one that was there.</param>
    /// <param name="slot">The slot, from 0; null for the one that the modem uses.</param>
    /// <exception cref="ArgumentException">The modem has no such slot.</exception>
    public void InsertSim(SimProfile? other = null, int? slot = null) => Do(() => Sim.Insert(Sim.Slots.Find(slot), other));

    /// <summary>A card from outside comes into the reader that the profile has instead of a SIM (<c>sim: { reader: ... }</c>); the modem resets and reads it.</summary>
    /// <param name="card">The card; it is asked inside the modem's mailbox, and may answer later there.</param>
    /// <exception cref="InvalidOperationException">The profile has no reader, or another card is in it.</exception>
    public void TakeCard(ICardTerminal card)
    {
        ArgumentNullException.ThrowIfNull(card);
        Do(() => Sim.TakeCard(card));
    }

    /// <summary>That card is there no more. Nothing happens when another one is in the reader.</summary>
    /// <param name="card">The card.</param>
    public void LoseCard(ICardTerminal card) => Do(() => Sim.LoseCard(card));

    /// <summary>Connects a further terminal to the card in the slot.</summary>
    /// <param name="isShared">Whether it has the very session of the modem, instead of one of its own.</param>
    public SimTerminal ConnectTerminal(bool isShared = false) => new(Sim, isShared, Do);

    /// <summary>Somebody moves the radio switch on the device.</summary>
    public void SetHardwareRadio(RadioSwitchState state) => Do(() => Radio.SetHardware(state));

    /// <summary>The modem locks its radio off (FCC lock), or unlocks it.</summary>
    public void SetRadioLock(RadioLock mode) => Do(() => Radio.SetLock(mode));

    /// <summary>The modem takes SIMs of one operator alone (personalisation, SIM lock), and this is none; until the code is entered.</summary>
    /// <param name="type">One of the five personalisations: of the network, its subset, the service provider, a corporation, or of a subsidy.</param>
    /// <param name="code">What opens it, 4 to 8 digits.</param>
    /// <param name="attempts">Wrong codes until it is blocked.</param>
    public void Personalise(PinType type, string code, int attempts = 10) => Do(() => Sim.Personalise(type, code, attempts));

    /// <summary>PIN1's attempts are used up: the SIM wants PUK1.</summary>
    public void BlockPin() => Do(Sim.BlockPin);

    /// <summary>Things take another time from now on; what is under way does not.</summary>
    internal void ChangeTimings(Func<TimingsProfile, TimingsProfile> change) => _context.ChangeTimings(change);

    /// <summary>The modem leaves coverage.</summary>
    public void LoseCoverage() => Do(Registration.LoseCoverage);

    /// <summary>The modem comes back into coverage and registers again.</summary>
    public void RegainCoverage() => Do(Registration.RegainCoverage);

    /// <summary>The registered modem moves into another provider's cell; what is connected stays so.</summary>
    /// <exception cref="ArgumentException">The profile's network has no such provider, or it is forbidden.</exception>
    /// <exception cref="InvalidOperationException">The modem is not registered.</exception>
    public void Roam(string providerId) => Do(() => Registration.Roam(providerId));

    /// <summary>The network refuses the subscriber from now on: a registered modem is denied at once, another when it has searched.</summary>
    /// <exception cref="ArgumentException">There is no reason.</exception>
    public void Deny(NwError error) => Do(() => Registration.Deny(error));

    /// <summary>The network takes the subscriber again; a denied modem searches anew.</summary>
    public void Allow() => Do(Registration.Allow);

    /// <summary>The signal changes.</summary>
    /// <param name="rssi">0 to 31, 99 when not known.</param>
    /// <param name="errorRate">0 to 7, 99 when not known.</param>
    public void SetSignal(uint rssi, uint errorRate = 0)
    {
        if (rssi is > 31 and not 99)
        {
            throw new ArgumentOutOfRangeException(nameof(rssi), rssi, "Expected 0 to 31, or 99.");
        }

        if (errorRate is > 7 and not 99)
        {
            throw new ArgumentOutOfRangeException(nameof(errorRate), errorRate, "Expected 0 to 7, or 99.");
        }

        Do(() => Meter.Set(rssi, errorRate));
    }

    /// <summary>The network detaches the modem.</summary>
    public void DetachByNetwork(NwError error) => Do(() => PacketData.DetachByNetwork(error));

    /// <summary>The network ends a context.</summary>
    /// <returns>Whether the session had an activated one.</returns>
    public bool DeactivateByNetwork(uint sessionId, NwError error)
    {
        var ended = Contexts.DeactivateByNetwork(sessionId, error);
        _context.Flush();
        return ended;
    }

    /// <summary>The network refuses contexts of an access string, or of any with <c>*</c>; takes them as ever with <see cref="NwError.None"/>.</summary>
    public void RefuseAccessString(string accessString, NwError error)
    {
        ArgumentNullException.ThrowIfNull(accessString);
        _contexts.AccessPoints.Refuse(accessString, error);
    }

    /// <summary>An emergency call may be made, or not.</summary>
    public void SetEmergencyMode(EmergencyModeState state) => Do(() => _modules.Get<DeviceModule>().SetEmergencyMode(state));

    /// <summary>
    /// The modem loses power and starts again: the MBIM session is over, its connection ends without a word, contexts and DSS sessions are gone,
    /// the SIM is read anew and wants its PIN again. What the host stored and the switches stay.
    /// </summary>
    public void PowerCycle() => Do(() =>
    {
        PowerLost();
        Restart(ModemReset.Power);
    });

    /// <summary>
    /// The modem's software fails and recovers by itself: contexts are gone and the SIM is read anew, as with <see cref="PowerCycle"/>, but the MBIM
    /// session, its connection and DSS sessions stay.
    /// </summary>
    public void Recover() => Do(() => Restart(ModemReset.Recovery));

    private void Restart(ModemReset reset)
    {
        foreach (var module in _modules.All)
        {
            module.Restart(reset);
        }
    }

    private void Do(Action change)
    {
        change();
        _context.Flush();
    }
}
