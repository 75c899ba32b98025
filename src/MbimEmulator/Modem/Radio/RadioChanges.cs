using MbimEmulator.Modem.Core;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Modem.Radio;

/// <summary>What can be done to the radio.</summary>
internal static class RadioChanges
{
    public static IReadOnlyList<ModuleChange> All { get; } =
    [
        ModuleChange.Of<RadioModule>("radio", ["SWITCH"], "sets the hardware radio switch: on or off", args => args.Name(0, "on", "off"), SetHardware),
        ModuleChange.Of<RadioModule>("radio-lock", ["MODE"], "an FCC lock: the modem lets the host turn the radio on (off), stays off silently (ignores), or refuses (refuses)",
            args => LockOf(args), SetLock),
    ];

    private static string SetHardware(RadioModule radio, ArgumentReader args)
    {
        radio.SetHardware(args.Text(0) == "on" ? RadioSwitchState.On : RadioSwitchState.Off);
        return $"the radio's hardware switch is {args.Text(0)}";
    }

    private static RadioLock LockOf(ArgumentReader args) => args.Name(0, "off", "ignores", "refuses") switch
    {
        "ignores" => RadioLock.Ignores,
        "refuses" => RadioLock.Refuses,
        _ => RadioLock.Off,
    };

    private static string SetLock(RadioModule radio, ArgumentReader args)
    {
        radio.SetLock(LockOf(args));
        return args.Text(0) == "off" ? "the radio is unlocked" : "the radio is locked";
    }
}
