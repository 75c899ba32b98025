using MbimEmulator.Modem;
using MbimEmulator.Modem.Core;
using MbimEmulator.Profiles;

namespace MbimEmulator.Changes;

/// <content>How long things take.</content>
public static partial class ModemChanges
{
    private static (string Name, Func<TimingsProfile, TimeSpan, TimingsProfile> Change)[] Timings =>
    [
        ("simInitialize", (timings, time) => timings with { SimInitialize = time }),
        ("slotSwitch", (timings, time) => timings with { SlotSwitch = time }),
        ("pin", (timings, time) => timings with { Pin = time }),
        ("register", (timings, time) => timings with { Register = time }),
        ("attach", (timings, time) => timings with { Attach = time }),
        ("detach", (timings, time) => timings with { Detach = time }),
        ("activate", (timings, time) => timings with { Activate = time }),
        ("deactivate", (timings, time) => timings with { Deactivate = time }),
        ("scan", (timings, time) => timings with { Scan = time }),
        ("serviceActivation", (timings, time) => timings with { ServiceActivation = time }),
        ("dssConnect", (timings, time) => timings with { DssConnect = time }),
        ("configure", (timings, time) => timings with { Configure = time }),
        ("deviceReset", (timings, time) => timings with { DeviceReset = time }),
    ];

    private static string[] TimingNames => [.. Timings.Select(timing => timing.Name)];

    private static void CheckTiming(ArgumentReader args)
    {
        args.Name(0, TimingNames);
        args.Duration(1);
    }

    private static string SetTiming(SimulatedModem modem, ArgumentReader args)
    {
        var (name, change) = Array.Find(Timings, timing => timing.Name == args.Text(0));
        modem.ChangeTimings(timings => change(timings, args.Duration(1)));
        return $"{name} takes {args.Text(1)}";
    }
}
