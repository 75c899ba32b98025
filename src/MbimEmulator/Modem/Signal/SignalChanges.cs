using MbimEmulator.Modem.Core;

namespace MbimEmulator.Modem.Signal;

/// <summary>What can be done to the signal.</summary>
internal static class SignalChanges
{
    public static IReadOnlyList<ModuleChange> All { get; } =
    [
        ModuleChange.Of<SignalMeter>("signal", ["RSSI", "[ERROR_RATE]"], "sets the signal: 0 to 31, or 99; error rate 0 to 7, or 99", CheckSignal, SetSignal),
    ];

    private static void CheckSignal(ArgumentReader args)
    {
        Check(args.Number(0), 31, "RSSI");
        Check(args.Has(1) ? args.Number(1) : 0, 7, "error rate");

        static void Check(uint value, uint max, string name)
        {
            if (value > max && value != 99)
            {
                throw new ArgumentException($"'{value}' is no {name}; expected 0 to {max}, or 99.");
            }
        }
    }

    private static string SetSignal(SignalMeter meter, ArgumentReader args)
    {
        meter.Set(args.Number(0), args.Has(1) ? args.Number(1) : 0);
        return $"RSSI {args.Number(0)}";
    }
}
