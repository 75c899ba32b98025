using MbimEmulator.Profiles;
using MbimEmulator.Time;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimEmulator.Modem.Slots;

/// <summary>One SIM slot: what is in it, and its state as the host knows it.</summary>
/// <param name="index">Its number, from 0.</param>
/// <param name="tray">What is in it.</param>
internal sealed class SimSlot(int index, SimTray tray)
{
    public int Index => index;

    public SimTray Tray => tray;

    public UiccSlotState State { get; set; }

    /// <summary>Until the card is ready, while the modem does not use it.</summary>
    public ModemTimer? Starting { get; set; }

    public SlotInfo Info => new() { SlotIndex = (uint)index, State = State };

    /// <summary>The state that the slot has with what is in it.</summary>
    /// <param name="isReady">Whether the card has started.</param>
    public UiccSlotState Describe(bool isReady) => tray.Condition switch
    {
        SimCondition.Absent => UiccSlotState.Empty,
        SimCondition.Bad => UiccSlotState.Error,
        SimCondition.NoProfile => UiccSlotState.ActiveEsimNoProfiles,
        _ when !isReady => UiccSlotState.NotReady,
        _ => tray.Profile.Esim ? UiccSlotState.ActiveEsim : UiccSlotState.Active,
    };
}
