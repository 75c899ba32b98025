using MbimEmulator.Time;

namespace MbimEmulator.Modem.DeviceServices;

/// <summary>What a modem has to tell: plausible lines for people and parsers, drawn by chance.</summary>
internal static class ModemLogEvents
{
    private static readonly (string Module, string Message)[] Events =
    [
        ("PHY", "serving cell measured, rsrp -{0} dBm"),
        ("PHY", "timing advance {0}"),
        ("RRC", "measurement report {0} sent"),
        ("RRC", "connection reconfigured, transaction {0}"),
        ("NAS", "tracking area update in {0} s"),
        ("NAS", "bearer {0} idle"),
        ("UIM", "status poll {0} ok"),
        ("PWR", "temperature {0} C"),
    ];

    public static (string Module, string Message) Draw(RandomStream random)
    {
        var (module, message) = Events[random.Next(Events.Length)];
        return (module, string.Format(System.Globalization.CultureInfo.InvariantCulture, message, random.Next(100)));
    }
}
